package org.resourceprotector.infinispan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.nodes.Proofs.isUnavailable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.infinispan.partitionhandling.AvailabilityException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.dpop.SharedReplayStore;
import org.resourceprotector.nodes.Cluster;
import org.resourceprotector.nodes.SplitReplayStoreContract;
import org.resourceprotector.nodes.Until;

/** What nodes that share a real cluster accept, and what they refuse when it has a bad day. */
@Timeout(240)
class InfinispanReplayStoreTest implements SplitReplayStoreContract {

    @Override
    public int proofs() {
        return Integer.getInteger("grid.proofs");
    }

    @Override
    public Nodes cluster(int nodes) throws Exception {
        return Nodes.start(nodes);
    }

    @Override
    public Nodes wired(int nodes) throws Exception {
        return Nodes.start(nodes);
    }

    @Override
    public SharedReplayStore.Entries entries(Cluster cluster) {
        return ((Nodes) cluster).entries(0);
    }

    @Override
    public void kill(Cluster cluster) {
        ((Nodes) cluster).kill(1);
    }

    @Override
    public Class<? extends Throwable> noMajority() {
        return AvailabilityException.class;
    }

    @Override
    public ReplayStore small(Cluster cluster, int maxProofs) {
        return InfinispanReplayStore.builder(((Nodes) cluster).proofs(0))
                .maxProofs(maxProofs)
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    @Override
    public Small small(Cluster cluster) {
        return new Small(
                small(cluster, 100),
                91,
                100,
                () -> cluster.store(0),
                () -> ((Nodes) cluster).proofs(0).clear());
    }

    @Override
    public Hung hang() throws Exception {
        Nodes nodes = Nodes.startPatient(2);
        ReplayStore store = InfinispanReplayStore.builder(nodes.proofs(0)).build();
        nodes.store(1);
        nodes.cutOff(1);
        return new Hung() {
            @Override
            public ReplayStore store() {
                return store;
            }

            @Override
            public void letGo() {
                nodes.mend();
            }

            @Override
            public int leastRefused() {
                return 1_000;
            }

            @Override
            public int mostThatWait() {
                return 9;
            }

            @Override
            public void close() {
                nodes.close();
            }
        };
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
    @DisplayName("R9449-11.1-d a cluster without majority is a 503, and so is a node that ended")
    void clusterWithoutMajority_isUnavailable() throws Exception {
        try (Nodes nodes = Nodes.start(NODES)) {
            InfinispanReplayStore left = nodes.store(0);
            InfinispanReplayStore ended = nodes.store(1);
            nodes.store(2);
            nodes.kill(1);
            assertThat(isUnavailable(ended, "key"), is(true));

            Until.until("its parts have another owner", () -> nodes.isSettled(0, 2) && nodes.isSettled(2, 2));
            nodes.kill(2);
            Until.until("there is no majority", () -> isUnavailable(left, "key", noMajority()));
            assertThat(isUnavailable(left, "another", noMajority()), is(true));
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
}
