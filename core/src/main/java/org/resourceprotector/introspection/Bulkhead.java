package org.resourceprotector.introspection;

import java.time.Clock;
import java.time.Duration;

/**
 * A bulkhead: bounds how many requests wait for the server at once, those that call it and those
 * that share the call of another request alike.
 *
 * <p>Its size depends on the server. While responses are quick, up to {@value #MAX_HELD} requests may
 * wait, of which only a few may wait longer than for a quick response. If none was quick for a while,
 * only the few may wait, so that the other threads of the application stay free. The next quick
 * response ends that. A bulkhead of a fixed size cannot do this: an engine with four threads needs
 * all of them for a hundred milliseconds, and must keep two when a response takes seconds.
 *
 * <p>The next one gets a 503 at once. The few are half of the most that ever waited, at most half of
 * {@link IntrospectionValidator.Builder#maxConcurrentCalls}, and never fewer than the processors; {@link GuardedServer} has the
 * bound on calls that are under way.
 *
 * <p>Thread-safe.
 */
final class Bulkhead {

    static final int MAX_HELD = 1_000;

    /** The slow state expires after this many multiples of {@code slowAfter} without traffic. */
    private static final long MEMORY = 10;

    private final long slowAfter;
    private final Few few;
    private final MaxWait full;
    private final MaxWait shortened;
    private final Clock clock;

    private int held;
    private int mostHeld;
    private boolean wasSlow;
    private long lastEnd;
    private long lastQuick;

    /**
     * When a server is slow, and what it costs.
     *
     * @param slowAfter the longest time that is quick
     * @param few how many may wait for a slow server
     * @param timeout the longest that these may wait
     */
    record Limits(Duration slowAfter, Few few, Duration timeout) {}

    /**
     * Half the highest number of requests that ever waited at once, within bounds: an application
     * server has at least so many threads, and half of them stay free.
     */
    record Few(int min, int max) {

        int of(int mostHeld) {
            return Math.max(min, Math.min(max, mostHeld / 2));
        }

        @Override
        public String toString() {
            return min == max ? String.valueOf(min) : min + " to " + max;
        }
    }

    /**
     * How long a request may wait.
     *
     * @param isTimeout whether that is the time-out, after which a server is considered down
     */
    record MaxWait(Duration time, boolean isTimeout) {}

    Bulkhead(Limits limits, Clock clock) {
        this.slowAfter = Math.max(1, limits.slowAfter().toMillis());
        this.few = limits.few();
        this.full = new MaxWait(limits.timeout(), true);
        this.shortened =
                limits.slowAfter().compareTo(limits.timeout()) < 0 ? new MaxWait(limits.slowAfter(), false) : this.full;
        this.clock = clock;
    }

    /** Lets a request wait; every request that enters must {@link #leave()}. */
    synchronized MaxWait enter() throws IntrospectionFailedException {
        long now = clock.millis();
        if (held == 0 && (!wasSlow || Math.abs(now - lastEnd) >= MEMORY * slowAfter)) {
            wasSlow = false;
            lastQuick = now;
        }
        if (held >= MAX_HELD) {
            throw IntrospectionFailedException.givenUp("not asked, as too many requests wait for the server");
        }
        if (held >= few.of(mostHeld) && now - lastQuick >= slowAfter) {
            throw IntrospectionFailedException.givenUp(
                    "not asked, as the server is slow and enough requests wait for it");
        }
        held++;
        mostHeld = Math.max(mostHeld, held);
        return held <= few.of(mostHeld) ? full : shortened;
    }

    /** How many requests wait. */
    synchronized int held() {
        return held;
    }

    /** How many may wait now. */
    synchronized int mostNow() {
        boolean isSlow = wasSlow && clock.millis() - lastQuick >= slowAfter;
        return isSlow ? few.of(mostHeld) : MAX_HELD;
    }

    synchronized void leave() {
        held--;
    }

    /** When a call starts. */
    long start() {
        return clock.millis();
    }

    /** A call has ended, well or not. */
    synchronized void ended(long start) {
        lastEnd = clock.millis();
        wasSlow = lastEnd - start >= slowAfter;
        // A clock that was set back must not make a slow server quick until it is as late again.
        lastQuick = wasSlow ? Math.min(lastQuick, lastEnd) : lastEnd;
    }
}
