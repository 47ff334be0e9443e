package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.keys.PublishedKeys.ids;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.http.Await;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.ValidationUnavailableException;

/** A new key is published, and no caller that brings it is refused because another one was faster. */
@Timeout(60)
class NewKeyRaceTest {

    private static final int CALLERS = 50;

    private final FakeFetch server = new FakeFetch();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    private static JwksCache keys(FakeFetch server, Clock clock) {
        long hour = Duration.ofHours(1).toMillis();
        return new JwksCache(
                server,
                new KeyTiming(30_000, 60_000, hour, hour, hour), // all may wait for a twentieth of the last
                clock,
                new KeySourceEvents("test", List.of(), clock));
    }

    private JwksCache withOneKey(OvertakenClock clock) {
        JwksCache keys = keys(server, clock);
        server.answers("a");
        keys.keys();
        return keys;
    }

    private JwksCache duringARefresh(OvertakenClock clock) {
        JwksCache keys = withOneKey(clock);
        clock.move(Duration.ofMinutes(10));
        server.hangs();
        keys.keys();
        return keys;
    }

    /** The second time that somebody with a new key reads the clock, it is to see whether he may look for it. */
    private static void overtake(OvertakenClock clock, Runnable other) {
        clock.afterReading(2, other);
    }

    @Test
    void callerThatIsOvertakenByAWholeFetchGetsWhatItBrought() {
        OvertakenClock clock = new OvertakenClock();
        JwksCache keys = withOneKey(clock);
        server.answers("a", "b");
        overtake(clock, () -> assertThat(ids(keys.refreshFor("b")), contains("a", "b")));

        assertThat(ids(keys.refreshFor("b")), contains("a", "b"));
        assertThat(clock.readings, is(0));
        assertThat(server.count(), is(2));
    }

    @Test
    void callerThatIsOvertakenByAFetchThatFailedDoesNotFetchAgain() {
        OvertakenClock clock = new OvertakenClock();
        JwksCache keys = withOneKey(clock);
        server.fails();
        overtake(clock, () -> {
            clock.move(Duration.ofMillis(1));
            assertThrows(ValidationUnavailableException.class, () -> keys.refreshFor("b"));
        });

        assertThrows(ValidationUnavailableException.class, () -> keys.refreshFor("c"));
        assertThat(clock.readings, is(0));
        assertThat(server.count(), is(2));
    }

    @Test
    void keyThatIsPublishedDuringARefresh_isLookedForAfterIt() throws Exception {
        OvertakenClock clock = new OvertakenClock();
        JwksCache keys = duringARefresh(clock);
        AtomicReference<Thread> caller = new AtomicReference<>();
        Future<KeySet> first = callers.submit(() -> {
            caller.set(Thread.currentThread());
            return keys.refreshFor("b");
        });
        Await.until("the caller waits for the refresh", () -> isWaitingForAFetch(caller.get()));
        server.answers("a", "b");
        server.last().complete(FakeFetch.fetched("a"));

        assertThat(ids(first.get(20, TimeUnit.SECONDS)), contains("a", "b"));
        assertThat(server.count(), is(3));
    }

    private static boolean isWaitingForAFetch(@Nullable Thread thread) {
        return thread != null
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(CompletableFuture.class.getName()));
    }

    @Test
    void keyThatAnotherRefreshJustMissed_isLookedForAfterIt() {
        OvertakenClock clock = new OvertakenClock();
        JwksCache keys = duringARefresh(clock);
        server.answers("a", "b");
        overtake(clock, () -> server.fetches.get(1).complete(FakeFetch.fetched("a")));

        assertThat(ids(keys.refreshFor("b")), contains("a", "b"));
        assertThat(server.count(), is(3));
    }

    @Test
    void manyCallersGetItAllInAThousandRaces() throws Exception {
        for (int round = 0; round < 1000; round++) {
            FakeFetch fetch = new FakeFetch();
            JwksCache keys = keys(fetch, new MovedClock());
            fetch.answers("a");
            keys.keys();
            fetch.hangs();
            CyclicBarrier start = new CyclicBarrier(CALLERS);
            List<Future<KeySet>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(callers.submit(() -> {
                    start.await();
                    return keys.refreshFor("b");
                }));
            }
            while (fetch.count() < 2 && !Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
            fetch.last().complete(FakeFetch.fetched("a", "b"));
            for (Future<KeySet> answer : answers) {
                assertThat(ids(answer.get(20, TimeUnit.SECONDS)), contains("a", "b"));
            }
            assertThat(fetch.count(), is(2));
        }
    }

    /** A clock that stands still until it is moved, and after it was read lets something happen before its reader goes on. */
    private static final class OvertakenClock extends Clock {

        private Instant now = TokenForge.NOW;
        private int readings;
        private Runnable overtaking = () -> {};

        void afterReading(int reading, Runnable other) {
            readings = reading;
            overtaking = other;
        }

        void move(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            Instant read = now;
            if (readings > 0 && --readings == 0) {
                overtaking.run();
            }
            return read;
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
}
