package org.resourceprotector.declaration;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.scope.ScopeHierarchy;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.AuthenticationRequirement;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * What an endpoint demands: whether a token is needed, and what the token must carry. Immutable,
 * thread-safe.
 *
 * @param further what is demanded beside scopes, roles, groups and entitlements
 * @param authorities the rules for roles, groups and entitlements
 * @param senderConstrained whether the token must be bound to a key or certificate of the caller
 * @param problem why every call is refused, because the declaration cannot be a rule; null if it
 *     can
 */
public record Rule(
        Access access,
        ScopeRule scopes,
        FurtherRules further,
        AuthorityRules authorities,
        boolean senderConstrained,
        @Nullable String problem) {

    /** Of two that are not open, the first holds in {@link #and}, whatever the order in the API is. */
    private static final List<Access> STRICTEST_FIRST =
            List.of(Access.PROTECTED, Access.OPTIONAL, Access.OPTIONAL_IGNORING_INVALID);

    /** The rule of an endpoint that is meant to be open. */
    public static final Rule OPEN = new Rule(Access.OPEN, ScopeRule.of(), AuthorityRules.NONE);

    /** The rule that any valid token satisfies. */
    public static final Rule ANY_TOKEN = new Rule(Access.PROTECTED, ScopeRule.of(), AuthorityRules.NONE);

    /** A rule of no more than these. */
    public Rule(Access access, ScopeRule scopes, AuthorityRules authorities) {
        this(access, scopes, FurtherRules.NONE, authorities, false, null);
    }

    /**
     * The rule of a broken declaration, which denies every call. The text says what is wrong,
     * where, and what to write instead.
     */
    public static Rule invalid(String problem) {
        return new Rule(Access.PROTECTED, ScopeRule.of(), FurtherRules.NONE, AuthorityRules.NONE, false, problem);
    }

    /**
     * Joins two rules that must both hold. An open one demands nothing; a token is optional only if
     * both say so.
     */
    Rule and(Rule other) {
        if (access == Access.OPEN) {
            return other;
        }
        if (other.access == Access.OPEN) {
            return this;
        }
        return new Rule(
                stricter(access, other.access),
                scopes.and(other.scopes),
                further.and(other.further),
                authorities.and(other.authorities),
                senderConstrained || other.senderConstrained,
                problem == null ? other.problem : problem);
    }

    private static Access stricter(Access one, Access other) {
        return STRICTEST_FIRST.indexOf(one) <= STRICTEST_FIRST.indexOf(other) ? one : other;
    }

    /** The same rule with other scopes. */
    Rule withScopes(ScopeRule others) {
        return new Rule(access, others, further, authorities, senderConstrained, problem);
    }

    /** The same rule, as if all its conditions permitted the call. */
    public Rule withoutConditions() {
        FurtherRules others =
                new FurtherRules(further.authentication(), further.audience(), further.details(), List.of());
        return new Rule(access, scopes, others, authorities, senderConstrained, problem);
    }

    /**
     * The rejection of a call without a token, with the scopes to ask for. The detail is for the
     * operator: what there is instead.
     */
    public Rejection missing(String detail, ScopeHierarchy hierarchy) {
        return new Rejection(Reason.MISSING, detail, scopes.nearest(Set.of(), hierarchy));
    }

    /** What the method below answers if nothing is configured and there is no call to look at. */
    @Nullable
    Rejection rejection(AccessToken token) {
        return rejection(token, RuleSettings.NONE, null);
    }

    /**
     * The rejection of a valid token that does not satisfy the rule; null if it does. Looked at are
     * audience, login, scopes, authorization details, then roles, groups and entitlements, and
     * conditions last.
     *
     * @param request the call, for conditions; null if there is none to look at, as in
     *     {@code acquire}
     */
    public @Nullable Rejection rejection(
            AccessToken token, RuleSettings settings, @Nullable ConditionalRequest request) {
        if (problem != null) {
            return Rejection.of(Reason.FAILED, problem);
        }
        Rejection wrongAudience = further.wrongAudience(token);
        if (wrongAudience != null) {
            return wrongAudience;
        }
        Set<String> granted = token.scopes();
        boolean isInScope = scopes.satisfiedBy(granted, settings.hierarchy());
        AuthenticationRequirement login = further.authentication();
        if (login != null && !login.metBy(token, settings.clock().instant())) {
            return new Rejection(
                    Reason.INSUFFICIENT_AUTHENTICATION,
                    "the login behind the token was too weak or too long ago",
                    isInScope ? Set.of() : scopes.nearest(granted, settings.hierarchy()),
                    login);
        }
        if (!isInScope) {
            return new Rejection(
                    Reason.INSUFFICIENT_SCOPE,
                    AuthorityRules.lack(
                            "scopes",
                            scopes,
                            granted,
                            "scopesFrom(...) or the property resource-protector.scopes-from"),
                    scopes.nearest(granted, settings.hierarchy()));
        }
        Rejection insufficient = further.insufficientDetails(token, settings, request);
        if (insufficient == null) {
            insufficient = authorities.insufficient(token);
        }
        return insufficient == null ? further.notPermitted(token, request) : insufficient;
    }
}
