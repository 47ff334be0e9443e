package org.resourceprotector.hazelcast;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.token.ValidationUnavailableException;

/** What nodes that share a real cluster accept, and what they refuse when it has a bad day. */
@Timeout(90)
class HazelcastReplayStoreTest {

    private static final int NODES = 3;

    private static Instant inAMinute() {
        return Instant.now().plusSeconds(65);
    }

    /** As long as those of real proofs. */
    private static String key(String kind, int number) {
        return (kind + number + "-").concat("x".repeat(43)).substring(0, 43);
    }

    private static @Nullable ValidationUnavailableException outage(HazelcastReplayStore store, String key) {
        try {
            store.firstUse(key, inAMinute());
            return null;
        } catch (ValidationUnavailableException e) {
            return e;
        }
    }

    private static boolean isUnavailable(HazelcastReplayStore store, String key) {
        return outage(store, key) != null;
    }

    private static boolean isFull(HazelcastReplayStore store, String key) {
        ValidationUnavailableException outage = outage(store, key);
        return outage != null && outage.getMessage().endsWith("is full");
    }

    /** How many proofs are accepted; the store is asked again if it cannot tell. */
    private static int accepted(HazelcastReplayStore store, String kind, int proofs) {
        int[] accepted = new int[1];
        for (int i = 0; i < proofs; i++) {
            String key = key(kind, i);
            Members.until("an answer", () -> {
                try {
                    accepted[0] += store.firstUse(key, inAMinute()) ? 1 : 0;
                    return true;
                } catch (ValidationUnavailableException e) {
                    return false;
                }
            });
        }
        return accepted[0];
    }

    @Test
    @DisplayName("R9449-11.1-b of three nodes that are offered the same proofs at once, one accepts each")
    void threeNodes_acceptEachProofOnce() throws Exception {
        int proofs = Integer.getInteger("grid.proofs");
        AtomicIntegerArray accepted = new AtomicIntegerArray(proofs);
        long[] nanos = new long[NODES * proofs];
        CyclicBarrier start = new CyclicBarrier(NODES);
        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        try (Members members = Members.start(NODES, config -> {})) {
            List<Future<Void>> nodes = new ArrayList<>();
            for (int n = 0; n < NODES; n++) {
                int node = n;
                HazelcastReplayStore store = members.store(node);
                nodes.add(threads.submit((Callable<Void>) () -> {
                    start.await();
                    for (int i = 0; i < proofs; i++) {
                        long before = System.nanoTime();
                        if (store.firstUse(key("proof-", i), inAMinute())) {
                            accepted.incrementAndGet(i);
                        }
                        nanos[node * proofs + i] = System.nanoTime() - before;
                    }
                    store.close();
                    return null;
                }));
            }
            for (Future<Void> node : nodes) {
                node.get();
            }
            long bytes = 0;
            for (int n = 0; n < NODES; n++) {
                var stats = members.get(n).getMap(Members.MAP).getLocalMapStats();
                bytes += stats.getOwnedEntryMemoryCost() + stats.getBackupEntryMemoryCost();
            }
            Arrays.sort(nanos);
            System.out.println("hazelcast: " + proofs + " proofs at " + NODES + " nodes, p50 "
                    + nanos[nanos.length / 2] / 1_000 + " µs, p99 " + nanos[nanos.length / 100 * 99] / 1_000
                    + " µs, with backups " + bytes / proofs + " bytes each");
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < proofs; i++) {
            assertThat(accepted.get(i), is(1));
        }
    }

    @Test
    void repeatedCall_knowsItsOwnWrite() throws IOException {
        try (Members members = Members.start(1, HazelcastReplayStoreTest::alone);
                HazelcastReplayStore store = members.store(0)) {
            Duration timeout = Duration.ofSeconds(4);
            assertThat(store.isFirst("key", 10, "own", timeout), is(true));
            assertThat(store.isFirst("key", 10, "own", timeout), is(true));
            assertThat(store.isFirst("key", 10, "another", timeout), is(false));
        }
    }

