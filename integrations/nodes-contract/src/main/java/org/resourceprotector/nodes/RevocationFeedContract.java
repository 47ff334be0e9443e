package org.resourceprotector.nodes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;
import org.resourceprotector.token.ValidationUnavailableException;

/** What every feed of revocations promises, whatever it goes through. */
public interface RevocationFeedContract {

    Revocation ALICE =
            Revocation.ofSubject("alice of 2 \n rooms").issuedBefore(Instant.parse("2026-03-01T12:00:00.5Z"));

    /** What is printed of the measurements. */
    String name();

    /** The feed of one node, which is started before each test and ends with it. */
    RevocationFeed here();

    /** The feed of another node. */
    RevocationFeed there();

    /** Starts one more, which ends with the test. */
    RevocationFeed another();

    static void untilHeard(List<Revocation> heard, Revocation revocation) {
        Until.until("heard " + revocation, () -> heard.contains(revocation));
    }

    /** Publishes, and tells whether that could be done. */
    static boolean publishes(RevocationFeed feed, Revocation revocation) {
        try {
            feed.publish(revocation);
            return true;
        } catch (ValidationUnavailableException e) {
            return false;
        }
    }

    /** What the other node hears. */
    default List<Revocation> heardThere() {
        return heardBy(there());
    }

    /** What a feed tells from now on, when what follows is not covered any more by the nodes that came. */
    default List<Revocation> heardBy(RevocationFeed feed) {
        List<Revocation> heard = new CopyOnWriteArrayList<>();
        feed.subscribe(heard::add);
        Revocation quiet = Revocation.ofToken("quiet");
        Until.until("quiet", () -> {
            heard.clear();
            here().publish(quiet);
            Until.until("heard", () -> !heard.isEmpty());
            return heard.get(0).equals(quiet);
        });
        heard.clear();
        return heard;
    }

    @Test
    default void revocation_reachesEveryNode() {
        List<Revocation> thereHeard = heardThere();
        List<Revocation> hereHeard = new CopyOnWriteArrayList<>();
        here().subscribe(hereHeard::add);
        RevocationFeed another = another();
        List<Revocation> anotherHeard = heardBy(another);

        long before = System.nanoTime();
        here().publish(ALICE);
        assertThat(hereHeard, hasItem(ALICE));
        untilHeard(thereHeard, ALICE);
        untilHeard(anotherHeard, ALICE);
        System.out.println(name() + ": a revocation was heard by three feeds after "
                + (System.nanoTime() - before) / 1_000_000 + " ms");
        another.publish(Revocation.ofToken("t-1"));
        untilHeard(hereHeard, Revocation.ofToken("t-1"));
        untilHeard(thereHeard, Revocation.ofToken("t-1"));
        here().publish(Revocation.ofAll());
        untilHeard(thereHeard, Revocation.ofAll());
        assertThat(thereHeard, not(hasItem(Revocation.ofSession("s"))));
    }

    @Test
    default void whatWasBefore_isNotHeard() {
        List<Revocation> ever = new CopyOnWriteArrayList<>();
        here().publish(ALICE);
        RevocationFeed another = another();
        another.subscribe(ever::add);
        List<Revocation> heard = heardBy(another);
        here().publish(Revocation.ofSession("s"));
        untilHeard(heard, Revocation.ofSession("s"));
        assertThat(ever, not(hasItem(ALICE)));
    }

    @Test
    default void subscriberThatThrows_keepsNothingFromTheOthers() {
        AtomicBoolean fails = new AtomicBoolean();
        for (RevocationFeed feed : List.of(here(), there())) {
            feed.subscribe(revocation -> {
                if (fails.get()) {
                    throw new IllegalStateException("a subscriber of the application's failed");
                }
            });
        }
        List<Revocation> heard = heardThere();
        fails.set(true);

        for (Revocation revocation : List.of(ALICE, Revocation.ofClient("app"))) {
            assertThrows(IllegalStateException.class, () -> here().publish(revocation));
            untilHeard(heard, revocation);
        }
        assertThat(heard.size() >= 2, is(true));
    }
}
