package org.resourceprotector.load.soak;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Time since the start, which no clock that jumps changes, and the time by the clocks of tokens. Thread-safe. */
final class Clockwork {

    private final long start = System.nanoTime();

    /** Milliseconds since the start. */
    long now() {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    /** Seconds since the epoch, with their fraction. */
    static double seconds() {
        Instant now = Instant.now();
        return now.getEpochSecond() + now.getNano() / 1e9;
    }

    /** Waits until a moment since the start. */
    void await(long moment) {
        for (long left = moment - now(); left > 0; left = moment - now()) {
            LockSupport.parkNanos(Duration.ofMillis(left).toNanos());
        }
    }

    void let(Duration pass) {
        await(now() + pass.toMillis());
    }
}
