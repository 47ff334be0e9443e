package org.resourceprotector.enforcement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code Authorization} header of a request holds, as far as it is ours.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section 2.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.4">RFC 9110, section 11.4</a>
 */
sealed interface Credentials {

    /** The authentication scheme that is ours. */
    String SCHEME = "Bearer";

    /** No header, an empty one, or another scheme. */
    enum None implements Credentials {
        NONE
    }

    /** Ours, but not one well-formed token. */
    record Malformed(String problem) implements Credentials {

        static final Malformed NOT_ONE_TOKEN = new Malformed("the Bearer scheme with something that is not one token");
    }

    /**
     * Ours, with one word that may be a token. Its characters are checked by {@code PresentedToken}.
     *
     * @param word what stands behind the scheme
     */
    record Bearer(String word) implements Credentials {

        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /**
     * Reads the header.
     *
     * @param lines the header lines as the runtime hands them out; null or empty if there is none
     * @param longest how many characters a line may have
     */
    static Credentials parse(@Nullable List<String> lines, int longest) {
        if (lines == null || lines.isEmpty() || (lines.size() == 1 && lines.get(0) == null)) {
            return None.NONE;
        }
        if (lines.size() > 1) {
            return new Malformed("more than one Authorization header");
        }
        String line = lines.get(0);
        if (line.length() > longest) {
            return new Malformed("the Authorization header is longer than " + longest + " characters");
        }
        int start = skipBlanks(line, 0);
        int end = line.length();
        while (end > start && line.charAt(end - 1) == ' ') {
            end--;
        }
        int schemeEnd = start;
        while (schemeEnd < end && isTokenCharacter(line.charAt(schemeEnd))) {
            schemeEnd++;
        }
        if (schemeEnd - start != SCHEME.length() || !line.regionMatches(true, start, SCHEME, 0, SCHEME.length())) {
            return None.NONE;
        }
        int token = skipBlanks(line, schemeEnd);
        if (token >= end) {
            return new Malformed("the Bearer scheme without a token");
        }
        return token == schemeEnd ? Malformed.NOT_ONE_TOKEN : new Bearer(line.substring(token, end));
    }

    private static int skipBlanks(String line, int from) {
        int i = from;
        while (i < line.length() && line.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
