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

    private final Outcome outcome;
    private final @Nullable Duration retryAfter;

    /** How far it came. */
    private enum Outcome {
        /** A document says that it is not to be had. */
        DENIED,
        /** What says that is not there. */
        ABSENT,
        /** Another answer may come soon. */
        ANSWERED,
        NO_ANSWER,
        POSTPONED
    }

    private FetchFailedException(
            String message, @Nullable Throwable cause, Outcome outcome, @Nullable Duration retryAfter) {
        super(message, cause);
        this.outcome = outcome;
        this.retryAfter = retryAfter;
    }

    /** The server answered, but not what can be used. */
    public static FetchFailedException unusable(String message) {
        return unusable(message, null);
    }

    /** The same, and when the server wants to be asked again; null if it does not say. */
    public static FetchFailedException unusable(String message, @Nullable Duration retryAfter) {
        return new FetchFailedException(message, null, Outcome.ANSWERED, retryAfter);
    }

    /** The server answered that there is nothing at this address. */
    static FetchFailedException absent(String message) {
        return new FetchFailedException(message, null, Outcome.ABSENT, null);
    }

    /** The server answered that what is looked for is not to be had. */
    static FetchFailedException denied(String message) {
        return new FetchFailedException(message, null, Outcome.DENIED, null);
    }

    /** There was no attempt, because it may not be made. */
    public static FetchFailedException refused(String message) {
        return new FetchFailedException(message, null, Outcome.NO_ANSWER, null);
    }

    /** There was no attempt, because there are enough others now. That says nothing of the server. */
    public static FetchFailedException postponed(String message) {
        return new FetchFailedException(message, null, Outcome.POSTPONED, null);
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
        return new FetchFailedException(FetchFailure.describe(cause), cause, Outcome.NO_ANSWER, null);
    }

    /** The same failure, at an address. */
    FetchFailedException at(String address) {
        return with(address + ": " + getMessage(), outcome);
    }

    /** The same failure, where another answer may say something else. */
    FetchFailedException inDoubt() {
        return isDenied() ? with(String.valueOf(getMessage()), Outcome.ANSWERED) : this;
    }

    private FetchFailedException with(String message, Outcome other) {
        FetchFailedException same = new FetchFailedException(message, getCause(), other, retryAfter);
        same.setStackTrace(getStackTrace());
        return same;
    }

    /** Whether there was an answer. */
    public boolean answered() {
        return outcome == Outcome.ANSWERED || isConclusive();
    }

    /** Whether it is said that what is looked for is not to be had here: the answer will be the same soon. */
    boolean isConclusive() {
        return outcome == Outcome.ABSENT || isDenied();
    }

    /** Whether it is said that what is looked for is not to be had. */
    boolean isDenied() {
        return outcome == Outcome.DENIED;
    }

    /** Whether there was no attempt, because there are enough others now. */
    public boolean isPostponed() {
        return outcome == Outcome.POSTPONED;
    }

    /** Whether there was a connection: another address at the same server may do better. */
    public boolean wasConnected() {
        return answered()
                || (getCause() != null
                        && !(getCause() instanceof ConnectException)
                        && !(getCause() instanceof HttpConnectTimeoutException));
    }

    /** When the server wants to be asked again, from when it answered; null if it does not say. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
