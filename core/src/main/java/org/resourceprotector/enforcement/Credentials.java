package org.resourceprotector.enforcement;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.TokenDigest;

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
    record Malformed(String problem) implements Credentials {}

    /**
     * One token of well-formed characters, where it stands in its line.
     *
     * @param line the header line
     * @param start where the token begins
     * @param end where it has ended
     */
    record Bearer(String line, int start, int end) implements Credentials {

        /** The digest of the token. */
        @Nullable
        TokenDigest digest() {
            return TokenDigest.of(line, start, end);
        }

        /** The token by itself, which is a copy. */
        String token() {
            return line.substring(start, end);
        }

        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /**
     * Reads the header.
     *
     * @param lines the header lines as the runtime hands them out; null or empty where there is none
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
        if (token == schemeEnd || !isToken68(line, token, end)) {
            return new Malformed("the Bearer scheme with something that is not one token");
        }
        return new Bearer(line, token, end);
    }

    private static int skipBlanks(String line, int from) {
        int i = from;
        while (i < line.length() && line.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private static boolean isToken68(String line, int start, int end) {
        int i = start;
        while (i < end && isToken68Character(line.charAt(i))) {
            i++;
        }
        if (i == start) {
            return false;
        }
        while (i < end && line.charAt(i) == '=') {
            i++;
        }
        return i == end;
    }

    private static boolean isToken68Character(char c) {
        return c <= Token68.LAST && Token68.LEGAL[c & Token68.LAST];
    }

    /**
     * The characters of a token68 as a table: a chain of comparisons is predicted wrongly at every other character. A
     * power of two long, so that a masked index needs no check of its bounds.
     */
    final class Token68 {

        private static final char LAST = 0xFF;
        private static final boolean[] LEGAL = new boolean[LAST + 1];

        static {
            for (char c = 0; c < LEGAL.length; c++) {
                LEGAL[c] = isLetterOrDigit(c) || "-._~+/".indexOf(c) >= 0;
            }
        }

        private Token68() {}
    }

    private static boolean isTokenCharacter(char c) {
        return isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
