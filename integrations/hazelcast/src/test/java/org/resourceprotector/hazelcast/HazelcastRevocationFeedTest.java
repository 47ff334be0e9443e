package org.resourceprotector.hazelcast;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.resourceprotector.nodes.RevocationFeedContract.publishes;
import static org.resourceprotector.nodes.RevocationFeedContract.untilHeard;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.ringbuffer.OverflowPolicy;
import com.hazelcast.ringbuffer.Ringbuffer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
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
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;

/** Revocations on their way to other nodes, by a real cluster. */
@Timeout(240)
class HazelcastRevocationFeedTest implements SplitRevocationFeedContract {

    private static final String RING = Members.RING;
    private static final String FEW = "few";
    private Members members;
    private HazelcastRevocationFeed here;
    private HazelcastRevocationFeed there;

    @BeforeEach
    void start() throws IOException {
        members = Members.start(2, HazelcastRevocationFeedTest::alone);
        here = members.feed(members.get(0));
        there = members.feed(members.get(1));
    }

    /** One member is enough to write. */
    private static void alone(Config config) {
        config.getRingbufferConfig(RING).setCapacity(5_000).setSplitBrainProtectionName(null);
        config.getRingbufferConfig(FEW).setCapacity(3);
    }

    @AfterEach
    void stop() throws IOException {
        members.close();
    }

    @Override
    public String name() {
        return members.name();
    }

    @Override
    public RevocationFeed here() {
        return here;
    }

    @Override
    public RevocationFeed there() {
        return there;
    }

    /** That of a client. */
    @Override
    public RevocationFeed another() {
        return members.feed(members.client());
    }

    @Override
    public void kill() {
        members.kill(0);
    }

    @Override
    public RevocationFeed comeBack() {
        return there;
    }

    @Override
    public Members wired(int nodes) throws IOException {
        return Members.startWired(nodes, config -> {});
    }

    @Override
    public RevocationFeed feed(SplitCluster cluster, int node) {
        Members wired = (Members) cluster;
        return wired.feed(wired.get(node));
    }

    @Override
    public List<Runnable> unreadable() {
        return Stream.<Object>of("", "x COLOUR - red", "x SUB -", "x SUB yesterday alice", "x ALL - alice", 42)
                .map(entry ->
                        (Runnable) () -> members.get(0).getRingbuffer(RING).add(entry))
                .toList();
    }

    @Override
    public void flood() {
        Ringbuffer<Object> ring = members.get(0).getRingbuffer(RING);
        List<String> entries =
                IntStream.range(0, 1_000).mapToObj(i -> "x JTI - " + i).toList();
        IntStream.range(0, 3)
                .mapToObj(
                        i -> ring.addAllAsync(entries, OverflowPolicy.OVERWRITE).toCompletableFuture())
                .toList()
                .forEach(CompletableFuture::join);
    }

    @Test
    void ringBufferThatWasLost_meansAll() {
        List<Revocation> heard = heardThere();
        members.get(0).getRingbuffer(RING).destroy();
        untilHeard(heard, Revocation.ofAll());
        Until.until("read again", () -> {
            here.publish(ALICE);
            return heard.contains(ALICE);
        });
    }

    /** Hazelcast refuses to be asked for more entries than there can be, on a member and on a client. */
    @Test
    void ringBufferOfFewEntries_isRead() {
        RevocationFeed writer = members.feed(members.get(0), FEW);
        for (HazelcastInstance hazelcast : List.of(members.get(1), members.client())) {
            List<Revocation> heard = new CopyOnWriteArrayList<>();
            members.feed(hazelcast, FEW).subscribe(heard::add);
            for (int i = 0; i < 5; i++) {
                Revocation revocation = Revocation.ofToken("t-" + i);
                Until.until("heard of " + revocation, () -> {
                    heard.clear();
                    writer.publish(revocation);
                    Until.until("heard", () -> !heard.isEmpty());
                    return heard.contains(revocation);
                });
            }
        }
    }

    @Test
    void ringBufferThatWasReplaced_meansAll() {
        List<Revocation> heard = heardThere();
        Ringbuffer<Object> ring = members.get(0).getRingbuffer(RING);
        long end = ring.tailSequence();
        ring.destroy();
        Ringbuffer<Object> other = members.get(0).getRingbuffer(RING);
        while (other.tailSequence() < end + 10) {
            other.add("x JTI - other");
        }
        untilHeard(heard, Revocation.ofAll());
    }

    @Test
    @Tag("slow")
    @DisplayName("what is not promised: without split-brain protection publish returns though the others were not told")
    void unguardedSplit_isNotNoticed() throws IOException {
        try (Members wired = Members.startWired(3, HazelcastRevocationFeedTest::alone)) {
            RevocationFeed cutOff = wired.feed(wired.get(0));
            wired.cutOff(0);
            Until.until("it is seen to be alone", () -> wired.seenBy(0) == 1 && wired.seenBy(1) == 2);
            Until.until("it goes on", () -> publishes(cutOff, ALICE));
        }
    }

    @Test
    void feedOfAnInstanceThatHasEnded_isClosedAllTheSame() {
        HazelcastInstance client = members.client();
        HazelcastRevocationFeed ofClient = members.feed(client);
        client.shutdown();
        ofClient.close();

        members.get(1).shutdown();
        there.close();
    }

    @Test
    void textOfAFeed_namesItsRingBuffer() {
        assertThat(here.toString(), is("HazelcastRevocationFeed[resource-protector-revocations]"));
    }
}
