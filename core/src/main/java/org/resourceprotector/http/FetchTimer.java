package org.resourceprotector.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fails futures that are not done in time.
 *
 * <p>Its thread ends soon after the last of them. The one that {@link CompletableFuture#orTimeout}
 * starts never ends, and keeps the class loaders of the application that happened to start it.
 *
 * <p>Thread-safe.
 */
final class FetchTimer {

    private static final long IDLE_SECONDS = 1;

    private final ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, FetchTimer::thread);

    FetchTimer() {
        timers.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timers.allowCoreThreadTimeOut(true);
        timers.setRemoveOnCancelPolicy(true);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(null, task, "resource-protector-timer", 0, false);
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Fails a future because of a {@link TimeoutException}, unless it is done by then. Runs the action before anybody who
     * waits for the future goes on.
     */
    void expire(CompletableFuture<?> future, String address, Duration after, Runnable atEnd) {
        Future<?> timer = timers.schedule(
                () -> {
                    atEnd.run();
                    future.completeExceptionally(
                            FetchFailedException.of(new TimeoutException()).at(address));
                },
                after.toMillis(),
                TimeUnit.MILLISECONDS);
        CompletableFuture<?> unused = future.whenComplete((done, failure) -> timer.cancel(false));
    }
}
