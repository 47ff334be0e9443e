package org.resourceprotector.hazelcast;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.resourceprotector.token.RemoteCalls;

/**
 * Calls of Hazelcast that nobody has to wait for. Hazelcast itself waits a minute for a member that hangs, so that its calls
 * run on threads of our own, of which there are {@value #MAX_THREADS}; they end when they have nothing to do.
 *
 * <p>Thread-safe.
 */
final class Calls implements Executor, AutoCloseable {

    private static final int MAX_THREADS = 32;
    private static final int MAX_QUEUED = 1_000;

    /** Hazelcast calls a write done after 5 seconds, though no backup has it. */
    private static final Duration MAX_TIMEOUT = Duration.ofSeconds(4);

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MAX_THREADS, MAX_THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_QUEUED), Calls::thread);

    Calls() {
        threads.allowCoreThreadTimeOut(true);
    }

    static Duration timeout(Duration timeout) {
        Duration within = RemoteCalls.timeout(timeout);
        if (within.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must not be longer than " + MAX_TIMEOUT);
        }
        return within;
    }

    /** Keeps neither the request nor the application that started it. */
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(null, task, "resource-protector-hazelcast", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(Calls.class.getClassLoader());
        return thread;
    }

    /** One that leaves the queue if nobody waits for it any more. */
    private final class Call<T> extends FutureTask<T> {

        Call(Callable<T> call) {
            super(call);
        }

        @Override
        protected void done() {
            if (isCancelled()) {
                threads.remove(this);
            }
        }
    }

    /**
     * Starts a call.
     *
     * @throws RejectedExecutionException if too many wait, or this was closed
     */
    <T> Future<T> start(Callable<T> call) {
        Call<T> started = new Call<>(call);
        threads.execute(started);
        return started;
    }

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
