package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.keys.PublishedKeys.ids;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.http.Await;
import org.resourceprotector.token.ValidationUnavailableException;

/** Who waits for a server that is slow, and what those find who come afterwards. */
@Timeout(60)
class PlacesToWaitTest extends FetchedKeys {

    private final AtomicLong nanos = new AtomicLong();
    private final JwksCache timed = new JwksCache(
            server,
            new KeyTiming(COOL_DOWN.toMillis(), MINUTE.toMillis(), HOUR.toMillis(), HOUR.toMillis(), MINUTE.toMillis()),
            clock,
            new KeySourceEvents("timed", List.of(), clock),
            nanos::get);

    /** More than there are places for anything. */
    private void manyGiveUp(Supplier<KeySet> look) {
        for (int i = 0; i < JwksCache.MAX_WAITING + 1; i++) {
            Thread.currentThread().interrupt();
            assertThrows(ValidationUnavailableException.class, look::get);
            assertThat(Thread.interrupted(), is(true));
        }
    }

    /** Waits as one of few, because the fetch began too long ago for a quick answer. */
    private KeySet answeredLate(Supplier<KeySet> look, String... published) throws Exception {
        nanos.addAndGet(Duration.ofSeconds(10).toNanos());
        FutureTask<KeySet> answer = new FutureTask<>(look::get);
        Thread caller = new Thread(answer);
        caller.start();
        Await.until(
                "the caller waits or has gone",
                () -> caller.getState() == Thread.State.TIMED_WAITING || !caller.isAlive());
        server.last().complete(FakeFetch.fetched(published));
        return answer.get(20, TimeUnit.SECONDS);
    }

    @Test
    void whoGaveUpLookingForAKey_leavesTheirPlaceToOthers() throws Exception {
        server.answers("a");
        timed.keys();
        server.hangs();
        manyGiveUp(() -> timed.refreshFor("b"));

        assertThat(timed.waiting(), is(0));
        assertThat(ids(answeredLate(() -> timed.refreshFor("b"), "a", "b")), contains("a", "b"));
    }

    @Test
    void whoGaveUpWaitingForFirstKeys_leavesTheirPlaceToOthers() throws Exception {
        manyGiveUp(timed::keys);

        assertThat(ids(answeredLate(timed::keys, "a")), contains("a"));
    }

    @Test
    void lookForAReplacedKeyThatTakesTooLong_saysNothingOfTheKey() {
        JwksCache hasty = keys(50);
        server.answers("a");
        hasty.keys();
        server.hangs();

        assertThrows(ValidationUnavailableException.class, hasty::refreshForSignature);
        server.last().complete(FakeFetch.fetched("b"));
        assertThat(ids(hasty.refreshForSignature()), contains("b"));
    }
}
