package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.http.Await;
import org.resourceprotector.introspection.FakeServer.Reply;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** Requests with the same token at the same time. */
class SingleFlightTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Callers callers = new Callers();

    private List<Future<Verdict>> come(IntrospectionFixture desk, int count, String token) {
        List<Future<Verdict>> requests = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            requests.add(callers.call(() -> desk.show(token)));
        }
        return requests;
    }

    private static void awaitWaiting(IntrospectionFixture desk, int count) {
        Await.until(count + " wait", () -> desk.validator.introspection().waiting() == count);
    }

    /** Twenty that wait for one, which is interrupted, so that one of them asks; the server answers none. */
    private List<Future<Verdict>> comeAfterOneThatIsInterrupted(IntrospectionFixture desk) throws Exception {
        desk.server.hold();
        Future<Verdict> leader = come(desk, 1, "abc").get(0);
        desk.server.awaitCalls(1);
        List<Future<Verdict>> followers = come(desk, 20, "abc");
        awaitWaiting(desk, 20);
        leader.cancel(true);
        desk.server.awaitCalls(2);
        return followers;
    }

    @Tag("slow")
    @Test
    @DisplayName("R7662-2.3-b a thousand requests with one token are one call, and one more is refused")
    void aThousandRequestsAreOneCall() throws Exception {
        try (callers;
                IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.timeout(LONG))) {
            desk.server.hold();
            List<Future<Verdict>> requests = come(desk, 1_000, "abc");
            awaitWaiting(desk, 999);
            desk.unavailable("abc");
            desk.server.release();

            for (Future<Verdict> request : requests) {
                assertThat(request.get(30, TimeUnit.SECONDS), is(instanceOf(Verdict.Accepted.class)));
            }
            assertThat(desk.server.calls(), is(1));
            awaitWaiting(desk, 0);
        }
    }

    @Test
    void aFailureIsSharedToo() throws Exception {
        try (callers;
                IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.timeout(LONG))) {
            desk.server.hold().answering(Reply.status(503, "Retry-After", "9"));
            List<Future<Verdict>> requests = come(desk, 20, "abc");
            awaitWaiting(desk, 19);
            desk.server.release();

            for (Future<Verdict> request : requests) {
                ExecutionException e = assertThrows(ExecutionException.class, () -> request.get(30, TimeUnit.SECONDS));
                ValidationUnavailableException cause = (ValidationUnavailableException) e.getCause();
                assertThat(cause.retryAfter().orElseThrow(), is(Duration.ofSeconds(9)));
            }
            assertThat(desk.server.calls(), is(1));
        }
    }

    @Test
    void otherTokensDoNotWait() throws Exception {
        try (callers;
                IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.timeout(LONG))) {
            desk.server.hold();
            List<Future<Verdict>> one = come(desk, 1, "abc");
            List<Future<Verdict>> other = come(desk, 1, "abd");
            desk.server.awaitCalls(2);
            desk.server.release();

            assertThat(one.get(0).get(), is(instanceOf(Verdict.Accepted.class)));
            assertThat(other.get(0).get(), is(instanceOf(Verdict.Accepted.class)));
        }
    }

    @Test
    void nothingIsRememberedBeyondTheCall() {
        try (callers;
                IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.accepted("abc");
            desk.accepted("abc");
            assertThat(desk.server.calls(), is(2));
            assertThat(desk.validator.introspection().underWay(), is(0));
        }
    }

    @Test
    @DisplayName("R7662-2.3-b nobody waits longer than the time-out, whoever asks")
    void waitingEnds() throws Exception {
        try (callers;
                IntrospectionFixture desk =
                        IntrospectionFixture.with(builder -> builder.timeout(Duration.ofMillis(300)))) {
            desk.server.hold();
            for (Future<Verdict> request : come(desk, 10, "abc")) {
                assertThrows(ExecutionException.class, () -> request.get(30, TimeUnit.SECONDS));
            }
            awaitWaiting(desk, 0);
            assertThat(desk.validator.introspection().underWay(), is(0));
        }
    }

    @Test
    void whoComesAfterAnEvictionDoesNotWaitForWhatWasAskedBefore() throws Exception {
        try (callers;
                IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.timeout(LONG))) {
            desk.server.hold();
            List<Future<Verdict>> before = come(desk, 1, "abc");
            desk.server.awaitCalls(1);
            desk.validator.evict(token -> true);
            List<Future<Verdict>> after = come(desk, 1, "abc");
            desk.server.awaitCalls(2);
            List<Future<Verdict>> late = come(desk, 1, "abc");
            awaitWaiting(desk, 1);
            desk.server.release();

            assertThat(before.get(0).get(), is(instanceOf(Verdict.Accepted.class)));
            assertThat(after.get(0).get(), is(instanceOf(Verdict.Accepted.class)));
            assertThat(late.get(0).get(), is(instanceOf(Verdict.Accepted.class)));
            assertThat(desk.server.calls(), is(2));
        }
    }

    @Test
    void whoAsksLooksAgainAtWhatIsRemembered() throws Exception {
        try (callers;
                IntrospectionFixture desk = IntrospectionFixture.with(
                        builder -> builder.timeout(LONG).cacheFor(Duration.ofHours(1)))) {
            List<Future<Verdict>> requests = come(desk, 200, "abc");
            for (Future<Verdict> request : requests) {
                assertThat(request.get(30, TimeUnit.SECONDS), is(instanceOf(Verdict.Accepted.class)));
            }
            assertThat(desk.server.calls(), is(1));
        }
    }

    @Test
    @DisplayName("R7662-2.3-a a request that was interrupted takes no other one with it: one of them asks")
    void interruptedRequest_takesNoOtherOneWithIt() throws Exception {
        try (callers;
                IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.timeout(LONG))) {
            List<Future<Verdict>> followers = comeAfterOneThatIsInterrupted(desk);

            awaitWaiting(desk, 19);
            desk.server.release();
            for (Future<Verdict> follower : followers) {
                assertThat(follower.get(30, TimeUnit.SECONDS), is(instanceOf(Verdict.Accepted.class)));
            }
            assertThat(desk.server.calls(), is(2));
            assertThat(desk.validator.introspection().underWay(), is(0));
        }
    }

    @Test
    void serverThatIsLateForASecondQuestion_isNotTakenForDown() throws Exception {
        Duration time = Duration.ofSeconds(4);
        try (callers;
                IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.timeout(time))) {
            for (Future<Verdict> follower : comeAfterOneThatIsInterrupted(desk)) {
                assertThrows(ExecutionException.class, () -> follower.get(30, TimeUnit.SECONDS));
            }

            desk.server.release();

            desk.accepted("other");
        }
    }

    /** What a request is told that has waited for so long for one which then fails. */
    private String toldAfter(Duration wait, IntrospectionFailedException failure) throws Exception {
        AtomicLong nanos = new AtomicLong();
        SingleFlight flights = new SingleFlight(nanos::get);
        AtomicBoolean ends = new AtomicBoolean();
        Future<IntrospectionResult> unused = callers.call(() -> flights.fly(TokenDigest.of("abc"), LONG, flight -> {
            Await.until("it ends", ends::get);
            throw failure;
        }));
        Await.until("one asks", () -> flights.size() == 1);
        Future<IntrospectionResult> other = callers.call(() -> flights.fly(TokenDigest.of("abc"), LONG, flight -> {
            throw IntrospectionFailedException.unusable("asked by the other");
        }));
        Await.until("one waits", () -> flights.waiting() == 1);
        nanos.addAndGet(wait.toNanos());
        ends.set(true);
        return String.valueOf(assertThrows(ExecutionException.class, () -> other.get(30, TimeUnit.SECONDS))
                .getCause()
                .getMessage());
    }

    @Test
    void whoseTimeIsHalfOver_doesNotAskAfterOneWhoGaveUp() throws Exception {
        try (callers) {
            IntrospectionFailedException gaveUp = IntrospectionFailedException.givenUp("gave up");

            assertThat(toldAfter(LONG.dividedBy(2), gaveUp), is("gave up"));
            assertThat(toldAfter(LONG.dividedBy(2).minusNanos(1), gaveUp), is("asked by the other"));
        }
    }

    @Test
    void outageThatAnotherRequestMet_isNotAskedAboutAgain() throws Exception {
        try (callers) {
            IntrospectionFailedException outage = IntrospectionFailedException.outage("status 503", null, null);

            assertThat(toldAfter(Duration.ZERO, outage), is("status 503"));
        }
    }

    @Test
    @DisplayName("R7662-2.3-b whoever was answered and comes again asks anew, and so hears of a revocation in between")
    void whoWasAnswered_joinsNoQuestionThatIsAnswered() throws Exception {
        SingleFlight flights = new SingleFlight();
        AtomicInteger underWay = new AtomicInteger(-1);

        flights.fly(TokenDigest.of("abc"), LONG, flight -> {
            var unused = flight.result.thenRun(() -> underWay.set(flights.size()));
            return new IntrospectionResult.Refused(Verdict.notMine());
        });

        assertThat(underWay.get(), is(0));
    }
}
