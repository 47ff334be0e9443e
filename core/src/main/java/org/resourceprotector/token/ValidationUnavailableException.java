package org.resourceprotector.token;

import java.io.Serial;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A validator cannot find out whether a token is good: its database or authorization server is down, slow or talks
 * nonsense. The caller gets a 503 with {@code Retry-After}, never a 401, because the token may be good.
 *
 * <p>The message never reaches the caller. The library logs the types of the causes and no message, because an exception may
 * quote the token that it was about. Who knows a reason that holds nothing secret says so with {@link #withReason}; log
 * anything else that an operator needs to read where the exception is made.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.6.4">RFC 9110, section 15.6.4</a>
 */
public final class ValidationUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final @Nullable Duration retryAfter;
    private final boolean isReason;

    /**
     * An outage without a cause of its own.
     *
     * @param message a sentence for the operator
     */
    public ValidationUnavailableException(String message) {
        this(message, null, null);
    }

    /**
     * An outage with its cause.
     *
     * @param message a sentence for the operator
     * @param cause what went wrong; null if there is nothing to tell
     */
    public ValidationUnavailableException(String message, @Nullable Throwable cause) {
        this(message, cause, null);
    }

    /**
     * An outage of which it is known when to come back.
     *
     * @param message a sentence for the operator
     * @param cause what went wrong; null if there is nothing to tell
     * @param retryAfter when to come back, from now; null if that is not known
     */
    public ValidationUnavailableException(String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        this(message, cause, retryAfter, false);
    }

    private ValidationUnavailableException(
            String message, @Nullable Throwable cause, @Nullable Duration retryAfter, boolean isReason) {
        super(Objects.requireNonNull(message, "message"), cause);
        this.retryAfter = retryAfter;
        this.isReason = isReason;
    }

    /**
     * An outage whose message the library writes into its log, at most once a second. The message never reaches the caller.
     *
     * @param reason a sentence for the operator: a constant, or one of few, with nothing of a token, a request, an address or
     *     a password in it. The log shows up to 120 characters of it
     * @param cause what went wrong; null if there is nothing to tell
     * @param retryAfter when to come back, from now; null if that is not known
     * @return the exception
     */
    public static ValidationUnavailableException withReason(
            String reason, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        return new ValidationUnavailableException(reason, cause, retryAfter, true);
    }

    /**
     * What the log may say.
     *
     * @return the message; empty unless it was given as a {@linkplain #withReason reason}
     */
    public Optional<String> reason() {
        return isReason ? Optional.ofNullable(getMessage()) : Optional.empty();
    }

    /**
     * When the caller may come back.
     *
     * @return the time from now; empty where the protector's default holds
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
