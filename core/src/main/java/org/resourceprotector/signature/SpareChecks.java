package org.resourceprotector.signature;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The signature checks of a token beyond its first one, if several keys may have signed it:
 * {@value #AT_ONCE} at once, and {@value #PER_SECOND} a second in the long run, so that a flood of
 * forged tokens costs one check for each. What a good token took is given back.
 *
 * <p>Thread-safe, without a lock.
 */
final class SpareChecks {

    static final int AT_ONCE = 250;
    static final int PER_SECOND = 20;

    private static final long MILLIS_EACH = 1_000 / PER_SECOND;
    private static final long MILLIS_OF_ALL = AT_ONCE * MILLIS_EACH;

    private final Clock clock;

    /**
     * The moment at which everything that was taken would be spare again, less the time that all
     * checks need for it.
     */
    private final AtomicLong taken = new AtomicLong(Long.MIN_VALUE);

    SpareChecks(Clock clock) {
        this.clock = clock;
    }

    /** Takes one, if there is one. */
    boolean take() {
        while (true) {
            long now = clock.millis();
            long before = taken.get();
            long earliest = now - MILLIS_OF_ALL;
            // It is later than now only if the clock was put back.
            long from = before < earliest || before > now ? earliest : before;
            if (from + MILLIS_EACH > now) {
                return false;
            }
            if (taken.compareAndSet(before, from + MILLIS_EACH)) {
                return true;
            }
        }
    }

    /** Gives back what the key of a good token cost. */
    void giveBack(int checks) {
        taken.addAndGet(-checks * MILLIS_EACH);
    }
}
