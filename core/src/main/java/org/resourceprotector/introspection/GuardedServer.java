package org.resourceprotector.introspection;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.status.IntrospectionStatus;

/**
 * The server behind its bulkhead, a bound on calls, and a circuit breaker. Logs calls that fail and
 * those that were not made, rate-limited.
 *
 * <p>Thread-safe.
 */
final class GuardedServer {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String name;
    private final int maxCalls;
    private final Semaphore calls;
    private final Bulkhead bulkhead;
    private final CircuitBreaker breaker;
    private final RateLimitedLog log;

    /** A call to the server. */
    interface Call {
        IntrospectionResult make() throws IntrospectionFailedException;
    }

    /** Waits for the server, no longer than it is told. */
    interface Waiting {
        IntrospectionResult await(Bulkhead.MaxWait maxWait) throws IntrospectionFailedException;
    }

    GuardedServer(String name, int maxConcurrentCalls, Bulkhead bulkhead, CircuitBreaker breaker, Clock clock) {
        this.name = name;
        this.maxCalls = maxConcurrentCalls;
        this.calls = new Semaphore(maxConcurrentCalls);
        this.bulkhead = bulkhead;
        this.breaker = breaker;
        this.log = new RateLimitedLog(System.getLogger(IntrospectionValidator.class.getName()), clock);
    }

    String name() {
        return name;
    }

    /** Whether the server is asked, and how many wait for it. */
    IntrospectionStatus status() {
        return new IntrospectionStatus(
                name,
                breaker.circuit(),
                bulkhead.held(),
                bulkhead.mostNow(),
                maxCalls - calls.availablePermits(),
                maxCalls);
    }

    /** Lets a request wait for the server, or fails at once if it is down, or slow and others wait. */
    IntrospectionResult await(Waiting waiting) throws IntrospectionFailedException {
        if (breaker.isOpen()) {
            throw open();
        }
        Bulkhead.MaxWait maxWait;
        try {
            maxWait = bulkhead.enter();
        } catch (IntrospectionFailedException e) {
            warn(e.getMessage());
            throw e;
        }
        try {
            return waiting.await(maxWait);
        } finally {
            bulkhead.leave();
        }
    }

    private IntrospectionFailedException open() {
        return IntrospectionFailedException.notAsked(
                "not asked, as the server did not answer just now", breaker.pause(SECOND));
    }

    /**
     * Makes a call, or fails at once.
     *
     * @param sharing how many other requests share the response
     */
    IntrospectionResult call(IntSupplier sharing, Call call) throws IntrospectionFailedException {
        if (!calls.tryAcquire()) {
            warn("not asked, as too many calls are under way");
            throw IntrospectionFailedException.givenUp("not asked, as too many calls are under way");
        }
        try {
            // Made beforehand: whoever has the permit of the trial call must come to the end of it.
            IntSupplier requests = () -> 1 + sharing.getAsInt();
            long start = bulkhead.start();
            CircuitBreaker.Permit permit = breaker.acquire();
            if (permit == CircuitBreaker.Permit.NONE) {
                throw open();
            }
            return made(permit, start, requests, call);
        } finally {
            calls.release();
        }
    }

    private IntrospectionResult made(CircuitBreaker.Permit permit, long start, IntSupplier requests, Call call)
            throws IntrospectionFailedException {
        boolean settled = false;
        try {
            IntrospectionResult result = call.make();
            bulkhead.ended(start);
            breaker.succeeded(permit);
            settled = true;
            return result;
        } catch (IntrospectionFailedException e) {
            bulkhead.ended(start);
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
            case UNUSABLE -> breaker.succeeded(permit);
            case NOT_ASKED, GIVEN_UP -> breaker.abandoned(permit);
        }
        warn(failure.getMessage() + (opens ? "; not asking for a while" : ""));
    }

    private void warn(@Nullable String what) {
        log.warn("Introspection at " + name + ": " + what, null);
    }
}
