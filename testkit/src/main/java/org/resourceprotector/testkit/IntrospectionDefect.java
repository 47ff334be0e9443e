package org.resourceprotector.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One thing that is wrong with every answer of a {@link TestIssuer}'s introspection, until it recovers.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @EnumSource
 * void noBadAnswerLetsAnyoneIn(IntrospectionDefect defect) {
 *     issuer.introspectionDefects(defect);
 *     …
 * }
 * }</pre>
 *
 * <p>A late answer is {@link TestIssuer#slow}, no answer {@link TestIssuer#outage}, a refused one {@link TestIssuer#failing}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.2">RFC 7662, section 2.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9701#section-5">RFC 9701, section 5</a>
 */
public enum IntrospectionDefect {
    /** {@code "active": "true"}. */
    ACTIVE_AS_TEXT(member("active", "true")),
    /** {@code "active": 1}. */
    ACTIVE_AS_NUMBER(member("active", 1)),
    /** {@code "active": null}. */
    ACTIVE_NULL(answer -> answer.members().put("active", null)),
    /** No member {@code active}. */
    ACTIVE_MISSING(answer -> answer.members().remove("active")),
    /** Not active, while all other members say that it is a good token. */
    INACTIVE(member("active", false)),
    /** Active, and expired ten minutes ago. */
    EXPIRED(answer -> answer.members().put("exp", answer.secondsFromNow(-600))),
    /** Active, and valid in ten minutes. */
    NOT_YET_VALID(answer -> answer.members().put("nbf", answer.secondsFromNow(600))),
    /** {@code exp} as text, far in the future. */
    EXPIRY_AS_TEXT(answer -> answer.members().put("exp", String.valueOf(answer.secondsFromNow(600)))),
    /** Another issuer's token. */
    WRONG_ISSUER(member("iss", "https://other-issuer.example")),
    /** A token for another resource server. */
    WRONG_AUDIENCE(member("aud", "https://other-api.example")),
    /** {@code aud} is an object. */
    AUDIENCE_AS_OBJECT(member("aud", Map.of("api", true))),
    /** A token that is to be presented with a DPoP proof. */
    TOKEN_TYPE_DPOP(member("token_type", "DPoP")),
    /** A refresh token. */
    TOKEN_TYPE_REFRESH(member("token_type", "refresh_token")),
    /** Bound to the key of a DPoP proof. */
    BOUND_TO_KEY(member("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"))),
    /** Bound to a client certificate. */
    BOUND_TO_CERTIFICATE(member("cnf", Map.of("x5t#S256", "A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0"))),
    /** {@code cnf} is no object. */
    BOUND_TO_NOTHING_READABLE(member("cnf", "key")),
    /** {@code active} stands there twice, false and true. */
    DUPLICATE_MEMBER(json(text -> "{\"active\":false," + text.substring(1))),
    /** An array around the object. */
    ARRAY(json(text -> "[" + text + "]")),
    /** The answer ends in the middle. */
    TRUNCATED(answer -> answer.body(text -> text.substring(0, text.length() / 2))),
    /** Something comes after the object. */
    TRAILING_TEXT(json(text -> text + "{}")),
    /** A body of no bytes. */
    EMPTY(answer -> answer.body(text -> "")),
    /** The right body under {@code text/html}. */
    WRONG_CONTENT_TYPE(answer -> answer.contentType("text/html; charset=utf-8")),
    /** A page in place of an answer. */
    HTML(answer -> {
        answer.contentType("text/html");
        answer.body(text -> "<!DOCTYPE html><title>Sign in</title>");
    }),
    /** Plain JSON, although a signed answer was asked for. */
    UNSIGNED(answer -> answer.signed(false), true),
    /** A signed answer sent as {@code application/json}. */
    SIGNED_AS_JSON(answer -> answer.contentType(Answer.JSON), true),
    /** {@code alg} is {@code none} and there is no signature. */
    SIGNED_NONE(
            answer -> {
                answer.jws().header().put("alg", "none");
                answer.jws().signer(JwsDraft.NO_SIGNATURE);
            },
            true),
    /** HMAC with the public key as the secret. */
    SIGNED_HMAC(IntrospectionDefect::signWithPublicKey, true),
    /** Signed by a key that nobody published, under the identifier of one that is. */
    SIGNED_BY_UNKNOWN_KEY(answer -> answer.jws().signer(answer.stranger()::sign), true),
    /** The signature does not fit. */
    SIGNED_TAMPERED(answer -> answer.jws().finish(Forgery::tamperSignature), true),
    /** {@code typ} is {@code JWT}. */
    SIGNED_TYP_JWT(header("typ", "JWT"), true),
    /** {@code typ} is that of an access token. */
    SIGNED_TYP_ACCESS_TOKEN(header("typ", "at+jwt"), true),
    /** No {@code typ}. */
    SIGNED_WITHOUT_TYP(answer -> answer.jws().header().remove("typ"), true),
    /** Another issuer in the signed part. */
    SIGNED_WRONG_ISSUER(claim("iss", "https://other-issuer.example"), true),
    /** No issuer in the signed part. */
    SIGNED_WITHOUT_ISSUER(answer -> answer.jws().claims().remove("iss"), true),
    /** An answer that was made for another resource server. */
    SIGNED_WRONG_AUDIENCE(claim("aud", "other-client"), true),
    /** An answer that was made for nobody. */
    SIGNED_WITHOUT_AUDIENCE(answer -> answer.jws().claims().remove("aud"), true),
    /** No {@code iat}. */
    SIGNED_WITHOUT_ISSUED_AT(answer -> answer.jws().claims().remove("iat"), true),
    /** {@code active} is true beside {@code token_introspection}, and false in it. */
    SIGNED_ACTIVE_OUTSIDE(
            answer -> {
                answer.members().put("active", false);
                answer.jws().claims().put("active", true);
            },
            true),
    /** The members stand in the claims themselves, without {@code token_introspection}. */
    SIGNED_NOT_NESTED(
            answer -> {
                answer.jws().claims().remove(IntrospectionDraft.NESTED);
                answer.members().forEach(answer.jws().claims()::putIfAbsent);
            },
            true);

    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    private final Consumer<IntrospectionDraft> change;

    private final boolean signedOnly;

    IntrospectionDefect(Consumer<IntrospectionDraft> change) {
        this(change, false);
    }

    IntrospectionDefect(Consumer<IntrospectionDraft> change, boolean signedOnly) {
        this.change = change;
        this.signedOnly = signedOnly;
    }

    /**
     * Whether it spoils signed answers only; a plain JSON answer is then as it should be.
     *
     * @return true for what RFC 9701 adds
     */
    public boolean signedAnswersOnly() {
        return signedOnly;
    }

    void spoil(IntrospectionDraft answer) {
        if (!signedOnly || answer.isSigned()) {
            change.accept(answer);
        }
    }

    private static Consumer<IntrospectionDraft> member(String name, Object content) {
        return answer -> answer.members().put(name, content);
    }

    private static Consumer<IntrospectionDraft> claim(String name, Object content) {
        return answer -> answer.jws().claims().put(name, content);
    }

    private static Consumer<IntrospectionDraft> header(String name, Object content) {
        return answer -> answer.jws().header().put(name, content);
    }

    /** Changes the text of the object that tells of the token. */
    private static Consumer<IntrospectionDraft> json(UnaryOperator<String> change) {
        return answer -> answer.json(change);
    }

    private static void signWithPublicKey(IntrospectionDraft answer) {
        byte[] pem = Forgery.pem(answer.publicKey()).getBytes(StandardCharsets.US_ASCII);
        answer.jws().header().put("alg", "HS256");
        answer.jws().signer(input -> Forgery.hmac(pem, input));
    }
}
