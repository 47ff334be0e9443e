package org.resourceprotector.introspection;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * Nobody said whether a token is good. Never leaves this package, has no stack trace; the message is this library's own.
 */
final class IntrospectionFailedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    /** Why there is no answer, and what that says of the server. */
    enum Kind {
        /** The server cannot be reached, is late, says that it is in trouble, or does not know us. */
        OUTAGE,
        /** The server is there, but what it said of this token cannot be used. */
        UNUSABLE,
        /** The server was not asked, because it did not answer just now. */
        NOT_ASKED,
        /** The server was not asked, because too many requests wait for it, or the waiting was ended. */
        GIVEN_UP
    }

    private IntrospectionFailedException(
            Kind kind, String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        super(message, cause, false, false);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /** An exchange that failed: whether the server is down depends on whether it answered at all. */
    static IntrospectionFailedException of(FetchFailedException cause) {
        Kind kind = cause.answered() ? Kind.UNUSABLE : Kind.OUTAGE;
        return new IntrospectionFailedException(kind, String.valueOf(cause.getMessage()), cause, null);
    }

    static IntrospectionFailedException outage(
            String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        return new IntrospectionFailedException(Kind.OUTAGE, message, cause, retryAfter);
    }

    static IntrospectionFailedException notAsked(String message, Duration retryAfter) {
        return new IntrospectionFailedException(Kind.NOT_ASKED, message, null, retryAfter);
    }

    static IntrospectionFailedException unusable(String message) {
        return unusable(message, null, null);
    }

    static IntrospectionFailedException unusable(
            String message, @Nullable Throwable cause, @Nullable Duration retryAfter) {
        return new IntrospectionFailedException(Kind.UNUSABLE, message, cause, retryAfter);
    }

    static IntrospectionFailedException givenUp(String message) {
        return new IntrospectionFailedException(Kind.GIVEN_UP, message, null, null);
    }

    Kind kind() {
        return kind;
    }

    /** Whether the server is down, as far as anybody knows. */
    boolean isOutage() {
        return kind == Kind.OUTAGE || kind == Kind.NOT_ASKED;
    }

    /** Whether nobody answered at all. A server that answers may have something against this one token only. */
    boolean isSilence() {
        return kind == Kind.OUTAGE && getCause() != null;
    }

    /** The same for the caller of the validator. What the server did was logged when it did so. */
    ValidationUnavailableException toUnavailable() {
        if (kind == Kind.NOT_ASKED || kind == Kind.GIVEN_UP) {
            return ValidationUnavailableException.withReason(String.valueOf(getMessage()), getCause(), retryAfter);
        }
        return new ValidationUnavailableException(String.valueOf(getMessage()), getCause(), retryAfter);
    }
}
