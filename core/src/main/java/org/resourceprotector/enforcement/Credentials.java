package org.resourceprotector.enforcement;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the {@code Authorization} header of a request holds, as far as it is ours. {@link #parse}
 * tells which headers are refused. {@link Authenticator} takes the header from the request, and
 * asks {@link BearerMethods} whether there is a token elsewhere.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section 2.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.4">RFC 9110, section 11.4</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.5">RFC 9110, section 5.5</a>
 */
sealed interface Credentials {

    /** The authentication scheme that is always ours. */
    String BEARER = "Bearer";

    /** No credentials of ours. */
    enum None implements Credentials {
        NONE("there is no Authorization header"),
        EMPTY("the Authorization header is empty"),
        NO_SCHEME("the Authorization header has one word and not a scheme and a token, as in: Bearer TOKEN"),
        OTHER_SCHEME("the Authorization header has another scheme than those of this resource server");

        private final String detail;

        None(String detail) {
            this.detail = detail;
        }

        /** A sentence for the operator. */
        String detail() {
            return detail;
        }
    }

    /**
     * Ours, but not one well-formed token.
     *
     * @param problem a sentence for the operator
     * @param scheme the scheme by its registered name; null if there is more than one, or it was
     *     not looked at
     */
    record Malformed(String problem, @Nullable String scheme) implements Credentials {

        static Malformed notOneToken(String scheme) {
            return new Malformed("the " + scheme + " scheme with something that is not one token", scheme);
        }
    }

    /**
     * Ours, with something behind the scheme. {@code PresentedToken} refuses what is not a token by RFC 9110 (token68), two
     * words too.
     *
     * @param scheme the scheme by its registered name
     * @param word what follows the scheme
     */
    record Word(String scheme, String word) implements Credentials {

        @Override
        public String toString() {
            return scheme;
        }
    }

    /**
     * Reads the header.
     *
     * @param lines the header lines as the runtime gives them; null or empty if there is none
     * @param longest how many characters a line of ours may have
     * @param schemes the schemes that are ours, by their registered names
     */
    static Credentials parse(@Nullable List<String> lines, int longest, List<String> schemes) {
        if (lines == null || lines.isEmpty() || (lines.size() == 1 && lines.get(0) == null)) {
            return None.NONE;
        }
        if (lines.size() > 1) {
            return new Malformed("more than one Authorization header", null);
        }
        String line = lines.get(0);
        int start = skipBlanks(line, 0);
        int end = line.length();
        while (end > start && isBlank(line.charAt(end - 1))) {
            end--;
        }
        int schemeEnd = start;
        while (schemeEnd < end && isTokenCharacter(line.charAt(schemeEnd))) {
            schemeEnd++;
        }
        String scheme = scheme(line, start, schemeEnd - start, schemes);
        if (scheme == null) {
            return start == end
                    ? None.EMPTY
                    : line.substring(start, end).indexOf(' ') < 0 ? None.NO_SCHEME : None.OTHER_SCHEME;
        }
        if (line.length() > longest) {
            return new Malformed("the Authorization header is longer than " + longest + " characters", scheme);
        }
        int token = skipBlanks(line, schemeEnd);
        if (token >= end) {
            return new Malformed("the " + scheme + " scheme without a token", scheme);
        }
        return token == schemeEnd ? Malformed.notOneToken(scheme) : new Word(scheme, line.substring(token, end));
    }

    private static @Nullable String scheme(String line, int start, int length, List<String> schemes) {
        for (int i = 0; i < schemes.size(); i++) {
            String scheme = schemes.get(i);
            if (length == scheme.length() && line.regionMatches(true, start, scheme, 0, length)) {
                return scheme;
            }
        }
        return null;
    }

    /** White space behind a field is not part of it, whether the engine took it away or not. */
    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
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
