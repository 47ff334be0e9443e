package org.resourceprotector.declaration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.AuthenticationRequirement;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * What an endpoint demands beside scopes, roles, groups and entitlements. Immutable, thread-safe.
 *
 * @param authentication how the user must have logged in; null for any way
 * @param audience whom the token must be for: one of each set
 * @param conditions what only code of the application can decide
 */
public record FurtherRules(
        @Nullable AuthenticationRequirement authentication,
        List<Set<String>> audience,
        ScopeRule details,
        List<Condition> conditions) {

    /** Demands nothing. */
    public static final FurtherRules NONE = new FurtherRules(null, List.of(), ScopeRule.of(), List.of());

    /**
     * Joins two that must both hold. Throws an {@code IllegalArgumentException} if no token can
     * satisfy both.
     */
    FurtherRules and(FurtherRules other) {
        if (this.equals(NONE)) {
            return other;
        }
        if (other.equals(NONE)) {
            return this;
        }
        return new FurtherRules(
                both(authentication, other.authentication),
                both(audience, other.audience),
                details.and(other.details),
                both(conditions, other.conditions));
    }

    private static @Nullable AuthenticationRequirement both(
            @Nullable AuthenticationRequirement one, @Nullable AuthenticationRequirement other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        List<String> acr = one.acr().isEmpty() ? other.acr() : one.acr();
        if (!one.acr().isEmpty() && !other.acr().isEmpty()) {
            acr = one.acr().stream().filter(other.acr()::contains).toList();
            if (acr.isEmpty()) {
                throw new IllegalArgumentException("no acr is one of " + one.acr() + " and one of " + other.acr()
                        + ", as the declarations along the way to this endpoint demand; name a value in all of them");
            }
        }
        return new AuthenticationRequirement(acr, shorter(one.maxAge(), other.maxAge()));
    }

    private static @Nullable Duration shorter(@Nullable Duration one, @Nullable Duration other) {
        return one == null || (other != null && other.compareTo(one) < 0) ? other : one;
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        Set<T> both = new LinkedHashSet<>(one);
        both.addAll(other);
        return List.copyOf(both);
    }

    /** The rejection of a token that is for another resource; else null. */
    @Nullable
    Rejection wrongAudience(AccessToken token) {
        for (Set<String> anyOf : audience) {
            if (Collections.disjoint(anyOf, token.audience())) {
                return Rejection.of(
                        Reason.WRONG_AUDIENCE,
                        "the endpoint is for tokens whose audience is one of " + anyOf + ", aud has "
                                + Quoted.listed(token.audience()));
            }
        }
        return null;
    }

    /** The rejection of a token whose authorization details do not suffice; else null. */
    @Nullable
    Rejection insufficientDetails(AccessToken token, RuleSettings settings, @Nullable ConditionalRequest request) {
        if (details.isEmpty() || AuthorizationDetails.satisfy(details, token, uri -> isHere(uri, token, settings))) {
            return null;
        }
        List<Map<String, Object>> needed = List.of();
        for (int i = 0; request != null && i < conditions.size() && needed.isEmpty(); i++) {
            needed = request.conditions().of(conditions.get(i)).neededDetails(token, request);
        }
        return needing(Reason.INSUFFICIENT_DETAILS, "the endpoint needs the authorization details " + details, needed);
    }

    private static Rejection needing(Reason reason, String detail, List<Map<String, Object>> needed) {
        return new Rejection(reason, detail, Set.of(), null, null, needed);
    }

    /**
     * A location is this resource if we are told so: by its metadata, by the endpoint, or because
     * the token has no other, and the application is no other either.
     */
    private boolean isHere(String location, AccessToken token, RuleSettings settings) {
        return location.equals(settings.resource())
                || audience.stream().anyMatch(anyOf -> anyOf.contains(location))
                || (!settings.isOneOfSeveral() && token.audience().equals(Set.of(location)));
    }

    /** The rejection of a call that a condition does not permit; null if all do. */
    @Nullable
    Rejection notPermitted(AccessToken token, @Nullable ConditionalRequest request) {
        if (conditions.isEmpty()) {
            return null;
        }
        if (request == null) {
            return Rejection.of(Reason.FAILED, "a condition needs a request");
        }
        for (Condition condition : conditions) {
            AccessCondition asked = request.conditions().of(condition);
            if (!asked.permits(token, request)) {
                return needing(
                        Reason.NOT_PERMITTED, "not permitted by " + condition, asked.neededDetails(token, request));
            }
        }
        return null;
    }

    /** What is demanded, for people. */
    List<String> demands() {
        List<String> demands = new ArrayList<>();
        if (authentication != null && !authentication.acr().isEmpty()) {
            demands.add("acr " + String.join(" | ", authentication.acr()));
        }
        if (authentication != null && authentication.maxAge() != null) {
            demands.add("max age " + authentication.maxAge().toSeconds() + " s");
        }
        audience.forEach(anyOf -> demands.add("audience " + String.join(" | ", anyOf)));
        if (!details.isEmpty()) {
            demands.add("details " + details);
        }
        conditions.forEach(condition -> demands.add("condition " + condition));
        return demands;
    }
}
