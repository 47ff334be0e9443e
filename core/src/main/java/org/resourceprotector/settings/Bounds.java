package org.resourceprotector.settings;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks settings against the bounds that everything has. */
public final class Bounds {

    public static final Duration MIN_DURATION = Duration.ofMillis(1);

    public static final Duration DAY = Duration.ofDays(1);

    private Bounds() {}

    /** Returns the value. A {@code NullPointerException} if it is null, an {@code IllegalArgumentException} if it is out of bounds. */
    public static Duration within(String name, @Nullable Duration value, Duration min, Duration max) {
        Duration given = Given.required(value, name);
        if (given.compareTo(min) < 0 || given.compareTo(max) > 0) {
            throw new IllegalArgumentException(name + " must be from " + min + " to " + max);
        }
        return given;
    }

    /** Returns the value. An {@code IllegalArgumentException} if it is not from 1 to max. */
    public static int within(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " must be from 1 to " + max);
        }
        return value;
    }
}
