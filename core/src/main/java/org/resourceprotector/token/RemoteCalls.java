package org.resourceprotector.token;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls of another process that are answered within a time-out, behind a circuit breaker, for what nodes share: who cannot
 * be asked, refuses, or does not answer in time is a {@link ValidationUnavailableException}, which is a 503.
 *
 * <pre>{@code
 * RemoteCalls calls = new RemoteCalls("DynamoDB");
 * Item item = calls.answer(() -> client.getItem(request), Duration.ofMillis(250));
 * }</pre>
 *
 * <p>After 5 calls in a row that were not answered in time, one a second is made, and the others are
 * refused at once. An answer of any kind, also a refusal, closes the circuit again.
 *
 * <p>Does not repeat a call, and does not bound how many wait at once. What was called may take effect though nobody waits
 * for it any more.
 *
 * <p>Thread-safe. Has no thread of its own.
 *
 * @see SharedRevocationFeed
 */
public final class RemoteCalls {

    private static final int TIMEOUTS_TO_OPEN = 5;
    private static final long OPEN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(1);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

    private final String name;
    private final LongSupplier nanoTime;
    private final AtomicInteger timeouts = new AtomicInteger();
    private final AtomicLong nextAttempt;

    /**
     * A circuit of its own.
     *
     * @param name what is called, for messages to the operator and the log; without address and password
     */
    public RemoteCalls(String name) {
        this(name, System::nanoTime);
    }

    RemoteCalls(String name, LongSupplier nanoTime) {
        this.name = Objects.requireNonNull(name, "name");
        this.nanoTime = nanoTime;
        this.nextAttempt = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Checks a time-out that somebody set.
     *
     * @param timeout how long a request may wait
     * @return the same
     * @throws IllegalArgumentException if it is not from a millisecond to a minute
     */
    public static Duration timeout(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout is null: it is not configured, or not yet");
        if (timeout.compareTo(MIN_TIMEOUT) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must be from " + MIN_TIMEOUT + " to " + MAX_TIMEOUT);
        }
        return timeout;
    }

    /**
     * The answer to a call.
     *
     * @param call starts it, and must not wait; is not asked while the circuit is open. What it answers is cancelled, without
     *     an interrupt, if nobody waits any more
     * @param timeout how long the answer is waited for
     * @param <T> the type of the answer
     * @return the answer; null if that is the answer
     * @throws ValidationUnavailableException if there is none. Its cause is what the call threw or failed with, and a
     *     {@link TimeoutException} if it was waited for in vain, here or by the call itself
     */
    public <T> @Nullable T answer(Supplier<? extends Future<T>> call, Duration timeout) {
        if (!mayAsk()) {
            throw unavailable("did not answer in time", null);
        }
        Future<T> future;
        try {
            future = Objects.requireNonNull(call.get(), "a call without an answer");
        } catch (ValidationUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw unavailable("cannot be asked", e);
        }
        return await(future, timeout);
    }

    private <T> @Nullable T await(Future<T> future, Duration timeout) {
        try {
            T answer = future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            timeouts.set(0);
            return answer;
        } catch (TimeoutException e) {
            future.cancel(false);
            throw timedOut(e);
        } catch (CancellationException e) {
            throw unavailable("was not asked any more", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException inTheCall) {
                throw timedOut(inTheCall);
            }
            timeouts.set(0);
            throw unavailable("refused a call", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            future.cancel(false);
            throw unavailable("was asked by a thread that was interrupted", e);
        }
    }

    private ValidationUnavailableException timedOut(TimeoutException e) {
        if (timeouts.incrementAndGet() == TIMEOUTS_TO_OPEN) {
            nextAttempt.set(nanoTime.getAsLong() + OPEN_NANOS);
        }
        return unavailable("did not answer in time", e);
    }

    private ValidationUnavailableException unavailable(String what, @Nullable Throwable cause) {
        return ValidationUnavailableException.withReason(name + " " + what, cause, RETRY_AFTER);
    }

    /** After several calls without an answer, one a second tries. */
    private boolean mayAsk() {
        if (timeouts.get() < TIMEOUTS_TO_OPEN) {
            return true;
        }
        long due = nextAttempt.get();
        long now = nanoTime.getAsLong();
        return now - due >= 0 && nextAttempt.compareAndSet(due, now + OPEN_NANOS);
    }

    /**
     * Tells what is called.
     *
     * @return for example {@code RemoteCalls[Redis]}
     */
    @Override
    public String toString() {
        return "RemoteCalls[" + name + "]";
    }
}
