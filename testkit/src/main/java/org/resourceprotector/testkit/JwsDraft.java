package org.resourceprotector.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A compact JWS before it is signed. Mutable: each {@link TestToken} has its own and does not change it any more. */
final class JwsDraft {

    static final UnaryOperator<byte[]> NO_SIGNATURE = input -> new byte[0];

    private final Map<String, @Nullable Object> header;
    private final Map<String, @Nullable Object> claims;
    private UnaryOperator<byte[]> signer;
    private UnaryOperator<String> finish = compact -> compact;
    private @Nullable String rawHeader;
    private @Nullable String rawPayload;

    private JwsDraft(Map<String, ?> header, Map<String, ?> claims, UnaryOperator<byte[]> signer) {
        this.header = new LinkedHashMap<>(header);
        this.claims = new LinkedHashMap<>(claims);
        this.signer = signer;
    }

    static JwsDraft of(String typ, SigningKey key, Map<String, ?> claims) {
        JwsDraft draft = new JwsDraft(Map.of(), claims, key::sign);
        draft.header.put("typ", typ);
        draft.key(key);
        return draft;
    }

    JwsDraft copy() {
        JwsDraft copy = new JwsDraft(header, claims, signer);
        copy.finish = finish;
        copy.rawHeader = rawHeader;
        copy.rawPayload = rawPayload;
        return copy;
    }

    Map<String, @Nullable Object> header() {
        return header;
    }

    Map<String, @Nullable Object> claims() {
        return claims;
    }

    void key(SigningKey key) {
        header.put("alg", key.algorithm().name());
        header.put("kid", key.id());
        signer = key::sign;
    }

    void signer(UnaryOperator<byte[]> other) {
        signer = other;
    }

    void rawHeader(String json) {
        rawHeader = json;
    }

    void rawPayload(String json) {
        rawPayload = json;
    }

    void finish(UnaryOperator<String> step) {
        UnaryOperator<String> before = finish;
        finish = compact -> step.apply(before.apply(compact));
    }

    String compact() {
        String input = encode(rawHeader != null ? rawHeader : Json.write(header)) + "."
                + encode(rawPayload != null ? rawPayload : Json.write(claims));
        byte[] signature = signer.apply(input.getBytes(StandardCharsets.US_ASCII));
        return finish.apply(input + "." + encode(signature));
    }

    static String encode(String text) {
        return encode(text.getBytes(StandardCharsets.UTF_8));
    }

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
