package org.resourceprotector.hazelcast;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * Calls of Hazelcast that are answered within a time-out. Hazelcast itself waits a minute for a member that hangs, so that
 * its calls run on threads of our own, of which there are {@value #MAX_THREADS}; they end when they have nothing to do.
 *
 * <p>Several calls without an answer open a circuit: one a second tries, and the others are refused at once.
 *
 * <p>Thread-safe.
 */
final class Calls implements AutoCloseable {

    private static final int MAX_THREADS = 32;
    private static final int MAX_QUEUED = 1_000;
    private static final int TIMEOUTS_TO_OPEN = 5;
    private static final long OPEN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /** Hazelcast calls a write done after 5 seconds, though no backup has it. */
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(4);

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MAX_THREADS, MAX_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_QUEUED), Calls::thread);
    private final AtomicInteger timeouts = new AtomicInteger();
    private final AtomicLong nextAttempt = new AtomicLong(System.nanoTime());

    Calls() {
        threads.allowCoreThreadTimeOut(true);
    }

    static Duration within(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout is out of bounds: " + timeout);
        }
        return timeout;
    }

    /** Keeps neither the request nor the application that started it. */
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(null, task, "resource-protector-hazelcast", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Calls.class.getClassLoader());
        return thread;
    }

    /**
     * The answer to a call; null if that is the answer.
     *
     * @throws ValidationUnavailableException if there is none
     */
    <T> @Nullable T answer(Callable<T> call, Duration timeout) {
        if (!mayAsk()) {
            throw unavailable("Hazelcast did not answer in time", null);
        }
        FutureTask<T> task = new FutureTask<>(call);
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw unavailable("too many wait for Hazelcast, or this was closed", e);
        }
        try {
            return await(task, timeout);
        } catch (ValidationUnavailableException e) {
            threads.remove(task);
            throw e;
        }
    }

    private <T> @Nullable T await(Future<T> future, Duration timeout) {
        try {
            T answer = future.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            timeouts.set(0);
            return answer;
        } catch (TimeoutException e) {
            future.cancel(false);
            if (timeouts.incrementAndGet() == TIMEOUTS_TO_OPEN) {
                nextAttempt.set(System.nanoTime() + OPEN_NANOS);
            }
            throw unavailable("Hazelcast did not answer in time", e);
        } catch (CancellationException e) {
            throw unavailable("Hazelcast was not asked any more", e);
        } catch (ExecutionException e) {
            timeouts.set(0);
            throw unavailable("Hazelcast refused a call", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            future.cancel(false);
            throw unavailable("interrupted while Hazelcast was asked", e);
        }
    }

    /** Runs something that nobody waits for, if there is room. */
    void tryLater(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException full) {
            // the next caller tries again
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

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
