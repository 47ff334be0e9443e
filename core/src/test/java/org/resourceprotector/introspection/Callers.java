package org.resourceprotector.introspection;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests that come at the same time, each on a thread of its own. */
final class Callers implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "caller");
        thread.setDaemon(true);
        return thread;
    });

    <T> Future<T> call(Callable<T> request) {
        return threads.submit(request);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
