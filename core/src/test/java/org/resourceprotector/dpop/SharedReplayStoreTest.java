package org.resourceprotector.dpop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.LogLines;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.token.ValidationUnavailableException;

/** What is made of entries that nodes share. */
class SharedReplayStoreTest {

    private final MovedClock clock = new MovedClock();
    private final Instant until = clock.instant().plusSeconds(65);
    private final Map<String, String> map = new ConcurrentHashMap<>();

    private SharedReplayStore store(SharedReplayStore.Entries entries) {
        return SharedReplayStore.builder("Valkey").clock(clock).build(entries);
    }

    private Future<String> put(String key, String value) {
        return CompletableFuture.completedFuture(map.putIfAbsent(key, value));
    }

    /** Entries that are counted. */
    private final class Counted implements SharedReplayStore.Entries {

        @Override
        public Future<String> putIfAbsent(String key, String value, Duration lifetime) {
            return put(key, value);
        }

        @Override
        public CompletableFuture<Long> size() {
            return CompletableFuture.completedFuture((long) map.size());
        }
    }

    @Test
    @DisplayName("R9449-11.1-b a proof is accepted once by all stores that share entries")
    void proof_isAcceptedOnce() {
        SharedReplayStore here = store((key, value, lifetime) -> put(key, value));
        SharedReplayStore there = store((key, value, lifetime) -> put(key, value));
        assertThat(here.firstUse("a", until), is(true));
        assertThat(here.firstUse("a", until), is(false));
        assertThat(there.firstUse("a", until), is(false));
        assertThat(there.firstUse("b", until), is(true));
        assertThat(here.firstUse("b", until), is(false));
    }

    @Test
    void callThatIsRepeated_findsItsOwnWrite() {
        SharedReplayStore store = store((key, value, lifetime) -> {
            map.putIfAbsent(key, value);
            return put(key, value);
        });
        assertThat(store.firstUse("a", until), is(true));
        assertThat(store.firstUse("a", until), is(false));
    }

    @Test
    void value_isOfOneCall() {
        Set<String> values = new HashSet<>();
        for (int node = 0; node < 2; node++) {
            SharedReplayStore store = store((key, value, lifetime) -> {
                values.add(value);
                return put(key, value);
            });
            store.firstUse("a", until);
            store.firstUse("a", until);
        }
        assertThat(values, hasSize(4));
        values.forEach(value -> assertThat(value, value.matches("[A-Za-z0-9_.-]{17,40}"), is(true)));
    }

    @Test
    void entry_staysLongerThanItsProof() {
        List<Duration> lifetimes = new ArrayList<>();
        SharedReplayStore.Entries entries = (key, value, lifetime) -> {
            lifetimes.add(lifetime);
            return put(key, value);
        };
        SharedReplayStore store = store(entries);
        store.firstUse("a", until);
        store.firstUse("b", Instant.EPOCH);
        SharedReplayStore exact = SharedReplayStore.builder("Valkey")
                .clock(clock)
                .clockSkew(Duration.ZERO)
                .build(entries);
        exact.firstUse("c", until);
        exact.firstUse("d", clock.instant().plus(Duration.ofDays(1)));
        assertThat(
                lifetimes,
                contains(Duration.ofSeconds(85), Duration.ofSeconds(20), Duration.ofSeconds(65), Duration.ofDays(1)));

        Instant tooLate = clock.instant().plus(Duration.ofDays(1)).plusNanos(1);
        assertThrows(IllegalArgumentException.class, () -> store.firstUse("e", tooLate));
        assertThat(map.containsKey("e"), is(false));
    }

