package org.resourceprotector.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until the test moves it.
 *
 * <pre>{@code
 * MutableClock clock = MutableClock.now();
 * TokenValidator validator = TokenValidator.lookup(tokens, clock);
 * clock.advance(Duration.ofMinutes(5)); // a token of five minutes is expired now
 * }</pre>
 *
 * <p>Starts at a whole second, because tokens know no fraction of one; a boundary in a test is then exact. Clocks made by
 * {@link #withZone(ZoneId)} share the time with the one they were made from.
 *
 * <p>Thread-safe: a move is seen by all threads at once.
 */
public final class MutableClock extends Clock {

    private final AtomicReference<Instant> time;
    private final ZoneId zone;

    private MutableClock(AtomicReference<Instant> time, ZoneId zone) {
        this.time = time;
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    /**
     * A clock that stands at the current second of the system's clock, in UTC.
     *
     * @return the clock
     */
    public static MutableClock now() {
        return at(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /**
     * A clock that stands at a moment, in UTC.
     *
     * @param moment the moment, taken as it is
     * @return the clock
     */
    public static MutableClock at(Instant moment) {
        return new MutableClock(new AtomicReference<>(Objects.requireNonNull(moment, "moment")), ZoneOffset.UTC);
    }

    /**
     * Moves the clock.
     *
     * @param duration how far; a negative one moves it back
     * @return the new time
     */
    public Instant advance(Duration duration) {
        return time.updateAndGet(before -> before.plus(duration));
    }

    /**
     * Sets the clock.
     *
     * @param moment the new time
     */
    public void set(Instant moment) {
        time.set(Objects.requireNonNull(moment, "moment"));
    }

    @Override
    public Instant instant() {
        return time.get();
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new MutableClock(time, other);
    }

    /**
     * Shows the time.
     *
     * @return for example {@code MutableClock[2026-01-01T00:00:00Z]}
     */
    @Override
    public String toString() {
        return "MutableClock[" + instant() + "]";
    }
}
