package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.keys.PublishedKeys.ids;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.http.Await;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.token.ValidationUnavailableException;

@Timeout(60)
class JwksCacheTest extends FetchedKeys {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    @DisplayName("R8414-des-a nothing is fetched before it is needed, then once")
    void fetchesWhenNeeded() {
        server.answers("a");
        assertThat(server.count(), is(0));

        assertThat(ids(keys.keys()), contains("a"));
        assertThat(keys.keys(), is(sameInstance(keys.keys())));
        assertThat(server.count(), is(1));
        assertThat(listener.events, contains("fetched [a]"));
    }

    @Test
    void fiftyFirstCallersShareOneFetch() throws Exception {
        List<Future<KeySet>> answers = new ArrayList<>();
        CountDownLatch ready = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            answers.add(callers.submit(() -> {
                ready.countDown();
                ready.await();
                return patientWithMany.keys();
            }));
        }
        ready.await();
        Await.until("a fetch", () -> server.count() > 0);
        server.last().complete(FakeFetch.fetched("a"));

        for (Future<KeySet> answer : answers) {
            assertThat(answer.get(20, TimeUnit.SECONDS), is(sameInstance(patientWithMany.keys())));
        }
        assertThat(server.count(), is(1));
    }

    @Test
    void firstCallerWaitsForABoundedTime() {
        JwksCache hasty = keys(50);

        assertThrows(ValidationUnavailableException.class, hasty::keys);

        assertThat(server.count(), is(1));
        server.last().complete(FakeFetch.fetched("a"));
        assertThat(ids(hasty.keys()), contains("a"));
        assertThat(server.count(), is(1));
    }

    @Test
    void interruptedCaller_cannotFindOutAndStaysInterrupted() {
        Thread.currentThread().interrupt();

        assertThrows(ValidationUnavailableException.class, keys::keys);

        assertThat(Thread.interrupted(), is(true));
    }

    @Test
    @DisplayName("RJOSE-7517-fetch a request whose keys are known does not wait for the refresh")
    void refreshIsOffThePathOfRequests() {
        server.answers("a");
        KeySet first = keys.keys();
        server.hangs();
        clock.move(Duration.ofMinutes(5).minus(MILLI));
        assertThat(keys.keys(), is(sameInstance(first)));
        assertThat(server.count(), is(1));

        clock.move(MILLI);
        assertThat(keys.keys(), is(sameInstance(first)));
        assertThat(keys.keys(), is(sameInstance(first)));
        assertThat(server.count(), is(2));

        server.last().complete(FakeFetch.fetched("b"));
        assertThat(ids(keys.keys()), contains("b"));
        assertThat(server.count(), is(2));
    }

    @Test
    void removedKeyDiesAtTheNextRefresh() {
        server.answers("a", "b");
        KeySet first = keys.keys();
        server.answers("b");
        clock.move(Duration.ofMinutes(5));
        keys.keys();

        assertThat(ids(keys.keys()), contains("b"));
        assertThat(keys.keys(), is(not(sameInstance(first))));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-b a key that was withdrawn is gone when a token comes after a time without any")
    void keyWithdrawnWhileNobodyAsked_isGone() {
        server.answers("a", "b");
        patient.keys();
        server.answers("b");
        clock.move(HOUR);

        assertThat(ids(patient.keys()), contains("b"));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-b a request waits for an answer that is quick, if nobody asked for long")
    void keyWithdrawnWhileNobodyAsked_isGoneWhenTheServerAnswers() throws Exception {
        JwksCache waits = keys(Duration.ofMinutes(10).toMillis());
        server.answers("a", "b");
        waits.keys();
        server.hangs();
        clock.move(HOUR);
        Future<KeySet> waiting = callers.submit(waits::keys);
        Await.until("a fetch", () -> server.count() == 2);
        server.last().complete(FakeFetch.fetched("b"));

        assertThat(ids(waiting.get(20, TimeUnit.SECONDS)), contains("b"));
    }

    @Test
    void nobodyAskedForLongAndTheServerIsSlow_knownKeysAreUsed() {
        server.answers("a");
        KeySet first = keys.keys();
        server.hangs();
        clock.move(HOUR);

        assertThat(keys.keys(), is(sameInstance(first)));
        assertThat(server.count(), is(2));
    }

    @Test
    void serverThatJustFailed_isWaitedForByNobodyWhoseKeysAreKnown() {
        JwksCache waitsLong = keys(Duration.ofMinutes(50).toMillis());
        server.answers("a");
        KeySet first = waitsLong.keys();
        server.fails();
        clock.move(HOUR.minus(MINUTE));
        waitsLong.keys();
        server.hangs();
        clock.move(MINUTE);

        assertThat(waitsLong.keys(), is(sameInstance(first)));
        assertThat(server.count(), is(3));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-b that a server failed once is no reason to use its keys an hour later")
    void keyWithdrawnAfterAFailureWhileNobodyAsked_isGone() {
        server.answers("a", "b");
        patient.keys();
        server.fails();
        clock.move(Duration.ofMinutes(5));
        patient.keys();
        server.answers("b");
        clock.move(HOUR.minusMinutes(5));

        assertThat(ids(patient.keys()), contains("b"));
    }

    @Test
    void keysThatAreAskedForAllTheTime_areWaitedForByNobody() {
        JwksCache waitsForEver = keys(Duration.ofDays(1).toMillis());
        server.answersFor(HOUR.toSeconds(), "a");
        KeySet first = waitsForEver.keys();
        server.hangs();
        clock.move(HOUR);

        assertThat(waitsForEver.keys(), is(sameInstance(first)));
        assertThat(server.count(), is(2));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-d a key that was replaced is looked for, though others fetch just then")
    void refreshThatOvertakesALookForASignature_doesNotReplaceIt() {
        server.answers("a");
        keys.keys();
        clock.move(Duration.ofMinutes(5));
        clock.beforeReading(() -> {
            clock.beforeReading(() -> {});
            keys.keys();
            server.answers("b");
        });

        assertThat(ids(keys.refreshForSignature()), contains("b"));
        assertThat(server.count(), is(3));
    }

    @Test
    void callerWhoMeetsSeveralFetches_waitsNoLongerThanForOne() throws Exception {
        AtomicLong nanos = new AtomicLong();
        JwksCache timed = timed(nanos);
        server.answers("a");
        timed.keys();
        clock.move(Duration.ofMinutes(5));
        server.hangs();
        timed.keys();
        AtomicReference<Thread> caller = new AtomicReference<>(Thread.currentThread());
        Future<KeySet> waiting = callers.submit(() -> {
            caller.set(Thread.currentThread());
            return timed.refreshFor("b");
        });
        Await.until(
                "the caller waits for the refresh",
                () -> timed.waiting() == 1 && caller.get().getState() == Thread.State.TIMED_WAITING);
        nanos.addAndGet(Duration.ofDays(1).toNanos());
        server.last().complete(FakeFetch.fetched("a"));

        ExecutionException e = assertThrows(ExecutionException.class, () -> waiting.get(20, TimeUnit.SECONDS));
        assertThat(e.getCause(), is(instanceOf(ValidationUnavailableException.class)));
        assertThat(server.count(), is(3));
    }

    @Test
    void callerWhoseTimeIsOver_getsKnownKeysAllTheSame() {
        AtomicLong nanos = new AtomicLong();
        JwksCache timed = timed(nanos);
        server.answers("a");
        KeySet first = timed.keys();
        nanos.addAndGet(Duration.ofDays(2).toNanos());

        assertThat(timed.keys(), is(sameInstance(first)));
        assertThat(timed.refreshFor("a"), is(sameInstance(first)));
    }

    @Test
    void lookUpsTogether_waitNoLongerThanOne() {
        AtomicLong nanos = new AtomicLong();
        JwksCache timed = timed(nanos);
        server.answers("a");
        for (Duration time : List.of(Duration.ofDays(2), Duration.ofSeconds(Long.MAX_VALUE), DAY, HOUR)) {
            KeySource together = timed.waitingAtMost(time);
            KeySet first = together.keys();
            nanos.addAndGet((time.compareTo(DAY) < 0 ? time : DAY).toNanos());
            clock.move(COOL_DOWN);
            server.hangs();

            assertThrows(ValidationUnavailableException.class, () -> together.refreshFor("b-" + time));
            assertThrows(ValidationUnavailableException.class, together::refreshForSignature);

            assertThat(together.keys(), is(sameInstance(first)));
            server.last().complete(FakeFetch.fetched("a"));
        }
        assertThat(server.count(), is(5));
    }

    @Test
    void lookUpsWithoutTime_fetchAndWaitForNothing() {
        for (Duration none : List.of(Duration.ZERO, MILLI.negated(), Duration.ofSeconds(Long.MIN_VALUE))) {
            KeySource hasty = timed(new AtomicLong()).waitingAtMost(none);
            int before = server.count();

            assertThrows(ValidationUnavailableException.class, hasty::keys);

            assertThat(server.count(), is(before + 1));
            server.last().complete(FakeFetch.fetched("a"));
            assertThat(ids(hasty.keys()), contains("a"));
        }
    }

    @Test
    void lookUpsInATimeWithinAnother_haveTheShorterOne() {
        AtomicLong nanos = new AtomicLong();
        JwksCache timed = timed(nanos);
        List<KeySource> all = List.of(
                timed.waitingAtMost(HOUR).waitingAtMost(DAY),
                timed.waitingAtMost(DAY).waitingAtMost(HOUR));
        nanos.addAndGet(HOUR.toNanos());

        for (KeySource shorter : all) {
            assertThrows(ValidationUnavailableException.class, shorter::keys);
        }
        assertThat(server.count(), is(1));
    }

    /** By a clock that is moved, with a day for each caller. */
    @Test
    void fetchWhoseEndIsLost_isNotTheLastOne() {
        AtomicLong nanos = new AtomicLong();
        JwksCache hasty = new JwksCache(
                server,
                new KeyTiming(30_000, 60_000, 3_600_000, 3_600_000, 10),
                clock,
                new KeySourceEvents("server", List.of(listener), clock),
                nanos::get);
        assertThrows(ValidationUnavailableException.class, hasty::keys);
        nanos.addAndGet(Duration.ofMillis(10_039).toNanos());
        assertThrows(ValidationUnavailableException.class, hasty::keys);
        assertThat(server.count(), is(1));
        CompletableFuture<JwksFetcher.Fetched> lost = server.last();

        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThrows(ValidationUnavailableException.class, hasty::keys);
        assertThat(server.count(), is(2));
        lost.complete(FakeFetch.fetched("old"));
        assertThrows(ValidationUnavailableException.class, hasty::keys);
        server.last().complete(FakeFetch.fetched("new"));
        assertThat(ids(hasty.keys()), contains("new"));
        assertThat(server.count(), is(2));
    }

    private JwksCache timed(AtomicLong nanos) {
        return new JwksCache(
                server,
                new KeyTiming(
                        COOL_DOWN.toMillis(), MINUTE.toMillis(), HOUR.toMillis(), HOUR.toMillis(), DAY.toMillis()),
                clock,
                new KeySourceEvents("timed", List.of(), clock),
                nanos::get);
    }

    @Test
    void sameKeysInAnotherOrderAreTheSameInstance() {
        server.answers("a", "b");
        KeySet first = keys.keys();
        server.answers("b", "a");
        clock.move(Duration.ofMinutes(5));
        keys.keys();

        assertThat(server.count(), is(2));
        assertThat(keys.keys(), is(sameInstance(first)));
        assertThat(listener.events, contains("fetched [a, b]", "fetched [a, b]"));
    }

    @Test
    void sameKeysAfterAnOutageThatWasTooLongAreTheSameInstance() {
        server.answers("a");
        KeySet first = keys.keys();
        clock.move(Duration.ofDays(2));

        assertThat(keys.keys(), is(sameInstance(first)));
        assertThat(server.count(), is(2));
    }

    @Test
    void maxAgeIsRespectedWithinBounds() {
        refreshComesAfter(120, Duration.ofMinutes(2));
        refreshComesAfter(0, MINUTE);
        refreshComesAfter(86_400, HOUR);
        refreshComesAfter(9_999_999_999L, HOUR);
    }

    private void refreshComesAfter(long maxAge, Duration expected) {
        JwksCache fresh = keys(200);
        server.answersFor(maxAge, "a");
        fresh.keys();
        int before = server.count();
        clock.move(expected.minus(MILLI));
        fresh.keys();
        assertThat(server.count(), is(before));
        clock.move(MILLI);
        fresh.keys();
        assertThat(server.count(), is(before + 1));
    }

    @Test
    @DisplayName("RJOSE-7517-fetch during an outage known keys are served for a bounded time, then there are none")
    void outageIsSurvivedForABoundedTime() {
        server.answers("a");
        KeySet first = keys.keys();
        server.fails();
        clock.move(Duration.ofMinutes(5));
        assertThat(keys.keys(), is(sameInstance(first)));
        clock.move(HOUR.minus(MILLI));
        assertThat(keys.keys(), is(sameInstance(first)));

        clock.move(MILLI);
        assertThrows(ValidationUnavailableException.class, keys::keys);
        assertThrows(ValidationUnavailableException.class, () -> keys.refreshFor("b"));

        server.answers("a");
        clock.move(COOL_DOWN);
        assertThat(keys.keys(), is(sameInstance(first)));
    }

    @Test
    void outageIsToldToTheListener() {
        server.answers("a");
        keys.keys();
        server.fails();
        clock.move(Duration.ofMinutes(10));
        keys.keys();
        keys.keys();

        assertThat(listener.events, contains("fetched [a]", "failed status 500", "stale PT10M PT55M"));
    }

    @Test
    void failedFetchIsRetriedAfterAPauseThatGrowsToTheCoolDown() {
        server.fails();
        assertThrows(ValidationUnavailableException.class, keys::keys);

        for (int pause : List.of(1, 2, 4, 8, 16, 30, 30)) {
            int before = server.count();
            clock.move(Duration.ofSeconds(pause).minus(MILLI));
            ValidationUnavailableException e = assertThrows(ValidationUnavailableException.class, keys::keys);
            assertThat(e.retryAfter().orElseThrow(), is(Duration.ofSeconds(1)));
            assertThat(server.count(), is(before));
            clock.move(MILLI);
            assertThrows(ValidationUnavailableException.class, keys::keys);
            assertThat(server.count(), is(before + 1));
        }
        assertThat(
                assertThrows(ValidationUnavailableException.class, keys::keys)
                        .retryAfter()
                        .orElseThrow(),
                is(COOL_DOWN));
    }

    @Test
    void pauseStartsAgainAfterASuccess() {
        server.fails();
        assertThrows(ValidationUnavailableException.class, keys::keys);
        clock.move(Duration.ofSeconds(1));
        assertThrows(ValidationUnavailableException.class, keys::keys);
        server.answers("a");
        clock.move(Duration.ofSeconds(2));
        keys.keys();
        server.fails();
        clock.move(Duration.ofMinutes(5));
        keys.keys();
        clock.move(Duration.ofSeconds(1));
        keys.keys();

        assertThat(server.count(), is(5));
    }

    @Test
    void setWithoutAnyKeyOfUseEndsTheOldKeysAtOnceAndIsNoAnswer() {
        server.answers("a");
        keys.keys();
        server.answers();
        clock.move(Duration.ofMinutes(5));
        keys.keys();

        assertThrows(ValidationUnavailableException.class, keys::keys);
        assertThat(listener.events, contains("fetched [a]", "failed no key of use"));
    }

    @Test
    void serverThatSaysWhen_isAskedThen() {
        server.answers("a");
        keys.keys();
        server.answers(() ->
                CompletableFuture.failedFuture(FetchFailedException.unusable("status 429", Duration.ofSeconds(100))));

        assertThat(refused("b").retryAfter().orElseThrow(), is(Duration.ofSeconds(100)));
        server.answers("a", "b");
        clock.move(Duration.ofSeconds(100).minus(MILLI));
        refused("b");
        assertThat(server.count(), is(2));
        clock.move(MILLI);
        assertThat(ids(keys.refreshFor("b")), contains("a", "b"));
    }

    @Test
    void serverThatSaysNever_isAskedWithinTheLongestRefresh() {
        server.answers("a");
        keys.keys();
        server.answers(() ->
                CompletableFuture.failedFuture(FetchFailedException.unusable("status 429", Duration.ofDays(365))));
        assertThat(refused("b").retryAfter().orElseThrow(), is(HOUR));
        server.answers("a", "b");
        clock.move(HOUR);

        assertThat(ids(keys.refreshFor("b")), contains("a", "b"));
    }

    @Test
    void serverThatSaysWhenToComeBack_isAskedEarlierIfThereAreNoKeysToTrust() {
        server.answers(
                () -> CompletableFuture.failedFuture(FetchFailedException.unusable("status 503", Duration.ofHours(1))));
        ValidationUnavailableException none = assertThrows(ValidationUnavailableException.class, keys::keys);
        assertThat(none.retryAfter().orElseThrow(), is(MINUTE));
        server.answersFor(60, "a");
        clock.move(MINUTE);
        assertThat(ids(keys.keys()), contains("a"));

        clock.move(HOUR.minus(MINUTE)); // two minutes before nobody trusts them any more
        server.answers(
                () -> CompletableFuture.failedFuture(FetchFailedException.unusable("status 503", Duration.ofHours(1))));
        assertThat(ids(keys.keys()), contains("a"));
        server.answers("b");
        clock.move(MINUTE.plus(MINUTE));
        assertThat(ids(keys.keys()), contains("b"));
    }

    @Test
    void longCoolDown_keepsNobodyOutOnceThereAreNoKeys() {
        JwksCache slow = keys(200, Duration.ofMinutes(30), HOUR);
        server.fails();
        for (int i = 1; i <= 20; i++) {
            assertThrows(ValidationUnavailableException.class, slow::keys);
            assertThat(server.count(), is(i));
            clock.move(MINUTE);
        }
        server.answersFor(60, "a");
        assertThat(ids(slow.keys()), contains("a"));

        server.fails();
        for (int minute = 1; minute <= 60; minute++) {
            clock.move(MINUTE);
            assertThat(ids(slow.keys()), contains("a"));
        }
        server.answers("b");
        clock.move(MINUTE); // from now on nobody trusts the first ones
        assertThat(ids(slow.keys()), contains("b"));
    }

    @Test
    void keysThatMayNotBeStale_areUsedWhileTheyAreFetched() {
        JwksCache strict = keys(200, COOL_DOWN, Duration.ZERO);
        server.answers("a");
        strict.keys();
        server.hangs();
        clock.move(Duration.ofMinutes(5));
        assertThat(ids(strict.keys()), contains("a"));
        server.last().complete(FakeFetch.fetched("b"));
        assertThat(ids(strict.keys()), contains("b"));

        server.fails();
        clock.move(Duration.ofMinutes(5));
        assertThat(ids(strict.keys()), contains("b"));
        clock.move(Duration.ofMillis(200));
        assertThrows(ValidationUnavailableException.class, strict::keys);
    }

    @Test
    void fetchForWhichThereIsNoRoom_saysNothingOfTheServer() {
        server.answers(() -> CompletableFuture.failedFuture(FetchFailedException.postponed("enough are under way")));
        for (int i = 1; i <= 20; i++) {
            assertThrows(ValidationUnavailableException.class, keys::keys);
            assertThat(server.count(), is(i));
            assertThat(keys.status("test").failures(), is(1));
            clock.move(Duration.ofMillis(1_500));
        }
        server.answers("a");
        assertThat(ids(keys.keys()), contains("a"));
    }

    private ValidationUnavailableException refused(String keyId) {
        return assertThrows(ValidationUnavailableException.class, () -> keys.refreshFor(keyId));
    }

    @Test
    void clockThatIsPutBackALittleChangesNothing() {
        server.answers("a");
        KeySet first = keys.keys();
        server.hangs();
        clock.move(MINUTE.negated());

        assertThat(keys.keys(), is(sameInstance(first)));
        assertThat(server.count(), is(1));
    }

    @Test
    void clockThatIsPutBackALotMeansThatKeysAreFetchedAnew() {
        server.answers("a");
        keys.keys();
        keys.refreshFor("x");
        server.fails();
        clock.move(Duration.ofDays(-1));
        assertThrows(ValidationUnavailableException.class, keys::keys);
        clock.move(Duration.ofDays(-1));
        server.answers("b");

        assertThat(ids(keys.keys()), contains("b"));
        server.answers("b", "c");
        assertThat(ids(keys.refreshFor("c")), contains("b", "c"));
    }

    @Test
    void fetchThatThrowsIsAFailedFetch() {
        server.answers(() -> {
            throw new IllegalStateException("secret of a foreign library");
        });
        assertThrows(ValidationUnavailableException.class, keys::keys);
        clock.move(Duration.ofSeconds(1));
        server.answers(() -> {
            throw new NoClassDefFoundError("secret of a foreign library");
        });
        assertThrows(ValidationUnavailableException.class, keys::keys);
        clock.move(Duration.ofSeconds(2));
        server.answers("a");

        assertThat(ids(keys.keys()), contains("a"));
        assertThat(
                listener.events,
                contains("failed IllegalStateException", "failed NoClassDefFoundError", "fetched [a]"));
    }

    @Test
    void clockThatFailsDoesNotLeaveAFetchRunningForEver() {
        JwksCache hasty = keys(50);
        assertThrows(ValidationUnavailableException.class, hasty::keys);
        clock.beforeReading(() -> {
            throw new IllegalStateException("no time");
        });
        server.last().complete(FakeFetch.fetched("a"));
        clock.beforeReading(() -> {});
        server.answers("a");

        assertThat(ids(hasty.keys()), contains("a"));
    }

    @Test
    void exceptionOfAListenerChangesNothing() {
        KeySourceListener broken = new KeySourceListener() {
            @Override
            public void fetched(KeySet set) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void unknownKey(String keyId) {
                throw new IllegalStateException("broken");
            }
        };
        JwksCache told = new JwksCache(
                server,
                new KeyTiming(30_000, 60_000, 3_600_000, 3_600_000, 20_000),
                clock,
                new KeySourceEvents("test", List.of(broken, listener), clock));
        server.answers("a");

        assertThat(ids(told.keys()), contains("a"));
        assertThat(ids(told.refreshFor("b")), contains("a"));
        assertThat(listener.events, contains("fetched [a]", "fetched [a]", "unknown b"));
    }

    @Test
    void knownKeysCostNoAllocation() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        server.answers("a");
        for (int i = 0; i < 1000; i++) {
            keys.keys();
        }
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 100_000; i++) {
            keys.keys();
        }

        assertThat(threads.getThreadAllocatedBytes(thread) - before, is(lessThan(10_000L)));
    }
}
