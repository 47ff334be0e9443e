package org.resourceprotector.nodes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.resourceprotector.nodes.Proofs.accepted;
import static org.resourceprotector.nodes.Proofs.inAMinute;
import static org.resourceprotector.nodes.Proofs.isFull;
import static org.resourceprotector.nodes.Proofs.isUnavailable;
import static org.resourceprotector.nodes.Proofs.key;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.status.Status;

/** What every replay store promises, whatever it is in. */
public interface ReplayStoreContract {

    int NODES = 3;

    /** Starts nodes. */
    Cluster cluster(int nodes) throws Exception;

    /** How many proofs are offered to all nodes at once. */
    default int proofs() {
        return 10_000;
    }

    @Test
    @DisplayName("R9449-11.1-b of three nodes that are offered the same proofs at once, one accepts each")
    default void threeNodes_acceptEachProofOnce() throws Exception {
        int proofs = proofs();
        AtomicIntegerArray accepted = new AtomicIntegerArray(proofs);
        long[] nanos = new long[NODES * proofs];
        CyclicBarrier start = new CyclicBarrier(NODES);
        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        try (Cluster cluster = cluster(NODES)) {
            List<Future<Void>> nodes = new ArrayList<>();
            for (int n = 0; n < NODES; n++) {
                int node = n;
                ReplayStore store = cluster.store(node);
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
            System.out.println(cluster.name() + ": " + proofs + " proofs at " + NODES + " nodes, p50 "
                    + nanos[nanos.length / 2] / 1_000 + " µs, p99 " + nanos[nanos.length / 100 * 99] / 1_000 + " µs"
                    + cluster.memoryOf(proofs));
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < proofs; i++) {
            assertThat(accepted.get(i), is(1));
        }
    }

    /**
     * A store that takes few proofs.
     *
     * @param store is full after so many, at least and at most
     * @param roomy a store that sees the same proofs, and can tell when the other is full
     * @param empty ends the proofs, or gives the store more room
     */
    record Small(ReplayStore store, int least, int most, Supplier<ReplayStore> roomy, Runnable empty) {}

    /** A store of a cluster of one node. */
    Small small(Cluster cluster);

    @Test
    @DisplayName("R9449-11.1-d a store that is full is a 503, and forgets nothing")
    default void fullStore_isUnavailable_andForgetsNothing() throws Exception {
        try (Cluster cluster = cluster(1)) {
            Small small = small(cluster);
            ReplayStore store = small.store();
            int proofs = 0;
            while (proofs <= small.most() && !isFull(store, key("proof-", proofs))) {
                proofs++;
            }
            assertThat(proofs, is(greaterThanOrEqualTo(small.least())));
            assertThat(proofs, is(lessThanOrEqualTo(small.most())));
            for (Status status : store.status()) {
                ReplayStoreStatus full = (ReplayStoreStatus) status;
                assertThat(full.proofs(), is(greaterThanOrEqualTo(full.maximum())));
            }
            assertThat(accepted(small.roomy().get(), "proof-", proofs), is(0));

            small.empty().run();
            Until.until("there is room", () -> !isUnavailable(store, "after"));
        }
    }
}
