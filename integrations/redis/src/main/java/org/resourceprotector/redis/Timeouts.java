package org.resourceprotector.redis;

import java.time.Duration;

/** The bounds of a time-out. */
final class Timeouts {

    private Timeouts() {}

    static Duration within(Duration timeout) {
        if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("timeout is out of bounds: " + timeout);
        }
        return timeout;
    }
}
