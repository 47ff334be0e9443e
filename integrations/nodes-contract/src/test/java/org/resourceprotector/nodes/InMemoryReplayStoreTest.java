package org.resourceprotector.nodes;

import java.time.Duration;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.testkit.MutableClock;

/** The store of one process, of which the threads are the nodes. */
class InMemoryReplayStoreTest implements ReplayStoreContract {

    private final ReplayStore store = ReplayStore.inMemory(100_000);

    @Override
    public Cluster cluster(int nodes) {
        return new Cluster() {
            @Override
            public String name() {
                return "in memory";
            }

            @Override
            public ReplayStore store(int node) {
                return store;
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Small small(Cluster cluster) {
        MutableClock clock = MutableClock.now();
        ReplayStore small = ReplayStore.inMemory(100, clock);
        return new Small(small, 100, 100, () -> small, () -> clock.advance(Duration.ofMinutes(2)));
    }
}
