package org.resourceprotector.introspection;

import java.time.Clock;
import java.time.Duration;
import org.resourceprotector.status.IntrospectionStatus.Circuit;

/**
 * A circuit breaker: opens after a number of failures one after the other, and lets no call through for a while. Then it
 * is half-open: one trial call goes through and decides whether it closes or opens again. One of which nobody hears for
 * too long lets another one try. If the clock is set back, the while is over, and so is a trial.
 *
 * <p>Thread-safe.
 */
final class CircuitBreaker {

    private final int failuresToOpen;
    private final long openFor;
    private final long longestTrial;
    private final Clock clock;

    private State state = State.CLOSED;
    private int failures;
    private long openedAt;
    private long triedAt;

    /** What the breaker does with calls. */
    enum State {
        /** All calls go through. */
        CLOSED,
        /** No call goes through; the first one after a while is the trial call. */
        OPEN,
        /** The trial call is under way, and no other one goes through. */
        HALF_OPEN
    }

    /** Whether a call may be made, and what its outcome means. */
    enum Permit {
        /** It must not be made. */
        NONE,
        /** It is one of many. */
        CALL,
        /** It is the trial call. */
        TRIAL
    }

    /**
     * A closed breaker.
     *
     * @param failuresToOpen how many requests must fail one after the other
     * @param openFor how long no call goes through
     * @param longestTrial how long a trial call keeps others from trying, if nobody says what came of it
     */
    CircuitBreaker(int failuresToOpen, Duration openFor, Duration longestTrial, Clock clock) {
        this.failuresToOpen = failuresToOpen;
        this.openFor = openFor.toMillis();
        this.longestTrial = longestTrial.toMillis();
        this.clock = clock;
    }

    /** Whether a call would not go through. */
    synchronized boolean isOpen() {
        return (state == State.HALF_OPEN && left(triedAt, longestTrial) > 0) || (state == State.OPEN && left() > 0);
    }

    /** What it does with the next call. */
    synchronized Circuit circuit() {
        return switch (state) {
            case CLOSED -> Circuit.CLOSED;
            case HALF_OPEN -> Circuit.HALF_OPEN;
            case OPEN -> left() > 0 ? Circuit.OPEN : Circuit.HALF_OPEN;
        };
    }

    /** Asks to make a call. Whoever gets a permit must say what came of the call. */
    synchronized Permit acquire() {
        if (state == State.CLOSED) {
            return Permit.CALL;
        }
        if (isOpen()) {
            return Permit.NONE;
        }
        state = State.HALF_OPEN;
        triedAt = clock.millis();
        return Permit.TRIAL;
    }

    /** Forgets failures. The success of a call that started before the breaker opened is ignored, too. */
    synchronized void succeeded(Permit permit) {
        if (!counts(permit)) {
            return;
        }
        failures = 0;
        state = State.CLOSED;
    }

    /**
     * Counts failed requests. Failures of calls that started before the breaker opened are ignored: only the trial call
     * decides.
     *
     * @return whether this failure opened a closed breaker
     */
    synchronized boolean failed(Permit permit, int requests) {
        if (!counts(permit)) {
            return false;
        }
        failures = Math.min(failuresToOpen, failures) + Math.min(failuresToOpen, requests);
        if (failures < failuresToOpen) {
            return false;
        }
        boolean opens = state == State.CLOSED;
        state = State.OPEN;
        openedAt = clock.millis();
        return opens;
    }

    /** What became of a trial says nothing any more after another one has decided. */
    private boolean counts(Permit permit) {
        return state == (permit == Permit.TRIAL ? State.HALF_OPEN : State.CLOSED);
    }

    /** The call came to no end that says anything of the server. If it was the trial call, the next one is. */
    synchronized void abandoned(Permit permit) {
        if (permit == Permit.TRIAL && state == State.HALF_OPEN) {
            state = State.OPEN;
        }
    }

    /** How long it takes until a call may go through. */
    synchronized Duration pause(Duration least) {
        Duration left = Duration.ofMillis(left());
        return left.compareTo(least) < 0 ? least : left;
    }

    private long left() {
        return left(openedAt, openFor);
    }

    private long left(long since, long time) {
        long passed = clock.millis() - since;
        return passed < 0 || passed >= time ? 0 : time - passed;
    }
}
