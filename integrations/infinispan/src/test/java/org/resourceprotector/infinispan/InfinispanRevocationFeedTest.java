package org.resourceprotector.infinispan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;
import org.resourceprotector.token.ValidationUnavailableException;

/** Revocations on their way to other nodes, by a real cluster. */
@Timeout(90)
class InfinispanRevocationFeedTest {

    private static final Revocation ALICE =
            Revocation.ofSubject("alice of 2 \n rooms").issuedBefore(Instant.parse("2026-03-01T12:00:00.5Z"));

    private final List<Revocation> heard = new CopyOnWriteArrayList<>();
    private Nodes nodes;
    private InfinispanRevocationFeed here;
    private InfinispanRevocationFeed there;

    @BeforeEach
    void start() throws Exception {
        nodes = Nodes.start(2);
        here = feed(0);
        there = feed(1);
    }

    private InfinispanRevocationFeed feed(int node) {
        return InfinispanRevocationFeed.builder(nodes.revocations(node))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    @AfterEach
    void stop() {
        here.close();
        there.close();
        nodes.close();
    }

    private void untilHeard(Revocation revocation) {
        Nodes.until("heard", () -> heard.contains(revocation));
    }

    /** So that what follows is not covered by the nodes that came. */
    private void untilQuiet() {
        RevocationFeed.Subscription subscription = there.subscribe(heard::add);
        Revocation quiet = Revocation.ofToken("quiet");
        Nodes.until("quiet", () -> {
            heard.clear();
            here.publish(quiet);
            Nodes.until("heard", () -> !heard.isEmpty());
            return heard.get(0).equals(quiet);
        });
        subscription.close();
        heard.clear();
    }

    @Test
    void revocation_reachesEveryNode() {
        untilQuiet();
        List<Revocation> hereHeard = new CopyOnWriteArrayList<>();
        here.subscribe(hereHeard::add);
        there.subscribe(heard::add);

        long before = System.nanoTime();
        here.publish(ALICE);
        assertThat(hereHeard, hasItem(ALICE));
        untilHeard(ALICE);
        System.out.println("infinispan: a revocation was heard by two nodes after "
                + (System.nanoTime() - before) / 1_000_000 + " ms");
        there.publish(Revocation.ofToken("t-1"));
        Nodes.until("heard", () -> hereHeard.contains(Revocation.ofToken("t-1")));
        here.publish(Revocation.ofAll());
        untilHeard(Revocation.ofAll());
        assertThat(heard, not(hasItem(Revocation.ofSession("s"))));
    }

    @Test
    void whatWasBefore_isNotHeard() {
        here.publish(ALICE);
        try (InfinispanRevocationFeed late = feed(1)) {
            late.subscribe(heard::add);
            here.publish(Revocation.ofSession("s"));
            untilHeard(Revocation.ofSession("s"));
            assertThat(heard, not(hasItem(ALICE)));
        }
    }

    @Test
    void nodeThatWent_meansAll() {
        untilQuiet();
        there.subscribe(heard::add);
        nodes.kill(0);
        untilHeard(Revocation.ofAll());
        assertThrows(ValidationUnavailableException.class, () -> here.publish(ALICE));
        there.publish(ALICE);
        untilHeard(ALICE);
    }

    @Test
    void entryThatCannotBeRead_isAboutAll() {
        untilQuiet();
        int number = 0;
        for (String entry : List.of("", "COLOUR - red", "SUB -", "SUB yesterday alice", "ALL - alice")) {
            heard.clear();
            RevocationFeed.Subscription subscription = there.subscribe(heard::add);
            nodes.revocations(0).put("entry-" + ++number, entry);
            untilHeard(Revocation.ofAll());
            subscription.close();
        }
    }

    @Test
    void flood_isAboutAll() {
        untilQuiet();
        CountDownLatch enough = new CountDownLatch(1);
        there.subscribe(revocation -> {
            try {
                enough.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        there.subscribe(heard::add);
        for (int i = 0; i < 3_000; i++) {
            nodes.revocations(0).put("flood-" + i, "JTI - " + i);
        }
        enough.countDown();
        untilHeard(Revocation.ofAll());
        here.publish(ALICE);
        untilHeard(ALICE);
        assertThat(heard.size() < 1_500, is(true));
    }

    @Test
    void subscriberThatThrows_endsNothing() {
        here.subscribe(revocation -> {
            throw new IllegalStateException("broken");
        });
        there.subscribe(revocation -> {
            throw new IllegalStateException("broken");
        });
        there.subscribe(heard::add);
        here.publish(ALICE);
        untilHeard(ALICE);
        here.publish(Revocation.ofClient("app"));
        untilHeard(Revocation.ofClient("app"));
        assertThat(here.toString(), is("InfinispanRevocationFeed[revocations]"));
    }

    @Test
    @Tag("slow")
    void nodeThatWasCutOff_forgetsEverything() throws Exception {
        nodes.close();
        nodes = Nodes.start(3);
        try (InfinispanRevocationFeed alone = feed(0);
                InfinispanRevocationFeed majority = feed(1)) {
            nodes.revocations(2);
            nodes.cutOff(0);
            Nodes.until("it is seen to be alone", () -> nodes.seenBy(0) == 1 && nodes.seenBy(1) == 2);
            majority.publish(ALICE);
            alone.publish(ALICE);
            alone.subscribe(heard::add);

            nodes.mend();
            Nodes.until("it is back", () -> nodes.seenBy(0) == 3);
            untilHeard(Revocation.ofAll());
            AtomicInteger number = new AtomicInteger();
            Nodes.until("it hears each", () -> {
                heard.clear();
                Revocation next = Revocation.ofSession("s-" + number.incrementAndGet());
                majority.publish(next);
                Nodes.until("heard, or all", () -> heard.contains(next) || heard.contains(Revocation.ofAll()));
                return heard.contains(next);
            });
        }
    }
}
