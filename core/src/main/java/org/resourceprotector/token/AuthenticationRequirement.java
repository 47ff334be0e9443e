package org.resourceprotector.token;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How well and how recently the user behind a token must have logged in.
 *
 * <p>Held against the claims {@code acr}, a text that is compared exactly, and {@code auth_time}, a number of seconds since
 * 1970. A claim that is missing or of another type does not meet it. Does not look at {@code amr}.
 *
 * <p>Immutable, thread-safe.
 *
 * @param acr the authentication context class references of which any one will do, the preferred one first; empty for any
 * @param maxAge how long ago the login may be, in whole seconds; null for any time
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470">RFC 9470</a>
 */
public record AuthenticationRequirement(
        List<String> acr, @Nullable Duration maxAge) {

    /** What a login may be older than allowed, so that one that is made for this request is recent enough. */
    private static final Duration LEEWAY = Duration.ofSeconds(5);

    /** How far the clock of the authorization server may be ahead. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    /**
     * Copies the values and checks that nothing is null.
     *
     * @param acr the values of which any one will do
     * @param maxAge how long ago the login may be; null for any time
     */
    public AuthenticationRequirement {
        acr = List.copyOf(acr);
    }

    /**
     * Holds the requirement against a token.
     *
     * @param token a valid token
     * @param now the time
     * @return whether the login was good enough and recent enough
     */
    public boolean metBy(AccessToken token, Instant now) {
        Map<String, Object> claims = Objects.requireNonNull(token.claims(), "the claims of an access token");
        boolean isGood = acr.isEmpty() || (claims.get("acr") instanceof String reached && acr.contains(reached));
        return isGood && (maxAge == null || isRecent(claims.get("auth_time"), maxAge, now));
    }

    private static boolean isRecent(@Nullable Object authTime, Duration maxAge, Instant now) {
        if (!(authTime instanceof Number seconds)
                || !(Math.abs(seconds.doubleValue()) < Instant.MAX.getEpochSecond())) {
            return false;
        }
        Instant login = Instant.ofEpochSecond(seconds.longValue());
        return !login.isAfter(now.plus(CLOCK_SKEW))
                && Duration.between(login, now).compareTo(maxAge.plus(LEEWAY)) <= 0;
    }
}
