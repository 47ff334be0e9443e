package org.resourceprotector.introspection;

import java.time.Clock;
import java.time.Duration;

/**
 * Leaves a server alone for a short while after repeated failures. Then one call may try; what comes of it decides for the
 * others. A clock that was put back ends the while.
 *
 * <p>Thread-safe.
 */
final class FailFast {

    private final int limit;
    private final long window;
    private final Clock clock;

    private int failures;
    private long since;
    private boolean probing;
    private volatile boolean shut;

    /** Whether a call may be made, and what it stands for. */
    enum Pass {
        /** It must not be made. */
        NONE,
        /** It is one of many. */
        CALL,
        /** It is the one that tries. */
        TRY
    }

    /**
     * Starts with confidence.
     *
     * @param limit how many requests must fail one after the other
     * @param window how long the server is left alone
     */
    FailFast(int limit, Duration window, Clock clock) {
        this.limit = limit;
        this.window = window.toMillis();
        this.clock = clock;
    }

    /** Whether nobody may call, nor wait for the one who tries. */
    boolean isClosedToAll() {
        return shut && isClosed();
    }

    private synchronized boolean isClosed() {
        return shut && (probing || left() > 0);
    }

    /** Whether a call may be made; who may make it must say what came of it. */
    synchronized Pass mayCall() {
        if (!shut) {
            return Pass.CALL;
        }
        if (isClosed()) {
            return Pass.NONE;
        }
        probing = true;
        return Pass.TRY;
    }

    synchronized void answered() {
        failures = 0;
        shut = false;
        probing = false;
    }

    /**
     * Counts failed requests. Calls that began before the way was closed tell nothing new, and do not speak for the one that
     * tries.
     *
     * @return whether that is the failure that closes the way
     */
    synchronized boolean failed(Pass pass, int requests) {
        if (shut && pass != Pass.TRY) {
            return false;
        }
        failures = Math.min(limit, failures) + Math.min(limit, requests);
        if (failures < limit) {
            return false;
        }
        boolean first = !shut;
        shut = true;
        probing = false;
        since = clock.millis();
        return first;
    }

    /** Nothing came of the call, good or bad. */
    synchronized void abandoned(Pass pass) {
        if (pass == Pass.TRY) {
            probing = false;
        }
    }

    /** How long to wait before it makes sense to ask again. */
    synchronized Duration pause(Duration least) {
        Duration left = Duration.ofMillis(left());
        return left.compareTo(least) < 0 ? least : left;
    }

    private long left() {
        long passed = clock.millis() - since;
        return passed < 0 || passed >= window ? 0 : window - passed;
    }
}
