package org.resourceprotector.enforcement;

import java.io.Serial;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What an operator reads. The sentences are our own; of a cause, the types are written, and the stack where something is
 * broken, but not the messages, because an exception may quote the token that it was about.
 */
final class OperatorLog {

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_LINES = 16;

    /** When each line was written last, and how often it was left out since. Lines are made of our sentences and types. */
    private static final Map<String, Told> LAST = new ConcurrentHashMap<>();

    private record Told(long nanos, int omitted) {}

    private OperatorLog() {}

    static void info(String sentence) {
        LOGGER.log(Level.INFO, sentence);
    }

    /** One line: an outage would fill the log with stacks. */
    static void warn(String sentence, @Nullable Throwable cause) {
        LOGGER.log(Level.WARNING, line(sentence, cause));
    }

    /** The same line once a second, for what happens to every request while an outage lasts. */
    static void warnNowAndThen(String sentence, @Nullable Throwable cause) {
        String due = due(line(sentence, cause), System.nanoTime());
        if (due != null) {
            LOGGER.log(Level.WARNING, due);
        }
    }

    /** What is to be written of a line at a moment; null where it was written within the last second. */
    static @Nullable String due(String line, long nanos) {
        if (LAST.size() >= MOST_LINES && !LAST.containsKey(line)) {
            LAST.clear();
        }
        AtomicReference<@Nullable Told> before = new AtomicReference<>();
        LAST.compute(line, (key, last) -> {
            before.set(last);
            return last != null && nanos - last.nanos() < SECOND
                    ? new Told(last.nanos(), last.omitted() + 1)
                    : new Told(nanos, 0);
        });
        Told last = before.get();
        if (last == null || (nanos - last.nanos() >= SECOND && last.omitted() == 0)) {
            return line;
        }
        return nanos - last.nanos() < SECOND ? null : line + " (and " + last.omitted() + " more)";
    }

    /** How many lines are remembered. */
    static int remembered() {
        return LAST.size();
    }

    private static String line(String sentence, @Nullable Throwable cause) {
        StringBuilder line = new StringBuilder(sentence);
        Throwable next = cause;
        for (int i = 0; i < Cause.DEEPEST && next != null; i++) {
            line.append(i == 0 ? "; cause: " : ", from ").append(next.getClass().getName());
            next = next.getCause() == next ? null : next.getCause();
        }
        return line.toString();
    }

    /** With the stack: something is broken. */
    static void error(String sentence, @Nullable Throwable cause) {
        LOGGER.log(Level.ERROR, sentence, cause == null ? null : new Cause(cause, 0));
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
