package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.Await;
import org.resourceprotector.http.CannedClient;
import org.resourceprotector.introspection.FakeServer.Reply;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/** What a server that is down, or slow, costs the application: bounded calls, and soon none. */
class OutageTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration WINDOW = Duration.ofSeconds(10);

    @Test
    @DisplayName("R7662-2.3-b calls under way are bounded; what would be one more is refused at once")
    void callsAreBounded() throws Exception {
        try (Callers callers = new Callers();
                IntrospectionFixture desk = IntrospectionFixture.with(
                        builder -> builder.timeout(LONG).maxConcurrentCalls(3));
                OperatorsLog log = new OperatorsLog(desk)) {
            desk.server.hold();
            List<Future<Verdict>> requests = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String token = "token-" + i;
                requests.add(callers.call(() -> desk.show(token)));
            }
            desk.server.awaitCalls(3);

            desk.unavailable("one-more");
            desk.unavailable("and-another");
            assertThat(desk.server.calls(), is(3));
            assertThat(log.lines(), contains(containsString("too many calls are under way")));

            desk.server.release();
            for (Future<Verdict> request : requests) {
                assertThat(request.get(30, TimeUnit.SECONDS), is(instanceOf(Verdict.Accepted.class)));
            }
            Await.until("calls over", () -> desk.validator.introspection().underWay() == 0);
            desk.accepted("one-more");
        }
    }

    @Test
    void whoIsRememberedIsNotHeldUp() throws Exception {
        try (Callers callers = new Callers();
                IntrospectionFixture desk = IntrospectionFixture.with(
                        builder -> builder.timeout(LONG).maxConcurrentCalls(1).cacheFor(Duration.ofHours(1)))) {
            desk.accepted("known");
            desk.server.hold();
            Future<Verdict> slow = callers.call(() -> desk.show("unknown"));
            desk.server.awaitCalls(2);

            desk.accepted("known");

            desk.server.release();
            slow.get();
        }
    }

    @Test
    void callsThatFailGiveTheirPlaceBack() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                builder -> builder.maxConcurrentCalls(1).circuitBreaker(100, WINDOW))) {
            desk.server.answering(Reply.status(500));
            desk.unavailable("abc");
            desk.server.json("nonsense");
            desk.unavailable("abc");
            desk.server.json(FakeServer.ACTIVE);
            desk.accepted("abc");
        }
    }

    @Test
    @DisplayName("R7662-2.3-a after repeated failures the server is left alone, and callers get their 503 at once")
    void failFast() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.circuitBreaker(3, WINDOW));
                OperatorsLog log = new OperatorsLog(desk)) {
            desk.server.answering(Reply.status(500));
            for (int i = 0; i < 3; i++) {
                desk.unavailable("abc");
            }
            assertThat(desk.server.calls(), is(3));
            desk.server.json(FakeServer.ACTIVE);

            assertThat(desk.unavailable("abc").retryAfter().orElseThrow(), is(WINDOW));
            desk.clock.move(Duration.ofMillis(9_999));
            assertThat(desk.unavailable("abc").retryAfter().orElseThrow(), is(Duration.ofSeconds(1)));
            assertThat(desk.server.calls(), is(3));

            desk.clock.move(Duration.ofMillis(1));
            desk.accepted("abc");
            desk.accepted("abc");
            assertThat(log.lines(), contains("WARNING status 500", "WARNING status 500; not asking for a while"));
        }
    }

    @Test
    void aSuccessInBetweenStartsTheCountAnew() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.circuitBreaker(3, WINDOW))) {
            for (int round = 0; round < 3; round++) {
                desk.server.answering(Reply.status(500));
                desk.unavailable("abc");
                desk.unavailable("abc");
                desk.server.json(FakeServer.ACTIVE);
                desk.accepted("abc");
            }
        }
    }

    @Test
    void afterTheWindowOneCallTriesAndDecidesForTheOthers() throws Exception {
        try (Callers callers = new Callers();
                IntrospectionFixture desk = IntrospectionFixture.with(
                        builder -> builder.timeout(LONG).circuitBreaker(1, WINDOW))) {
            desk.server.answering(Reply.status(500));
            desk.unavailable("abc");
            desk.clock.move(WINDOW);
            desk.server.hold();
            Future<Verdict> probe = callers.call(() -> desk.show("abc"));
            desk.server.awaitCalls(2);

            desk.unavailable("other");
            desk.unavailable("abc");
            desk.server.release();
            assertThrows(ExecutionException.class, probe::get);

            desk.server.json(FakeServer.ACTIVE);
            desk.unavailable("other");
            assertThat(desk.server.calls(), is(2));
            desk.clock.move(WINDOW);
            desk.accepted("other");
            desk.accepted("abc");
        }
    }

    private static void comeTogether(Callers callers, IntrospectionFixture desk, int requests) {
        desk.server.hold();
        List<Future<Verdict>> coming = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            coming.add(callers.call(() -> desk.show("abc")));
        }
        Await.until("others wait", () -> desk.validator.introspection().waiting() == requests - 1);
        desk.server.awaitCalls(1);
        desk.server.release();
        for (Future<Verdict> request : coming) {
            assertThrows(ExecutionException.class, request::get);
        }
    }

    @Test
    void requestsThatWaitCountAsFailuresTooWhereNobodyAnswers() throws Exception {
        CompletableFuture<CannedClient.Reply> late = new CompletableFuture<>();
        CannedClient client = CannedClient.later(request -> late);
        try (Callers callers = new Callers();
                IntrospectionFixture desk = IntrospectionFixture.with(
                        builder -> builder.httpClient(client).timeout(LONG).circuitBreaker(5, WINDOW))) {
            List<Future<Verdict>> requests = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                requests.add(callers.call(() -> desk.show("abc")));
            }
            Await.until(
                    "one asks, and the others wait",
                    () -> client.asked() == 1 && desk.validator.introspection().waiting() == 4);
            late.completeExceptionally(new HttpTimeoutException("late"));
            for (Future<Verdict> request : requests) {
                assertThrows(ExecutionException.class, request::get);
            }

            desk.unavailable("other");
            assertThat(client.asked(), is(1));
        }
    }

    @Test
    void tokenTheServerFailsOn_doesNotCloseTheWayForOthers() throws Exception {
        try (Callers callers = new Callers();
                IntrospectionFixture desk = IntrospectionFixture.with(
                        builder -> builder.timeout(LONG).circuitBreaker(5, WINDOW))) {
            desk.server.answering(Reply.status(500));
            comeTogether(callers, desk, 5);

            desk.server.json(FakeServer.ACTIVE);
            desk.accepted("other");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 503})
    void theseStatusesAreOutages(int status) {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.circuitBreaker(1, WINDOW))) {
            desk.server.answering(Reply.status(status));
            desk.unavailable("abc");
            desk.unavailable("abc");
            assertThat(desk.server.calls(), is(1));
        }
    }

    @Test
    void aServerThatIsGoneIsAnOutage() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.circuitBreaker(1, WINDOW))) {
            desk.server.down();
            desk.unavailable("abc");
            desk.server.up();
            desk.unavailable("abc");
            desk.clock.move(WINDOW);
            desk.accepted("abc");
        }
    }

    @Test
    void aServerThatIsLateIsAnOutage() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                builder -> builder.timeout(Duration.ofMillis(100)).circuitBreaker(1, WINDOW))) {
            desk.server.hold();
            desk.unavailable("abc");
            desk.server.release();
            desk.unavailable("abc");
        }
    }

    @Test
    void aTokenThatTheServerStumblesOverIsNoOutage() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.circuitBreaker(1, WINDOW))) {
            for (Reply stumble : List.of(
                    Reply.status(400),
                    Reply.status(404),
                    Reply.status(302),
                    Reply.json("nonsense"),
                    Reply.json(FakeServer.ACTIVE.replace("alice", "x".repeat(300_000))),
                    Reply.of(200, "text/html", "<p>"))) {
                desk.server.answering(stumble);
                desk.unavailable("bad");
                desk.server.json(FakeServer.ACTIVE);
                desk.accepted("good");
            }
        }
    }

    @Test
    void aClockThatIsPutBackDoesNotPutOffTheServer() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.circuitBreaker(1, WINDOW))) {
            desk.server.answering(Reply.status(500));
            desk.unavailable("abc");
            desk.clock.move(Duration.ofHours(-1));
            desk.server.json(FakeServer.ACTIVE);
            desk.accepted("abc");
        }
    }

    @Test
    @DisplayName("R7662-4-b what was remembered is not used beyond its time unless that was said")
    void staleAnswersAreNotUsedByDefault() {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofMinutes(1)))) {
            desk.accepted("abc");
            desk.server.down();
            desk.clock.move(Duration.ofMinutes(1));
            desk.unavailable("abc");
        }
    }

    private static IntrospectionFixture stale() {
        return IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofMinutes(1))
                .acceptStaleIfError(Duration.ofMinutes(10))
                .circuitBreaker(1, WINDOW));
    }

    @Test
    @DisplayName("R7662-4-b a stale answer is used while the server is down, for a bounded time")
    void staleAnswersInNeed() {
        try (IntrospectionFixture desk = stale()) {
            desk.accepted("abc");
            desk.clock.move(Duration.ofMinutes(1));
            desk.server.answering(Reply.status(503));
            desk.accepted("abc");
            assertThat(desk.server.calls(), is(2));
            desk.accepted("abc");
            assertThat(desk.server.calls(), is(2));
            desk.unavailable("never-seen");

            desk.clock.move(Duration.ofMinutes(10).minusMillis(1));
            desk.accepted("abc");
            desk.clock.move(Duration.ofMillis(1));
            desk.unavailable("abc");
        }
    }

    @Test
    @DisplayName("R7662-4-a a stale answer is not used past exp")
    void staleAnswersEndWithTheToken() {
        try (IntrospectionFixture desk = stale()) {
            desk.server.json(FakeServer.ACTIVE.replace("}", ",\"exp\":" + (desk.now() + 90) + "}"));
            desk.accepted("abc");
            desk.server.down();
            desk.clock.move(Duration.ofMillis(89_999));
            desk.accepted("abc");
            desk.clock.move(Duration.ofMillis(1));
            desk.unavailable("abc");
        }
    }

    @Test
    @DisplayName("R7662-4-b a stale answer is not used when the server answers")
    void staleAnswersAreNotPreferred() {
        try (IntrospectionFixture desk = stale()) {
            desk.accepted("abc");
            desk.clock.move(Duration.ofMinutes(1));
            desk.server.json("{\"active\":false}");
            desk.rejected(Reason.REVOKED, "abc");

            desk.server.down();
            desk.clock.move(Duration.ofSeconds(5));
            desk.unavailable("abc");
        }
    }

    @Test
    void staleAnswersAreNotUsedWhereTheServerOnlyStumbles() {
        try (IntrospectionFixture desk = stale()) {
            desk.accepted("abc");
            desk.clock.move(Duration.ofMinutes(1));
            desk.server.json("nonsense");
            desk.unavailable("abc");
            desk.server.answering(Reply.status(400));
            desk.unavailable("abc");
        }
    }

    @Test
    @DisplayName("R7662-4-a a stale answer is not used if the server has since said that the token is not valid yet")
    void staleAnswer_isNotUsedIfTheTokenIsNotValidYet() {
        try (IntrospectionFixture desk = stale()) {
            desk.accepted("abc");
            desk.clock.move(Duration.ofMinutes(1));
            desk.server.json(FakeServer.ACTIVE.replace("}", ",\"nbf\":" + (desk.now() + 3600) + "}"));
            desk.rejected(Reason.NOT_YET_VALID, "abc");

            desk.server.down();
            desk.unavailable("abc");
        }
    }

    @Test
    @DisplayName("R7662-4-a a stale answer is not used if the server has since said that the token ends now")
    void staleAnswer_isNotUsedIfTheTokenEndsEarlier() {
        try (IntrospectionFixture desk = stale()) {
            desk.accepted("abc");
            desk.clock.move(Duration.ofMinutes(1));
            desk.server.json(FakeServer.ACTIVE.replace("}", ",\"exp\":" + desk.now() + "}"));
            desk.accepted("abc");

            desk.server.down();
            desk.unavailable("abc");
        }
    }

    @Test
    void evictedAnswersAreNotUsedStale() {
        try (IntrospectionFixture desk = stale()) {
            desk.accepted("abc");
            desk.clock.move(Duration.ofMinutes(1));
            desk.validator.evict(token -> true);
            desk.server.down();
            desk.unavailable("abc");
        }
    }
}
