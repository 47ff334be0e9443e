package org.resourceprotector.load.traffic;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Lets time pass, which a load needs to be one. */
final class Clockwork {

    private Clockwork() {}

    static void let(Duration pass) {
        long end = System.nanoTime() + pass.toNanos();
        for (long left = pass.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Waits for what has to come, at most a minute. */
    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("did not happen: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    /** Does something at a steady pace, whatever comes of it, so many times. */
    static void repeat(int perSecond, Duration time, Runnable task) {
        long start = System.nanoTime();
        long count = perSecond * time.toSeconds();
        for (long i = 0; i < count; i++) {
            long left = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond - System.nanoTime();
            if (left > 0) {
                let(Duration.ofNanos(left));
            }
            task.run();
        }
    }
}
