package org.resourceprotector.jose;

import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64url with one spelling for every value: no padding, no other alphabet, no white space, and
 * no bits behind the last byte, so that nobody can send a signed token in a second spelling.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-2">RFC 7515, section 2</a>
 */
final class Base64Url {

    private static final String LAST_OF_TWO = "AQgw";
    private static final String LAST_OF_THREE = "AEIMQUYcgkosw048";

    private Base64Url() {}

    /** Decodes a part of a token; null if it is not base64url of that spelling. */
    static byte @Nullable [] decode(byte[] token, int from, int to) {
        if (!endsWell(token, from, to)) {
            return null;
        }
        try {
            return Base64.getUrlDecoder().decode(Arrays.copyOfRange(token, from, to));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Why it is not base64url of that spelling. */
    static String problem(byte[] token, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = (char) (token[i] & 0xFF);
            if (c == '=') {
                return "it is padded";
            }
            if (c == '+' || c == '/') {
                return "it is base64, and not base64url";
            }
        }
        return endsWell(token, from, to)
                ? "it has characters of no alphabet"
                : "it is cut off, or spelled in a second way";
    }

    private static boolean endsWell(byte[] token, int from, int to) {
        if (to == from) {
            return true;
        }
        char last = (char) (token[to - 1] & 0xFF);
        return switch ((to - from) % 4) {
            case 0 -> last != '=';
            case 2 -> LAST_OF_TWO.indexOf(last) >= 0;
            case 3 -> LAST_OF_THREE.indexOf(last) >= 0;
            default -> false;
        };
    }
}
