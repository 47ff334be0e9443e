package org.resourceprotector.jose;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of an encrypted JWT before it is decrypted. A text that has a second spelling is
 * not taken for one: parts that are longer or shorter than their algorithms make them would be
 * overlooked, or joined again, by the library.
 *
 * <p>Immutable.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516#section-7.1">RFC 7516, section 7.1</a>
 */
final class Jwe {

    /** How many bytes the initialization vector, tag and content key of each encryption have. */
    private static final Map<String, Encryption> ENCRYPTIONS = Map.of(
            "A128GCM", new Encryption(12, 16, 16),
            "A192GCM", new Encryption(12, 16, 24),
            "A256GCM", new Encryption(12, 16, 32),
            "A128CBC-HS256", new Encryption(16, 16, 32),
            "A192CBC-HS384", new Encryption(16, 24, 48),
            "A256CBC-HS512", new Encryption(16, 32, 64));

    private static final int PARTS = 5;
    private static final int MAX_HEADER_DEPTH = 8;
    private static final int KEY_WRAP_OVERHEAD = 8;

    private final Map<String, @Nullable Object> header;
    private final Encryption encryption;
    private final int keyBytes;

    private record Encryption(int vector, int tag, int key) {}

    private Jwe(Map<String, @Nullable Object> header, Encryption encryption, int keyBytes) {
        this.header = header;
        this.encryption = encryption;
        this.keyBytes = keyBytes;
    }

    /**
     * Splits it into its parts; null if it is not a JWE that has a JWT inside and is authenticated,
     * or if it says something that is not understood.
     */
    static @Nullable Jwe parse(String text) {
        byte[][] parts = parts(text.getBytes(StandardCharsets.ISO_8859_1));
        if (parts == null) {
            return null;
        }
        try {
            Map<String, @Nullable Object> header =
                    StrictJson.object(parts[0], new StrictJson.Limits(parts[0].length, MAX_HEADER_DEPTH));
            Encryption encryption = ENCRYPTIONS.get(String.valueOf(header.get("enc")));
            boolean isUnderstood = header.get("cty") instanceof String content
                    && Jws.normalizedType(content).equals("jwt")
                    && !header.containsKey("zip")
                    && !header.containsKey("crit");
            return isUnderstood
                            && encryption != null
                            && parts[2].length == encryption.vector()
                            && parts[4].length == encryption.tag()
                    ? new Jwe(header, encryption, parts[1].length)
                    : null;
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    private static byte @Nullable [][] parts(byte[] text) {
        byte[][] parts = new byte[PARTS][];
        int count = 0;
        int from = 0;
        for (int at = 0; at <= text.length; at++) {
            if (at == text.length || text[at] == '.') {
                byte @Nullable [] part = count == PARTS ? null : Base64Url.decode(text, from, at);
                if (part == null) {
                    return null;
                }
                parts[count++] = part;
                from = at + 1;
            }
        }
        return count == PARTS ? parts : null;
    }

    String algorithm() {
        return header.get("alg") instanceof String name ? name : "";
    }

    /** The key identifier; null if there is none. One that is not a string is nobody's. */
    @Nullable
    String keyId() {
        return header.containsKey("kid") ? String.valueOf(header.get("kid")) : null;
    }

    /**
     * Whether the encrypted key is as long as its algorithm makes it, for an RSA key of these bits,
     * or 0 for another key.
     */
    boolean hasLengthsFor(int modulusBits) {
        if (modulusBits > 0) {
            return keyBytes == (modulusBits + 7) / 8;
        }
        return keyBytes == (algorithm().equals("ECDH-ES") ? 0 : encryption.key() + KEY_WRAP_OVERHEAD);
    }

    @Override
    public String toString() {
        return "Jwe";
    }
}
