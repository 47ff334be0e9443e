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

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** The longest clock skew that can be configured. */
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);

    /** Reads {@code exp}, {@code nbf} and {@code iat}. Refuses one that is not a NumericDate. */
    public static ValidityPeriod of(Claims claims) throws RejectedException {
        return new ValidityPeriod(claims.date("exp"), claims.date("nbf"), claims.date("iat"));
    }

    /**
     * Why the token is not valid now; null if it is. At the moment of {@code exp} plus the skew it
     * is expired.
     */
    public @Nullable Rejection check(Instant now, Duration clockSkew) {
        if (expiresAt != null && !now.isBefore(expiresAt.plus(clockSkew))) {
            return Rejection.of(
                    Reason.EXPIRED, "expired " + span(expiresAt, now) + " ago, " + skew(clockSkew, expiresAt, now));
        }
        Instant latest = now.plus(clockSkew);
        if (notBefore != null && notBefore.isAfter(latest)) {
            return Rejection.of(Reason.NOT_YET_VALID, future("nbf", notBefore, now, clockSkew));
        }
        return issuedAt != null && issuedAt.isAfter(latest)
                ? Rejection.of(Reason.NOT_YET_VALID, future("iat", issuedAt, now, clockSkew))
                : null;
    }

    private static String future(String claim, Instant moment, Instant now, Duration clockSkew) {
        return claim + " is in " + span(now, moment) + ", " + skew(clockSkew, now, moment)
                + "; if a new token is refused like this, a clock is wrong";
    }

    private static String skew(Duration clockSkew, Instant from, Instant to) {
        boolean isAllowed = Duration.between(from, to).compareTo(MAX_SKEW) < 0;
        return "clock skew is " + clockSkew.toSeconds() + " s"
                + (isAllowed
                        ? "; the caller needs a new token, or the clocks differ: set them, or allow for it by clockSkew(Duration) or the property resource-protector.clock-skew"
                        : "");
    }

    /** A time as people say it. */
    private static String span(Instant from, Instant to) {
        long seconds = Duration.between(from, to).toSeconds();
        return seconds < 2 * MINUTE
                ? seconds + " s"
                : seconds < 2 * HOUR
                        ? seconds / MINUTE + " minutes"
                        : seconds < 2 * DAY ? seconds / HOUR + " hours" : seconds / DAY + " days";
    }
}