    @Test
    @DisplayName("R9449-11.1-d who cannot tell is no way in, and after five time-outs few wait")
    void whoCannotTell_isUnavailable() {
        AtomicInteger asked = new AtomicInteger();
        SharedReplayStore silent = SharedReplayStore.builder("Valkey")
                .clock(clock)
                .timeout(Duration.ofMillis(1))
                .build((key, value, lifetime) -> {
                    asked.incrementAndGet();
                    return new CompletableFuture<>();
                });
        for (int i = 0; i < 5; i++) {
            assertThat(
                    assertThrows(ValidationUnavailableException.class, () -> silent.firstUse("a", until))
                            .getCause(),
                    is(instanceOf(TimeoutException.class)));
        }
        assertThat(asked.get(), is(5));

        SharedReplayStore down = store((key, value, lifetime) -> CompletableFuture.failedFuture(new IOException("no")));
        assertThat(
                assertThrows(ValidationUnavailableException.class, () -> down.firstUse("a", until))
                        .getCause(),
                is(instanceOf(IOException.class)));
    }

    @Test
    @DisplayName("R9449-11.1-d a store that is full is a 503, and writes nothing")
    void fullStore_refuses() {
        SharedReplayStore store =
                SharedReplayStore.builder("Valkey").clock(clock).maxProofs(10).build(new Counted());
        for (int i = 0; i < 10; i++) {
            assertThat(store.firstUse("key-" + i, until), is(true));
        }
        ValidationUnavailableException full =
                assertThrows(ValidationUnavailableException.class, () -> store.firstUse("a", until));
        assertThat(full.getMessage(), is("the store of used proofs in Valkey is full"));
        assertThat(full.retryAfter().orElseThrow(), is(Duration.ofSeconds(1)));
        assertThat(map.containsKey("a"), is(false));
    }

    @Test
    void whatIsThereAlready_counts() {
        for (int i = 0; i < 9; i++) {
            map.put("other-" + i, "x");
        }
        SharedReplayStore store =
                SharedReplayStore.builder("Valkey").clock(clock).maxProofs(10).build(new Counted());
        store.tryOut();
        assertThat(store.status(), contains(new ReplayStoreStatus("Valkey", 10, 10)));
        assertThrows(ValidationUnavailableException.class, () -> store.firstUse("a", until));
    }

    @Test
    void whatOthersWrote_isSeenWithoutATrial() {
        for (int i = 0; i < 10; i++) {
            map.put("other-" + i, "x");
        }
        SharedReplayStore store =
                SharedReplayStore.builder("Valkey").clock(clock).maxProofs(10).build(new Counted());
        assertThrows(ValidationUnavailableException.class, () -> store.firstUse("a", until));
    }

    @Test
    @DisplayName("R9449-11.1-d what others write is counted once a second, and what was forgotten is not")
    void entries_areCountedOnceASecond() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
        SharedReplayStore store = SharedReplayStore.builder("Valkey")
                .clock(clock)
                .maxProofs(10)
                .nanoTime(nanos::get)
                .build(new Counted());
        assertThat(store.firstUse("a", until), is(true));
        for (int i = 0; i < 20; i++) {
            map.put("other-" + i, "x");
        }
        nanos.addAndGet(999_999_999);
        assertThat(store.firstUse("b", until), is(true));
        nanos.incrementAndGet();
        assertThrows(ValidationUnavailableException.class, () -> store.firstUse("c", until));
        assertThat(store.status(), contains(new ReplayStoreStatus("Valkey", 22, 10)));

