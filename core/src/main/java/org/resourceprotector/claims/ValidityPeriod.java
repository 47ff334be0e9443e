package org.resourceprotector.claims;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * When a token is valid.
 *
 * @param expiresAt {@code exp}; null if it does not expire
 * @param notBefore {@code nbf}; null if there is no such limit
 * @param issuedAt {@code iat}; null if it is not known
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4">RFC 7519, section 4.1.4</a>
 */
public record ValidityPeriod(
        @Nullable Instant expiresAt,
        @Nullable Instant notBefore,
        @Nullable Instant issuedAt) {

    private static final Rejection EXPIRED = Rejection.of(Reason.EXPIRED);
    private static final Rejection NOT_YET_VALID = Rejection.of(Reason.NOT_YET_VALID);
    private static final Rejection FROM_THE_FUTURE = Rejection.of(Reason.NOT_YET_VALID, "iat is in the future");

    /**
     * Reads the claims.
     *
     * @throws RejectedException if one of them is not a NumericDate
     */
    public static ValidityPeriod of(Claims claims) throws RejectedException {
        return new ValidityPeriod(claims.date("exp"), claims.date("nbf"), claims.date("iat"));
    }

    /**
     * Checks whether the token is valid now. At the moment of {@code exp} plus the skew it is expired.
     *
     * @return why it is not valid; null if it is
     */
    public @Nullable Rejection check(Instant now, Duration clockSkew) {
        if (expiresAt != null && !now.isBefore(expiresAt.plus(clockSkew))) {
            return EXPIRED;
        }
        Instant latest = now.plus(clockSkew);
        if (notBefore != null && notBefore.isAfter(latest)) {
            return NOT_YET_VALID;
        }
        return issuedAt != null && issuedAt.isAfter(latest) ? FROM_THE_FUTURE : null;
    }
}
