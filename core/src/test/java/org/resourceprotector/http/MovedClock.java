package org.resourceprotector.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until it is moved. */
public final class MovedClock extends Clock {

    private final AtomicLong millis = new AtomicLong(1_795_348_800_000L);
    private volatile Runnable beforeReading = () -> {};

    public void move(Duration time) {
        millis.addAndGet(time.toMillis());
    }

    public void set(Instant instant) {
        millis.set(instant.toEpochMilli());
    }

    /** Lets something happen between what a caller does before it looks at the clock and after. */
    public void beforeReading(Runnable task) {
        beforeReading = task;
    }

    @Override
    public long millis() {
        beforeReading.run();
        return millis.get();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
