package org.resourceprotector.load.soak;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.resourceprotector.testkit.TestToken;

/**
 * A signed token, with the name of its key and since when that is published. Immutable, thread-safe.
 *
 * @param publishedAt in milliseconds since the start
 */
record Jwt(String value, String keyId, long publishedAt, Lifetime lifetime) {

    private static final Pattern KEY_ID = Pattern.compile("\"kid\":\"([^\"]+)\"");

    static Jwt of(TestToken token, long publishedAt) {
        long issuedAt = ((Number) token.claims().get("iat")).longValue();
        long expiresAt = ((Number) token.claims().get("exp")).longValue();
        return new Jwt(token.value(), keyId(token.value()), publishedAt, new Lifetime(issuedAt, expiresAt));
    }

    private static String keyId(String token) {
        String header = new String(
                Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.'))), StandardCharsets.UTF_8);
        Matcher found = KEY_ID.matcher(header);
        if (!found.find()) {
            throw new IllegalArgumentException("a token without kid");
        }
        return found.group(1);
    }

    /** The same claims under another header, with a signature that nobody made. */
    String forged(String header, byte[] signature) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String claims = value.substring(value.indexOf('.'), value.lastIndexOf('.') + 1);
        return base64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + claims
                + base64.encodeToString(signature);
    }
}
