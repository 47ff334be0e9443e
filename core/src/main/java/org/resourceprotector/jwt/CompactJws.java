package org.resourceprotector.jwt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.internal.MalformedJsonException;
import org.resourceprotector.internal.RefusedException;
import org.resourceprotector.internal.StrictJson;
import org.resourceprotector.token.Rejection.Reason;

/**
 * A token in the compact serialization, taken apart. Nothing of it is to be trusted before its signature was checked.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-7.1">RFC 7515, section 7.1</a>
 */
final class CompactJws {

    private static final int DEEPEST_HEADER = 8;
    private static final int DEEPEST_PAYLOAD = 32;

    private final byte[] token;
    private final int payloadAt;
    private final int signatureAt;
    private final Map<String, @Nullable Object> header;

    private CompactJws(byte[] token, int payloadAt, int signatureAt, Map<String, @Nullable Object> header) {
        this.token = token;
        this.payloadAt = payloadAt;
        this.signatureAt = signatureAt;
        this.header = header;
    }

    /**
     * Takes a token apart.
     *
     * @return null where it is no JWS: not three parts, or no header that is a JSON object and names an {@code alg}
     */
    static @Nullable CompactJws parse(String text) {
        int payloadAt = text.indexOf('.') + 1;
        int signatureAt = text.indexOf('.', payloadAt) + 1;
        if (payloadAt == 0 || signatureAt == 0 || text.indexOf('.', signatureAt) >= 0) {
            return null;
        }
        // A character beyond ISO-8859-1 turns into a question mark, which is no base64url either.
        byte[] token = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] json = Base64Url.decode(token, 0, payloadAt - 1);
        if (json == null) {
            return null;
        }
        try {
            Map<String, @Nullable Object> header = object(json, DEEPEST_HEADER);
            return header.get("alg") instanceof String ? new CompactJws(token, payloadAt, signatureAt, header) : null;
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    String algorithm() {
        return header.get("alg") instanceof String name ? name : "";
    }

    @Nullable
    Object header(String name) {
        return header.get(name);
    }

    boolean hasHeader(String name) {
        return header.containsKey(name);
    }

    /** The payload as a JSON object. */
    Map<String, @Nullable Object> claims() throws RefusedException {
        try {
            return object(payload(), DEEPEST_PAYLOAD);
        } catch (MalformedJsonException e) {
            throw new RefusedException(Reason.MALFORMED_TOKEN, "the payload is no strict JSON object");
        }
    }

    byte[] payload() throws RefusedException {
        return decode(payloadAt, signatureAt - 1, "the payload is no strict base64url");
    }

    /** What the signature was made over. */
    byte[] signingInput() {
        return Arrays.copyOf(token, signatureAt - 1);
    }

    byte[] signature() throws RefusedException {
        return decode(signatureAt, token.length, "the signature is no strict base64url");
    }

    private byte[] decode(int from, int to, String otherwise) throws RefusedException {
        byte[] decoded = Base64Url.decode(token, from, to);
        if (decoded == null) {
            throw new RefusedException(Reason.MALFORMED_TOKEN, otherwise);
        }
        return decoded;
    }

    private static Map<String, @Nullable Object> object(byte[] json, int depth) throws MalformedJsonException {
        return StrictJson.object(json, new StrictJson.Limits(json.length, depth));
    }

    @Override
    public String toString() {
        return "CompactJws";
    }
}
