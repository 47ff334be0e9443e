package org.resourceprotector.nodes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.resourceprotector.nodes.Proofs.accepted;
import static org.resourceprotector.nodes.Proofs.isUnavailable;
import static org.resourceprotector.nodes.Proofs.key;
import static org.resourceprotector.nodes.Proofs.outage;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.dpop.SharedReplayStore;
import org.resourceprotector.token.ValidationUnavailableException;

/** What a store promises that is in other processes, which have bad days. */
public interface SharedReplayStoreContract extends ReplayStoreContract {

    /** What the stores of a cluster write. */
    SharedReplayStore.Entries entries(Cluster cluster);

    /** Starts nodes of which one can be killed. */
    default Cluster lasting(int nodes) throws Exception {
        return cluster(nodes);
    }

    /** Ends what has a part of the proofs, without a word to anybody, and returns when it has been replaced. */
    void kill(Cluster cluster) throws Exception;

    /** Stops what has a part of the proofs, so that it neither answers nor goes. */
    Hung hang() throws Exception;

    /** A store that waits for what hangs. */
    interface Hung extends AutoCloseable {

        ReplayStore store();

        void letGo() throws Exception;

        /** Of 1,000 requests. */
        int leastRefused();

        int mostThatWait();

        @Override
        void close() throws IOException;
    }

    @Test
    default void repeatedCall_knowsItsOwnWrite() throws Exception {
        try (Cluster cluster = cluster(1)) {
            SharedReplayStore.Entries entries = entries(cluster);
            Duration lifetime = Duration.ofSeconds(10);
            assertThat(entries.putIfAbsent("key", "own", lifetime).get(), is(nullValue()));
            assertThat(entries.putIfAbsent("key", "own", lifetime).get(), is("own"));
            assertThat(entries.putIfAbsent("key", "another", lifetime).get(), is("own"));
        }
    }

    @Test
    @DisplayName("R9449-11.1-d what was killed takes no proof with it")
    default void killed_takesNothingWithIt() throws Exception {
        try (Cluster cluster = lasting(NODES)) {
            ReplayStore store = cluster.store(0);
            cluster.store(1);
            cluster.store(2);
            assertThat(accepted(store, "before-", 500), is(500));

            kill(cluster);
            assertThat(accepted(store, "before-", 500), is(0));
            assertThat(accepted(store, "after-", 100), is(100));
            assertThat(accepted(store, "after-", 100), is(0));
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("what hangs is a 503, for which few requests wait")
    default void hung_isUnavailable_andFewWait() throws Exception {
        try (Hung hung = hang()) {
            ReplayStore store = hung.store();
            int waited = 0;
            int refused = 0;
            for (int i = 0; i < 1_000; i++) {
                ValidationUnavailableException outage = outage(store, key("hung-", i));
                refused += outage == null ? 0 : 1;
                waited += outage != null && outage.getCause() instanceof TimeoutException ? 1 : 0;
            }
            assertThat(refused, is(greaterThanOrEqualTo(hung.leastRefused())));
            assertThat(waited, is(lessThanOrEqualTo(hung.mostThatWait())));

            hung.letGo();
            Until.until("the store is back", () -> !isUnavailable(store, "after"));
            assertThat(accepted(store, "after", 1) + accepted(store, "after", 1), is(1));
            accepted(store, "hung-", 1_000);
            assertThat(accepted(store, "hung-", 1_000), is(0));
        }
    }
}
