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
    private final CircuitBreaker breaker;
    private final Pace pace;
    private final RateLimitedLog log;

    /** A call to the server. */
    interface Call {
        IntrospectionResult make() throws IntrospectionFailedException;
    }

    /** What is known of the server: whether it is down, and whether it is slow. */
    record Doubts(CircuitBreaker breaker, Pace pace) {}

    Gate(String server, int mostCalls, Doubts doubts, Clock clock) {
        this.server = server;
        this.calls = new Semaphore(mostCalls);
        this.breaker = doubts.breaker();
        this.pace = doubts.pace();
        this.log = new RateLimitedLog(System.getLogger(IntrospectionValidator.class.getName()), clock);
    }

    /**
     * Lets a request wait for the server, and says how long. Refuses at once while the server is known to be down, or slow
     * and awaited by enough others. Whoever comes in must {@link #leave()}.
     */
    Pace.Patience enter() throws IntrospectionFailedException {
        if (breaker.isOpen()) {
            throw open();
        }
        try {
            return pace.enter();
        } catch (IntrospectionFailedException e) {
            warn("the server is slow; refusing requests that would wait for it");
            throw e;
        }
    }

    void leave() {
        pace.leave();
    }

    private IntrospectionFailedException open() {
        return IntrospectionFailedException.notAsked(
                "not asked, as the server did not answer just now", breaker.pause(SECOND));
    }

    /**
     * Makes a call, or refuses at once.
     *
     * @param waiting how many requests wait for the same answer
     */
    IntrospectionResult through(IntSupplier waiting, Call call) throws IntrospectionFailedException {
        if (!calls.tryAcquire()) {
            warn("too many calls are under way; refusing further ones");
            throw IntrospectionFailedException.givenUp("not asked, as too many calls are under way");
        }
        try {
            long start = pace.start();
            CircuitBreaker.Permit permit = breaker.acquire();
            if (permit == CircuitBreaker.Permit.NONE) {
                throw open();
            }
            return made(permit, start, () -> 1 + waiting.getAsInt(), call);
        } finally {
            calls.release();
        }
    }

    private IntrospectionResult made(CircuitBreaker.Permit permit, long start, IntSupplier requests, Call call)
            throws IntrospectionFailedException {
        boolean settled = false;
        try {
            IntrospectionResult answer = call.make();
            pace.ended(start);
            breaker.succeeded();
            settled = true;
            return answer;
        } catch (IntrospectionFailedException e) {
            pace.ended(start);
            settle(e, permit, e.isSilence() ? requests.getAsInt() : 1);
            settled = true;
            throw e;
        } finally {
            if (!settled) {
                breaker.abandoned(permit);
            }
        }
    }

    private void settle(IntrospectionFailedException failure, CircuitBreaker.Permit permit, int requests) {
        boolean opens = false;
        switch (failure.kind()) {
            case OUTAGE -> opens = breaker.failed(permit, requests);
            case UNUSABLE -> breaker.succeeded();
            case NOT_ASKED, GIVEN_UP -> breaker.abandoned(permit);
        }
        warn(failure.getMessage() + (opens ? "; not asking for a while" : ""));
    }

    private void warn(String what) {
        log.warn("Introspection at " + server + ": " + what, null);
    }
}
