package org.resourceprotector.hazelcast;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.ringbuffer.OverflowPolicy;
import com.hazelcast.ringbuffer.Ringbuffer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
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
class HazelcastRevocationFeedTest {

    private static final String RING = "resource-protector-revocations";
    private static final Revocation ALICE =
            Revocation.ofSubject("alice of 2 \n rooms").issuedBefore(Instant.parse("2026-03-01T12:00:00.5Z"));

    private final List<Revocation> heard = new CopyOnWriteArrayList<>();
    private Members members;
    private HazelcastRevocationFeed here;
    private HazelcastRevocationFeed there;

    @BeforeEach
    void start() throws IOException {
        members = Members.start(2, config -> config.getRingbufferConfig(RING).setCapacity(5_000));
        here = HazelcastRevocationFeed.builder(members.get(0)).build();
        there = HazelcastRevocationFeed.builder(members.get(1)).build();
    }

    @AfterEach
    void stop() throws IOException {
        here.close();
        there.close();
        members.close();
    }

    private void untilHeard(Revocation revocation) {
        Members.until("heard", () -> heard.contains(revocation));
    }

    /** So that what follows is not covered by the members that came. */
    private void untilQuiet() {
        RevocationFeed.Subscription subscription = there.subscribe(heard::add);
        Revocation quiet = Revocation.ofToken("quiet");
        Members.until("quiet", () -> {
            heard.clear();
            here.publish(quiet);
            Members.until("heard", () -> !heard.isEmpty());
            return heard.get(0).equals(quiet);
        });
        subscription.close();
        heard.clear();
    }

    @Test
    void revocation_reachesEveryNode() {
        untilQuiet();
        List<Revocation> hereHeard = new CopyOnWriteArrayList<>();
        List<Revocation> clientHeard = new CopyOnWriteArrayList<>();
        here.subscribe(hereHeard::add);
        there.subscribe(heard::add);
        try (HazelcastRevocationFeed client =
                HazelcastRevocationFeed.builder(members.client()).build()) {
            client.subscribe(clientHeard::add);

            long before = System.nanoTime();
            here.publish(ALICE);
            assertThat(hereHeard, hasItem(ALICE));
            untilHeard(ALICE);
            Members.until("the client", () -> clientHeard.contains(ALICE));
            System.out.println("hazelcast: a revocation was heard by two members and a client after "
                    + (System.nanoTime() - before) / 1_000_000 + " ms");
            client.publish(Revocation.ofToken("t-1"));
        }
        here.publish(Revocation.ofAll());
        untilHeard(Revocation.ofAll());
        untilHeard(Revocation.ofToken("t-1"));
        assertThat(heard, not(hasItem(Revocation.ofSession("s"))));
    }

    @Test
    void whatWasBefore_isNotHeard() {
        here.publish(ALICE);
        try (HazelcastRevocationFeed late =
                HazelcastRevocationFeed.builder(members.get(1)).build()) {
            late.subscribe(heard::add);
            here.publish(Revocation.ofSession("s"));
            untilHeard(Revocation.ofSession("s"));
            assertThat(heard, not(hasItem(ALICE)));
        }
    }

    @Test
    void memberThatWent_meansAll() {
        untilQuiet();
        there.subscribe(heard::add);
        members.kill(0);
        untilHeard(Revocation.ofAll());
        assertThrows(ValidationUnavailableException.class, () -> here.publish(ALICE));
        there.publish(ALICE);
        untilHeard(ALICE);
    }

    @Test
    void ringBufferThatWasLost_meansAll() {
        untilQuiet();
        there.subscribe(heard::add);
        members.get(0).getRingbuffer(RING).destroy();
        untilHeard(Revocation.ofAll());
        Members.until("read again", () -> {
            here.publish(ALICE);
            return heard.contains(ALICE);
        });
    }

    @Test
    void ringBufferThatWasReplaced_meansAll() {
        untilQuiet();
        there.subscribe(heard::add);
        Ringbuffer<Object> ring = members.get(0).getRingbuffer(RING);
        long end = ring.tailSequence();
        ring.destroy();
        Ringbuffer<Object> other = members.get(0).getRingbuffer(RING);
        while (other.tailSequence() < end + 10) {
            other.add("x JTI - other");
        }
        untilHeard(Revocation.ofAll());
    }

    @Test
    void entryThatCannotBeRead_isAboutAll() {
        untilQuiet();
        for (Object entry : List.of("", "x COLOUR - red", "x SUB -", "x SUB yesterday alice", "x ALL - alice", 42)) {
            heard.clear();
            RevocationFeed.Subscription subscription = there.subscribe(heard::add);
            members.get(0).getRingbuffer(RING).add(entry);
            untilHeard(Revocation.ofAll());
            subscription.close();
        }
    }

    @Test
    void flood_isAboutAll() {
        untilQuiet();
        there.subscribe(heard::add);
        Ringbuffer<Object> ring = members.get(0).getRingbuffer(RING);
        List<String> entries =
                IntStream.range(0, 1_000).mapToObj(i -> "x JTI - " + i).toList();
        for (int i = 0; i < 3; i++) {
            ring.addAllAsync(entries, OverflowPolicy.OVERWRITE)
                    .toCompletableFuture()
                    .join();
        }
        untilHeard(Revocation.ofAll());
        Members.until("it reads on", () -> publishes(here) && heard.contains(ALICE));
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
        assertThat(here.toString(), is("HazelcastRevocationFeed[resource-protector-revocations]"));
    }

    private static boolean publishes(HazelcastRevocationFeed feed) {
        try {
            feed.publish(ALICE);
            return true;
        } catch (ValidationUnavailableException e) {
            return false;
        }
    }

    @Test
    @Tag("slow")
    void memberThatWasCutOff_forgetsEverything() throws IOException {
        try (Members wired = Members.startWired(3, config -> {});
                HazelcastRevocationFeed alone =
                        HazelcastRevocationFeed.builder(wired.get(0)).build();
                HazelcastRevocationFeed majority =
                        HazelcastRevocationFeed.builder(wired.get(1)).build()) {
            wired.cutOff(0);
            Members.until("it is seen to be alone", () -> wired.seenBy(0) == 1 && wired.seenBy(1) == 2);
            Members.until("the majority goes on", () -> publishes(majority));
            alone.subscribe(heard::add);

            wired.mend();
            Members.until("it is back", () -> wired.seenBy(0) == 3);
            untilHeard(Revocation.ofAll());
            heard.clear();
            Members.until("it hears", () -> publishes(majority) && heard.contains(ALICE));
        }
    }
}