        map.clear();
        nanos.addAndGet(999_999_999);
        assertThrows(ValidationUnavailableException.class, () -> store.firstUse("c", until));
        nanos.incrementAndGet();
        assertThat(store.firstUse("c", until), is(true));
        assertThat(store.status(), contains(new ReplayStoreStatus("Valkey", 1, 10)));
    }

    /** As at night: others write, and nobody sends a proof to this node. */
    @Test
    void status_isCountedWithoutTraffic() {
        AtomicLong nanos = new AtomicLong();
        SharedReplayStore store = SharedReplayStore.builder("Valkey")
                .clock(clock)
                .maxProofs(10)
                .nanoTime(nanos::get)
                .build(new Counted());
        map.put("other", "x");
        assertThat(store.status(), contains(new ReplayStoreStatus("Valkey", 1, 10)));
        map.clear();
        assertThat(store.status(), contains(new ReplayStoreStatus("Valkey", 1, 10)));
        nanos.addAndGet(1_000_000_000);
        assertThat(store.status(), contains(new ReplayStoreStatus("Valkey", 0, 10)));
    }

    /** Of entries that are counted in this way. */
    private SharedReplayStore counting(AtomicLong nanos, Supplier<CompletableFuture<Long>> size) {
        return SharedReplayStore.builder("Valkey")
                .clock(clock)
                .maxProofs(10)
                .nanoTime(nanos::get)
                .build(new SharedReplayStore.Entries() {
                    @Override
                    public Future<String> putIfAbsent(String key, String value, Duration lifetime) {
                        return put(key, value);
                    }

                    @Override
                    public CompletableFuture<Long> size() {
                        return size.get();
                    }
                });
    }

    @Test
    void countThatFails_isLoggedOnce() {
        AtomicLong nanos = new AtomicLong();
        AtomicReference<CompletableFuture<Long>> next = new AtomicReference<>();
        SharedReplayStore store = counting(nanos, next::get);
        CompletableFuture<Long> failed = CompletableFuture.supplyAsync(
                () -> {
                    throw new IllegalStateException("s3cret");
                },
                Runnable::run);
        try (LogLines log = new LogLines()) {
            for (CompletableFuture<Long> count :
                    List.of(failed, failed, CompletableFuture.completedFuture(3L), failed)) {
                next.set(count);
                store.status();
                nanos.addAndGet(1_000_000_000);
            }
            String line = "The proofs in Valkey cannot be counted: java.lang.IllegalStateException";
            assertThat(log.lines(), contains(containsString(line), containsString(line)));
            assertThat(log.lines().toString(), not(containsString("s3cret")));
        }
        assertThat(store.status(), contains(new ReplayStoreStatus("Valkey", 3, 10)));
    }

    /** Of ten entries at most, each of 80 seconds. */
    @Test
    void countThatFailsForLong_isNoOutage() {
        AtomicLong nanos = new AtomicLong();
        AtomicReference<CompletableFuture<Long>> next = new AtomicReference<>(CompletableFuture.completedFuture(6L));
        SharedReplayStore store = counting(nanos, next::get);
        store.status();
        next.set(CompletableFuture.failedFuture(new IllegalStateException("no right to count")));
        for (int second = 0; second < 800; second++) {
            nanos.addAndGet(1_000_000_000);
            if (second % 20 == 0) {
                assertThat(
                        "at " + second + " s",
                        store.firstUse("proof-" + second, clock.instant().plusSeconds(60)),
                        is(true));
            }
            store.status();
        }
        for (int i = 0; i < 10; i++) {
            map.put("other-" + i, "x");
        }
        next.set(CompletableFuture.completedFuture(10L));
        nanos.addAndGet(1_000_000_000);
        assertThrows(ValidationUnavailableException.class, () -> store.firstUse("late", until));
    }

    @Test
    void countThatFails_doesNotForgetWhatIsStillThere() {
        AtomicLong nanos = new AtomicLong();
        AtomicReference<CompletableFuture<Long>> next = new AtomicReference<>(CompletableFuture.completedFuture(8L));
        SharedReplayStore store = counting(nanos, next::get);
        Instant end = clock.instant().plusSeconds(60);
        store.status();
        next.set(CompletableFuture.failedFuture(new IllegalStateException("no right to count")));
        nanos.addAndGet(1_000_000_000);
        assertThat(store.firstUse("a", end), is(true));
        assertThat(store.firstUse("b", end), is(true));
        nanos.addAndGet(79_000_000_000L);
        assertThrows(ValidationUnavailableException.class, () -> store.firstUse("c", end));
        nanos.addAndGet(1_000_000_000);
        assertThat(store.firstUse("c", end), is(true));
        for (int i = 0; i < 7; i++) {
            assertThat(store.firstUse("d-" + i, end), is(true));
        }
        assertThrows(ValidationUnavailableException.class, () -> store.firstUse("e", end));
    }

    @Test
    void countThatHangs_isNotJoinedByAnother() {
        AtomicLong nanos = new AtomicLong();
        List<CompletableFuture<Long>> counts = new ArrayList<>();
        SharedReplayStore store = counting(nanos, () -> {
            counts.add(new CompletableFuture<>());
            return counts.get(counts.size() - 1);
        });
        for (int i = 0; i < 4; i++) {
            assertThat(store.firstUse("hung-" + i, until), is(true));
            nanos.addAndGet(1_000_000_000);
        }
        assertThat(counts, hasSize(1));

        counts.get(0).completeExceptionally(new IllegalStateException("a member hangs"));
        assertThat(store.firstUse("a", until), is(true));
        assertThat(counts, hasSize(2));
        counts.get(1).complete(10L);
        assertThrows(ValidationUnavailableException.class, () -> store.firstUse("b", until));
    }

    @Test
    void countThatHangsForAMinute_isFollowedByAnother() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
        List<CompletableFuture<Long>> counts = new ArrayList<>();
        SharedReplayStore store = counting(nanos, () -> {
            counts.add(new CompletableFuture<>());
            return counts.get(counts.size() - 1);
        });
        try (LogLines log = new LogLines()) {
            store.status();
            nanos.addAndGet(59_999_999_999L);
            store.status();
            assertThat(counts, hasSize(1));
            assertThat(log.lines(), is(empty()));

            for (int hung = 1; hung < 3; hung++) {
                nanos.addAndGet(60_000_000_000L);
                store.status();
                assertThat(counts, hasSize(hung + 1));
                assertThat(counts.get(hung - 1).isCancelled(), is(true));
            }
            String line = "The proofs in Valkey cannot be counted: java.util.concurrent.CancellationException";
            assertThat(log.lines(), contains(containsString(line)));
        }
        counts.get(2).complete(4L);
        assertThat(store.status(), contains(new ReplayStoreStatus("Valkey", 4, 10)));
    }

    @Test
    void countThatFails_keepsWhatWasCounted() {
        SharedReplayStore store = SharedReplayStore.builder("Valkey")
                .clock(clock)
                .maxProofs(2)
                .build((key, value, lifetime) -> put(key, value));
        assertThat(store.firstUse("a", until), is(true));
        assertThat(store.firstUse("b", until), is(true));
        assertThrows(ValidationUnavailableException.class, () -> store.firstUse("c", until));
    }

    @Test
    void trial_seesWhoForgets_andWhoIsDown() {
        SharedReplayStore forgetful = store((key, value, lifetime) -> CompletableFuture.completedFuture(null));
        assertThrows(IllegalStateException.class, forgetful::tryOut);
        SharedReplayStore deaf = store((key, value, lifetime) -> CompletableFuture.completedFuture("always this"));
        assertThrows(IllegalStateException.class, deaf::tryOut);
        SharedReplayStore down = store((key, value, lifetime) -> {
            throw new IllegalArgumentException("closed");
        });
        assertThat(
                assertThrows(ValidationUnavailableException.class, down::tryOut).getCause(),
                is(instanceOf(IllegalArgumentException.class)));

        SharedReplayStore good = store((key, value, lifetime) -> put(key, value));
        good.tryOut();
        assertThat(good.status(), is(empty()));
        assertThat(good.toString(), is("SharedReplayStore[Valkey]"));
    }

    @Test
    void settingsOutOfBounds_areRefused() {
        SharedReplayStore.Builder builder = SharedReplayStore.builder("Valkey");
        assertThrows(IllegalArgumentException.class, () -> builder.timeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> builder.maxProofs(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxProofs(100_000_001));
        assertThrows(IllegalArgumentException.class, () -> builder.clockSkew(Duration.ofNanos(-1)));
        assertThrows(IllegalArgumentException.class, () -> builder.clockSkew(Duration.ofDays(2)));
        assertThat(
                builder.timeout(Duration.ofMinutes(1))
                        .maxProofs(100_000_000)
                        .clockSkew(Duration.ofDays(1))
                        .build(new Counted())
                        .status(),
                contains(new ReplayStoreStatus("Valkey", 0, 100_000_000)));
    }
}
