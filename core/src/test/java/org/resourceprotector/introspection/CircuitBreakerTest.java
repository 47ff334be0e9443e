package org.resourceprotector.introspection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.Await;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.introspection.FailFast.Pass;
import org.resourceprotector.introspection.FakeServer.Reply;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.KeySet;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.token.Verdict;

/** Who may try when a server that was down is left alone no longer. */
class FailFastTest {

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final MovedClock clock = new MovedClock();
    private final FailFast failFast = new FailFast(1, WINDOW, clock);

    private void closeAndWait() {
        failFast.failed(failFast.mayCall(), 1);
        clock.move(WINDOW);
    }

    @Test
    @DisplayName("R7662-2.3-b one call tries; one from before that is given up does not let another try beside it")
    void anOldCallThatIsGivenUp() {
        Pass old = failFast.mayCall();
        closeAndWait();
        assertThat(failFast.mayCall(), is(Pass.TRY));

        failFast.abandoned(old);

        assertThat(failFast.mayCall(), is(Pass.NONE));
    }

    @Test
    void anOldCallThatFailsDoesNotSpeakForTheOneThatTries() {
        Pass old = failFast.mayCall();
        closeAndWait();
        Pass attempt = failFast.mayCall();

        failFast.failed(old, 1);
        assertThat(failFast.mayCall(), is(Pass.NONE));
        clock.move(WINDOW);
        assertThat(failFast.mayCall(), is(Pass.NONE));

        failFast.abandoned(attempt);
        assertThat(failFast.mayCall(), is(Pass.TRY));
    }

    @Test
    void aCallThatBreaksDownLetsTheNextOneTry() {
        Pace pace = new Pace(new Pace.Limits(WINDOW, Pace.Few.exactly(1), WINDOW), clock);
        Gate gate = new Gate("server", 1, new Gate.Doubts(failFast, pace), clock);
        closeAndWait();
        for (int i = 0; i < 3; i++) {
            assertThrows(
                    StackOverflowError.class,
                    () -> gate.through(() -> 0, () -> {
                        throw new StackOverflowError();
                    }));
        }
    }

    @Test
    void whoWaitsForACallThatBreaksDownIsToldAtOnce() throws Exception {
        KeySource broken = new KeySource() {

            @Override
            public KeySet keys() {
                throw new StackOverflowError();
            }

            @Override
            public KeySet refreshFor(String keyId) {
                throw new StackOverflowError();
            }
        };
        String header = TokenForge.base64("{\"alg\":\"RS256\",\"typ\":\"token-introspection+jwt\"}".getBytes(US_ASCII));
        try (Callers callers = new Callers();
                Desk desk = Desk.with(builder -> builder.issuer(Desk.ISSUER)
                        .timeout(Duration.ofMinutes(1))
                        .requireSignedResponses()
                        .keys(broken))) {
            desk.server.hold().answering(Reply.of(200, "application/token-introspection+jwt", header + ".e30.AA"));
            Future<Verdict> leader = callers.call(() -> desk.show("abc"));
            desk.server.awaitCalls(1);
            Future<Verdict> follower = callers.call(() -> desk.show("abc"));
            Await.until("1 waits", () -> desk.validator.introspection().waiting() == 1);
            desk.server.release();

            assertThat(failureOf(leader), is("StackOverflowError"));
            assertThat(failureOf(follower), is("ValidationUnavailableException"));
            assertThat(desk.validator.introspection().underWay(), is(0));
        }
    }

    private static String failureOf(Future<Verdict> request) {
        return assertThrows(ExecutionException.class, () -> request.get(30, TimeUnit.SECONDS))
                .getCause()
                .getClass()
                .getSimpleName();
    }
}
