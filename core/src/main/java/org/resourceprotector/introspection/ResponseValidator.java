package org.resourceprotector.introspection;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.TokenClaims;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Holds what the server says of a token against what this resource server accepts. That the server says {@code active} is
 * not enough: it does not know which resource server it talks to, nor which clock that one has.
 *
 * @param issuer whose tokens are good, where they say whose they are; null for any
 * @param audience the names of this resource server; null for any audience
 * @param places where scopes, roles and groups are
 * @param clockSkew how far the clocks may be apart
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-4">RFC 7662, section 4</a>
 */
record ResponseValidator(
        @Nullable String issuer, @Nullable Set<String> audience, TokenClaims.Places places, Duration clockSkew) {

    private static final Rejection OTHER_TYPE =
            Rejection.of(Reason.WRONG_TYPE, "the token_type is not the scheme that the token came under");

    /** What some servers call access tokens, where they say which use a token has. */
    private static final Set<String> ACCESS = Set.of("access_token", "access");

    /**
     * Makes a token of an answer. Does not look at the time, nor at how the token came, which {@link #refusal} does
     * whenever it comes.
     */
    IntrospectedToken token(Map<String, @Nullable Object> answer) throws RejectedException {
        if (!Boolean.TRUE.equals(answer.get("active"))) {
            throw new RejectedException(Reason.REVOKED, "active is not true");
        }
        if (answer.containsKey("cnf") && answer.get("cnf") == null) {
            throw Claims.invalid("cnf", "is null");
        }
        Map<String, @Nullable Object> members = withoutNulls(answer);
        if (members.containsKey("token_use") && !ACCESS.contains(members.get("token_use"))) {
            throw new RejectedException(Reason.WRONG_TYPE, "the token_use is not that of an access token");
        }
        IntrospectedToken token = IntrospectedToken.of(new Claims(members), places);
        if (issuer != null && token.issuer() != null && !issuer.equals(token.issuer())) {
            throw new RejectedException(Reason.WRONG_ISSUER, "iss names another issuer");
        }
        if (audience != null && token.audience().stream().noneMatch(audience::contains)) {
            throw new RejectedException(Reason.WRONG_AUDIENCE, "aud is missing or names another resource server");
        }
        return token;
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
        return token.tokenType() == null || scheme.equalsIgnoreCase(token.tokenType()) ? null : OTHER_TYPE;
    }
}
