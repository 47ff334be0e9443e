package org.resourceprotector.token;

import java.util.Objects;

/**
 * The characters of a token that a header can carry: letters, digits, {@code - . _ ~ + /}, and {@code =} at the end.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section 2.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.2">RFC 9110, section 11.2</a>
 */
public final class Token68 {

    private static final char LAST = 0x7F;

    /**
     * As a table, because a chain of comparisons is predicted wrongly at every other character. A power of two long, so that a
     * masked index needs no check of its bounds.
     */
    private static final boolean[] LEGAL = new boolean[LAST + 1];

    static {
        for (char c = 0; c < LEGAL.length; c++) {
            LEGAL[c] = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~+/".indexOf(c) >= 0;
        }
    }

    private Token68() {}

    /**
     * Whether a part of a text is one such token.
     *
     * @param text the text, such as a header
     * @param from where the part begins
     * @param to where it has ended
     * @return false where it is empty, too
     * @throws IndexOutOfBoundsException if the text has no such places
     */
    public static boolean matches(String text, int from, int to) {
        Objects.checkFromToIndex(from, to, text.length());
        int i = from;
        while (i < to && isLegal(text.charAt(i))) {
            i++;
        }
        if (i == from) {
            return false;
        }
        while (i < to && text.charAt(i) == '=') {
            i++;
        }
        return i == to;
    }

    private static boolean isLegal(char c) {
        return c <= LAST && LEGAL[c & LAST];
    }
}
