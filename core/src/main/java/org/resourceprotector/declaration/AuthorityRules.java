package org.resourceprotector.declaration;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/** What an endpoint demands of the claims of RFC 9068, section 2.2.3.1. Immutable, thread-safe. */
public record AuthorityRules(ScopeRule roles, ScopeRule groups, ScopeRule entitlements) {

    /** Demands nothing. */
    public static final AuthorityRules NONE = new AuthorityRules(ScopeRule.of(), ScopeRule.of(), ScopeRule.of());

    AuthorityRules and(AuthorityRules other) {
        return new AuthorityRules(
                roles.and(other.roles), groups.and(other.groups), entitlements.and(other.entitlements));
    }

    /** The rejection of a token whose roles, groups or entitlements do not suffice; else null. */
    @Nullable
    Rejection insufficient(AccessToken token) {
        if (!roles.isEmpty() && !roles.satisfiedBy(token.roles())) {
            return Rejection.of(
                    Reason.INSUFFICIENT_ROLES,
                    lack(
                            "roles",
                            roles,
                            token.roles(),
                            "rolesFrom(...) or the property resource-protector.roles-from"));
        }
        if (!groups.isEmpty() && !groups.satisfiedBy(token.groups())) {
            return Rejection.of(
                    Reason.INSUFFICIENT_GROUPS,
                    lack("groups", groups, token.groups(), "JwtProfile.Builder.groupsFrom(...)"));
        }
        if (!entitlements.isEmpty() && !entitlements.satisfiedBy(token.entitlements())) {
            return Rejection.of(
                    Reason.INSUFFICIENT_ENTITLEMENTS, lack("entitlements", entitlements, token.entitlements(), null));
        }
        return null;
    }

    /** What a rule demands and a token has, with the setting that helps if it has nothing. */
    static String lack(String what, ScopeRule rule, Set<String> granted, @Nullable String setting) {
        return "the endpoint needs the " + what + " " + rule + ", the token has " + Quoted.listed(granted)
                + (granted.isEmpty() && setting != null
                        ? "; the caller was granted none, or the server puts them elsewhere in the token: " + setting
                                + " says where"
                        : "");
    }
}
