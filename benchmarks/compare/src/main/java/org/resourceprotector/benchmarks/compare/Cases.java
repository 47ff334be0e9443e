package org.resourceprotector.benchmarks.compare;

import static org.resourceprotector.benchmarks.compare.Situation.BAD_TOKEN;
import static org.resourceprotector.benchmarks.compare.Situation.GOOD;
import static org.resourceprotector.benchmarks.compare.Situation.MALFORMED;
import static org.resourceprotector.benchmarks.compare.Situation.NOT_ENOUGH;
import static org.resourceprotector.benchmarks.compare.Situation.NO_CREDENTIALS;
import static org.resourceprotector.benchmarks.compare.Situation.PREFLIGHT;
import static org.resourceprotector.benchmarks.compare.Situation.TWO_CREDENTIALS;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.benchmarks.compare.Deviation.Level;

/** The requests that every server is sent. Immutable. */
final class Cases {

    private static final String USER = "/user";
    private static final String ANY = "/any";

    private final Issuer issuer;
    private final Forge forge;
    private final String good;

    Cases(Issuer issuer, Forge forge) throws JOSEException {
        this.issuer = issuer;
        this.forge = forge;
        this.good = forge.token(JWSAlgorithm.RS256);
    }

    /** What the header may look like. */
    List<Case> credentials() {
        String bearer = "Authorization: Bearer " + good;
        return List.of(
                Case.get("a good token", GOOD, "R6750-2.1-a", USER, bearer),
                Case.get("the scheme in small letters", GOOD, "R9110-11.1-a", USER, "Authorization: bearer " + good),
                Case.get("the scheme in capitals", GOOD, "R9110-11.1-a", USER, "Authorization: BEARER " + good),
                Case.get("two blanks before the token", GOOD, "R6750-2.1-b", USER, "Authorization: Bearer  " + good),
                Case.get("HEAD with a good token", GOOD, "R9110-9.3.2-a", USER, bearer)
                        .method("HEAD"),
                Case.get("no token", NO_CREDENTIALS, "R6750-3-a", USER),
                Case.get("no token, HEAD", NO_CREDENTIALS, "R9110-9.3.2-a", USER)
                        .method("HEAD"),
                Case.get("no token, POST", NO_CREDENTIALS, "R6750-3-a", "/orders")
                        .method("POST"),
                Case.get("another scheme", NO_CREDENTIALS, "R6750-2.1-e", USER, "Authorization: Basic dXNlcjpwdw=="),
                Case.get("an empty header", NO_CREDENTIALS, "R6750-3-a", USER, "Authorization:"),
                Case.get("the token in the query", NO_CREDENTIALS, "R6750-2.3-a", USER + "?access_token=" + good)
                        .keeping(good),
                Case.get("the token in a cookie", NO_CREDENTIALS, "R6750-5.3-b", USER, "Cookie: access_token=" + good)
                        .keeping(good),
                Case.get(
                                "the token in a form",
                                NO_CREDENTIALS,
                                "R6750-2.2-a",
                                "/orders",
                                "Content-Type: application/x-www-form-urlencoded")
                        .method("POST")
                        .body("access_token=" + good)
                        .keeping(good),
                Case.get("the scheme and nothing else", MALFORMED, "R6750-2.1-d", USER, "Authorization: Bearer"),
                Case.get("two words behind the scheme", MALFORMED, "R6750-2.1-b", USER, bearer + " extra"),
                Case.get("a quoted token", MALFORMED, "R6750-2.1-b", USER, "Authorization: Bearer \"" + good + "\""),
                Case.get("a comma behind the token", MALFORMED, "R6750-2.1-b", USER, bearer + ","),
                Case.get("characters that no token has", MALFORMED, "R6750-2.1-c", USER, "Authorization: Bearer a%20b"),
                Case.get("two headers, the same token", TWO_CREDENTIALS, "R6750-2-b", USER, bearer, bearer),
                Case.get("two headers, a bad one second", TWO_CREDENTIALS, "R9110-5.3-a", USER, bearer, bearer + "x"),
                Case.get(
                                "a preflight of a browser",
                                PREFLIGHT,
                                "BBA-a",
                                USER,
                                "Origin: https://app.example.com",
                                "Access-Control-Request-Method: GET",
                                "Access-Control-Request-Headers: authorization")
                        .method("OPTIONS")
                        .level(Level.SHOULD));
    }

    /** What a scope opens. */
    List<Case> scopes() throws JOSEException {
        return List.of(
                scoped("no scope that the endpoint needs", NOT_ENOUGH, "R6750-3.1-c", "email"),
                scoped("no scope at all, where one is needed", NOT_ENOUGH, "R6749-3.3-e", null),
                scoped("a scope in other letters", NOT_ENOUGH, "R6749-3.3-a", "Profile"),
                scoped("a scope that begins the same", NOT_ENOUGH, "R6749-3.3-b", "profiles profile:x"),
                scoped("scopes with commas between them", NOT_ENOUGH, "R6749-3.3-c", "email,profile"),
                Case.bearer("no scope, where any token will do", GOOD, "R6749-3.3-e", ANY, with("scope", null)));
    }

