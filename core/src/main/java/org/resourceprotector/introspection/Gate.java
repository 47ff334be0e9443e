package org.resourceprotector.introspection;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.IntSupplier;
import org.resourceprotector.log.RateLimitedLog;

/**
 * What every call to the server goes through: so many at a time and no more, and none while the server is known to be
 * down. Tells the operator's log of calls that fail and of those that were not made, each kind once a second.
 *
 * <p>Thread-safe.
 */
final class Gate {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String server;
    private final Semaphore calls;
    private final FailFast failFast;
    private final Pace pace;
    private final RateLimitedLog log;

    /** A call to the server. */
    interface Call {
        Answer make() throws NoAnswerException;
    }

    /** What is known of the server: whether it is down, and whether it is slow. */
    record Doubts(FailFast failFast, Pace pace) {}

    Gate(String server, int mostCalls, Doubts doubts, Clock clock) {
        this.server = server;
        this.calls = new Semaphore(mostCalls);
        this.failFast = doubts.failFast();
        this.pace = doubts.pace();
        this.log = new RateLimitedLog(System.getLogger(IntrospectionValidator.class.getName()), clock);
    }

    /**
     * Lets a request wait for the server, and says how long. Refuses at once while the server is known to be down, or slow
     * and awaited by enough others. Whoever comes in must {@link #leave()}.
     */
    Pace.Patience enter() throws NoAnswerException {
        if (failFast.isClosedToAll()) {
            throw closed();
        }
        try {
            return pace.enter();
        } catch (NoAnswerException e) {
            warn("the server is slow; refusing requests that would wait for it");
            throw e;
        }
    }

    void leave() {
        pace.leave();
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
            warn("too many calls are under way; refusing further ones");
            throw NoAnswerException.givenUp("not asked, as too many calls are under way");
        }
        try {
            long start = pace.start();
            FailFast.Pass pass = failFast.mayCall();
            if (pass == FailFast.Pass.NONE) {
                throw closed();
            }
            return made(pass, start, () -> 1 + waiting.getAsInt(), call);
        } finally {
            calls.release();
        }
    }

    private Answer made(FailFast.Pass pass, long start, IntSupplier requests, Call call) throws NoAnswerException {
        boolean settled = false;
        try {
            Answer answer = call.make();
            pace.ended(start);
            failFast.answered();
            settled = true;
            return answer;
        } catch (NoAnswerException e) {
            pace.ended(start);
            settle(e, pass, e.isSilence() ? requests.getAsInt() : 1);
            settled = true;
            throw e;
        } finally {
            if (!settled) {
                failFast.abandoned(pass);
            }
        }
    }

    private void settle(NoAnswerException failure, FailFast.Pass pass, int requests) {
        boolean closes = false;
        switch (failure.kind()) {
            case OUTAGE -> closes = failFast.failed(pass, requests);
            case UNUSABLE -> failFast.answered();
            case NOT_ASKED, GIVEN_UP -> failFast.abandoned(pass);
        }
        warn(failure.getMessage() + (closes ? "; not asking for a while" : ""));
    }

    private void warn(String what) {
        log.warn("Introspection at " + server + ": " + what, null);
    }
}
