package org.resourceprotector.dpop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.interleaving.Runs;
import org.resourceprotector.interleaving.Schedule;
import org.resourceprotector.token.ValidationUnavailableException;

/** The store in memory beside a list of what was accepted, by random uses, by a clock that moves, and by several threads. */
class ReplayStoreModelTest {

    private static final int MOST = 32;
    private static final int SHARE = 8;
    private static final long LONGEST_MILLIS = 20_000;

    private final MovedClock clock = new MovedClock();
    private final InMemoryReplayStore store = new InMemoryReplayStore(MOST, clock);

    /** Two holders, each with more proofs than a share. */
    private static String key(Random random) {
        return (random.nextBoolean() ? "holder-one-" : "holder-two-") + random.nextInt(40);
    }

    @Test
    void randomUses_areAnsweredAsByAList() {
        Random random = new Random(20261129);
        Map<String, Long> accepted = new HashMap<>();
        int full = 0;
        int again = 0;
        for (int i = 0; i < 100_000; i++) {
            clock.move(Duration.ofMillis(random.nextInt(10) == 0 ? random.nextInt(4_000) : random.nextInt(100)));
            accepted.values().removeIf(until -> until < clock.millis());
            String key = key(random);
            long until = clock.millis() + random.nextInt((int) LONGEST_MILLIS) - 100;
            long ofHolder = accepted.keySet().stream()
                    .filter(other -> other.startsWith(key.substring(0, InMemoryReplayStore.HOLDER_LENGTH)))
                    .count();
            boolean hasRoom = accepted.size() < MOST / 2 || (accepted.size() < MOST && ofHolder < SHARE);
            try {
                boolean isFirst = store.firstUse(key, Instant.ofEpochMilli(until));
                assertThat("use " + i, isFirst, is(!accepted.containsKey(key)));
                assertThat("room for use " + i, !isFirst || hasRoom, is(true));
                again += isFirst ? 0 : 1;
                if (isFirst && until >= clock.millis()) {
                    accepted.put(key, until);
                }
            } catch (ValidationUnavailableException e) {
                // one that shares a place with the other holder is refused with it
                boolean mayBe = accepted.size() >= MOST || (accepted.size() >= MOST / 2 && accepted.size() >= SHARE);
                assertThat("full at use " + i, mayBe && !accepted.containsKey(key), is(true));
                full++;
            }
        }
        assertThat(full, is(greaterThan(1_000)));
        assertThat(again, is(greaterThan(10_000)));
    }

    @Test
    void clockThatIsSetBack_letsNothingInTwiceInItsTime() {
        Random random = new Random(20261130);
        Map<String, Long> accepted = new HashMap<>();
        long latest = clock.millis();
        for (int i = 0; i < 100_000; i++) {
            clock.move(Duration.ofMillis(random.nextInt(6_000) - 2_950));
            latest = Math.max(latest, clock.millis());
            String key = key(random);
            long until = clock.millis() + random.nextInt((int) LONGEST_MILLIS);
            try {
                if (store.firstUse(key, Instant.ofEpochMilli(until))) {
                    Long before = accepted.put(key, until);
                    assertThat("use " + i, before == null || before < latest, is(true));
                }
            } catch (ValidationUnavailableException e) {
                assertThat(store.size(), is(greaterThan(MOST / 2 - 1)));
            }
        }
        assertThat(accepted.size(), is(greaterThan(40)));
    }

    /** One use of a proof, and what the clock said before it was asked and after it was answered. */
    private record Use(String key, long before, long after, long until) {}

    @Test
    void manyThreads_neverAcceptAProofTwiceInItsTime() throws Exception {
        int threads = 4;
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier together = new CyclicBarrier(threads);
            List<Future<List<Use>>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                results.add(callers.submit(caller(new Random(i), together)));
            }
            Map<String, List<Use>> accepted = new HashMap<>();
            for (Future<List<Use>> result : results) {
                for (Use use : result.get(60, TimeUnit.SECONDS)) {
                    accepted.computeIfAbsent(use.key(), key -> new ArrayList<>())
                            .add(use);
                }
            }
            accepted.values().forEach(ReplayStoreModelTest::requireOneAtATime);
            assertThat(accepted.size(), is(greaterThan(40)));
        } finally {
            callers.shutdownNow();
        }
        assertThat(store.size(), is(lessThan(MOST + 1)));
    }

    private Callable<List<Use>> caller(Random random, CyclicBarrier together) {
        return () -> {
            List<Use> accepted = new ArrayList<>();
            together.await();
            for (int i = 0; i < 20_000; i++) {
                String key = key(random);
                long before = clock.millis();
                long until = before + random.nextInt((int) LONGEST_MILLIS);
                try {
                    if (store.firstUse(key, Instant.ofEpochMilli(until))) {
                        accepted.add(new Use(key, before, clock.millis(), until));
                    }
                } catch (ValidationUnavailableException e) {
                    clock.move(Duration.ofMillis(200));
                }
                clock.move(Duration.ofMillis(1));
            }
            return accepted;
        };
    }

    /** Four callers stop where they look at the clock, and go on with what it said when others were faster and it has moved. */
    @Test
    void anyOrderOfLooksAtTheClock_acceptsAProofOnceInItsTime() {
        Runs.of(50, random -> {
            MovedClock moved = new MovedClock();
            InMemoryReplayStore few = new InMemoryReplayStore(MOST, moved);
            List<Use> accepted = new CopyOnWriteArrayList<>();
            try (Schedule schedule = new Schedule(random)) {
                for (int i = 0; i < 4; i++) {
                    Random own = new Random(random.nextLong());
                    schedule.start(() -> {
                        for (int use = 0; use < 5; use++) {
                            use(few, moved, "holder-one-" + own.nextInt(3), own.nextInt(8_000), accepted);
                        }
                    });
                }
                moved.beforeReading(schedule::callOut);
                while (schedule.step()) {
                    if (random.nextInt(3) == 0) {
                        moved.move(Duration.ofMillis(random.nextInt(4_000)));
                    }
                }
                schedule.end();
            }
            for (int proof = 0; proof < 3; proof++) {
                String key = "holder-one-" + proof;
                requireOneAtATime(
                        accepted.stream().filter(use -> use.key().equals(key)).toList());
            }
            assertThat(few.size(), is(lessThan(MOST + 1)));
        });
    }

    private static void use(InMemoryReplayStore store, MovedClock clock, String key, int lifetime, List<Use> accepted) {
        long before = clock.millis();
        long until = before + lifetime;
        if (store.firstUse(key, Instant.ofEpochMilli(until))) {
            accepted.add(new Use(key, before, clock.millis(), until));
        }
    }

    /** Whichever of two was first: the other one was answered when the first was over. */
    private static void requireOneAtATime(List<Use> uses) {
        for (int i = 0; i < uses.size(); i++) {
            Use one = uses.get(i);
            for (Use other : uses.subList(i + 1, uses.size())) {
                if (one.until() >= other.after() && other.until() >= one.after()) {
                    fail(one + " and " + other);
                }
            }
        }
    }
}
