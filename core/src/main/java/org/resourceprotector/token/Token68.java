package org.resourceprotector.token;

import java.nio.charset.StandardCharsets;

/**
 * The characters of a token that a header can carry: letters, digits, {@code - . _ ~ + /}, and {@code =} at the end.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section 2.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.2">RFC 9110, section 11.2</a>
 */
final class Token68 {

    /** A table by byte, because a chain of comparisons is predicted wrongly at every other character. */
    private static final boolean[] LEGAL = new boolean[256];

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
     * Whether a text is one such token; false if it is empty. Looks at bytes, which is what the platform does fastest; a
     * character beyond ISO-8859-1 becomes a question mark, which no token has.
     */
    static boolean matches(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int i = 0;
        while (i < bytes.length && LEGAL[bytes[i] & 0xFF]) {
            i++;
        }
        if (i == 0) {
            return false;
        }
        while (i < bytes.length && bytes[i] == '=') {
            i++;
        }
        return i == bytes.length;
    }
}
