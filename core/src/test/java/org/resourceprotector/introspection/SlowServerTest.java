package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.Await;
import org.resourceprotector.introspection.FakeServer.Reply;
import org.resourceprotector.token.Verdict;

/** A server that answers, but late: it must not hold up more than a few requests. */
class SlowServerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SLOW = Duration.ofSeconds(10);

    private final Callers callers = new Callers();

    @AfterEach
    void close() {
        callers.close();
    }

    private static IntrospectionFixture twoMayWait(Duration slow) {
        return IntrospectionFixture.with(builder -> builder.timeout(LONG).whenSlow(slow, 2));
    }

    private Future<Verdict> come(IntrospectionFixture desk, String token) {
        return callers.call(() -> desk.show(token));
    }

    private static void isAccepted(Future<Verdict> request) throws Exception {
        assertThat(request.get(30, TimeUnit.SECONDS), is(instanceOf(Verdict.Accepted.class)));
    }

    private static void isOver(IntrospectionFixture desk) {
        Await.until("calls over", () -> desk.validator.introspection().underWay() == 0);
    }

    /** Two calls that took too long. */
    private void slowDown(IntrospectionFixture desk) throws Exception {
        desk.server.hold();
        int before = desk.server.calls();
        List<Future<Verdict>> slow = List.of(come(desk, "slow-1"), come(desk, "slow-2"));
        desk.server.awaitCalls(before + 2);
        desk.clock.move(SLOW);
        desk.server.release();
        for (Future<Verdict> request : slow) {
            isAccepted(request);
        }
        isOver(desk);
    }

    @Test
    @DisplayName("R7662-2.3-b while the server is slow, few wait for it and the others are refused at once")
    void fewWaitForASlowServer() throws Exception {
        try (IntrospectionFixture desk = twoMayWait(SLOW);
                OperatorsLog log = new OperatorsLog(desk)) {
            desk.server.hold();
            List<Future<Verdict>> waiting = List.of(come(desk, "token-a"), come(desk, "token-b"));
            desk.server.awaitCalls(2);
            desk.clock.move(SLOW);

            desk.unavailable("token-c");
            desk.unavailable("token-d");

            assertThat(desk.server.calls(), is(2));
            assertThat(log.lines(), contains(startsWith("WARNING not asked, as the server is slow")));
            desk.server.release();
            for (Future<Verdict> request : waiting) {
                isAccepted(request);
            }
        }
    }

    @Test
    void whoWaitsForTheAnswerOfAnotherRequestIsCountedToo() throws Exception {
        try (IntrospectionFixture desk = twoMayWait(SLOW)) {
            desk.server.hold();
            List<Future<Verdict>> waiting = List.of(come(desk, "abc"), come(desk, "abc"));
            Await.until("1 waits", () -> desk.validator.introspection().waiting() == 1);
            desk.server.awaitCalls(1);
            desk.clock.move(SLOW);

            desk.unavailable("abc");

            desk.server.release();
            for (Future<Verdict> request : waiting) {
                isAccepted(request);
            }
        }
    }

    @Test
    void aSlowServerIsStillSlowWhenTheNextRequestsCome() throws Exception {
        try (IntrospectionFixture desk = twoMayWait(SLOW)) {
            slowDown(desk);
            desk.server.hold();
            List<Future<Verdict>> waiting = List.of(come(desk, "token-a"), come(desk, "token-b"));
            desk.server.awaitCalls(4);

            desk.unavailable("token-c");

            desk.server.release();
            for (Future<Verdict> request : waiting) {
                isAccepted(request);
            }
        }
    }

    @Test
    void aQuickAnswerLetsAllWaitAgain() throws Exception {
        try (IntrospectionFixture desk = twoMayWait(SLOW)) {
            slowDown(desk);
            desk.accepted("quick");
            desk.server.hold();
            List<Future<Verdict>> waiting =
                    List.of(come(desk, "token-a"), come(desk, "token-b"), come(desk, "token-c"));
            desk.server.awaitCalls(6);
            desk.server.release();
            for (Future<Verdict> request : waiting) {
                isAccepted(request);
            }
        }
    }

    @Test
    void afterAWhileNobodyKnowsThatTheServerWasSlow() throws Exception {
        try (IntrospectionFixture desk = twoMayWait(SLOW)) {
            slowDown(desk);
            desk.clock.move(SLOW.multipliedBy(10));
            desk.server.hold();
            List<Future<Verdict>> waiting =
                    List.of(come(desk, "token-a"), come(desk, "token-b"), come(desk, "token-c"));
            desk.server.awaitCalls(5);
            desk.server.release();
            for (Future<Verdict> request : waiting) {
                isAccepted(request);
            }
        }
    }

    @Test
    void whoIsOneTooManyWaitsForAQuickAnswerOnly() throws Exception {
        try (IntrospectionFixture desk = twoMayWait(Duration.ofMillis(50))) {
            desk.server.hold();
            List<Future<Verdict>> waiting = List.of(come(desk, "token-a"), come(desk, "token-b"));
            desk.server.awaitCalls(2);

            desk.unavailable("token-c");

            desk.server.release();
            for (Future<Verdict> request : waiting) {
                isAccepted(request);
            }
        }
    }

    @Test
    void whoWasImpatientDoesNotCloseTheWayForTheOthers() throws Exception {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder ->
                builder.timeout(LONG).whenSlow(Duration.ofMillis(50), 1).circuitBreaker(1, Duration.ofSeconds(10)))) {
            desk.server.hold();
            Future<Verdict> patient = come(desk, "token-a");
            desk.server.awaitCalls(1);
            desk.unavailable("token-b");
            desk.server.release();
            isAccepted(patient);
            isOver(desk);
            desk.accepted("token-b");
        }
    }

    @Test
    void requestsThatAreRefusedGiveTheirPlaceBack() throws Exception {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.timeout(LONG)
                .whenSlow(SLOW, 1)
                .maxConcurrentCalls(1)
                .circuitBreaker(100, Duration.ofSeconds(1)))) {
            for (int round = 0; round < 3; round++) {
                desk.server.answering(Reply.status(500));
                desk.unavailable("abc");
                desk.server.json("nonsense");
                desk.unavailable("abc");
                desk.server.json(FakeServer.ACTIVE).hold();
                int before = desk.server.calls();
                Future<Verdict> first = come(desk, "abc");
                desk.server.awaitCalls(before + 1);
                desk.unavailable("one-more");
                first.cancel(true);
                isOver(desk);
                desk.server.release();
                slowAgain(desk);
            }
        }
    }

    /** Whoever holds a place makes the next one the second, which a slow server does not let wait. */
    private static void slowAgain(IntrospectionFixture desk) {
        desk.clock.move(SLOW);
        desk.accepted("abc");
    }

    @Test
    void aClockThatIsPutBackDoesNotMakeTheServerSlow() throws Exception {
        try (IntrospectionFixture desk = twoMayWait(SLOW)) {
            slowDown(desk);
            desk.clock.move(Duration.ofDays(-1));
            desk.server.hold();
            List<Future<Verdict>> waiting =
                    List.of(come(desk, "token-a"), come(desk, "token-b"), come(desk, "token-c"));
            desk.server.awaitCalls(5);
            desk.server.release();
            for (Future<Verdict> request : waiting) {
                isAccepted(request);
            }
        }
    }

    @Test
    void aSlowServerIsNoReasonForStaleAnswers() throws Exception {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.timeout(LONG)
                .whenSlow(SLOW, 1)
                .cacheFor(Duration.ofSeconds(5))
                .acceptStaleIfError(Duration.ofHours(1)))) {
            desk.accepted("abc");
            desk.clock.move(Duration.ofSeconds(5));
            desk.server.hold();
            Future<Verdict> other = come(desk, "other");
            desk.server.awaitCalls(2);
            desk.clock.move(SLOW);

            desk.unavailable("abc");

            desk.server.release();
            isAccepted(other);
        }
    }

    @Test
    void serverIsSlow_afterAThirdOfTheTimeout() throws Exception {
        int few = Runtime.getRuntime().availableProcessors();
        try (IntrospectionFixture desk = IntrospectionFixture.withDefaultBulkhead(LONG, few + 1)) {
            desk.server.hold();
            List<Future<Verdict>> waiting = new ArrayList<>();
            for (int i = 0; i < few; i++) {
                waiting.add(come(desk, "token-" + i));
            }
            desk.server.awaitCalls(few);
            desk.clock.move(LONG.dividedBy(3));

            desk.unavailable("one-more");

            desk.server.release();
            for (Future<Verdict> request : waiting) {
                isAccepted(request);
            }
        }
    }
}
