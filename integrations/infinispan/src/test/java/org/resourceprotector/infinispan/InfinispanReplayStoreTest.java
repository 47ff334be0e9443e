package org.resourceprotector.infinispan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.infinispan.partitionhandling.AvailabilityException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.token.ValidationUnavailableException;

/** What nodes that share a real cluster accept, and what they refuse when it has a bad day. */
@Timeout(90)
class InfinispanReplayStoreTest {

    private static final int NODES = 3;

    private static Instant inAMinute() {
        return Instant.now().plusSeconds(65);
    }

    /** As long as those of real proofs. */
    private static String key(String kind, int number) {
        return (kind + number + "-").concat("x".repeat(43)).substring(0, 43);
    }

    private static @Nullable ValidationUnavailableException outage(InfinispanReplayStore store, String key) {
        try {
            store.firstUse(key, inAMinute());
            return null;
        } catch (ValidationUnavailableException e) {
            return e;
        }
    }

    private static boolean isUnavailable(InfinispanReplayStore store, String key) {
        return outage(store, key) != null;
    }

    private static boolean lacksMajority(InfinispanReplayStore store, String key) {
        ValidationUnavailableException outage = outage(store, key);
        return outage != null && outage.getCause() instanceof AvailabilityException;
    }

    private static boolean isFull(InfinispanReplayStore store, String key) {
        ValidationUnavailableException outage = outage(store, key);
        return outage != null && outage.getMessage().endsWith("is full");
    }

