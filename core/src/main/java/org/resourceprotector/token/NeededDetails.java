package org.resourceprotector.token;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Checks and copies authorization details that a client is told to ask for. Each has a type, and is made of text, numbers,
 * booleans, lists and maps, within bounds. Used on one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9396#section-2">RFC 9396, section 2</a>
 */
final class NeededDetails {

    private static final int MAX_LENGTH = 4_096;
    private static final int MAX_DEPTH = 8;

    /** What still fits, in characters; a list and a map count as one. */
    private int room = MAX_LENGTH;

    private NeededDetails() {}

    /**
     * Copies authorization details, their members in alphabetical order.
     *
     * @throws IllegalArgumentException if they are none, or too much to be sent
     */
    static List<Map<String, Object>> copy(List<? extends Map<String, ?>> details) {
        if (details.isEmpty()) {
            return List.of();
        }
        NeededDetails bounds = new NeededDetails();
        List<Map<String, Object>> copies = new ArrayList<>();
        for (Map<String, ?> detail : details) {
            if (!(detail.get("type") instanceof String type) || type.isBlank()) {
                throw new IllegalArgumentException("authorization details have a type each, which is a text");
            }
            copies.add(bounds.object(detail, 1));
        }
        return Collections.unmodifiableList(copies);
    }

    private Map<String, Object> object(Map<?, ?> members, int depth) {
        take(1, depth);
        Map<String, Object> copy = new TreeMap<>();
        members.forEach((name, value) -> {
            if (!(name instanceof String text)) {
                throw new IllegalArgumentException("the members of authorization details have texts as names");
            }
            take(text.length(), depth);
            copy.put(text, value(value, depth + 1));
        });
        return Collections.unmodifiableMap(copy);
    }

    private Object value(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> members) {
            return object(members, depth);
        }
        if (value instanceof List<?> elements) {
            take(1, depth);
            List<Object> copy = new ArrayList<>();
            elements.forEach(element -> copy.add(value(element, depth + 1)));
            return Collections.unmodifiableList(copy);
        }
        if (value != null && (value instanceof String || value instanceof Boolean || isNumber(value))) {
            take(value.toString().length(), depth);
            return value;
        }
        throw new IllegalArgumentException(
                "authorization details are made of texts, finite numbers, booleans, lists and maps");
    }

    private static boolean isNumber(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof BigDecimal
                || value instanceof BigInteger
                || (value instanceof Double number && Double.isFinite(number));
    }

    private void take(int length, int depth) {
        room -= length;
        if (room < 0 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("authorization details that are needed have at most " + MAX_LENGTH
                    + " characters in all, and " + MAX_DEPTH + " levels");
        }
    }
}
