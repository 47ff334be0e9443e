package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RemoteCallsTest {

    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration HASTY = Duration.ofMillis(1);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final RemoteCalls calls = new RemoteCalls("Valkey", nanos::get);

    private String answer(CompletableFuture<String> future) {
        return calls.answer(
                () -> {
                    asked.incrementAndGet();
                    return future;
                },
                future.isDone() ? PATIENT : HASTY);
    }

    private ValidationUnavailableException outage(CompletableFuture<String> future) {
        return assertThrows(ValidationUnavailableException.class, () -> answer(future));
    }

    private void timeOut(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(outage(new CompletableFuture<>()).getMessage(), is("Valkey did not answer in time"));
        }
    }

    @Test
    void answer_isHandedOn() {
        assertThat(answer(CompletableFuture.completedFuture("yes")), is("yes"));
        assertThat(answer(CompletableFuture.completedFuture(null)), is(nullValue()));
    }

    @Test
    void whoRefusesOrCannotBeAsked_isUnavailable() {
        ValidationUnavailableException refused = outage(CompletableFuture.failedFuture(new IOException("no")));
        assertThat(refused.getMessage(), is("Valkey refused a call"));
        assertThat(refused.getCause(), is(instanceOf(IOException.class)));
        assertThat(refused.retryAfter().orElseThrow(), is(Duration.ofSeconds(1)));

        ValidationUnavailableException closed = assertThrows(
                ValidationUnavailableException.class,
                () -> calls.answer(
                        () -> {
                            throw new IllegalStateException("closed");
                        },
                        PATIENT));
        assertThat(closed.getMessage(), is("Valkey cannot be asked"));
        assertThat(closed.getCause(), is(instanceOf(IllegalStateException.class)));

        CompletableFuture<String> cancelled = new CompletableFuture<>();
        cancelled.cancel(false);
        assertThat(outage(cancelled).getMessage(), is("Valkey was not asked any more"));
    }

    @Test
    void callWithoutAFuture_isUnavailable() {
        ValidationUnavailableException none =
                assertThrows(ValidationUnavailableException.class, () -> calls.answer(() -> null, PATIENT));
        assertThat(none.getMessage(), is("Valkey cannot be asked"));
    }

    @Test
    void timeOutInTheCall_opensTheCircuit() {
        CompletableFuture<String> late = CompletableFuture.failedFuture(new TimeoutException("of the client"));
        for (int i = 0; i < 5; i++) {
            assertThat(outage(late).getMessage(), is("Valkey did not answer in time"));
        }
        outage(CompletableFuture.completedFuture("yes"));
        assertThat(asked.get(), is(5));
    }

    @Test
    void outageThatTheCallTellsOf_isHandedOn() {
        ValidationUnavailableException own = new ValidationUnavailableException("it evicts");
        assertThat(
                assertThrows(
                        ValidationUnavailableException.class,
                        () -> calls.answer(
                                () -> {
                                    throw own;
                                },
                                PATIENT)),
                is(sameInstance(own)));
    }

    @Test
    void afterFiveTimeOuts_oneASecondIsAsked() {
        timeOut(4);
        nanos.addAndGet(5_000_000_000L);
        timeOut(1);
        CompletableFuture<String> answer = CompletableFuture.completedFuture("yes");
        assertThat(outage(answer).getCause(), is(nullValue()));
        nanos.addAndGet(999_999_999);
        outage(answer);
        assertThat(asked.get(), is(5));

        nanos.addAndGet(1);
        timeOut(1);
        assertThat(asked.get(), is(6));
        outage(answer);
        assertThat(asked.get(), is(6));

        nanos.addAndGet(1_000_000_000);
        assertThat(answer(answer), is("yes"));
        assertThat(answer(answer), is("yes"));
    }

    @Test
    void answerOfAnyKind_closesTheCircuit() {
        timeOut(4);
        answer(CompletableFuture.completedFuture("yes"));
        timeOut(4);
        outage(CompletableFuture.failedFuture(new IOException("no")));
        timeOut(4);
        assertThat(asked.get(), is(14));
    }

    @Test
    void callThatNobodyWaitsFor_isCancelled() {
        CompletableFuture<String> late = new CompletableFuture<>();
        assertThat(outage(late).getCause(), is(instanceOf(TimeoutException.class)));
        assertThat(late.isCancelled(), is(true));
    }

    @Test
    void interrupt_isAnOutage_andIsKept() {
        CompletableFuture<String> late = new CompletableFuture<>();
        Thread.currentThread().interrupt();
        assertThrows(ValidationUnavailableException.class, () -> calls.answer(() -> late, PATIENT));
        assertThat(Thread.interrupted(), is(true));
        assertThat(late.isCancelled(), is(true));
    }

    @Test
    void timeoutsOutOfBounds_areRefused() {
        for (Duration timeout :
                new Duration[] {Duration.ZERO, Duration.ofMinutes(1).plusNanos(1)}) {
            assertThrows(IllegalArgumentException.class, () -> RemoteCalls.timeout(timeout));
        }
        assertThat(
                assertThrows(NullPointerException.class, () -> RemoteCalls.timeout(null))
                        .getMessage(),
                is("timeout is null: it is not configured, or not yet"));
        assertThat(RemoteCalls.timeout(HASTY), is(HASTY));
        assertThat(RemoteCalls.timeout(Duration.ofMinutes(1)), is(Duration.ofMinutes(1)));
        assertThat(new RemoteCalls("Valkey").toString(), is("RemoteCalls[Valkey]"));
    }
}
