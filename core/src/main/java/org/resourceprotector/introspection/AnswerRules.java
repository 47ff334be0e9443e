package org.resourceprotector.introspection;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.ClaimPath;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RefusedException;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Holds what the server says of a token against what this resource server accepts. That the server says {@code active} is
 * not enough: it does not know which resource server it talks to, nor which clock that one has.
 *
 * @param issuer whose tokens are good, where they say whose they are; null for any
 * @param audience the names of this resource server; null for any audience
 * @param roles where the roles are
 * @param clockSkew how far the clocks may be apart
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-4">RFC 7662, section 4</a>
 */
record AnswerRules(@Nullable String issuer, @Nullable Set<String> audience, List<ClaimPath> roles, Duration clockSkew) {

    private static final Rejection EXPIRED = Rejection.of(Reason.EXPIRED);
    private static final Rejection NOT_YET_VALID = Rejection.of(Reason.NOT_YET_VALID);
    private static final Rejection FROM_THE_FUTURE = Rejection.of(Reason.NOT_YET_VALID, "iat is in the future");
    private static final Rejection UNPROVEN =
            Rejection.of(Reason.UNPROVEN_BINDING, "the token has a cnf and came as plain Bearer");
    private static final Rejection OTHER_TYPE =
            Rejection.of(Reason.WRONG_TYPE, "the token_type is not the scheme that the token came under");

    /** What some servers call access tokens, where they say which use a token has. */
    private static final Set<String> ACCESS = Set.of("access_token", "access");

    /**
     * Makes a token of an answer. Does not look at the time, nor at how the token came, which {@link #refusal} does
     * whenever it comes.
     */
    IntrospectedToken token(Map<String, @Nullable Object> answer) throws RefusedException {
        if (!Boolean.TRUE.equals(answer.get("active"))) {
            throw new RefusedException(Reason.REVOKED, "active is not true");
        }
        if (answer.containsKey("cnf") && answer.get("cnf") == null) {
            throw Claims.invalid("cnf", "is null");
        }
        Map<String, Object> members = withoutNulls(answer);
        if (members.containsKey("token_use") && !ACCESS.contains(members.get("token_use"))) {
            throw new RefusedException(Reason.WRONG_TYPE, "the token_use is not that of an access token");
        }
        IntrospectedToken token = IntrospectedToken.of(members, roles);
        if (issuer != null && token.issuer() != null && !issuer.equals(token.issuer())) {
            throw new RefusedException(Reason.WRONG_ISSUER, "iss names another issuer");
        }
        if (audience != null && token.audience().stream().noneMatch(audience::contains)) {
            throw new RefusedException(Reason.WRONG_AUDIENCE, "aud is missing or names another resource server");
        }
        return token;
    }

    /** Many servers write null for what they do not know. */
    @SuppressWarnings("NullAway") // no value is null
    private static Map<String, Object> withoutNulls(Map<String, @Nullable Object> answer) {
        Map<String, Object> members = new LinkedHashMap<>(answer);
        members.values().removeIf(value -> value == null);
        return Collections.unmodifiableMap(members);
    }

    /** Why a token that came under a scheme cannot be used now; null where it can. */
    @Nullable
    Rejection refusal(IntrospectedToken token, String scheme, Instant now) {
        Rejection outOfTime = outOfTime(token, now);
        if (outOfTime != null) {
            return outOfTime;
        }
        if (token.confirmation() != null && scheme.equalsIgnoreCase("Bearer")) {
            return UNPROVEN;
        }
        return token.tokenType() == null || scheme.equalsIgnoreCase(token.tokenType()) ? null : OTHER_TYPE;
    }

    /** Why a token cannot be used now; null where it can. The moment of {@code exp} plus the skew is too late. */
    @Nullable
    Rejection outOfTime(IntrospectedToken token, Instant now) {
        Instant expiresAt = token.expiresAt();
        if (expiresAt != null && !now.isBefore(expiresAt.plus(clockSkew))) {
            return EXPIRED;
        }
        Instant latest = now.plus(clockSkew);
        if (isAfter(token.notBefore(), latest)) {
            return NOT_YET_VALID;
        }
        return isAfter(token.issuedAt(), latest) ? FROM_THE_FUTURE : null;
    }

    private static boolean isAfter(@Nullable Instant moment, Instant latest) {
        return moment != null && moment.isAfter(latest);
    }
}
