package org.resourceprotector.introspection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.Await;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.introspection.CircuitBreaker.Permit;
import org.resourceprotector.introspection.FakeServer.Reply;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.KeySet;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.token.Verdict;

/** Who may try when a server that was down is left alone no longer. */
class CircuitBreakerTest {

    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration TRIAL = Duration.ofMinutes(1);

    private final MovedClock clock = new MovedClock();
    private final CircuitBreaker breaker = new CircuitBreaker(1, WINDOW, TRIAL, clock);

    private void openAndWait() {
        breaker.failed(breaker.acquire(), 1);
        clock.move(WINDOW);
    }

    @Test
    void failuresInARow_openTheBreaker() {
        CircuitBreaker three = new CircuitBreaker(3, WINDOW, TRIAL, clock);
        assertThat(three.failed(three.acquire(), 1), is(false));
        assertThat(three.failed(three.acquire(), 1), is(false));
        three.succeeded(Permit.CALL);
        assertThat(three.failed(three.acquire(), 2), is(false));
        assertThat(three.isOpen(), is(false));

        assertThat(three.failed(three.acquire(), 1), is(true));

        assertThat(three.isOpen(), is(true));
        assertThat(three.acquire(), is(Permit.NONE));
        assertThat(three.pause(Duration.ofSeconds(1)), is(WINDOW));
    }

    @Test
    void trialCall_closesTheBreakerOrOpensItAgain() {
        openAndWait();
        assertThat(breaker.isOpen(), is(false));
        assertThat(breaker.acquire(), is(Permit.TRIAL));
        assertThat(breaker.isOpen(), is(true));
        assertThat(breaker.failed(Permit.TRIAL, 1), is(false));
        assertThat(breaker.acquire(), is(Permit.NONE));

        clock.move(WINDOW);
        assertThat(breaker.acquire(), is(Permit.TRIAL));
        breaker.succeeded(Permit.TRIAL);
        assertThat(breaker.acquire(), is(Permit.CALL));
    }

    @Test
    void trialCallThatNobodyHearsOf_letsAnotherOneTry() {
        openAndWait();
        breaker.acquire();
        clock.move(TRIAL.minusMillis(1));
        assertThat(breaker.isOpen(), is(true));
        assertThat(breaker.acquire(), is(Permit.NONE));

        clock.move(Duration.ofMillis(1));
        assertThat(breaker.isOpen(), is(false));
        assertThat(breaker.acquire(), is(Permit.TRIAL));
        assertThat(breaker.acquire(), is(Permit.NONE));
        breaker.succeeded(Permit.TRIAL);
        assertThat(breaker.acquire(), is(Permit.CALL));
    }

    @Test
    void clockSetBack_endsTheTrial() {
        openAndWait();
        breaker.acquire();
        clock.move(Duration.ofMillis(-1));

        assertThat(breaker.acquire(), is(Permit.TRIAL));
    }

    @Test
    @DisplayName("R7662-2.3-b a bearer token that does not come keeps nobody else from asking for long")
    void clientThatHangsInTheTrialCall_isNotWaitedForForever() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AtomicBoolean hangs = new AtomicBoolean();
        ClientAuthentication client = ClientAuthentication.bearer(() -> {
            if (hangs.compareAndSet(true, false)) {
                awaitQuietly(end);
            }
            return "own";
        });
        try (Callers callers = new Callers();
                IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.client(client)
                        .timeout(IntrospectionFixture.PATIENT)
                        .circuitBreaker(1, WINDOW))) {
            desk.server.answering(Reply.status(500));
            desk.unavailable("abc");
            desk.server.json(FakeServer.ACTIVE);
            desk.clock.move(WINDOW);
            hangs.set(true);
            Future<Verdict> hanging = callers.call(() -> desk.show("abc"));
            Await.until("the trial hangs", () -> !hangs.get());
            desk.unavailable("abd");

            desk.clock.move(IntrospectionFixture.PATIENT.multipliedBy(4));
            desk.accepted("abd");
            end.countDown();
            assertThat(hanging.get(30, TimeUnit.SECONDS), is(instanceOf(Verdict.Accepted.class)));
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void clockSetBack_endsTheOpenState() {
        breaker.failed(breaker.acquire(), 1);
        clock.move(Duration.ofMillis(-1));

        assertThat(breaker.acquire(), is(Permit.TRIAL));
    }

    @Test
    @DisplayName("R7662-2.3-b one call tries; one from before that is given up does not let another try beside it")
    void anOldCallThatIsGivenUp() {
        Permit old = breaker.acquire();
        openAndWait();
        assertThat(breaker.acquire(), is(Permit.TRIAL));

        breaker.abandoned(old);

        assertThat(breaker.acquire(), is(Permit.NONE));
    }

    @Test
    void anOldCallThatFailsDoesNotSpeakForTheOneThatTries() {
        Permit old = breaker.acquire();
        openAndWait();
        Permit attempt = breaker.acquire();

        assertThat(breaker.failed(old, 1), is(false));
        assertThat(breaker.acquire(), is(Permit.NONE));
        clock.move(WINDOW);
        assertThat(breaker.acquire(), is(Permit.NONE));

        breaker.abandoned(attempt);
        assertThat(breaker.acquire(), is(Permit.TRIAL));
    }

    @Test
    void oldCallThatSucceeds_doesNotCloseTheBreaker() {
        Permit old = breaker.acquire();
        breaker.failed(breaker.acquire(), 1);

        breaker.succeeded(old);
        assertThat(breaker.acquire(), is(Permit.NONE));

        clock.move(WINDOW);
        assertThat(breaker.acquire(), is(Permit.TRIAL));
        breaker.succeeded(old);
        assertThat(breaker.acquire(), is(Permit.NONE));
    }

    @Test
    void aCallThatBreaksDownLetsTheNextOneTry() {
        Bulkhead bulkhead = new Bulkhead(new Bulkhead.Limits(WINDOW, new Bulkhead.Few(1, 1), WINDOW), clock);
        GuardedServer guarded = new GuardedServer("server", 1, bulkhead, breaker, clock);
        openAndWait();
        for (int i = 0; i < 3; i++) {
            assertThrows(
                    StackOverflowError.class,
                    () -> guarded.call(() -> 0, () -> {
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
                IntrospectionFixture desk =
                        IntrospectionFixture.with(builder -> builder.issuer(IntrospectionFixture.ISSUER)
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
