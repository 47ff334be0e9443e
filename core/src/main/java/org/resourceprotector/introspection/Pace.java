package org.resourceprotector.introspection;

import java.time.Clock;
import java.time.Duration;

/**
 * Bounds how many requests a slow server holds up. As long as it answers quickly, all may wait for it, those beyond a few
 * only for a quick answer. When none came for a while, only the few may, so that the other threads of the application stay
 * free for what does not need the server. The next quick answer ends that.
 *
 * <p>How many are few follows, where it was not said, from how many ever waited at once: an application server had at least
 * so many threads, and half of them stay free.
 *
 * <p>Thread-safe.
 */
final class Pace {

    /** After so many times of what is quick enough, nobody knows any more that the server was slow. */
    private static final long MEMORY = 10;

    private final long slowAfter;
    private final Few few;
    private final Patience whole;
    private final Patience shortened;
    private final Clock clock;

    private int held;
    private int mostHeld;
    private boolean wasSlow;
    private long lastEnd;
    private long lastQuick;

    /**
     * What counts as slow, and for how many.
     *
     * @param slowAfter the longest time that is quick enough
     * @param few how many may wait for a slow server
     * @param timeout the longest that these may wait
     */
    record Limits(Duration slowAfter, Few few, Duration timeout) {}

    /**
     * How many are few: half of those who ever waited at once, within bounds.
     *
     * @param least never less than these
     * @param most never more than these
     */
    record Few(int least, int most) {

        /** A number that somebody chose. */
        static Few exactly(int number) {
            return new Few(number, number);
        }

        int of(int mostHeld) {
            return Math.max(least, Math.min(most, mostHeld / 2));
        }

        @Override
        public String toString() {
            return least == most ? String.valueOf(least) : least + " to " + most;
        }
    }

    /**
     * How long a request waits.
     *
     * @param time how long
     * @param whole whether that is the time-out, after which a server counts as down
     */
    record Patience(Duration time, boolean whole) {}

    Pace(Limits limits, Clock clock) {
        this.slowAfter = limits.slowAfter().toMillis();
        this.few = limits.few();
        this.whole = new Patience(limits.timeout(), true);
        this.shortened = limits.slowAfter().compareTo(limits.timeout()) < 0
                ? new Patience(limits.slowAfter(), false)
                : this.whole;
        this.clock = clock;
    }

    /** Lets a request wait, and says how long; whoever comes in must leave. */
    synchronized Patience enter() throws IntrospectionFailedException {
        long now = clock.millis();
        // Nobody waits, so that nobody knows: either the last answer was quick, or too long ago to tell.
        if (held == 0 && (!wasSlow || Math.abs(now - lastEnd) >= MEMORY * slowAfter)) {
            wasSlow = false;
            lastQuick = now;
        }
        if (held >= few.of(mostHeld) && now - lastQuick >= slowAfter) {
            throw IntrospectionFailedException.givenUp(
                    "not asked, as the server is slow and enough requests wait for it");
        }
        held++;
        mostHeld = Math.max(mostHeld, held);
        return held <= few.of(mostHeld) ? whole : shortened;
    }

    synchronized void leave() {
        held--;
    }

    /** When a call starts. */
    long start() {
        return clock.millis();
    }

    /** A call came to its end, well or not. */
    synchronized void ended(long start) {
        lastEnd = clock.millis();
        wasSlow = lastEnd - start >= slowAfter;
        if (!wasSlow) {
            lastQuick = lastEnd;
        }
    }
}
