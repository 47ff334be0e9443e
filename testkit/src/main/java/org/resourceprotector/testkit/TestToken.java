package org.resourceprotector.testkit;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A token of a {@link TestIssuer}: valid by RFC 9068, until a method says otherwise.
 *
 * <pre>{@code
 * String good = issuer.token().subject("alice").scope("profile email").value();
 * String bad  = issuer.token().scope("profile").wrongAudience().value();
 * }</pre>
 *
 * <p>It starts with all claims that RFC 9068 requires and without a scope; its times are those of the issuer's clock when
 * {@link TestIssuer#token()} was called. There is one method per defect, which spoils that one thing and leaves the rest
 * as it was: what accepts such a token lacks just that one check.
 *
 * <p>Immutable: each method answers a changed copy. Thread-safe. Its {@code toString()} names what was changed, so that
 * it reads well as the name of a parameterised test, and never shows the value.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2">RFC 9068, section 2</a>
 */
public final class TestToken {

    private static final Duration LONG_AGO = Duration.ofMinutes(20);
    private static final Duration AGO = Duration.ofMinutes(10);

    private final TestIssuer issuer;
    private final JwsDraft draft;
    private final List<String> changes;
    private @Nullable String value;

    TestToken(TestIssuer issuer, JwsDraft draft, List<String> changes) {
        this.issuer = issuer;
        this.draft = draft;
        this.changes = changes;
    }

    private TestToken with(String what, Consumer<JwsDraft> change) {
        JwsDraft copy = draft.copy();
        change.accept(copy);
        List<String> more = new ArrayList<>(changes);
        more.add(what);
        return new TestToken(issuer, copy, List.copyOf(more));
    }

    // What every token says

    /**
     * Sets a claim.
     *
     * @param name its name
     * @param content text, a number, a boolean, a list, a map, or null for JSON's null
     * @return a changed copy
     */
    public TestToken claim(String name, @Nullable Object content) {
        return with("claim " + name, jws -> jws.claims().put(name, content));
    }

    /**
     * Leaves a claim out.
     *
     * @param name its name
     * @return a changed copy
     */
    public TestToken withoutClaim(String name) {
        return with("without claim " + name, jws -> jws.claims().remove(name));
    }

    /**
     * Sets {@code sub}.
     *
     * @param subject whom it speaks for
     * @return a changed copy
     */
    public TestToken subject(String subject) {
        return claim("sub", subject);
    }

    /**
     * Sets {@code client_id}.
     *
     * @param clientId who asked for it
     * @return a changed copy
     */
    public TestToken clientId(String clientId) {
        return claim("client_id", clientId);
    }

    /**
     * Sets {@code iss}, and nothing else: the issuer's own key still signs.
     *
     * @param identifier the issuer that it claims to come from
     * @return a changed copy
     */
    public TestToken issuer(String identifier) {
        return claim("iss", identifier);
    }

    /**
     * Sets {@code aud}: a string where there is one, an array otherwise.
     *
     * @param audience whom it is meant for
     * @return a changed copy
     */
    public TestToken audience(String... audience) {
        return claim("aud", audience.length == 1 ? audience[0] : List.of(audience));
    }

    /**
     * Sets the scopes, as text.
     *
     * @param scopes the scopes, separated by blanks
     * @return a changed copy
     */
    public TestToken scope(String scopes) {
        return claim("scope", scopes);
    }

    /**
     * Sets the scopes as an array, which some servers send.
     *
     * @param scopes the scopes
     * @return a changed copy
     */
    public TestToken scopeArray(String... scopes) {
        return claim("scope", List.of(scopes));
    }

    /**
     * Sets {@code roles}.
     *
     * @param roles the roles
     * @return a changed copy
     */
    public TestToken roles(String... roles) {
        return claim("roles", List.of(roles));
    }

    /**
     * Sets {@code groups}.
     *
     * @param groups the groups
     * @return a changed copy
     */
    public TestToken groups(String... groups) {
        return claim("groups", List.of(groups));
    }

    /**
     * Sets {@code entitlements}.
     *
     * @param entitlements the entitlements
     * @return a changed copy
     */
    public TestToken entitlements(String... entitlements) {
        return claim("entitlements", List.of(entitlements));
    }

    /**
     * Sets {@code iat}.
     *
     * @param moment when it was issued; fractions of a second are cut off
     * @return a changed copy
     */
    public TestToken issuedAt(Instant moment) {
        return claim("iat", moment.getEpochSecond());
    }

    /**
     * Sets {@code exp}.
     *
     * @param moment from when on it is expired; fractions of a second are cut off
     * @return a changed copy
     */
    public TestToken expiresAt(Instant moment) {
        return claim("exp", moment.getEpochSecond());
    }

    /**
     * Sets {@code nbf}.
     *
     * @param moment from when on it is valid; fractions of a second are cut off
     * @return a changed copy
     */
    public TestToken notBefore(Instant moment) {
        return claim("nbf", moment.getEpochSecond());
    }

    /**
     * Binds it to the key of a DPoP proof: sets {@code cnf}. As a plain bearer token it is to be refused then.
     *
     * @param thumbprint the value of {@code jkt}
     * @return a changed copy
     */
    public TestToken boundToKey(String thumbprint) {
        return with("bound to a key", jws -> jws.claims().put("cnf", Map.of("jkt", thumbprint)));
    }

    /**
     * Binds it to a client certificate: sets {@code cnf}. As a plain bearer token it is to be refused then.
     *
     * @param thumbprint the value of {@code x5t#S256}
     * @return a changed copy
     */
    public TestToken boundToCertificate(String thumbprint) {
        return with("bound to a certificate", jws -> jws.claims().put("cnf", Map.of("x5t#S256", thumbprint)));
    }

    /**
     * Sets a header parameter.
     *
     * @param name its name
     * @param content text, a number, a boolean, a list, a map, or null for JSON's null
     * @return a changed copy
     */
    public TestToken header(String name, @Nullable Object content) {
        return with("header " + name, jws -> jws.header().put(name, content));
    }

    /**
     * Leaves a header parameter out.
     *
     * @param name its name
     * @return a changed copy
     */
    public TestToken withoutHeader(String name) {
        return with("without header " + name, jws -> jws.header().remove(name));
    }

    /**
     * Sets the header parameter {@code typ}.
     *
     * @param type the type, {@code at+jwt} to begin with
     * @return a changed copy
     */
    public TestToken typ(String type) {
        return with("typ " + type, jws -> jws.header().put("typ", type));
    }

    /**
     * Signs with the issuer's key for an algorithm.
     *
     * @param name an algorithm that the issuer was built with
     * @return a changed copy
     * @throws IllegalArgumentException if the issuer has no key for it
     */
    public TestToken algorithm(String name) {
        SigningKey key = issuer.keys().signing(JwsAlgorithm.named(name));
        return with(name, jws -> jws.key(key));
    }

    // Defects in time, issuer and audience

    /**
     * Expired ten minutes ago, more than any clock skew excuses.
     *
     * @return a changed copy
     */
    public TestToken expired() {
        Instant now = issuer.clock().instant();
        return with("expired", jws -> {
            jws.claims().put("iat", now.minus(LONG_AGO).getEpochSecond());
            jws.claims().put("exp", now.minus(AGO).getEpochSecond());
        });
    }

    /**
     * Valid in ten minutes, and for ten minutes.
     *
     * @return a changed copy
     */
    public TestToken notYetValid() {
        Instant now = issuer.clock().instant();
        return with("not yet valid", jws -> {
            jws.claims().put("nbf", now.plus(AGO).getEpochSecond());
            jws.claims().put("exp", now.plus(LONG_AGO).getEpochSecond());
        });
    }

    /**
     * Another issuer in {@code iss}, signed by the right one.
     *
     * @return a changed copy
     */
    public TestToken wrongIssuer() {
        return with("wrong issuer", jws -> jws.claims().put("iss", "https://other-issuer.example"));
    }

    /**
     * Meant for another resource server.
     *
     * @return a changed copy
     */
    public TestToken wrongAudience() {
        return with("wrong audience", jws -> jws.claims().put("aud", "https://other-api.example"));
    }

    // Defects in the signature

    /**
     * {@code alg} is {@code none} and there is no signature.
     *
     * @return a changed copy
     */
    public TestToken algNone() {
        return algNone("none");
    }

    /**
     * {@code alg} is {@code none} in another spelling, and there is no signature.
     *
     * @param spelling for example {@code nOnE}
     * @return a changed copy
     */
    public TestToken algNone(String spelling) {
        return with("alg " + spelling, jws -> {
            jws.header().put("alg", spelling);
            jws.signer(JwsDraft.NO_SIGNATURE);
        });
    }

    /**
     * {@code alg} is {@code HS256}, the secret is the issuer's public key in PEM, which everyone knows.
     *
     * @return a changed copy
     */
    public TestToken hmacWithPublicKey() {
        byte[] pem = Forgery.pem(issuer.publicKey()).getBytes(StandardCharsets.US_ASCII);
        return hmac("HMAC with the public key", pem);
    }

    /**
     * {@code alg} is {@code HS256}, with a secret of the test's choice.
     *
     * @param secret the secret
     * @return a changed copy
     */
    public TestToken hmac(byte[] secret) {
        return hmac("HMAC", secret.clone());
    }

    private TestToken hmac(String what, byte[] secret) {
        return with(what, jws -> {
            jws.header().put("alg", "HS256");
            jws.signer(input -> Forgery.hmac(secret, input));
        });
    }

    /**
     * One bit of the signature is turned.
     *
     * @return a changed copy
     */
    public TestToken tamperedSignature() {
        return with("tampered signature", jws -> jws.finish(Forgery::tamperSignature));
    }

    /**
     * The payload was changed after it was signed: it says one thing more.
     *
     * @return a changed copy
     */
    public TestToken tamperedPayload() {
        return with("tampered payload", jws -> {
            Map<String, @Nullable Object> forged = new LinkedHashMap<>(jws.claims());
            forged.put("admin", true);
            jws.finish(compact -> Forgery.replacePayload(compact, Json.write(forged)));
        });
    }

    /**
     * Signed by a key that nobody published, under the identifier of the issuer's.
     *
     * @return a changed copy
     */
    public TestToken unknownKey() {
        SigningKey stranger = stranger();
        return with("unknown key", jws -> jws.signer(stranger::sign));
    }

    /**
     * Signed by the key of another issuer. Header and claims stay as they are, {@code alg} and {@code kid} included; the
     * algorithm should be the same.
     *
     * @param other the other issuer
     * @return a changed copy
     */
    public TestToken signedBy(TestIssuer other) {
        SigningKey key = other.keys().signing();
        return with("signed by another issuer", jws -> jws.signer(key::sign));
    }

    private SigningKey stranger() {
        return SigningKey.generate(issuer.keys().signing().algorithm());
    }

    // Defects in the header

    /**
     * Sets the header parameter {@code kid}. The key stays the same.
     *
     * @param id the key identifier
     * @return a changed copy
     */
    public TestToken kid(String id) {
        return header("kid", id);
    }

    /**
     * The right key under an identifier that nobody published.
     *
     * @return a changed copy
     */
    public TestToken unknownKid() {
        String id = "unknown-" + RandomText.ofBytes(6);
        return with("unknown kid", jws -> jws.header().put("kid", id));
    }

    /**
     * No {@code kid}. Whether that is a defect is for the resource server to say.
     *
     * @return a changed copy
     */
    public TestToken withoutKid() {
        return withoutHeader("kid");
    }

    /**
     * Signed by a stranger's key that comes along in the header, as {@code jwk}.
     *
     * @return a changed copy
     */
    public TestToken embeddedJwk() {
        SigningKey stranger = stranger();
        return with("embedded jwk", jws -> {
            jws.key(stranger);
            jws.header().put("jwk", stranger.publicJwk());
        });
    }

    /**
     * Signed by the key of another issuer, which the header says where to fetch, as {@code jku}.
     *
     * @param attacker the other issuer, over HTTP; count its requests to see whether anyone followed
     * @return a changed copy
     */
    public TestToken jku(TestIssuer attacker) {
        SigningKey key = attacker.keys().signing();
        String where = attacker.uri(IssuerEndpoint.JWKS).toString();
        return with("jku", jws -> {
            jws.key(key);
            jws.header().put("jku", where);
        });
    }

    /**
     * Signed by a stranger's key, with a header that says where a key could be fetched, as {@code jku}.
     *
     * @param where the address
     * @return a changed copy
     */
    public TestToken jku(URI where) {
        SigningKey stranger = stranger();
        return with("jku", jws -> {
            jws.key(stranger);
            jws.header().put("jku", where.toString());
        });
    }

    /**
     * Sets {@code crit}, and each name in it as a header parameter with the value true.
     *
     * @param names the names of extensions; none gives an empty list
     * @return a changed copy
     */
    public TestToken crit(String... names) {
        return with("crit " + Arrays.toString(names), jws -> {
            jws.header().put("crit", List.of(names));
            for (String name : names) {
                jws.header().putIfAbsent(name, true);
            }
        });
    }

    /**
     * {@code b64} is false and critical. What was signed is the same under both readings.
     *
     * @return a changed copy
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7797#section-7">RFC 7797, section 7</a>
     */
    public TestToken b64False() {
        return with("b64 false", jws -> {
            jws.header().put("crit", List.of("b64"));
            jws.header().put("b64", false);
        });
    }

    // Other kinds of JWT of the same issuer. They keep the claims of the access token, so that only the type tells.

    /**
     * An ID token. Keeps all claims of the access token, so that the type alone gives it away.
     *
     * @return a changed copy
     */
    public TestToken idToken() {
        return kind("ID token", "JWT", "nonce", RandomText.ofBytes(6));
    }

    /**
     * A logout token. Keeps all claims of the access token.
     *
     * @return a changed copy
     */
    public TestToken logoutToken() {
        Map<String, ?> events = Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of());
        return kind("logout token", "logout+jwt", "events", events);
    }

    /**
     * A security event token. Keeps all claims of the access token.
     *
     * @return a changed copy
     */
    public TestToken securityEvent() {
        return kind("security event", "secevent+jwt", "events", Map.of("urn:example:event", Map.of()));
    }

    /**
     * A signed answer of introspection. Keeps all claims of the access token.
     *
     * @return a changed copy
     */
    public TestToken introspectionResponse() {
        Map<String, Object> answer = Map.of("active", true, "scope", "profile");
        return kind("introspection response", "token-introspection+jwt", "token_introspection", answer);
    }

    /**
     * A DPoP proof by the issuer's own key. Keeps all claims of the access token.
     *
     * @return a changed copy
     */
    public TestToken dpopProof() {
        Map<String, Object> jwk = issuer.keys().signing().publicJwk();
        return with("DPoP proof", jws -> {
            jws.header().put("typ", "dpop+jwt");
            jws.header().put("jwk", jwk);
            jws.claims().put("htm", "GET");
            jws.claims().put("htu", "https://api.example.com/");
        });
    }

    private TestToken kind(String what, String typ, String claim, Object content) {
        return with(what, jws -> {
            jws.header().put("typ", typ);
            jws.claims().put(claim, content);
        });
    }

    // Anything else

    /**
     * Takes the place of the whole header, for what no map can say, such as members named twice.
     *
     * @param json the text, signed as it is
     * @return a changed copy
     */
    public TestToken rawHeader(String json) {
        return with("raw header", jws -> jws.rawHeader(json));
    }

    /**
     * Takes the place of the whole payload, for what no map can say, such as members named twice.
     *
     * @param json the text, signed as it is
     * @return a changed copy
     */
    public TestToken rawPayload(String json) {
        return with("raw payload", jws -> jws.rawPayload(json));
    }

    /**
     * Changes the compact form after it was signed.
     *
     * @param what the name of the defect, for {@code toString()}
     * @param change answers what is to be sent
     * @return a changed copy
     */
    public TestToken mangled(String what, UnaryOperator<String> change) {
        return with(what, jws -> jws.finish(change));
    }

    /**
     * This token once with each defect that a resource server by RFC 9068 must refuse, whatever it is configured to
     * accept beyond that. Made for a parameterised test; {@code toString()} names the defect.
     *
     * @return the bad tokens
     */
    public List<TestToken> defects() {
        return Forgery.defects(this);
    }

    // What to send

    /**
     * An opaque token with these claims: random text that only the issuer's introspection can tell the meaning of.
     * Header, signature and their defects are of no importance then.
     *
     * @return the text to present, another one on each call
     */
    public String opaqueValue() {
        return issuer.tokens().storeOpaque(claims());
    }

    /**
     * The token, signed, in compact form. The same text on each call.
     *
     * @return the text to present
     */
    public synchronized String value() {
        String signed = value;
        if (signed == null) {
            signed = draft.compact();
            value = signed;
        }
        return signed;
    }

    /**
     * What to send in the header {@code Authorization}.
     *
     * @return the scheme {@code Bearer} and the value
     */
    public String authorization() {
        return "Bearer " + value();
    }

    /**
     * What it claims, a raw payload apart.
     *
     * @return the claims by name; unmodifiable
     */
    public Map<String, @Nullable Object> claims() {
        return Collections.unmodifiableMap(draft.claims());
    }

    /**
     * Names what was changed, and never the value.
     *
     * @return for example {@code TestToken[expired, wrong audience]}
     */
    @Override
    public String toString() {
        return "TestToken" + (changes.isEmpty() ? "[valid]" : changes.toString());
    }
}
