package org.resourceprotector.challenge;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A complete answer to a call that is refused: status, challenge and body. All text in it is our
 * own, configured, or escaped.
 *
 * <p>Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
 */
public final class ErrorResponse {

    private final int status;
    private final @Nullable String challenge;
    private final @Nullable Duration retryAfter;
    private final byte[] body;

    ErrorResponse(int status, @Nullable String challenge, @Nullable Duration retryAfter, String body) {
        this.status = status;
        this.challenge = challenge;
        this.retryAfter = retryAfter;
        this.body = body.getBytes(StandardCharsets.UTF_8);
    }

    /** 400, 401, 403, 500 or 503. */
    public int status() {
        return status;
    }

    /** The value of {@code WWW-Authenticate}, one line; null if the answer is not a challenge. */
    public @Nullable String challenge() {
        return challenge;
    }

    /**
     * The value of {@code Retry-After} in whole seconds, rounded up, at least 1; null if there is
     * nothing to wait for.
     */
    public @Nullable String retryAfter() {
        if (retryAfter == null) {
            return null;
        }
        boolean partial = retryAfter.getNano() > 0 && retryAfter.getSeconds() < Long.MAX_VALUE;
        return Long.toString(Math.max(1, retryAfter.getSeconds() + (partial ? 1 : 0)));
    }

    /** A copy of the problem details, a JSON object in UTF-8. */
    public byte[] body() {
        return body.clone();
    }
}
