package org.resourceprotector.interleaving;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads that stop at each call-out of the library, and are let go one at a time, in an order that a seed decides. Fakes
 * call {@link #callOut}; the test calls {@link #step} for as long as it answers true, and does what else may happen in
 * between: answers come, the clock moves, a thread is interrupted.
 *
 * <p>The same seed is the same order as long as nobody is woken late by the operating system, so that what is asserted must
 * hold for every order. Moments are counted by {@link #moment}.
 */
public final class Schedule implements AutoCloseable {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final Random random;
    private final List<Actor> actors = new ArrayList<>();
    private final AtomicInteger moments = new AtomicInteger();
    private final Semaphore stopped = new Semaphore(0);
    private volatile boolean isFree;

    /** What an actor does; whatever it throws is a failure of the test. */
    public interface Task {
        void run() throws Exception;
    }

    private final class Actor extends Thread {

        private final Task task;
        private final Semaphore go = new Semaphore(0);
        private volatile boolean isAtGate;
        private volatile boolean hasEnded;
        private volatile @Nullable Throwable thrown;

        Actor(Task task) {
            super("actor " + actors.size());
            this.task = task;
            setDaemon(true);
        }

        @Override
        public void run() {
            halt(this);
            try {
                task.run();
            } catch (Throwable e) {
                thrown = e;
            }
            hasEnded = true;
            stopped.release();
        }

        /** Whether it goes no further by itself: it stands at a call-out, waits inside the library, or has ended. */
        boolean rests() {
            State state = getState();
            return isAtGate
                    || state == State.WAITING
                    || state == State.TIMED_WAITING
                    || state == State.BLOCKED
                    || hasEnded;
        }
    }

    public Schedule(Random random) {
        this.random = random;
    }

    /** The next moment: what has the higher number came later. */
    public int moment() {
        return moments.incrementAndGet();
    }

    /** A thread that does something when it is let go. */
    public Thread start(Task task) {
        Actor actor = new Actor(task);
        actors.add(actor);
        actor.start();
        settle();
        return actor;
    }

    /** Stops an actor until it is let go; other threads pass. */
    public void callOut() {
        if (Thread.currentThread() instanceof Actor actor && !isFree) {
            halt(actor);
        }
    }

    private void halt(Actor actor) {
        actor.isAtGate = true;
        stopped.release();
        actor.go.acquireUninterruptibly();
    }

    /** Lets one of those go that stand at a call-out, up to the next one; false if there is none. */
    public boolean step() {
        List<Actor> standing = actors.stream().filter(actor -> actor.isAtGate).toList();
        if (standing.isEmpty()) {
            return false;
        }
        letGo(standing.get(random.nextInt(standing.size())));
        settle();
        return true;
    }

    private static void letGo(Actor actor) {
        actor.isAtGate = false;
        actor.go.release();
    }

    /** An actor that has not ended, to be interrupted; null if all have. */
    public @Nullable Thread someActor() {
        List<Actor> live = actors.stream().filter(actor -> !actor.hasEnded).toList();
        return live.isEmpty() ? null : live.get(random.nextInt(live.size()));
    }

    /** Until nobody goes on: twice, as one that was just woken looks as if it still waited. */
    public void settle() {
        long end = System.nanoTime() + PATIENCE;
        for (int calm = 0; calm < 2; ) {
            boolean rest = actors.stream().allMatch(Actor::rests);
            calm = rest ? calm + 1 : 0;
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("a thread goes on and on");
            }
            if (!rest) {
                awaitStop();
            }
        }
    }

    /** Until somebody stops or ends; who waits inside the library does not tell. */
    private void awaitStop() {
        try {
            if (stopped.tryAcquire(LOOK_NANOS, TimeUnit.NANOSECONDS)) {
                stopped.drainPermits();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets all go, and fails if one does not end, or ended with what it may not throw. */
    public void end() {
        isFree = true;
        // one that was at the gate already, or comes to it because it had looked before
        actors.forEach(Schedule::letGo);
        for (Actor actor : actors) {
            try {
                actor.join(TimeUnit.NANOSECONDS.toMillis(PATIENCE));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (actor.isAlive()) {
                AssertionError hangs = new AssertionError("somebody waits for ever");
                hangs.setStackTrace(actor.getStackTrace());
                throw hangs;
            }
            Throwable thrown = actor.thrown;
            if (thrown != null) {
                throw new AssertionError("an actor failed: " + thrown, thrown);
            }
        }
    }

    @Override
    public void close() {
        isFree = true;
        actors.forEach(Schedule::letGo);
    }
}
