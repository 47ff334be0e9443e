package org.resourceprotector.enforcement;

import java.io.Serial;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * What an operator reads. The sentences are our own; of a cause, the types and the stack are written, but not the
 * messages, because an exception may quote the token that it was about.
 */
final class OperatorLog {

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    private OperatorLog() {}

    static void info(String sentence) {
        LOGGER.log(Level.INFO, sentence);
    }

    static void warn(String sentence, @Nullable Throwable cause) {
        log(Level.WARNING, sentence, cause);
    }

    static void error(String sentence, @Nullable Throwable cause) {
        log(Level.ERROR, sentence, cause);
    }

    private static void log(Level level, String sentence, @Nullable Throwable cause) {
        LOGGER.log(level, sentence, cause == null ? null : new Cause(cause, 0));
    }

    /** A throwable without its message. */
    @SuppressWarnings("OverrideThrowableToString")
    private static final class Cause extends Throwable {

        @Serial
        private static final long serialVersionUID = 1L;

        private static final int DEEPEST = 16;

        private final String type;

        Cause(Throwable original, int depth) {
            super(null, deeper(original, depth), false, true);
            this.type = original.getClass().getName();
            setStackTrace(original.getStackTrace());
        }

        private static @Nullable Throwable deeper(Throwable original, int depth) {
            Throwable cause = original.getCause();
            return cause == null || cause == original || depth >= DEEPEST ? null : new Cause(cause, depth + 1);
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
}
