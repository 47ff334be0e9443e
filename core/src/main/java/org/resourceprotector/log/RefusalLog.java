package org.resourceprotector.log;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Tells the operator why calls are refused: each refusal at DEBUG, and at INFO one line for each
 * new kind.
 *
 * <p>Of a kind are refusals for the same reason whose details differ only in what is quoted and in
 * numbers. A kind is written at INFO once in ten seconds, with the number of those that were left
 * out; of kinds that do not fit, {@value #MAX_KINDS} being known, one line in ten seconds. At DEBUG
 * {@value #MAX_DEBUG_PER_SECOND} lines a second are written.
 *
 * <p>Thread-safe.
 */
public final class RefusalLog {

    static final int MAX_KINDS = 64;
    static final int MAX_DEBUG_PER_SECOND = 50;

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int MAX_KIND_LENGTH = 300;
    private static final long SECOND = 1_000;

    private final System.Logger logger;
    private final Clock clock;
    private final RateLimitedLog kinds;

    private long secondBegan;
    private int writtenInSecond;
    private int omitted;

    /** If the clock is set back, lines are due again. */
    public RefusalLog(System.Logger logger, Clock clock) {
        this.logger = logger;
        this.clock = clock;
        this.kinds = new RateLimitedLog(logger, clock, INTERVAL, MAX_KINDS);
    }

    /**
     * Tells of a refusal.
     *
     * @param detail why; what others wrote in it is {@link Quoted}
     * @param where what was called, and whose token it was; asked for only if a line is written
     * @param atInfo whether a new kind is written at INFO: not if clients cause it every day, or if
     *     it is logged elsewhere
     */
    public void refused(String reason, String detail, Supplier<String> where, boolean atInfo) {
        if (atInfo && logger.isLoggable(Level.INFO)) {
            kinds.info(reason + kind(detail), () -> line(reason, detail, where));
        }
        if (logger.isLoggable(Level.DEBUG)) {
            int before = omittedAtDebug();
            if (before >= 0) {
                logger.log(
                        Level.DEBUG, line(reason, detail, where) + (before == 0 ? "" : " (and " + before + " more)"));
            }
        }
    }

    /** What is no line of its own for any viewer. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\u2028\\u2029]+");

    private static String line(String reason, String detail, Supplier<String> where) {
        String line = "refused, " + reason + where.get() + ": " + detail;
        return CONTROL.matcher(line).replaceAll(" ");
    }

    /** How many lines were left out since the last one; -1 if this second has no room for one. */
    private synchronized int omittedAtDebug() {
        long now = clock.millis();
        if (now < secondBegan || now - secondBegan >= SECOND) {
            secondBegan = now;
            writtenInSecond = 0;
        }
        if (writtenInSecond >= MAX_DEBUG_PER_SECOND) {
            omitted++;
            return -1;
        }
        writtenInSecond++;
        int before = omitted;
        omitted = 0;
        return before;
    }

    /** A detail without what is quoted, lists and arrays of that included, and without digits. */
    static String kind(String detail) {
        StringBuilder kind = new StringBuilder(" ");
        int i = 0;
        while (i < detail.length() && kind.length() < MAX_KIND_LENGTH) {
            char c = detail.charAt(i);
            if (c == '"') {
                i = endOfQuotations(detail, i);
                kind.append("\"\"");
            } else if (c == '[') {
                i = endOfArray(detail, i);
                kind.append("[]");
            } else {
                if (c < '0' || c > '9') {
                    kind.append(c);
                }
                i++;
            }
        }
        return kind.toString();
    }

    private static int endOfQuotations(String detail, int start) {
        int end = endOfQuotation(detail, start);
        while (detail.startsWith(", \"", end)) {
            end = endOfQuotation(detail, end + 2);
        }
        return end;
    }

    /** What {@link Quoted} writes of an array has no array in it. */
    private static int endOfArray(String detail, int start) {
        int i = start + 1;
        while (i < detail.length() && detail.charAt(i) != ']') {
            i = detail.charAt(i) == '"' ? endOfQuotation(detail, i) : i + 1;
        }
        return Math.min(detail.length(), i + 1);
    }

    private static int endOfQuotation(String detail, int start) {
        int i = start + 1;
        while (i < detail.length() && detail.charAt(i) != '"') {
            i += detail.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(detail.length(), i + 1);
    }
}
