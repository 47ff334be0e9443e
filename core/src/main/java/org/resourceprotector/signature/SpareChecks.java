package org.resourceprotector.signature;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The signature checks beyond the first one of a token, which it costs if several keys may have signed it:
 * {@value #AT_ONCE} at once, and {@value #PER_SECOND} a second in the long run, so that a flood of forged tokens costs one
 * check for each. What a good token took is given back.
 *
 * <p>Thread-safe, without a lock.
 */
final class SpareChecks {

    static final int AT_ONCE = 250;
    static final int PER_SECOND = 20;

    private static final long NANOS_EACH = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
    private static final long NANOS_OF_ALL = AT_ONCE * NANOS_EACH;

    private final LongSupplier nanos;

    /** The moment at which all that was taken so far would be spare again, less the time that all of them need. */
    private final AtomicLong taken;

    /**
     * All of them.
     *
     * @param nanos a clock as {@link System#nanoTime()} is one
     */
    SpareChecks(LongSupplier nanos) {
        this.nanos = nanos;
        this.taken = new AtomicLong(nanos.getAsLong() - NANOS_OF_ALL);
    }

    /** Takes one, if there is one. */
    boolean take() {
        while (true) {
            long now = nanos.getAsLong();
            long before = taken.get();
            long earliest = now - NANOS_OF_ALL;
            long after = (before - earliest < 0 ? earliest : before) + NANOS_EACH;
            if (after - now > 0) {
                return false;
            }
            if (taken.compareAndSet(before, after)) {
                return true;
            }
        }
    }

    /** Gives back what the key of a good token cost. */
    void giveBack(int checks) {
        taken.addAndGet(-checks * NANOS_EACH);
    }
}
