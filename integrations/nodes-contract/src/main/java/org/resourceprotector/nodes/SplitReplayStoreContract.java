package org.resourceprotector.nodes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.resourceprotector.nodes.Proofs.accepted;
import static org.resourceprotector.nodes.Proofs.isFull;
import static org.resourceprotector.nodes.Proofs.isUnavailable;
import static org.resourceprotector.nodes.Proofs.key;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.resourceprotector.dpop.ReplayStore;

/** What a store promises that is in the nodes themselves, each of which has a part. */
public interface SplitReplayStoreContract extends SharedReplayStoreContract {

    /** Starts nodes between which the network can be cut. */
    SplitCluster wired(int nodes) throws Exception;

    /** What an outage is caused by on a side without the majority. */
    Class<? extends Throwable> noMajority();

    /** A store with a bound on the first node. */
    ReplayStore small(Cluster cluster, int maxProofs);

    @Test
    default void storeThatOthersFilled_isUnavailable() throws Exception {
        try (Cluster cluster = cluster(2)) {
            ReplayStore store = small(cluster, 50);
            assertThat(accepted(cluster.store(1), "other-", 100), is(100));
            Until.until("it has seen it", () -> isFull(store, "key"));
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("R9449-11.1-d a node that the network cut off is a 503, and nothing is accepted twice")
    default void nodeThatIsCutOff_isUnavailable() throws Exception {
        try (SplitCluster cluster = wired(NODES)) {
            ReplayStore alone = cluster.store(0);
            ReplayStore majority = cluster.store(1);
            cluster.store(2);
            assertThat(accepted(majority, "before-", 200), is(200));

            cluster.cutOff(0);
            Until.until("it is seen to be alone", () -> cluster.seenBy(0) == 1 && cluster.seenBy(1) == 2);
            Until.until("it knows", () -> isUnavailable(alone, key("before-", 0), noMajority()));
            assertThat(accepted(majority, "before-", 200), is(0));
            assertThat(accepted(majority, "during-", 200), is(200));
            assertThat(isUnavailable(alone, key("during-", 0)), is(true));

            cluster.mend();
            Until.until("it is back", () -> cluster.seenBy(0) == NODES && !isUnavailable(alone, "back"));
            assertThat(accepted(alone, "before-", 200), is(0));
            assertThat(accepted(alone, "during-", 200), is(0));
        }
    }
}
