package org.resourceprotector.nodes;

import static org.resourceprotector.nodes.RevocationFeedContract.publishes;
import static org.resourceprotector.nodes.RevocationFeedContract.untilHeard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;

/** What a feed promises that goes through the nodes themselves. */
public interface SplitRevocationFeedContract extends SharedRevocationFeedContract {

    /** Starts nodes between which the network can be cut. */
    SplitCluster wired(int nodes) throws Exception;

    /** Starts the feed of a node, which ends with the test. */
    RevocationFeed feed(SplitCluster cluster, int node);

    @Test
    @Tag("slow")
    default void nodeThatWasCutOff_forgetsEverything() throws Exception {
        List<Revocation> heard = new CopyOnWriteArrayList<>();
        try (SplitCluster cluster = wired(3)) {
            RevocationFeed alone = feed(cluster, 0);
            RevocationFeed majority = feed(cluster, 1);
            feed(cluster, 2);
            cluster.cutOff(0);
            Until.until("it is seen to be alone", () -> cluster.seenBy(0) == 1 && cluster.seenBy(1) == 2);
            Until.until("the majority goes on", () -> publishes(majority, ALICE));
            publishes(alone, ALICE);
            alone.subscribe(heard::add);

            cluster.mend();
            Until.until("it is back", () -> cluster.seenBy(0) == 3);
            untilHeard(heard, Revocation.ofAll());
            AtomicInteger number = new AtomicInteger();
            Until.until("it hears each", () -> {
                heard.clear();
                Revocation next = Revocation.ofSession("s-" + number.incrementAndGet());
                if (!publishes(majority, next)) {
                    return false;
                }
                Until.until("heard, or all", () -> heard.contains(next) || heard.contains(Revocation.ofAll()));
                return heard.contains(next);
            });
        }
    }
}
