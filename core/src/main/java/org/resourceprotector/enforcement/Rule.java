package org.resourceprotector.enforcement;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * What an endpoint demands: whether a token is needed, and what the token must carry. Immutable, thread-safe.
 *
 * @param access whether a call needs a token
 * @param scopes the scope rule
 * @param claims the rules for roles, groups and entitlements
 * @param missing the rejection of a call without a token; follows from the scope rule
 */
public record Rule(Access access, ScopeRule scopes, ClaimRules claims, Rejection missing) {

    /** The rule of an endpoint that is meant to be open. */
    public static final Rule OPEN = new Rule(Access.OPEN, ScopeRule.of(), ClaimRules.NONE);

    /** The rule that any valid token satisfies. */
    static final Rule ANY_TOKEN = new Rule(Access.PROTECTED, ScopeRule.of(), ClaimRules.NONE);

    /**
     * Has the rejection follow from the scope rule, whatever was given.
     *
     * @param access whether a call needs a token
     * @param scopes the scope rule
     * @param claims the rules for roles, groups and entitlements
     * @param missing passed over
     */
    public Rule {
        missing = new Rejection(Reason.MISSING, "", scopes.nearest(Set.of()));
    }

    /**
     * A rule.
     *
     * @param access whether a call needs a token
     * @param scopes the scope rule
     * @param claims the rules for roles, groups and entitlements
     */
    public Rule(Access access, ScopeRule scopes, ClaimRules claims) {
        this(access, scopes, claims, Rejection.of(Reason.MISSING));
    }

    /**
     * Joins two rules that must both hold. An open one demands nothing; a token is optional only where both say so.
     *
     * @param other the other rule
     * @return the rule that is satisfied where both are
     */
    Rule and(Rule other) {
        if (access == Access.OPEN) {
            return other;
        }
        if (other.access == Access.OPEN) {
            return this;
        }
        return new Rule(access.stricter(other.access), scopes.and(other.scopes), claims.and(other.claims));
    }

    /**
     * Holds the rule against a token: scopes first, then roles, groups and entitlements.
     *
     * @param token a valid token
     * @return what it lacks; null where it lacks nothing
     */
    @Nullable
    Rejection lacking(AccessToken token) {
        Set<String> granted = token.scopes();
        if (!scopes.satisfiedBy(granted)) {
            return new Rejection(Reason.INSUFFICIENT_SCOPE, "", scopes.nearest(granted));
        }
        return claims.lacking(token);
    }
}
