package org.resourceprotector.testkit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MutableClockTest {

    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @Test
    void standsStillUntilItIsMoved() {
        MutableClock clock = MutableClock.at(NOON);

        assertThat(clock.instant(), is(NOON));
        assertThat(clock.advance(Duration.ofSeconds(30)), is(NOON.plusSeconds(30)));
        assertThat(clock.instant(), is(NOON.plusSeconds(30)));
        clock.advance(Duration.ofMinutes(-1));
        assertThat(clock.instant(), is(NOON.minusSeconds(30)));
        clock.set(NOON);
        assertThat(clock.millis(), is(NOON.toEpochMilli()));
    }

    @Test
    void startsAtAWholeSecond() {
        Instant start = MutableClock.now().instant();

        assertThat(start, is(start.truncatedTo(ChronoUnit.SECONDS)));
    }

    @Test
    void aClockOfAnotherZoneSharesTheTime() {
        MutableClock clock = MutableClock.at(NOON);
        Clock inRome = clock.withZone(ZoneId.of("Europe/Rome"));

        clock.advance(Duration.ofHours(1));

        assertThat(inRome.instant(), is(NOON.plusSeconds(3600)));
        assertThat(inRome.getZone(), is(ZoneId.of("Europe/Rome")));
        assertThat(clock.getZone().getId(), is("Z"));
    }

    @Test
    void noMoveIsLostBetweenThreads() {
        MutableClock clock = MutableClock.at(NOON);

        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                            for (int i = 0; i < 1000; i++) {
                                clock.advance(Duration.ofSeconds(1));
                            }
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();

        assertThat(clock.instant(), is(NOON.plusSeconds(8000)));
    }
}
