package org.resourceprotector.declaration;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * What an endpoint demands: whether a token is needed, and what the token must carry. Immutable, thread-safe.
 *
 * @param access whether a call needs a token
 * @param scopes the scope rule
 * @param authorities the rules for roles, groups and entitlements
 * @param senderConstrained whether the token must be bound to a key or certificate of the caller
 * @param problem why nobody may come in, because the declaration cannot be a rule; null if it can
 */
public record Rule(
        Access access,
        ScopeRule scopes,
        AuthorityRules authorities,
        boolean senderConstrained,
        @Nullable String problem) {

    /** The rule of an endpoint that is meant to be open. */
    public static final Rule OPEN = new Rule(Access.OPEN, ScopeRule.of(), AuthorityRules.NONE);

    /** The rule that any valid token satisfies. */
    public static final Rule ANY_TOKEN = new Rule(Access.PROTECTED, ScopeRule.of(), AuthorityRules.NONE);

    /**
     * A rule.
     *
     * @param access whether a call needs a token
     * @param scopes the scope rule
     * @param authorities the rules for roles, groups and entitlements
     */
    public Rule(Access access, ScopeRule scopes, AuthorityRules authorities) {
        this(access, scopes, authorities, false, null);
    }

    /**
     * The rule of a broken declaration: nobody may come in.
     *
     * @param problem what is wrong, where, and what to write instead
     * @return a rule that denies
     */
    public static Rule invalid(String problem) {
        return new Rule(Access.PROTECTED, ScopeRule.of(), AuthorityRules.NONE, false, problem);
    }

    /**
     * Joins two rules that must both hold. An open one demands nothing; a token is optional only if both say so.
     *
     * @param other the other rule
     * @return the rule that is satisfied if both are
     */
    Rule and(Rule other) {
        if (access == Access.OPEN) {
            return other;
        }
        if (other.access == Access.OPEN) {
            return this;
        }
        return new Rule(
                access.compareTo(other.access) <= 0 ? access : other.access,
                scopes.and(other.scopes),
                authorities.and(other.authorities),
                senderConstrained || other.senderConstrained,
                problem == null ? other.problem : problem);
    }

    /**
     * The rejection of a call without a token.
     *
     * @return the rejection, with the scopes to ask for
     */
    public Rejection missing() {
        return new Rejection(Reason.MISSING, "", scopes.nearest(Set.of()));
    }

    /**
     * Holds the rule against a token: scopes first, then roles, groups and entitlements.
     *
     * @param token a valid token
     * @return what it lacks; null if it lacks nothing
     */
    public @Nullable Rejection unmet(AccessToken token) {
        if (problem != null) {
            return Rejection.of(Reason.FAILED, problem);
        }
        Set<String> granted = token.scopes();
        if (!scopes.satisfiedBy(granted)) {
            return new Rejection(Reason.INSUFFICIENT_SCOPE, "", scopes.nearest(granted));
        }
        return authorities.unmet(token);
    }
}
