package org.resourceprotector.token;

/**
 * The characters of a token that a header can carry: letters, digits, {@code - . _ ~ + /}, and {@code =} at the end.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section 2.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.2">RFC 9110, section 11.2</a>
 */
final class Token68 {

    private static final char MAX = 0x7F;

    /** A table, because a chain of comparisons is predicted wrongly at every other character. */
    private static final boolean[] LEGAL = new boolean[MAX + 1];

    static {
        for (char c = 0; c < LEGAL.length; c++) {
            LEGAL[c] = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "-._~+/".indexOf(c) >= 0;
        }
    }

    private Token68() {}

    /** Whether a text is one such token; false if it is empty. */
    static boolean matches(String text) {
        int length = text.length();
        int i = 0;
        while (i < length && isLegal(text.charAt(i))) {
            i++;
        }
        if (i == 0) {
            return false;
        }
        while (i < length && text.charAt(i) == '=') {
            i++;
        }
        return i == length;
    }

    private static boolean isLegal(char c) {
        return c <= MAX && LEGAL[c & MAX];
    }
}
