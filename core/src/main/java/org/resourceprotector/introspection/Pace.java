package org.resourceprotector.introspection;

import java.time.Clock;
import java.time.Duration;

/**
 * Bounds how many requests a slow server holds up. As long as it answers quickly, all may wait for it. When it did not for a
 * while, only few may, and those who wait already beyond these few give up, so that the other threads of the application
 * stay free for what does not need the server. The next quick answer ends that.
 *
 * <p>Thread-safe.
 */
final class Pace {

    /** After so many times of what is quick enough, nobody knows any more that the server was slow. */
    private static final long MEMORY = 10;

    private final long slowAfter;
    private final int few;
    private final Patience whole;
    private final Patience shortened;
    private final Clock clock;

    private int held;
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
    record Limits(Duration slowAfter, int few, Duration timeout) {}

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
    synchronized Patience enter() throws NoAnswerException {
        long now = clock.millis();
        if (held == 0 && (!wasSlow || Math.abs(now - lastEnd) >= MEMORY * slowAfter)) {
            wasSlow = false;
            lastQuick = now;
        }
        if (held >= few && now - lastQuick >= slowAfter) {
            throw NoAnswerException.givenUp("not asked, as the server is slow and enough requests wait for it");
        }
        held++;
        return held <= few ? whole : shortened;
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