    /** How many proofs are accepted; the store is asked again if it cannot tell. */
    private static int accepted(InfinispanReplayStore store, String kind, int proofs) {
        int[] accepted = new int[1];
        for (int i = 0; i < proofs; i++) {
            String key = key(kind, i);
            Nodes.until("an answer", () -> {
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
        try (Nodes cluster = Nodes.start(NODES)) {
            List<Future<Void>> nodes = new ArrayList<>();
            for (int n = 0; n < NODES; n++) {
                int node = n;
                InfinispanReplayStore store = InfinispanReplayStore.builder(cluster.proofs(node))
                        .timeout(Duration.ofSeconds(10))
                        .build();
                nodes.add(threads.submit((Callable<Void>) () -> {
                    start.await();
                    for (int i = 0; i < proofs; i++) {
                        long before = System.nanoTime();
                        if (store.firstUse(key("proof-", i), inAMinute())) {
                            accepted.incrementAndGet(i);
                        }
                        nanos[node * proofs + i] = System.nanoTime() - before;
                    }
                    return null;
                }));
            }
            for (Future<Void> node : nodes) {
                node.get();
            }
            Arrays.sort(nanos);
            System.out.println("infinispan: " + proofs + " proofs at " + NODES + " nodes, p50 "
                    + nanos[nanos.length / 2] / 1_000 + " µs, p99 " + nanos[nanos.length / 100 * 99] / 1_000 + " µs");
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < proofs; i++) {
            assertThat(accepted.get(i), is(1));
        }
    }

    @Test
    void repeatedCall_knowsItsOwnWrite() throws Exception {
        try (Nodes nodes = Nodes.start(1)) {
            InfinispanReplayStore store = nodes.store(0);
            Duration timeout = Duration.ofSeconds(10);
            assertThat(store.isFirst("key", 10_000, "own", timeout), is(true));
            assertThat(store.isFirst("key", 10_000, "own", timeout), is(true));
            assertThat(store.isFirst("key", 10_000, "another", timeout), is(false));
        }
    }

    @Test
    void entry_outlivesItsProof_byTheDifferenceOfClocks() throws Exception {
        Instant now = Instant.now();
        try (Nodes nodes = Nodes.start(1)) {
            InfinispanReplayStore store = InfinispanReplayStore.builder(nodes.proofs(0))
                    .clock(Clock.fixed(now, ZoneOffset.UTC))
                    .build();
            assertThat(store.firstUse("a", now.plusMillis(65_001)), is(true));
            assertThat(store.firstUse("b", Instant.EPOCH), is(true));
            assertThat(store.firstUse("b", Instant.EPOCH), is(false));
            var entry = nodes.proofs(0).getAdvancedCache().getCacheEntry("a");

            assertThat(entry.getLifespan(), is(85_002L));
            assertThat(entry.getMaxIdle() <= 0, is(true));
            assertThrows(IllegalArgumentException.class, () -> store.firstUse("c", Instant.MAX));
        }
    }

    @Test
    @DisplayName("R9449-11.1-d a node that was killed takes no proof with it, and two that were are a 503")
    void killedNode_takesNothingWithIt() throws Exception {
        try (Nodes nodes = Nodes.start(NODES)) {
            InfinispanReplayStore store = nodes.store(0);
            InfinispanReplayStore ended = nodes.store(1);
            nodes.store(2);
            assertThat(accepted(store, "before-", 500), is(500));

            nodes.kill(1);
            assertThat(isUnavailable(ended, "key"), is(true));
            assertThat(accepted(store, "before-", 500), is(0));
            assertThat(accepted(store, "after-", 100), is(100));
            assertThat(accepted(store, "after-", 100), is(0));

            Nodes.until(
                    "its parts have another owner",
                    () -> nodes.proofs(0)
                                    .getAdvancedCache()
                                    .getDistributionManager()
                                    .getCacheTopology()
                                    .getMembers()
                                    .size()
                            == 2);
            nodes.kill(2);
            Nodes.until("there is no majority", () -> lacksMajority(store, "key"));
            assertThat(lacksMajority(store, "another"), is(true));
        }
    }

    @Test
    @DisplayName("R9449-11.1-d a node that is full is a 503, and forgets nothing")
    void fullNode_isUnavailable_andForgetsNothing() throws Exception {
        try (Nodes nodes = Nodes.start(1)) {
            InfinispanReplayStore store = InfinispanReplayStore.builder(nodes.proofs(0))
                    .maxProofs(100)
                    .build();
            InfinispanReplayStore roomy = nodes.store(0);
            int proofs = 0;
            while (proofs < 1_000 && !isFull(store, key("proof-", proofs))) {
                proofs++;
            }
            assertThat(proofs, is(greaterThan(90)));
            assertThat(proofs, is(lessThan(101)));
            assertThat(accepted(roomy, "proof-", proofs), is(0));
            ReplayStoreStatus status = (ReplayStoreStatus) store.status().get(0);
            assertThat(status.proofs() >= status.maximum(), is(true));

            nodes.proofs(0).clear();
            Nodes.until("there is room", () -> !isUnavailable(store, "after"));
        }
    }

    @Test
    void nodeThatOthersFilled_isUnavailable() throws Exception {
        try (Nodes nodes = Nodes.start(2)) {
            InfinispanReplayStore store =
                    InfinispanReplayStore.builder(nodes.proofs(0)).maxProofs(50).build();
            assertThat(accepted(nodes.store(1), "other-", 100), is(100));
            Nodes.until("it has seen it", () -> isFull(store, "key"));
        }
    }

    @Test
    void stoppedCache_isUnavailable() throws Exception {
        try (Nodes nodes = Nodes.start(1)) {
            InfinispanReplayStore store = nodes.store(0);
            nodes.proofs(0).stop();
            assertThat(isUnavailable(store, "key"), is(true));
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("R9449-11.1-d a node that the network cut off is a 503, and nothing is accepted twice")
    void nodeThatIsCutOff_isUnavailable() throws Exception {
        try (Nodes nodes = Nodes.start(NODES)) {
            InfinispanReplayStore alone = nodes.store(0);
            InfinispanReplayStore majority = nodes.store(1);
            nodes.store(2);
            assertThat(accepted(majority, "before-", 200), is(200));

            nodes.cutOff(0);
            Nodes.until("it is seen to be alone", () -> nodes.seenBy(0) == 1 && nodes.seenBy(1) == 2);
            Nodes.until("it knows", () -> lacksMajority(alone, key("before-", 0)));
            assertThat(accepted(majority, "before-", 200), is(0));
            assertThat(accepted(majority, "during-", 200), is(200));
            assertThat(isUnavailable(alone, key("during-", 0)), is(true));

            nodes.mend();
            Nodes.until("it is back", () -> nodes.seenBy(0) == NODES && !isUnavailable(alone, "back"));
            assertThat(accepted(alone, "before-", 200), is(0));
            assertThat(accepted(alone, "during-", 200), is(0));
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("a node that hangs is a 503, of which few requests wait")
    void hungNode_isUnavailable_andFewWait() throws Exception {
        try (Nodes nodes = Nodes.startPatient(2)) {
            InfinispanReplayStore store =
                    InfinispanReplayStore.builder(nodes.proofs(0)).build();
            nodes.store(1);
            nodes.cutOff(1);
            int waited = 0;
            int refused = 0;
            for (int i = 0; i < 1_000; i++) {
                ValidationUnavailableException outage = outage(store, key("hung-", i));
                refused += outage == null ? 0 : 1;
                waited += outage != null && outage.getCause() instanceof TimeoutException ? 1 : 0;
            }
            assertThat(refused, is(1_000));
            assertThat(waited, is(lessThan(10)));

            nodes.mend();
            Nodes.until("the store is back", () -> !isUnavailable(store, "after"));
            accepted(store, "hung-", 1_000);
            assertThat(accepted(store, "hung-", 1_000), is(0));
        }
    }
}
