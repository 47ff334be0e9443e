package org.resourceprotector.testkit;

import java.security.PublicKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An answer of introspection before it is sent; each {@link IntrospectionDefect} spoils something of it. */
final class IntrospectionDraft {

    static final String SIGNED = "application/token-introspection+jwt";

    static final String NESTED = "token_introspection";

    private final Map<String, @Nullable Object> members;
    private final JwsDraft jws;
    private final SigningKey key;
    private final Instant now;
    private boolean signed;
    private @Nullable String contentType;
    private UnaryOperator<String> json = text -> text;
    private UnaryOperator<String> body = text -> text;

    IntrospectionDraft(Map<String, @Nullable Object> members, JwsDraft jws, SigningKey key, Instant now) {
        this.members = new LinkedHashMap<>(members);
        this.jws = jws;
        this.key = key;
        this.now = now;
        jws.claims().put(NESTED, true);
    }

    Map<String, @Nullable Object> members() {
        return members;
    }

    JwsDraft jws() {
        return jws;
    }

    PublicKey publicKey() {
        return key.pair().getPublic();
    }

    SigningKey stranger() {
        return SigningKey.generate(key.algorithm());
    }

    long secondsFromNow(long seconds) {
        return now.getEpochSecond() + seconds;
    }

    void signed(boolean asked) {
        signed = asked;
    }

    boolean isSigned() {
        return signed;
    }

    void contentType(String other) {
        contentType = other;
    }

    void body(UnaryOperator<String> change) {
        body = change;
    }

    void json(UnaryOperator<String> change) {
        json = change;
    }

    Answer answer() {
        String plain = json.apply(Json.write(members));
        jws.rawPayload(nest(plain));
        String text = signed ? jws.compact() : plain;
        String type = contentType != null ? contentType : signed ? SIGNED : Answer.JSON;
        return Answer.of(200, type, body.apply(text)).with("Cache-Control", "no-store");
    }

    /** The claims around the members, as text, because what is wrong with the members may be no JSON. */
    private String nest(String plain) {
        Map<String, @Nullable Object> around = new LinkedHashMap<>(jws.claims());
        boolean nested = around.remove(NESTED) != null;
        String claims = Json.write(around);
        return nested ? claims.substring(0, claims.length() - 1) + ",\"" + NESTED + "\":" + plain + "}" : claims;
    }
}
