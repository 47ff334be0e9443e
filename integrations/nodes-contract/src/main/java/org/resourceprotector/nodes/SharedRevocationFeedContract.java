package org.resourceprotector.nodes;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.nodes.RevocationFeedContract.publishes;
import static org.resourceprotector.nodes.RevocationFeedContract.untilHeard;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;
import org.resourceprotector.token.ValidationUnavailableException;

/** What a feed promises that goes through other processes, which have bad days. */
public interface SharedRevocationFeedContract extends RevocationFeedContract {

    /** Each writes an entry that is no revocation. */
    List<Runnable> unreadable();

    /** Writes 3,000 revocations of tokens faster than the other node reads. */
    void flood();

    /** Ends what {@link #here} needs, without a word to anybody. */
    void kill() throws Exception;

    /** What {@link #there} needs to hear goes on, and so does the feed that is returned. */
    RevocationFeed comeBack() throws Exception;

    @Test
    default void entryThatCannotBeRead_isAboutAll() {
        List<Revocation> heard = heardThere();
        for (Runnable entry : unreadable()) {
            heard.clear();
            entry.run();
            untilHeard(heard, Revocation.ofAll());
        }
    }

    @Test
    default void flood_isAboutAll() {
        List<Revocation> heard = heardThere();
        flood();
        untilHeard(heard, Revocation.ofAll());
        Until.until("it reads on", () -> publishes(here(), ALICE) && heard.contains(ALICE));
        assertThat(heard.size(), is(lessThan(1_500)));
    }

    @Test
    default void whatWasKilled_meansAll() throws Exception {
        List<Revocation> heard = heardThere();
        kill();
        assertThrows(ValidationUnavailableException.class, () -> here().publish(ALICE));
        RevocationFeed left = comeBack();
        untilHeard(heard, Revocation.ofAll());
        Until.until("it is back", () -> publishes(left, ALICE) && heard.contains(ALICE));
    }
}
