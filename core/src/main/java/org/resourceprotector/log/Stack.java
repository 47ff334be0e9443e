package org.resourceprotector.log;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The types and stack traces of a throwable and its causes, without their messages. */
@SuppressWarnings("OverrideThrowableToString")
final class Stack extends Throwable {

    /** How many causes are followed, as they may go in circles. */
    static final int MAX_DEPTH = 16;

    @Serial
    private static final long serialVersionUID = 1L;

    private final String type;

    private Stack(Throwable original, int depth) {
        super(null, deeper(original, depth), false, true);
        this.type = original.getClass().getName();
        setStackTrace(original.getStackTrace());
    }

    static Stack of(Throwable original) {
        return new Stack(original, 0);
    }

    private static @Nullable Throwable deeper(Throwable original, int depth) {
        Throwable cause = original.getCause();
        return cause == null || cause == original || depth >= MAX_DEPTH ? null : new Stack(cause, depth + 1);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }

    @Override
    public String toString() {
        return type;
    }
}
