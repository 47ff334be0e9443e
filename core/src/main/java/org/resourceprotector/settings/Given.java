package org.resourceprotector.settings;

import org.jspecify.annotations.Nullable;

/** Checks that settings are there which an application mostly takes from its configuration. */
public final class Given {

    private static final String WHY = " is null: it is not configured, or not yet. Quarkus RESTEasy Classic calls"
            + " getSingletons() at build time, before there is any configuration: register the protector in a Feature"
            + " with @Provider there";

    private Given() {}

    /** Returns the value. A {@code NullPointerException} that names the setting if it is null. */
    public static <T> T required(@Nullable T value, String setting) {
        if (value == null) {
            throw new NullPointerException(setting + WHY);
        }
        return value;
    }

    /** Returns the value. A {@code NullPointerException} if it is null, an {@code IllegalArgumentException} if it is blank. */
    public static String text(@Nullable String value, String setting) {
        String given = required(value, setting);
        if (given.isBlank()) {
            throw new IllegalArgumentException(setting + " is blank");
        }
        return given;
    }

    /** Returns the values, of which there may be none. A {@code NullPointerException} if one is null. */
    public static String[] each(String setting, String... values) {
        for (String value : required(values, setting)) {
            required(value, setting);
        }
        return values;
    }
}
