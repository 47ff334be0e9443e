package org.resourceprotector.scope;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/**
 * Reads one alternative of a rule: names that are all needed, separated by blanks.
 *
 * <p>Stateless, thread-safe.
 */
final class Names {

    private static final char QUOTE = '"';

    /** What stands between alternatives, and may be a name. */
    private static final String BAR = "|";

    private Names() {}

    /** Names that are scope-tokens. */
    static Set<String> scopes(String text) {
        Set<String> scopes = Scopes.parse(Objects.requireNonNull(text, "an alternative"));
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" names no scope; leave it out to ask for any valid token,"
                            + " or write the scopes that are needed, separated by blanks");
        }
        for (String scope : scopes) {
            int illegal = Scopes.indexOfIllegal(scope);
            if (illegal >= 0) {
                throw new IllegalArgumentException(String.format(
                        "the scope at \"%s\" holds the character U+%04X, which RFC 6749 section 3.3 does not allow;"
                                + " scopes are separated by blanks and made of visible ASCII without \" and \\",
                        scope.substring(0, illegal), (int) scope.charAt(illegal)));
            }
        }
        return scopes;
    }

    /** The same, of which those with blanks stand between quotation marks. */
    static Set<String> quoted(String text) {
        if (Objects.requireNonNull(text, "an alternative").indexOf(QUOTE) < 0) {
            return scopes(text);
        }
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
                names.addAll(scopes(text.substring(at, end)));
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

    /**
     * How a name is written in a rule, so that it is not taken for two names, for the bar between alternatives, or for one without
     * the comma at its end.
     */
    static String written(String name) {
        return name.indexOf(' ') < 0 && !name.equals(BAR) && !name.endsWith(",") ? name : QUOTE + name + QUOTE;
    }
}
