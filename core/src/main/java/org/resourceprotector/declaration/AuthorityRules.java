package org.resourceprotector.declaration;

import org.jspecify.annotations.Nullable;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * What an endpoint demands of the claims of RFC 9068, section 2.2.3.1. Immutable, thread-safe.
 *
 * @param roles the rule for roles
 * @param groups the rule for groups
 * @param entitlements the rule for entitlements
 */
public record AuthorityRules(ScopeRule roles, ScopeRule groups, ScopeRule entitlements) {

    /** Demands nothing. */
    public static final AuthorityRules NONE = new AuthorityRules(ScopeRule.of(), ScopeRule.of(), ScopeRule.of());

    AuthorityRules and(AuthorityRules other) {
        return new AuthorityRules(
                roles.and(other.roles), groups.and(other.groups), entitlements.and(other.entitlements));
    }

    @Nullable
    Rejection unmet(AccessToken token) {
        if (!roles.isEmpty() && !roles.satisfiedBy(token.roles())) {
            return Rejection.of(Reason.INSUFFICIENT_ROLES);
        }
        if (!groups.isEmpty() && !groups.satisfiedBy(token.groups())) {
            return Rejection.of(Reason.INSUFFICIENT_GROUPS);
        }
        if (!entitlements.isEmpty() && !entitlements.satisfiedBy(token.entitlements())) {
            return Rejection.of(Reason.INSUFFICIENT_ENTITLEMENTS);
        }
        return null;
    }
}
