package org.resourceprotector.infinispan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.resourceprotector.nodes.RevocationFeedContract.publishes;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.nodes.SplitCluster;
import org.resourceprotector.nodes.SplitRevocationFeedContract;
import org.resourceprotector.nodes.Until;
import org.resourceprotector.token.RevocationFeed;

/** Revocations on their way to other nodes, by a real cluster. */
@Timeout(240)
class InfinispanRevocationFeedTest implements SplitRevocationFeedContract {

    private Nodes nodes;
    private InfinispanRevocationFeed here;
    private InfinispanRevocationFeed there;

    @BeforeEach
    void start() throws Exception {
        nodes = Nodes.start(3); // of which two are the majority
        here = nodes.feed(0);
        there = nodes.feed(1);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Override
    public String name() {
        return nodes.name();
    }

    @Override
    public RevocationFeed here() {
        return here;
    }

    @Override
    public RevocationFeed there() {
        return there;
    }

    @Override
    public RevocationFeed another() {
        return nodes.feed(1);
    }

    @Override
    public void kill() {
        nodes.kill(0);
    }

    @Override
    public RevocationFeed comeBack() {
        return there;
    }

    @Override
    public Nodes wired(int count) throws Exception {
        return Nodes.start(count);
    }

    @Override
    public RevocationFeed feed(SplitCluster cluster, int node) {
        return ((Nodes) cluster).feed(node);
    }

    @Override
    public List<Runnable> unreadable() {
        AtomicInteger number = new AtomicInteger();
        return Stream.of("", "COLOUR - red", "SUB -", "SUB yesterday alice", "ALL - alice")
                .map(entry -> (Runnable) () -> nodes.revocations(0).put("entry-" + number.incrementAndGet(), entry))
                .toList();
    }

    /** The other node hears of one, and of the others when all are written. */
    @Override
    public void flood() {
        CountDownLatch enough = new CountDownLatch(1);
        there.subscribe(revocation -> {
            try {
                enough.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        for (int i = 0; i < 3_000; i++) {
            nodes.revocations(0).put("flood-" + i, "JTI - " + i);
        }
        enough.countDown();
    }

    @Test
    @Tag("slow")
    @DisplayName("what is not promised: with ALLOW_READ_WRITES publish returns though the others were not told")
    void unguardedSplit_isNotNoticed() {
        RevocationFeed cutOff = nodes.unguarded(0);
        nodes.unguarded(1);
        nodes.cutOff(0);
        Until.until("it is seen to be alone", () -> nodes.seenBy(0) == 1 && nodes.seenBy(1) == 2);
        Until.until("it goes on", () -> publishes(cutOff, ALICE));
    }

    @Test
    void textOfAFeed_namesItsCache() {
        assertThat(here.toString(), is("InfinispanRevocationFeed[revocations]"));
    }
}
