package org.resourceprotector.http;

import java.io.Serial;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A server did not answer, or answered something that cannot be used. The message is this library's
 * own and names the address and the cause. Of what a server or a foreign library wrote it has no
 * more than a name that is quoted, escaped and bounded, so that it can be logged.
 */
public final class FetchFailedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean answered;
    private final @Nullable Duration retryAfter;

    private FetchFailedException(
            String message, @Nullable Throwable cause, boolean answered, @Nullable Duration retryAfter) {
        super(message, cause);
        this.answered = answered;
        this.retryAfter = retryAfter;
    }

    /** The server answered, but not what can be used. */
    public static FetchFailedException unusable(String message) {
        return unusable(message, null);
    }

    /** The same, and when the server wants to be asked again; null if it does not say. */
    public static FetchFailedException unusable(String message, @Nullable Duration retryAfter) {
        return new FetchFailedException(message, null, true, retryAfter);
    }

    /** There was no attempt, because it may not be made. */
    public static FetchFailedException refused(String message) {
        return new FetchFailedException(message, null, false, null);
    }

    /** Whatever was thrown, possibly wrapped by a future, as one of these. */
    public static FetchFailedException of(Throwable thrown) {
        Throwable cause = thrown;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        for (Throwable inner = cause; inner != null; inner = inner.getCause()) {
            if (inner instanceof FetchFailedException known) {
                return known;
            }
        }
        return new FetchFailedException(FetchFailure.describe(cause), cause, false, null);
    }

    /** The same failure, at an address. */
    FetchFailedException at(String address) {
        FetchFailedException located =
                new FetchFailedException(address + ": " + getMessage(), getCause(), answered, retryAfter);
        located.setStackTrace(getStackTrace());
        return located;
    }

    /** Whether there was an answer. */
    public boolean answered() {
        return answered;
    }

    /** Whether there was a connection: another address at the same server may do better. */
    public boolean wasConnected() {
        return answered
                || (getCause() != null
                        && !(getCause() instanceof ConnectException)
                        && !(getCause() instanceof HttpConnectTimeoutException));
    }

    /** When the server wants to be asked again, from when it answered; null if it does not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
