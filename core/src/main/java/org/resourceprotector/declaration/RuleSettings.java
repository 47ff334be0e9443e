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
 * @param isOneOfSeveral whether the application has endpoints of other resources, so that a token that is accepted need not
 *     be for this one
 */
public record RuleSettings(
        ScopeHierarchy hierarchy, Clock clock, @Nullable String resource, boolean isOneOfSeveral) {

    /** Those of an application that is one resource. */
    public RuleSettings(ScopeHierarchy hierarchy, Clock clock, @Nullable String resource) {
        this(hierarchy, clock, resource, false);
    }

    /** The same for one of several resources; null if its identifier is not known. */
    public RuleSettings ofOne(@Nullable String other) {
        return new RuleSettings(hierarchy, clock, other, true);
    }

    /** Nothing is configured. */
    public static final RuleSettings NONE = new RuleSettings(ScopeHierarchy.NONE, Clock.systemUTC(), null);
}