    /** One member is enough to write. */
    private static void alone(Config config) {
        config.getMapConfig(Members.MAP).setSplitBrainProtectionName(null);
    }

    @Test
    void entry_outlivesItsProof_byTheDifferenceOfClocks() throws IOException {
        Instant now = Instant.now();
        try (Members members = Members.start(1, HazelcastReplayStoreTest::alone);
                HazelcastReplayStore store = HazelcastReplayStore.builder(members.get(0))
                        .clock(Clock.fixed(now, ZoneOffset.UTC))
                        .build()) {
            assertThat(store.firstUse("a", now.plusMillis(65_001)), is(true));
            assertThat(store.firstUse("b", Instant.EPOCH), is(true));
            assertThat(store.firstUse("b", Instant.EPOCH), is(false));
            var entry = members.get(0).getMap(Members.MAP).getEntryView("a");

            assertThat(entry.getExpirationTime(), is(greaterThan(now.toEpochMilli() + 85_001)));
            assertThat(entry.getTtl(), is(87_000L));
            assertThrows(IllegalArgumentException.class, () -> store.firstUse("c", Instant.MAX));
        }
    }

    @Test
    @DisplayName("R9449-11.1-d a member that was killed takes no proof with it")
    void killedMember_takesNothingWithIt() throws IOException {
        try (Members members = Members.start(NODES, config -> {});
                HazelcastReplayStore store = members.store(0)) {
            assertThat(accepted(store, "before-", 500), is(500));

            members.kill(1);
            assertThat(accepted(store, "before-", 500), is(0));
            assertThat(accepted(store, "after-", 100), is(100));
            assertThat(accepted(store, "after-", 100), is(0));
        }
    }

    @Test
    @DisplayName("R9449-11.1-d a cluster that is too small is a 503, and its own member that ended is one at once")
    void clusterWithoutMajority_isUnavailable() throws IOException {
        try (Members members = Members.start(NODES, config -> {});
                HazelcastReplayStore ended = members.store(1);
                HazelcastReplayStore left = members.store(0)) {
            members.kill(1);
            members.kill(2);

            assertThat(outage(ended, "key").getCause(), is(instanceOf(HazelcastInstanceNotActiveException.class)));
            Members.until("it is too small", () -> isUnavailable(left, "key"));
            assertThat(isUnavailable(left, "another"), is(true));
        }
    }

    @Test
    void firstMember_startsAndWaitsForTheSecond() throws IOException {
        try (Members members = Members.prepare(2)) {
            members.startNext();
            try (HazelcastReplayStore store = members.store(0)) {
                assertThat(outage(store, "key").getCause(), is(instanceOf(SplitBrainProtectionException.class)));
                members.startNext();
                Members.until("there are two", () -> !isUnavailable(store, "key"));
                assertThat(store.firstUse("key", inAMinute()), is(false));
            }
        }
    }

    @Test
    @DisplayName("R9449-11.1-d a map that is full is a 503, and forgets nothing")
    void fullMap_isUnavailable_andForgetsNothing() throws IOException {
        try (Members members = Members.start(1, HazelcastReplayStoreTest::alone);
                HazelcastReplayStore store = HazelcastReplayStore.builder(members.get(0))
                        .maxProofs(100)
                        .build();
                HazelcastReplayStore roomy = members.store(0)) {
            int proofs = 0;
            while (proofs < 1_000 && !isFull(store, key("proof-", proofs))) {
                proofs++;
            }
            assertThat(proofs, is(greaterThan(90)));
            assertThat(proofs, is(lessThan(101)));
            assertThat(accepted(roomy, "proof-", proofs), is(0));
            ReplayStoreStatus status = (ReplayStoreStatus) store.status().get(0);
            assertThat(status.proofs() >= status.maximum(), is(true));

            members.get(0).getMap(Members.MAP).clear();
            Members.until("there is room", () -> !isUnavailable(store, "after"));
        }
    }

