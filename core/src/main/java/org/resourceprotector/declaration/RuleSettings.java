package org.resourceprotector.declaration;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.scope.ScopeHierarchy;

/**
 * What is configured for all rules of an application. Immutable, thread-safe.
 *
 * @param hierarchy which scopes imply which
 * @param clock tells how long ago a login was
 * @param resource the identifier of this resource; null if it is not known
 */
public record RuleSettings(
        ScopeHierarchy hierarchy, Clock clock, @Nullable String resource) {

    /** The same for one of several resources; null if its identifier is not known. */
    public RuleSettings withResource(@Nullable String other) {
        return new RuleSettings(hierarchy, clock, other);
    }

    /** Nothing is configured. */
    public static final RuleSettings NONE = new RuleSettings(ScopeHierarchy.NONE, Clock.systemUTC(), null);
}
