package org.resourceprotector.http;

import java.io.Serial;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A server did not answer, or answered something that cannot be used. The message is this library's own, or the name of
 * the cause's class: nothing of what a server or a foreign library wrote. Good for logs.
 */
public final class FetchFailedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean answered;

    private FetchFailedException(String message, @Nullable Throwable cause, boolean answered) {
        super(message, cause);
        this.answered = answered;
    }

    /** The server answered, but not what can be used. */
    public static FetchFailedException unusable(String message) {
        return new FetchFailedException(message, null, true);
    }

    /** There was no attempt, because it may not be made. */
    public static FetchFailedException refused(String message) {
        return new FetchFailedException(message, null, false);
    }

    /**
     * Whatever went wrong, as one of these.
     *
     * @param thrown what was thrown, possibly wrapped by a future
     */
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
        return new FetchFailedException(cause.getClass().getSimpleName(), cause, false);
    }

    /** Whether there was an answer: another address at the same server may do better. */
    public boolean answered() {
        return answered;
    }
}
