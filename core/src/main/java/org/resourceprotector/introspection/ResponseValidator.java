package org.resourceprotector.introspection;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.ClaimRules;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.TokenClaims;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Holds what the server says of a token against what this resource server accepts. That the server says {@code active} is
 * not enough: it does not know which resource server it talks to, nor which clock that one has.
 *
 * @param issuer whose tokens these are, so that one of another is refused where it says whose it is; null for any
 * @param audience the names of this resource server; null for any audience
 * @param places where scopes, roles and groups are
 * @param clockSkew how far the clocks may be apart
 * @param rules what the application says of claims
 * @param relaxed what is accepted beside that
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-4">RFC 7662, section 4</a>
 */
record ResponseValidator(
        @Nullable String issuer,
        @Nullable Set<String> audience,
        TokenClaims.Places places,
        Duration clockSkew,
        ClaimRules rules,
        Relaxed relaxed) {

    /**
     * What the operator accepts of a server that answers less than others, or in other words.
     *
     * @param audienceFromClientId whether the client stands in for an audience that the server does not say
     * @param kindAsTokenType whether {@code token_type} may be {@value #KIND_OF_ACCESS_TOKENS}, which tells no scheme
     * @param missingSubject whether the server need not tell whom the token is of
     */
    record Relaxed(boolean audienceFromClientId, boolean kindAsTokenType, boolean missingSubject) {}

    private static final String KIND_OF_ACCESS_TOKENS = "access_token";

    private static final String NOT_ACTIVE =
            ": the token is expired, revoked or unknown to the server, or the client of client(...) is not permitted to ask"
                    + " about it: some servers answer so to every client but those in the token's audience";

    /** Claims that only refresh tokens and ID tokens have. */
    private static final Set<String> OF_OTHER_KINDS = Set.of("granted_scopes", "at_hash");

    /** What some servers call access tokens, where they say which use a token has. */
    private static final Set<String> ACCESS = Set.of("access_token", "access");

    /**
     * Makes a token of an answer. Does not look at the time, nor at how the token came, which {@link #refusal} does
     * whenever it comes.
     *
     * @throws RejectedException if the token is no good
     * @throws IntrospectionFailedException if the answer tells nothing of the token
     */
    IntrospectedToken token(Map<String, @Nullable Object> answer)
            throws RejectedException, IntrospectionFailedException {
        if (!(answer.get("active") instanceof Boolean active)) {
            throw IntrospectionFailedException.unusable("an answer without active, or whose active is no boolean");
        }
        if (!active) {
            throw new RejectedException(Reason.REVOKED, "active is false" + NOT_ACTIVE);
        }
        if (answer.containsKey("cnf") && answer.get("cnf") == null) {
            throw Claims.invalid("cnf", "is null");
        }
        Map<String, @Nullable Object> members = withoutNulls(answer);
        if (members.containsKey("token_use") && !ACCESS.contains(members.get("token_use"))) {
            throw new RejectedException(
                    Reason.WRONG_TYPE,
                    "token_use is " + Quoted.of(members.get("token_use")) + ", which is not an access token");
        }
        ClaimRules.refuseOtherKinds(members);
        for (String name : OF_OTHER_KINDS) {
            if (members.containsKey(name)) {
                throw new RejectedException(Reason.WRONG_TYPE, "no access token has the claim " + name);
            }
        }
        rules.check(members);
        IntrospectedToken token = IntrospectedToken.of(new Claims(members), places, issuer, relaxed.missingSubject());
        if (issuer != null && !issuer.equals(token.issuer())) {
            throw new RejectedException(
                    Reason.WRONG_ISSUER, "iss is " + Quoted.of(token.issuer()) + ", configured: " + issuer);
        }
        if (audience != null && !isFor(token, audience)) {
            throw new RejectedException(Reason.WRONG_AUDIENCE, otherAudience(token, audience));
        }
        return token;
    }

    private boolean isFor(IntrospectedToken token, Set<String> names) {
        if (relaxed.audienceFromClientId() && !token.claims().containsKey("aud")) {
            String client = token.clientId();
            return client != null && names.contains(client);
        }
        return token.audience().stream().anyMatch(names::contains);
    }

    private static String otherAudience(IntrospectedToken token, Set<String> configured) {
        String names = ", configured: " + String.join(", ", new TreeSet<>(configured));
        return token.audience().isEmpty()
                ? "the server says no aud" + names
                        + "; acceptAudienceFromClientId() accepts those of clients that audience(...) names, and"
                        + " acceptAnyAudience() or the property resource-protector.introspection.accept-any-audience all"
                : "aud has " + Quoted.listed(token.audience()) + names
                        + "; audience(...) and the property resource-protector.introspection.audience take several names of this"
                        + " resource server";
    }

    /** Many servers write null for what they do not know. */
    private static Map<String, @Nullable Object> withoutNulls(Map<String, @Nullable Object> answer) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>(answer);
        members.values().removeIf(Objects::isNull);
        return members;
    }

    /** Why a token that came under a scheme cannot be used now; null if it can. */
    @Nullable
    Rejection refusal(IntrospectedToken token, String scheme, Instant now) {
        Rejection outOfTime = token.checkTime(now, clockSkew);
        if (outOfTime != null) {
            return outOfTime;
        }
        String type = token.tokenType();
        boolean isKind = KIND_OF_ACCESS_TOKENS.equals(type);
        return type == null || scheme.equalsIgnoreCase(type) || (isKind && relaxed.kindAsTokenType())
                ? null
                : Rejection.of(
                        Reason.WRONG_TYPE,
                        "token_type is " + Quoted.of(type) + ", and the token came under the scheme " + scheme
                                + (isKind ? "; acceptKindAsTokenType() accepts it" : ""));
    }
}
