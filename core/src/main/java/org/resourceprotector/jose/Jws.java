package org.resourceprotector.jose;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.token.Rejection.Reason;

/**
 * A token in the compact serialization, in its parts. Nothing of it is to be trusted before its
 * signature was checked.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-7.1">RFC 7515, section 7.1</a>
 */
public final class Jws {

    /** Members of the header that change what the other parts mean. */
    public static final List<String> NOT_UNDERSTOOD = List.of("crit", "b64", "zip", "enc");

    private static final String APPLICATION = "application/";
    private static final int ENCRYPTED_DOTS = 4;
    private static final int MAX_HEADER_DEPTH = 8;
    private static final int MAX_PAYLOAD_DEPTH = 32;

    private final byte[] token;
    private final int payloadAt;
    private final int signatureAt;
    private final Map<String, @Nullable Object> header;
    private @Nullable Map<String, @Nullable Object> claims;

    private Jws(byte[] token, int payloadAt, int signatureAt, Map<String, @Nullable Object> header) {
        this.token = token;
        this.payloadAt = payloadAt;
        this.signatureAt = signatureAt;
        this.header = header;
    }

    /**
     * Splits a token into its parts; null if it is not a JWS: not three parts, or no header that is
     * a JSON object and names an {@code alg}.
     */
    public static @Nullable Jws parse(String text) {
        int payloadAt = text.indexOf('.') + 1;
        int signatureAt = text.indexOf('.', payloadAt) + 1;
        if (payloadAt == 0 || signatureAt == 0 || text.indexOf('.', signatureAt) >= 0) {
            return null;
        }
        // A character beyond ISO-8859-1 turns into a question mark, which is not base64url either.
        byte[] token = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] json = Base64Url.decode(token, 0, payloadAt - 1);
        if (json == null) {
            return null;
        }
        try {
            Map<String, @Nullable Object> header = object(json, MAX_HEADER_DEPTH);
            return header.get("alg") instanceof String ? new Jws(token, payloadAt, signatureAt, header) : null;
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    /** Why a text is not a JWS, as a sentence of our own for the operator. */
    public static String problem(String text) {
        long dots = text.chars().filter(c -> c == '.').count();
        if (dots == ENCRYPTED_DOTS) {
            return "not a signed JWT but an encrypted one, for which there are no decryptionKeys that open it";
        }
        if (dots != 2) {
            return "not a JWT: it has " + (dots + 1) + " parts and not 3";
        }
        int end = text.indexOf('.');
        byte[] token = text.getBytes(StandardCharsets.ISO_8859_1);
        byte[] json = Base64Url.decode(token, 0, end);
        if (json == null) {
            return "not a JWT: the header is no strict base64url: " + Base64Url.problem(token, 0, end);
        }
        try {
            object(json, MAX_HEADER_DEPTH);
            return "not a signed JWT: the header has no alg that is a string";
        } catch (MalformedJsonException e) {
            return "not a JWT: the header is no strict JSON object: " + e.getMessage();
        }
    }

    public String algorithm() {
        return header.get("alg") instanceof String name ? name : "";
    }

    /** A member of the header; null if it is absent, or JSON null. */
    public @Nullable Object header(String name) {
        return header.get(name);
    }

    /** Whether the header has a member, JSON null included. */
    public boolean hasHeader(String name) {
        return header.containsKey(name);
    }

    /**
     * The payload as a JSON object, read once; unmodifiable at every depth. Refused if it is
     * something else.
     */
    public Map<String, @Nullable Object> claims() throws RejectedException {
        Map<String, @Nullable Object> known = claims;
        if (known != null) {
            return known;
        }
        try {
            known = object(payload(), MAX_PAYLOAD_DEPTH);
            claims = known;
            return known;
        } catch (MalformedJsonException e) {
            throw new RejectedException(
                    Reason.MALFORMED_TOKEN, "the payload is no strict JSON object: " + e.getMessage());
        }
    }

    /** The payload. Refused if it is not strict base64url. */
    public byte[] payload() throws RejectedException {
        return decode(payloadAt, signatureAt - 1, "the payload is no strict base64url");
    }

    /** What the signature was made over. */
    public byte[] signingInput() {
        return Arrays.copyOf(token, signatureAt - 1);
    }

    /** The signature. Refused if it is not strict base64url. */
    public byte[] signature() throws RejectedException {
        return decode(signatureAt, token.length, "the signature is no strict base64url");
    }

    private byte[] decode(int from, int to, String otherwise) throws RejectedException {
        byte[] decoded = Base64Url.decode(token, from, to);
        if (decoded == null) {
            throw new RejectedException(Reason.MALFORMED_TOKEN, otherwise + ": " + Base64Url.problem(token, from, to));
        }
        return decoded;
    }

    /**
     * Media types ignore case, and one without a slash is one of {@code application/}.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-4.1.9">RFC 7515, section 4.1.9</a>
     */
    public static String normalizedType(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        boolean shortened = lower.startsWith(APPLICATION) && lower.indexOf('/', APPLICATION.length()) < 0;
        return shortened ? lower.substring(APPLICATION.length()) : lower;
    }

    private static Map<String, @Nullable Object> object(byte[] json, int depth) throws MalformedJsonException {
        return StrictJson.object(json, new StrictJson.Limits(json.length, depth));
    }

    @Override
    public String toString() {
        return "Jws";
    }
}
