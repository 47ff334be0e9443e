package org.resourceprotector.log;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What others wrote, as it may be in a line of the log: between quotation marks, in printable
 * ASCII, and bounded. A value cannot end the quotation or the line.
 *
 * <p>Stateless, thread-safe.
 */
public final class Quoted {

    /** How many characters a value takes, in which an escape is as many as it is written with. */
    public static final int MAX_LENGTH = 120;

    /** How many values of a list are shown. */
    public static final int MAX_LISTED = 10;

    private static final char FIRST_PRINTABLE = ' ';
    private static final char LAST_PRINTABLE = '~';

    private Quoted() {}

    /** Shows a value of JSON: a text, number, boolean, list or map, or null as JSON null. */
    public static String of(@Nullable Object value) {
        if (value instanceof Number || value instanceof Boolean || value == null) {
            return String.valueOf(value);
        }
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        return value instanceof List<?> list ? "[" + listed(list) + "]" : text(String.valueOf(value));
    }

    /** Tells the type of a value of JSON, for values that must not be shown. */
    public static String typeOf(@Nullable Object value) {
        return value == null
                ? "JSON null"
                : value instanceof String
                        ? "a string"
                        : value instanceof Number
                                ? "a number"
                                : value instanceof Boolean
                                        ? "a boolean"
                                        : value instanceof Map<?, ?> ? "an object" : "an array";
    }

    /** Shows some values, separated by commas; "nothing" if there are none. */
    public static String listed(Collection<?> values) {
        if (values.isEmpty()) {
            return "nothing";
        }
        String shown = values.stream().limit(MAX_LISTED).map(Quoted::ofElement).collect(Collectors.joining(", "));
        int more = values.size() - MAX_LISTED;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private static String ofElement(@Nullable Object value) {
        return value instanceof List<?> ? "a list" : of(value);
    }

    private static String text(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        int shown = 0;
        while (shown < value.length()) {
            String next = written(value.charAt(shown));
            if (quoted.length() + next.length() > MAX_LENGTH + 1) {
                return quoted + "\" and " + (value.length() - shown) + " characters more";
            }
            quoted.append(next);
            shown++;
        }
        return quoted.append('"').toString();
    }

    private static String written(char c) {
        if (c == '"' || c == '\\') {
            return "\\" + c;
        }
        return c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE ? String.valueOf(c) : String.format("\\u%04X", (int) c);
    }
}
