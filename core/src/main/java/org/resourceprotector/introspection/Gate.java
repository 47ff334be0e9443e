package org.resourceprotector.introspection;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/**
 * What every call to the server goes through: so many at a time and no more, and none while the server is known to be
 * down. Tells the operator's log of every call that fails, and now and then of those that were not made.
 *
 * <p>Thread-safe.
 */
final class Gate {

    private static final System.Logger LOG = System.getLogger(IntrospectionValidator.class.getName());
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String server;
    private final Semaphore calls;
    private final FailFast failFast;
    private final Clock clock;
    private final AtomicLong lastTold = new AtomicLong(Long.MIN_VALUE);

    /** A call to the server. */
    interface Call {
        Answer make() throws NoAnswerException;
    }

    Gate(String server, int mostCalls, FailFast failFast, Clock clock) {
        this.server = server;
        this.calls = new Semaphore(mostCalls);
        this.failFast = failFast;
        this.clock = clock;
    }

    /** Refuses at once while the server is known to be down. */
    void requireOpen() throws NoAnswerException {
        if (failFast.isClosedToAll()) {
            throw closed();
        }
    }

    private NoAnswerException closed() {
        return NoAnswerException.notAsked("not asked, as the server did not answer just now", failFast.pause(SECOND));
    }

    /**
     * Makes a call, or refuses at once.
     *
     * @param waiting how many requests wait for the same answer
     */
    Answer through(IntSupplier waiting, Call call) throws NoAnswerException {
        if (!calls.tryAcquire()) {
            tellNowAndThen();
            throw NoAnswerException.givenUp("not asked, as too many calls are under way");
        }
        try {
            if (!failFast.mayCall()) {
                throw closed();
            }
            return made(waiting, call);
        } finally {
            calls.release();
        }
    }

    private Answer made(IntSupplier waiting, Call call) throws NoAnswerException {
        boolean settled = false;
        try {
            Answer answer = call.make();
            failFast.answered();
            settled = true;
            return answer;
        } catch (NoAnswerException e) {
            settle(e, 1 + waiting.getAsInt());
            settled = true;
            throw e;
        } finally {
            if (!settled) {
                failFast.abandoned();
            }
        }
    }

    private void settle(NoAnswerException failure, int requests) {
        boolean closes = false;
        switch (failure.kind()) {
            case OUTAGE -> closes = failFast.failed(requests);
            case UNUSABLE -> failFast.answered();
            case NOT_ASKED, GIVEN_UP -> failFast.abandoned();
        }
        LOG.log(
                WARNING,
                "Introspection at {0}: {1}{2}",
                server,
                failure.getMessage(),
                closes ? "; not asking for a while" : "");
    }

    private void tellNowAndThen() {
        long now = clock.millis();
        long last = lastTold.get();
        boolean due = last == Long.MIN_VALUE || now < last || now - last >= SECOND.toMillis();
        if (due && lastTold.compareAndSet(last, now)) {
            LOG.log(WARNING, "Introspection at {0}: too many calls are under way; refusing further ones", server);
        }
    }
}