    @Test
    void mapThatOthersFilled_isUnavailable() throws IOException {
        try (Members members = Members.start(1, HazelcastReplayStoreTest::alone);
                HazelcastReplayStore store = HazelcastReplayStore.builder(members.get(0))
                        .maxProofs(50)
                        .build();
                HazelcastReplayStore other = members.store(0)) {
            assertThat(accepted(other, "other-", 100), is(100));
            Members.until("it has seen it", () -> isFull(store, "key"));
        }
    }

    @Test
    void client_sharesWithTheMembers() throws IOException {
        try (Members members = Members.start(1, HazelcastReplayStoreTest::alone);
                HazelcastReplayStore member = members.store(0);
                HazelcastReplayStore client =
                        HazelcastReplayStore.builder(members.client()).build()) {
            assertThat(accepted(client, "client-", 50), is(50));
            assertThat(accepted(member, "client-", 50), is(0));
            members.kill(0);
            assertThat(isUnavailable(client, "key"), is(true));
        }
    }

    @Test
    void closedStore_isUnavailable_andHazelcastGoesOn() throws IOException {
        try (Members members = Members.start(1, HazelcastReplayStoreTest::alone)) {
            HazelcastReplayStore store = members.store(0);
            store.close();
            assertThat(isUnavailable(store, "key"), is(true));
            assertThat(members.get(0).getLifecycleService().isRunning(), is(true));
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("R9449-11.1-d a member that the network cut off is a 503, and nothing is accepted twice")
    void memberThatIsCutOff_isUnavailable() throws IOException {
        try (Members members = Members.startWired(NODES, config -> {});
                HazelcastReplayStore alone = members.store(0);
                HazelcastReplayStore majority = members.store(1)) {
            assertThat(accepted(majority, "before-", 200), is(200));

            members.cutOff(0);
            Members.until("it is seen to be alone", () -> members.seenBy(0) == 1 && members.seenBy(1) == 2);
            assertThat(
                    outage(alone, key("before-", 0)).getCause(), is(instanceOf(SplitBrainProtectionException.class)));
            assertThat(accepted(majority, "before-", 200), is(0));
            assertThat(accepted(majority, "during-", 200), is(200));
            assertThat(isUnavailable(alone, key("during-", 0)), is(true));

            members.mend();
            Members.until("it is back", () -> members.seenBy(0) == NODES && !isUnavailable(alone, "back"));
            assertThat(accepted(alone, "before-", 200), is(0));
            assertThat(accepted(alone, "during-", 200), is(0));
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("what is not promised: without split-brain protection each side accepts a proof once")
    void unguardedSplit_acceptsOnEachSide() throws IOException {
        try (Members members = Members.startWired(NODES, HazelcastReplayStoreTest::alone);
                HazelcastReplayStore one = members.store(0);
                HazelcastReplayStore other = members.store(1)) {
            members.cutOff(0);
            Members.until("there are two clusters", () -> members.seenBy(0) == 1 && members.seenBy(1) == 2);
            assertThat(accepted(one, "key-", 100), is(100));
            assertThat(accepted(other, "key-", 100), is(100));
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("a member that hangs is a 503, of which few requests wait")
    void hungMember_isUnavailable_andFewWait() throws IOException {
        try (Members members = Members.startWired(
                        2, config -> config.setProperty("hazelcast.max.no.heartbeat.seconds", "60"));
                HazelcastReplayStore store =
                        HazelcastReplayStore.builder(members.get(0)).build()) {
            members.hold(1);
            int waited = 0;
            int refused = 0;
            for (int i = 0; i < 1_000; i++) {
                ValidationUnavailableException outage = outage(store, key("hung-", i));
                refused += outage == null ? 0 : 1;
                waited += outage != null && outage.getCause() instanceof TimeoutException ? 1 : 0;
            }
            assertThat(refused, is(greaterThan(900)));
            assertThat(waited, is(lessThan(30)));

            members.letGo();
            Members.until("the store is back", () -> !isUnavailable(store, "after"));
            accepted(store, "hung-", 1_000);
            assertThat(accepted(store, "hung-", 1_000), is(0));
        }
    }
}
