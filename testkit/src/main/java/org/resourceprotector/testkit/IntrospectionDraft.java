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
        jws.claims().put("token_introspection", this.members);
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
        jws.rawPayload(json.apply(Json.write(jws.claims())));
        String text = signed ? jws.compact() : json.apply(Json.write(members));
        String type = contentType != null ? contentType : signed ? SIGNED : Answer.JSON;
        return Answer.of(200, type, body.apply(text)).with("Cache-Control", "no-store");
    }
}
