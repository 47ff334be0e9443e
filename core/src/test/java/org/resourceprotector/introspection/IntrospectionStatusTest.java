package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.introspection.FakeServer.Reply;
import org.resourceprotector.status.IntrospectionStatus;
import org.resourceprotector.status.IntrospectionStatus.Circuit;
import org.resourceprotector.status.Status;
import org.resourceprotector.status.TokenCacheStatus;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/** What a validator tells of its server. */
@Timeout(60)
class IntrospectionStatusTest {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static IntrospectionStatus server(IntrospectionFixture desk) {
        return (IntrospectionStatus) desk.validator.status().get(0);
    }

    private static IntrospectionStatus idle(IntrospectionFixture desk, Circuit circuit) {
        return new IntrospectionStatus(desk.server.endpoint().toString(), circuit, 0, 1_000, 0, 32);
    }

    @Test
    void circuit_closedThenOpenThenHalfOpenThenClosed() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.circuitBreaker(2, WINDOW))) {
            assertThat(desk.validator.status(), contains((Status) idle(desk, Circuit.CLOSED)));
            desk.server.answering(Reply.status(500));
            desk.unavailable("abc");
            assertThat(server(desk).circuit(), is(Circuit.CLOSED));
            desk.unavailable("abc");
            assertThat(server(desk), is(idle(desk, Circuit.OPEN)));

            desk.clock.move(WINDOW);
            assertThat(server(desk).circuit(), is(Circuit.HALF_OPEN));
            desk.server.json(FakeServer.ACTIVE);
            desk.accepted("abc");
            assertThat(server(desk).circuit(), is(Circuit.CLOSED));
        }
    }

    @Test
    void whoWaitsAndWhatIsUnderWay_isCounted() throws Exception {
        try (Callers callers = new Callers();
                IntrospectionFixture desk = IntrospectionFixture.with(
                        builder -> builder.timeout(Duration.ofSeconds(30)).maxConcurrentCalls(3))) {
            desk.server.hold();
            List<Future<Verdict>> requests =
                    List.of(callers.call(() -> desk.show("one")), callers.call(() -> desk.show("two")));
            desk.server.awaitCalls(2);

            assertThat(server(desk).waiting(), is(2));
            assertThat(server(desk).calls(), is(2));
            assertThat(server(desk).maxCalls(), is(3));

            desk.server.release();
            for (Future<Verdict> request : requests) {
                request.get();
            }
            assertThat(server(desk).waiting(), is(0));
            assertThat(server(desk).calls(), is(0));
        }
    }

    @Test
    void rememberedAnswers_areCountedOncePerToken() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                builder -> builder.cacheFor(Duration.ofHours(1)).cacheSize(50))) {
            desk.accepted("abc");
            desk.accepted("abc");
            desk.accepted("abc");
            desk.accepted("abc");
            desk.server.json("{\"active\":false}");
            desk.rejected(Reason.REVOKED, "def");

            assertThat(
                    desk.validator.status().get(1),
                    is(new TokenCacheStatus(desk.server.endpoint().toString(), 2, 100, 3, 2)));
        }
    }
}
