package org.resourceprotector.load.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Clients that come at a steady pace, each on a thread of its own: each waits for its answer before it comes again, and does
 * not make up for the times that it missed while it waited.
 */
final class Visitors implements AutoCloseable {

    private static final int CLIENTS = 4;

    private final List<Thread> threads = new ArrayList<>();
    private volatile Tally tally = new Tally();
    private volatile boolean over;

    /** Lets them come, each so often. */
    Visitors(Duration pause, Consumer<Tally> visit) {
        for (int i = 0; i < CLIENTS; i++) {
            Thread thread = new Thread(() -> come(pause.toNanos(), visit), "visitor");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void come(long pause, Consumer<Tally> visit) {
        long next = System.nanoTime();
        while (!over) {
            visit.accept(tally);
            next = Math.max(next + pause, System.nanoTime());
            for (long left = next - System.nanoTime(); left > 0 && !over; left = next - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    /** Counts anew from here, and answers what was counted before; who waits for an answer still counts there. */
    Tally turnPage() {
        Tally before = tally;
        tally = new Tally();
        return before;
    }

    Tally tally() {
        return tally;
    }

    /** Lets nobody come any more, and waits for the answers to those who came. */
    void leave() {
        over = true;
        try {
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(40));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        leave();
    }
}
