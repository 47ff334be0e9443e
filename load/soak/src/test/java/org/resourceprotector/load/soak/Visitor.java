package org.resourceprotector.load.soak;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Visits one node at a steady pace on a thread of its own, and waits for each answer. Thread-safe. */
final class Visitor {

    private final Thread thread;
    private volatile Throwable failure;
    private volatile boolean over;

    /**
     * Lets it come.
     *
     * @param kinds what it may visit with now; if there is nothing it waits
     */
    Visitor(Scene scene, Node node, int perSecond, long seed, Supplier<List<Kind>> kinds) {
        Random random = new Random(seed);
        this.thread = new Thread(
                () -> {
                    while (!over) {
                        long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1) / perSecond;
                        List<Kind> now = kinds.get();
                        if (!now.isEmpty()) {
                            scene.visit(node, Kind.any(now, random), random);
                        }
                        LockSupport.parkNanos(Math.max(0, next - System.nanoTime()));
                    }
                },
                "visitor of " + node.name());
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((any, thrown) -> failure = thrown);
        thread.start();
    }

    /** Lets it come no more, and waits for its last answer; fails if it did not come to the end. */
    void leave() {
        over = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(40));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw new AssertionError("a visitor has stopped", failure);
        }
    }
}
