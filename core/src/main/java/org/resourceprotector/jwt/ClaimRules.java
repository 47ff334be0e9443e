package org.resourceprotector.jwt;

import java.time.Instant;
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
 * Holds the claims of a token, whose signature is good, against the policy.
 *
 * <p>Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
final class ClaimRules {

    private static final List<ClaimPath> ENTITLEMENTS = List.of(ClaimPath.of("entitlements"));
    private static final Rejection EXPIRED = Rejection.of(Reason.EXPIRED);
    private static final Rejection NOT_YET_VALID = Rejection.of(Reason.NOT_YET_VALID);
    private static final Rejection FROM_THE_FUTURE = Rejection.of(Reason.NOT_YET_VALID, "iat is in the future");

    private final JwtPolicy policy;

    ClaimRules(JwtPolicy policy) {
        this.policy = policy;
    }

    /**
     * Makes a token of claims. Does not look at the time, which {@link #outOfTime} does whenever the token comes.
     *
     * @param typed whether the header said that this is an access token
     */
    JwtAccessToken token(Map<String, @Nullable Object> members, boolean typed) throws RefusedException {
        checkKind(members, typed);
        Claims claims = new Claims(members);
        for (String name : policy.demanded) {
            if (!claims.has(name) && !name.equals("client_id")) {
                throw Claims.invalid(name, "is missing");
            }
        }
        JwtAccessToken.Parties parties = parties(claims);
        JwtAccessToken.Times times = times(claims);
        claims.identifier("jti");
        claims.text("acr");
        claims.texts("amr");
        return new JwtAccessToken(claims, parties, times, grants(claims));
    }

    private void checkKind(Map<String, @Nullable Object> members, boolean typed) throws RefusedException {
        JwtProfile.Kind kind = policy.profile.kind();
        if (kind != null) {
            if (!kind.accessToken().equals(members.get(kind.claim()))) {
                throw new RefusedException(
                        Reason.WRONG_TYPE, "the claim " + kind.claim() + " is not " + kind.accessToken());
            }
        } else if (!typed) {
            TokenTypes.refuseOthers(members);
        }
    }

    private JwtAccessToken.Parties parties(Claims claims) throws RefusedException {
        String subject = claims.identifier("sub");
        String clientId = clientId(claims);
        if (subject == null && clientId == null) {
            throw Claims.invalid("sub", "is missing, and there is no client either");
        }
        Set<String> audience = claims.textOrTexts("aud");
        if (!isForUs(claims, audience, clientId)) {
            throw new RefusedException(Reason.WRONG_AUDIENCE, "aud is missing or names another resource server");
        }
        return new JwtAccessToken.Parties(policy.issuer, subject, clientId, audience);
    }

    private boolean isForUs(Claims claims, Set<String> audience, @Nullable String clientId) {
        if (policy.audienceFromClientId && !claims.has("aud")) {
            return clientId != null && policy.audience.contains(clientId);
        }
        return audience.stream().anyMatch(policy.audience::contains);
    }

    private @Nullable String clientId(Claims claims) throws RefusedException {
        for (String name : policy.profile.clientIdClaims()) {
            String clientId = claims.identifier(name);
            if (clientId != null) {
                return clientId;
            }
        }
        if (policy.demanded.contains("client_id")) {
            throw Claims.invalid("client_id", "is missing");
        }
        return null;
    }

    private static JwtAccessToken.Times times(Claims claims) throws RefusedException {
        Instant expiresAt = claims.date("exp");
        if (expiresAt == null) {
            throw Claims.invalid("exp", "is missing");
        }
        return new JwtAccessToken.Times(expiresAt, claims.date("nbf"), claims.date("iat"), claims.date("auth_time"));
    }

    private JwtAccessToken.Grants grants(Claims claims) throws RefusedException {
        return new JwtAccessToken.Grants(
                claims.scopes(policy.scopes),
                claims.authorities(policy.roles),
                claims.authorities(policy.profile.groups()),
                claims.authorities(ENTITLEMENTS));
    }

    /** Why a token cannot be used now; null where it can. The moment of {@code exp} plus the skew is too late. */
    @Nullable
    Rejection outOfTime(JwtAccessToken token, Instant now) {
        if (!now.isBefore(token.expiresAt().plus(policy.clockSkew))) {
            return EXPIRED;
        }
        Instant latest = now.plus(policy.clockSkew);
        if (isAfter(token.notBefore(), latest)) {
            return NOT_YET_VALID;
        }
        return isAfter(token.issuedAt(), latest) ? FROM_THE_FUTURE : null;
    }

    private static boolean isAfter(@Nullable Instant moment, Instant latest) {
        return moment != null && moment.isAfter(latest);
    }
}