    /** Tokens that look like ours and are none. */
    List<Case> tokens() throws JOSEException {
        long now = Instant.now().getEpochSecond();
        return List.of(
                bad("a text that is no token of anybody", "R6750-3.1-b", "mF_9.B5f-4.1JqM"),
                bad("an opaque token", "R6750-3.1-b", "2YotnFZFEjr1zCsicMWpAA"),
                bad("expired", "R9068-4-h", with("exp", now - 600)),
                bad("no expiry", "R9068-2.2-a", with("exp", null)),
                bad("an expiry that is a text", "RJOSE-7519-exp-a", with("exp", String.valueOf(now + 600))),
                bad("not valid yet", "RJOSE-7519-nbf-a", with("nbf", now + 3600)),
                bad("issued in the future", "RJOSE-7519-iat-a", with("iat", now + 3600))
                        .level(Level.ADVICE),
                bad("another audience", "R9068-4-e", with("aud", List.of("https://other.example.com"))),
                bad("no audience", "R9068-4-e", with("aud", null)),
                bad("an audience that begins the same", "R9068-4-e", with("aud", Forge.AUDIENCE + "/")),
                bad("another issuer", "R9068-4-d", with("iss", "https://evil.example.com")),
                bad("the issuer with a slash", "R9068-4-d", with("iss", issuer.identifier() + "/")),
                bad("no subject", "R9068-2.2-a", with("sub", null)),
                bad("no client", "R9068-2.2-a", with("client_id", null)),
                bad("typ JWT, as an ID token has it", "R9068-4-a", headed("typ", "JWT")),
                bad("no typ", "R9068-4-a", headed("typ", null)),
                bad("typ of a logout token", "RJOSE-8725-3.12-a", headed("typ", "logout+jwt")),
                bad(
                        "bound to a key, sent as a plain token",
                        "R9449-7.2-a",
                        with("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"))),
                bad(
                        "bound to a certificate, sent without",
                        "R8705-3-c",
                        with("cnf", Map.of("x5t#S256", "bwcK0esc3ACC3DB2Y5_lESsXE8o9ltc05O89jdN-dg2"))));
    }

    /** Signatures that prove nothing. */
    List<Case> signatures() throws JOSEException {
        String header = Forge.encoded(Forge.header(JWSAlgorithm.RS256, "rs"));
        String claims = Forge.encoded(forge.claims());
        return List.of(
                bad("a signature with one wrong character", "R9068-4-f", TokenPool.broken(good)),
                bad("no signature", "R9068-4-f", header + "." + claims + "."),
                bad(
                        "alg none",
                        "R9068-4-g",
                        Forge.encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + claims + "."),
                bad("HMAC with the public key as secret", "RJOSE-8725-2.1-a", confused(claims)),
                bad("an algorithm that the key is not for", "RJOSE-8725-3.1-b", psInsteadOfRs(claims)),
                bad("a key that came with the token", "RJOSE-8725-3.10-b", selfMade(claims)),
                bad("an extension that nobody knows", "RJOSE-7515-4.1.11-a", headed(header(h -> {
                    h.put("crit", List.of("https://example.com/x"));
                    h.put("https://example.com/x", true);
                }))),
                bad("the same claim twice", "RJOSE-7519-dup-a", twice()).level(Level.ADVICE),
                bad("bits behind the end of the signature", "RJOSE-7515-2-a", trailingBits()));
    }

    private Case bad(String title, String row, String token) {
        return Case.bearer(title, BAD_TOKEN, row, USER, token);
    }

    private Case scoped(String title, Situation situation, String row, @Nullable String scope) throws JOSEException {
        return Case.bearer(title, situation, row, USER, with("scope", scope));
    }

    String with(String claim, @Nullable Object value) throws JOSEException {
        return forge.token(JWSAlgorithm.RS256, header -> {}, claims -> put(claims, claim, value));
    }

    private String headed(String name, @Nullable Object value) throws JOSEException {
        return headed(header(header -> put(header, name, value)));
    }

    private static Consumer<Map<String, Object>> header(Consumer<Map<String, Object>> change) {
        return change;
    }

    private String headed(Consumer<Map<String, Object>> change) throws JOSEException {
        return forge.token(JWSAlgorithm.RS256, change, claims -> {});
    }

    private static void put(Map<String, Object> part, String name, @Nullable Object value) {
        if (value == null) {
            part.remove(name);
        } else {
            part.put(name, value);
        }
    }

    private String confused(String claims) throws JOSEException {
        String header = Forge.encoded(Forge.header(JWSAlgorithm.HS256, "rs"));
        return Forge.signed(
                header,
                claims,
                JWSAlgorithm.HS256,
                new MACSigner(issuer.rsa().toRSAPublicKey().getEncoded()));
    }

    private String psInsteadOfRs(String claims) throws JOSEException {
        String header = Forge.encoded(Forge.header(JWSAlgorithm.PS256, "rs"));
        return Forge.signed(header, claims, JWSAlgorithm.PS256, Forge.signer(issuer.rsa()));
    }

    private static String selfMade(String claims) throws JOSEException {
        RSAKey own = Issuer.rsaKey("mine");
        Map<String, Object> header = Forge.header(JWSAlgorithm.RS256, "mine");
        header.put("jwk", own.toPublicJWK().toJSONObject());
        return Forge.signed(Forge.encoded(header), claims, JWSAlgorithm.RS256, Forge.signer(own));
    }

    private String twice() throws JOSEException {
        Map<String, Object> claims = forge.claims();
        claims.put("scope", "email");
        String json = JSONObjectUtils.toJSONString(claims);
        String doubled = json.substring(0, json.length() - 1) + ",\"scope\":\"profile\"}";
        return Forge.signed(
                Forge.encoded(Forge.header(JWSAlgorithm.RS256, "rs")),
                Forge.encoded(doubled),
                JWSAlgorithm.RS256,
                Forge.signer(issuer.rsa()));
    }

    /** 256 bytes are 342 characters, whose last one has four bits that mean nothing and must be zero. */
    private String trailingBits() {
        String digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char last = good.charAt(good.length() - 1);
        return good.substring(0, good.length() - 1) + digits.charAt(digits.indexOf(last) + 1);
    }
}
