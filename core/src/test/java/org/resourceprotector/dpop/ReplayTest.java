package org.resourceprotector.dpop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.token.ValidationUnavailableException;

/** No proof is used twice, by whomever, and whatever the memory holds. */
class ReplayTest {

    private final DpopFixture server = DpopFixture.strict();

    @Test
    @DisplayName("R9449-11.1-b a proof is used once, until it is too old")
    void proof_isUsedOnce() {
        TokenForge early = ProofForge.good().claim("iat", TokenForge.SECOND + 5);
        assertThat(server.show(early), is("good"));
        assertThat(server.show(early), is("REPLAYED_PROOF"));
        for (int second = 0; second < 64; second++) {
            server.clock.move(Duration.ofSeconds(1));
            assertThat(server.show(early), is("REPLAYED_PROOF"));
        }
        server.clock.move(Duration.ofSeconds(1));
        assertThat(server.show(early), is("INVALID_PROOF"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 300})
    @DisplayName("R9449-11.1-b a token that takes its time lets no proof outlive the memory of its use")
    void usedProof_isNotAcceptedAfterItsTime(int skew) {
        DpopFixture slow = DpopFixture.with(settings -> settings.clockSkew(Duration.ofSeconds(skew)));
        assertThat(slow.show(ProofForge.good()), is("good"));
        slow.clock.move(Duration.ofSeconds(59));
        slow.tokenTakes(Duration.ofSeconds(skew + 2L));
        assertThat(slow.show(ProofForge.good()), is("INVALID_PROOF"));
        assertThat(slow.detail(), is("the proof became too old while its token was looked at"));
    }

    @Test
    void storeThatTakesItsTime_letsNoProofOutliveIt() {
        DpopFixture[] slow = new DpopFixture[1];
        slow[0] = DpopFixture.with(settings -> settings.replayStore((key, until) -> {
            slow[0].clock.move(Duration.ofMinutes(2));
            return true;
        }));
        assertThat(slow[0].show(ProofForge.good()), is("INVALID_PROOF"));
    }

    @Test
    void sameJtiWithAnotherDate_isUsedOnce() {
        assertThat(server.show(ProofForge.good()), is("good"));
        assertThat(server.show(ProofForge.good().claim("iat", TokenForge.SECOND + 3)), is("REPLAYED_PROOF"));
        assertThat(server.show(ProofForge.good().claim("iat", TokenForge.SECOND - 3)), is("REPLAYED_PROOF"));
    }

    @Test
    void sameJtiOfAnotherKey_isAnotherProof() {
        assertThat(server.show(ProofForge.good()), is("good"));
        assertThat(server.boundTo(Keys.RSA).show(ProofForge.under("RS256")), is("good"));
    }

    @Test
    @DisplayName("R9449-11.1-b of fifty at once, one comes in")
    void ofManyAtOnce_oneComesIn() throws Exception {
        MovedClock clock = new MovedClock();
        ReplayStore store = ReplayStore.inMemory(1000, clock);
        Instant until = clock.instant().plusSeconds(60);
        assertThat(winners(50, () -> store.firstUse("key", until)), is(1));
        clock.move(Duration.ofMinutes(2));
        assertThat(winners(50, () -> store.firstUse("key", until.plusSeconds(120))), is(1));
    }

    @Test
    void store_tellsHowFullItIs() {
        MovedClock clock = new MovedClock();
        ReplayStore store = ReplayStore.inMemory(1000, clock);
        Dpop dpop = Dpop.builder().replayStore(store).build();
        store.firstUse("key", clock.instant().plusSeconds(60));
        assertThat(store.firstUse("key", clock.instant().plusSeconds(60)), is(false));
        assertThat(dpop.status(), is(List.of(new ReplayStoreStatus("in memory", 1, 1000))));
    }

    private static int winners(int callers, Callable<Boolean> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        CyclicBarrier start = new CyclicBarrier(callers);
        try {
            List<Future<Boolean>> answers = new ArrayList<>();
            for (int i = 0; i < callers; i++) {
                answers.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            int winners = 0;
            for (Future<Boolean> answer : answers) {
                winners += answer.get() ? 1 : 0;
            }
            return winners;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("R9449-11.1-d a proof that fails for another reason is not used up")
    void proofThatFails_isNotUsedUp() {
        List<String> asked = new ArrayList<>();
        DpopFixture watched = DpopFixture.with(settings -> settings.replayStore((key, until) -> asked.add(key)));
        TokenForge good = ProofForge.good();

        watched.show(good.claim("htm", "PUT"));
        watched.show(good.claim("ath", ProofForge.hash("other")));
        watched.show(good.signedBy(Keys.pair("EC", new ECGenParameterSpec("secp256r1"))));
        watched.boundTo(Keys.RSA).show(good);
        assertThat(asked, is(empty()));
        assertThat(watched.boundTo(Keys.EC).show(good), is("good"));
        assertThat(asked.size(), is(1));
    }

    @Test
    @DisplayName("R9449-11.1-c the store gets a digest, however long the jti is, and the time that it needs")
    void store_getsDigestAndTime() {
        Map<String, Instant> asked = new LinkedHashMap<>();
        DpopFixture watched = DpopFixture.with(settings -> settings.replayStore((key, until) -> {
            asked.put(key, until);
            return true;
        }));

        assertThat(watched.show(ProofForge.good().claim("jti", "j".repeat(4000))), is("good"));
        assertThat(asked.keySet().iterator().next().matches("[A-Za-z0-9_-]{43}"), is(true));
        assertThat(asked.values(), contains(TokenForge.NOW.plusSeconds(65)));
    }

    @Test
    void storeThatCannotTell_isNoWayIn() {
        DpopFixture down = DpopFixture.with(settings -> settings.replayStore((key, until) -> {
            throw new ValidationUnavailableException("down");
        }));
        assertThrows(ValidationUnavailableException.class, () -> down.show(ProofForge.good()));
    }

    @Test
    @DisplayName("R9449-11.1-d a full store refuses, and forgets nothing early")
    void fullStore_refuses() {
        MovedClock clock = new MovedClock();
        ReplayStore store = new InMemoryReplayStore(100, clock, 0x9E3779B97F4A7C15L);
        Instant until = clock.instant().plusSeconds(60);
        for (int i = 0; i < 100; i++) {
            assertThat(store.firstUse("key " + i, until), is(true));
        }

        ValidationUnavailableException full =
                assertThrows(ValidationUnavailableException.class, () -> store.firstUse("one more", until));
        assertThat(full.retryAfter().orElseThrow(), is(lessThanOrEqualTo(Duration.ofSeconds(61))));
        clock.move(Duration.ofSeconds(59));
        assertThrows(ValidationUnavailableException.class, () -> store.firstUse("one more", until));
        for (int i = 0; i < 100; i++) {
            assertThat(store.firstUse("key " + i, until), is(false));
        }
        clock.move(Duration.ofMillis(1001));
        assertThat(store.firstUse("one more", until.plusSeconds(60)), is(true));
        assertThat(((InMemoryReplayStore) store).size(), is(1));
    }

    @Test
    void whatIsOver_isRemovedFromTimeToTime() {
        MovedClock clock = new MovedClock();
        InMemoryReplayStore store = new InMemoryReplayStore(1_000_000, clock);
        for (int i = 0; i < 1000; i++) {
            store.firstUse("key " + i, clock.instant().plusSeconds(60));
            clock.move(Duration.ofSeconds(1));
        }
        assertThat(store.size(), is(lessThanOrEqualTo(75)));
    }

    @Test
    void absurdTimes_areKept() {
        MovedClock clock = new MovedClock();
        ReplayStore store = ReplayStore.inMemory(10, clock);
        assertThat(store.firstUse("a", Instant.MAX), is(true));
        assertThat(store.firstUse("a", Instant.MAX), is(false));
        assertThat(store.firstUse("b", Instant.MIN), is(true));
        assertThat(store.firstUse("b", Instant.MIN), is(true));
        clock.move(Duration.ofDays(1_000_000));
        assertThat(store.firstUse("a", Instant.MAX), is(false));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 10_000_001})
    void absurdSize_isRefused(int size) {
        assertThrows(IllegalArgumentException.class, () -> ReplayStore.inMemory(size));
    }

    @Test
    void manyThreads_keepTheBound() throws Exception {
        MovedClock clock = new MovedClock();
        InMemoryReplayStore store = new InMemoryReplayStore(500, clock);
        AtomicInteger next = new AtomicInteger();
        int accepted = winners(50, () -> {
            boolean any = false;
            for (int i = 0; i < 100; i++) {
                try {
                    any |= store.firstUse(
                            "key " + next.getAndIncrement(), clock.instant().plusSeconds(60));
                } catch (ValidationUnavailableException full) {
                    clock.move(Duration.ofMillis(1));
                }
            }
            return any;
        });
        assertThat(accepted, is(lessThanOrEqualTo(50)));
        assertThat(store.size(), is(500));
    }

    @Test
    @DisplayName("one key cannot fill the store: the others go on when it is refused, and so does it later")
    void greedyHolder_leavesRoomForOthers() {
        MovedClock clock = new MovedClock();
        ReplayStore store = new InMemoryReplayStore(1_000, clock, 0x9E3779B97F4A7C15L);
        Instant until = clock.instant().plusSeconds(60);
        for (int i = 0; i < 500; i++) {
            assertThat(store.firstUse("greedy-key-" + i, until), is(true));
        }
        for (int i = 500; i < 600; i++) {
            String more = "greedy-key-" + i;
            assertThrows(ValidationUnavailableException.class, () -> store.firstUse(more, until));
        }

        for (int i = 0; i < 40; i++) {
            assertThat(store.firstUse("modest-key" + (char) ('0' + i) + "proof", until), is(true));
        }
        assertThrows(ValidationUnavailableException.class, () -> store.firstUse("greedy-key-x", until));
        assertThat(store.firstUse("greedy-key-1", until), is(false));

        clock.move(Duration.ofSeconds(61));
        assertThat(store.firstUse("greedy-key-x", until.plusSeconds(61)), is(true));
    }

    /** How many proofs of one holder come in, of so many. */
    private static int accepted(ReplayStore store, String holder, int proofs, Instant until) {
        int accepted = 0;
        for (int i = 0; i < proofs; i++) {
            try {
                accepted += store.firstUse(holder + i, until) ? 1 : 0;
            } catch (ValidationUnavailableException full) {
                // is not counted
            }
        }
        return accepted;
    }

    @ParameterizedTest
    @CsvSource({"1000, 500, 62", "100, 50, 8"})
    @DisplayName("R9449-11.1-d in a store that is half full, each key has a sixteenth of it, and eight proofs at least")
    void inStoreThatIsHalfFull_eachHolderHasItsShare(int most, int half, int share) {
        MovedClock clock = new MovedClock();
        ReplayStore store = new InMemoryReplayStore(most, clock, 0x9E3779B97F4A7C15L);
        Instant until = clock.instant().plusSeconds(60);
        assertThat(accepted(store, "greedy-key-", most, until), is(half));
        assertThat(accepted(store, "modest-key-", most, until), is(share));
        assertThat(accepted(store, "third-key--", most, until), is(share));
        clock.move(Duration.ofSeconds(61));
        assertThat(accepted(store, "modest-key-", most, until.plusSeconds(61)), is(half));
    }

    @ParameterizedTest
    @ValueSource(longs = {0x2545F4914F6CDD1DL, 0x5DEECE66DL, 0x9E3779B97F4A7C15L, -7046029254386353131L})
    void holders_areToldApart(long secret) {
        MovedClock clock = new MovedClock();
        ReplayStore store = new InMemoryReplayStore(2_000, clock, secret);
        Instant until = clock.instant().plusSeconds(60);
        assertThat(accepted(store, "greedy-key-", 1_500, until), is(1_000));
        int others = 0;
        for (int i = 0; i < 500; i++) {
            others += accepted(store, "holder-" + (1000 + i), 1, until);
        }
        assertThat(others, is(greaterThanOrEqualTo(490)));
    }

    @Test
    void fullStore_saysWhenThereIsRoomAgain() {
        MovedClock clock = new MovedClock();
        ReplayStore store = new InMemoryReplayStore(10, clock, 0x9E3779B97F4A7C15L);
        Instant now = clock.instant();
        for (int i = 0; i < 10; i++) {
            store.firstUse("holder-" + (1000 + i), now.plusSeconds(60 - i));
        }
        ValidationUnavailableException full = assertThrows(
                ValidationUnavailableException.class, () -> store.firstUse("one more", now.plusSeconds(70)));
        assertThat(full.retryAfter().orElseThrow(), is(Duration.ofMillis(51_001)));
        clock.move(Duration.ofSeconds(51));
        assertThrows(ValidationUnavailableException.class, () -> store.firstUse("one more", now.plusSeconds(70)));
        clock.move(Duration.ofMillis(1));
        assertThat(store.firstUse("one more", now.plusSeconds(70)), is(true));
        assertThat(store.toString(), is("InMemoryReplayStore[10]"));
    }

    @Test
    void largeStore_isLookedThroughAfterAPauseOnly() {
        MovedClock clock = new MovedClock();
        ReplayStore store = new InMemoryReplayStore(50_000, clock, 0x9E3779B97F4A7C15L);
        Instant now = clock.instant();
        store.firstUse("greedy-key-a", now.plusMillis(1));
        store.firstUse("greedy-key-b", now.plusMillis(6));
        assertThat(accepted(store, "greedy-key-", 24_998, now.plusSeconds(60)), is(24_998));

        clock.move(Duration.ofMillis(2));
        assertThat(store.firstUse("greedy-key-c", now.plusSeconds(60)), is(true));
        clock.move(Duration.ofMillis(9));
        ValidationUnavailableException full = assertThrows(
                ValidationUnavailableException.class, () -> store.firstUse("greedy-key-d", now.plusSeconds(60)));
        assertThat(full.retryAfter().orElseThrow(), is(Duration.ofMillis(1)));

        clock.move(Duration.ofMillis(1));
        assertThat(store.firstUse("greedy-key-d", now.plusSeconds(60)), is(true));
    }

    @Test
    void fullStore_namesNoPauseBeyondAMinute() {
        MovedClock clock = new MovedClock();
        ReplayStore store = ReplayStore.inMemory(1, clock);
        store.firstUse("a", Instant.MAX);
        ValidationUnavailableException full = assertThrows(
                ValidationUnavailableException.class,
                () -> store.firstUse("b", clock.instant().plusSeconds(1)));
        assertThat(full.retryAfter().orElseThrow(), is(Duration.ofMinutes(1)));
    }

    @Test
    void keys_beginWithWhatStandsForTheSigner() {
        List<String> asked = new ArrayList<>();
        DpopFixture watched = DpopFixture.with(settings -> settings.replayStore((key, until) -> asked.add(key)));

        watched.show(ProofForge.good());
        watched.show(ProofForge.good().claim("jti", "another"));
        watched.boundTo(Keys.RSA).show(ProofForge.under("RS256"));

        List<String> signers = asked.stream().map(key -> key.substring(0, 11)).toList();
        assertThat(signers.get(0), is(signers.get(1)));
        assertThat(signers.get(0).equals(signers.get(2)), is(false));
        assertThat(asked.stream().map(key -> key.substring(11)).distinct().count(), is(3L));
    }
}
