package org.resourceprotector.scope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Reads alternatives in which names with blanks stand between quotation marks.
 *
 * <p>Stateless, thread-safe.
 */
final class QuotedNames {

    private static final char QUOTE = '"';

    /** What stands between alternatives, and may be a name. */
    private static final String BAR = "|";

    private QuotedNames() {}

    static AnyOfScopes rule(String... texts) {
        List<Set<String>> alternatives = new ArrayList<>(texts.length);
        for (String text : texts) {
            alternatives.add(
                    Objects.requireNonNull(text, "an alternative").indexOf(QUOTE) < 0
                            ? AnyOfScopes.alternative(text)
                            : names(text));
        }
        return new AnyOfScopes(List.copyOf(alternatives));
    }

    private static Set<String> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ') {
                at++;
            } else if (c == QUOTE) {
                int end = text.indexOf(QUOTE, at + 1);
                names.add(quoted(text, at + 1, end));
                at = end + 1;
                if (at < text.length() && text.charAt(at) != ' ') {
                    throw new IllegalArgumentException(
                            "behind the quotation mark in " + text + " there must be a blank or nothing");
                }
            } else {
                int blank = text.indexOf(' ', at);
                int end = blank < 0 ? text.length() : blank;
                names.addAll(AnyOfScopes.alternative(text.substring(at, end)));
                at = end;
            }
        }
        return Collections.unmodifiableSet(names);
    }

    private static String quoted(String text, int start, int end) {
        if (end < 0) {
            throw new IllegalArgumentException("a quotation mark in " + text + " is not closed");
        }
        String name = text.substring(start, end);
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "between the quotation marks in " + text + " there must be a name without control characters");
        }
        return name;
    }

    /** How a name is written in a rule, so that it is not taken for two names, or for the bar between alternatives. */
    static String written(String name) {
        return name.indexOf(' ') < 0 && !name.equals(BAR) ? name : QUOTE + name + QUOTE;
    }
}
