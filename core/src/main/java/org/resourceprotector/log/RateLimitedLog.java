package org.resourceprotector.log;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes each kind of line at most once a second, for whatever strangers can cause as often as they
 * like. A kind is a sentence of our own and the types of the exceptions behind it. The next line of
 * a kind tells how many were left out.
 *
 * <p>Remembers at most {@value #MAX_KINDS} kinds. If there are more within a second, they share one
 * line a second. Writes no message of an exception, which may quote a token.
 *
 * <p>Thread-safe. Its state is its own: two logs do not limit each other.
 */
public final class RateLimitedLog {

    static final int MAX_KINDS = 16;

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int TOO_EARLY = -1;

    /** The key that all kinds share for which there is no room. No line is empty. */
    private static final String OTHERS = "";

    private final System.Logger logger;
    private final Clock clock;
    private final long interval;
    private final int maxKinds;
    private final Map<String, Written> lastWritten = new HashMap<>();

    /** When a kind was written last, and how often it was left out since. */
    private static final class Written {

        private long at = Long.MAX_VALUE;
        private int omitted;

        boolean isDue(long now, long interval) {
            return now < at || now - at >= interval;
        }
    }

    /** If the clock is set back, lines are due again. */
    public RateLimitedLog(System.Logger logger, Clock clock) {
        this(logger, clock, INTERVAL, MAX_KINDS);
    }

    RateLimitedLog(System.Logger logger, Clock clock, Duration interval, int maxKinds) {
        this.logger = logger;
        this.clock = clock;
        this.interval = interval.toMillis();
        this.maxKinds = maxKinds;
    }

    /**
     * One log for all that the clock of the system limits, however many there are; with another clock, as tests have, one of
     * its own.
     *
     * @param shared limited by the clock of the system
     */
    public static RateLimitedLog of(Clock clock, RateLimitedLog shared) {
        return clock.equals(shared.clock) ? shared : new RateLimitedLog(shared.logger, clock);
    }

    /** Informs with one line. The sentence is our own, with nothing of a request in it. */
    public void info(String sentence) {
        info(sentence, () -> sentence);
    }

    /** Writes a line of a kind that is told from others by another text than the line. */
    void info(String kind, Supplier<String> line) {
        write(Level.INFO, kind, line, null);
    }

    /**
     * Warns with one line, in which the causes are named by their types. The sentence is our own,
     * with nothing of a request in it; the cause may be null.
     */
    public void warn(String sentence, @Nullable Throwable cause) {
        String line = line(sentence, cause);
        write(Level.WARNING, line, () -> line, null);
    }

    /**
     * Reports that something is broken, with the stack trace. The sentence is our own, with nothing
     * of a request in it; the cause may be null.
     */
    public void error(String sentence, @Nullable Throwable cause) {
        String line = line(sentence, cause);
        write(Level.ERROR, line, () -> line, cause);
    }

    private void write(Level level, String kind, Supplier<String> line, @Nullable Throwable cause) {
        int omitted = omittedSince(kind);
        if (omitted != TOO_EARLY) {
            String text = omitted == 0 ? line.get() : line.get() + " (and " + omitted + " more)";
            logger.log(level, text, cause == null ? null : Stack.of(cause));
        }
    }

    /** How often lines of this kind were left out, if one is due; then it counts as written. */
    private synchronized int omittedSince(String line) {
        long now = clock.millis();
        String kind = hasRoomFor(line, now) ? line : OTHERS;
        Written written = lastWritten.computeIfAbsent(kind, first -> new Written());
        if (!written.isDue(now, interval)) {
            written.omitted++;
            return TOO_EARLY;
        }
        int omitted = written.omitted;
        written.omitted = 0;
        written.at = now;
        return omitted;
    }

    private boolean hasRoomFor(String line, long now) {
        if (lastWritten.containsKey(line) || lastWritten.size() < maxKinds) {
            return true;
        }
        lastWritten.values().removeIf(written -> written.isDue(now, interval));
        return lastWritten.size() < maxKinds;
    }

    /** How many kinds are remembered. */
    synchronized int kinds() {
        return lastWritten.size();
    }

    private static String line(String sentence, @Nullable Throwable cause) {
        StringBuilder line = new StringBuilder(sentence);
        Throwable next = cause;
        for (int depth = 0; depth < Stack.MAX_DEPTH && next != null; depth++) {
            line.append(depth == 0 ? "; cause: " : ", from ")
                    .append(next.getClass().getName());
            next = next.getCause() == next ? null : next.getCause();
        }
        return line.toString();
    }
}
