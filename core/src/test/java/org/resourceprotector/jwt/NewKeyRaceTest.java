package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.resourceprotector.jwt.PublishedKeys.ids;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.internal.MovedClock;

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

    private static RefreshingKeys keys(FakeFetch server, Clock clock) {
        long hour = Duration.ofHours(1).toMillis();
        return new RefreshingKeys(
                server, new KeyTiming(30_000, 60_000, hour, hour, 20_000), clock, new KeyEvents("test", List.of()));
    }

    @Test
    void callerThatIsOvertakenByAWholeFetchGetsWhatItBrought() {
        OvertakenClock clock = new OvertakenClock();
        RefreshingKeys keys = keys(server, clock);
        server.answers("a");
        keys.keys();
        server.answers("a", "b");
        clock.overtakeAtCall(2, () -> assertThat(ids(keys.keysAfterUnknown("b")), contains("a", "b")));

        assertThat(ids(keys.keysAfterUnknown("b")), contains("a", "b"));
        assertThat(clock.calls, is(0));
        assertThat(server.count(), is(2));
    }

    @Test
    void manyCallersGetItAllInAThousandRaces() throws Exception {
        for (int round = 0; round < 1000; round++) {
            FakeFetch fetch = new FakeFetch();
            RefreshingKeys keys = keys(fetch, new MovedClock());
            fetch.answers("a");
            keys.keys();
            fetch.hangs();
            CyclicBarrier start = new CyclicBarrier(CALLERS);
            List<Future<KeySet>> answers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                answers.add(callers.submit(() -> {
                    start.await();
                    return keys.keysAfterUnknown("b");
                }));
            }
            while (fetch.count() < 2) {
                Thread.onSpinWait();
            }
            fetch.last().complete(FakeFetch.fetched("a", "b"));
            for (Future<KeySet> answer : answers) {
                assertThat(ids(answer.get(20, TimeUnit.SECONDS)), contains("a", "b"));
            }
            assertThat(fetch.count(), is(2));
        }
    }

    /** A clock that stands still, and lets something happen when it is asked. */
    private static final class OvertakenClock extends Clock {

        private int calls;
        private Runnable overtaking = () -> {};

        void overtakeAtCall(int call, Runnable other) {
            calls = call;
            overtaking = other;
        }

        @Override
        public Instant instant() {
            if (calls > 0 && --calls == 0) {
                overtaking.run();
            }
            return TokenForge.NOW;
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
