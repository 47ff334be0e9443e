package org.resourceprotector.infinispan;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * Answers of Infinispan within a time-out. Several calls without an answer open a circuit: one a second tries, and the
 * others are refused at once.
 *
 * <p>Thread-safe.
 */
final class Answers {

    private static final int TIMEOUTS_TO_OPEN = 5;
    private static final long OPEN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(1);

    private final AtomicInteger timeouts = new AtomicInteger();
    private final AtomicLong nextAttempt = new AtomicLong(System.nanoTime());

    static Duration within(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout is out of bounds: " + timeout);
        }
        return timeout;
    }

    /**
     * The answer to a call; null if that is the answer.
     *
     * @throws ValidationUnavailableException if there is none
     */
    <T> @Nullable T to(Supplier<CompletableFuture<T>> call, Duration timeout) {
        if (!mayAsk()) {
            throw unavailable("Infinispan did not answer in time", null);
        }
        CompletableFuture<T> future;
        try {
            future = call.get();
        } catch (RuntimeException e) {
            throw unavailable("Infinispan cannot be asked", e);
        }
        return await(future, timeout);
    }

    private <T> @Nullable T await(CompletableFuture<T> future, Duration timeout) {
        try {
            T answer = future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            timeouts.set(0);
            return answer;
        } catch (TimeoutException e) {
            if (timeouts.incrementAndGet() == TIMEOUTS_TO_OPEN) {
                nextAttempt.set(System.nanoTime() + OPEN_NANOS);
            }
            throw unavailable("Infinispan did not answer in time", e);
        } catch (CancellationException e) {
            throw unavailable("Infinispan was not asked any more", e);
        } catch (ExecutionException e) {
            timeouts.set(0);
            throw unavailable("Infinispan refused a call", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted while Infinispan was asked", e);
        }
    }

    static ValidationUnavailableException unavailable(String sentence, @Nullable Throwable cause) {
        return new ValidationUnavailableException(sentence, cause, RETRY_AFTER);
    }

    /** After several calls without an answer, one a second tries. */
    private boolean mayAsk() {
        if (timeouts.get() < TIMEOUTS_TO_OPEN) {
            return true;
        }
        long due = nextAttempt.get();
        long now = System.nanoTime();
        return now - due >= 0 && nextAttempt.compareAndSet(due, now + OPEN_NANOS);
    }
}
