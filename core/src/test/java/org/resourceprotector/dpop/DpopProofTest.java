package org.resourceprotector.dpop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.RsaKeys;
import org.resourceprotector.jose.TokenForge;

/** What a proof must be made like, whatever the request is. */
class DpopProofTest {

    private final DpopFixture server = DpopFixture.strict();

    private void refused(String proof) {
        assertThat(proof, server.lines(proof), is("INVALID_PROOF"));
    }

    private void refused(TokenForge proof) {
        refused(proof.token());
    }

    @Test
    @DisplayName("R9449-4.1-a a good proof, also with blanks around it")
    void goodProof_provesTheKey() {
        assertThat(server.show(ProofForge.good()), is("good"));
        assertThat(server.lines("  " + ProofForge.good().claim("jti", "2").token() + "\t"), is("good"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS512", "PS256", "PS384", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"})
    @DisplayName("R9449-4.3-6 a good proof under each algorithm, and one whose signature is that of another key")
    void everyAlgorithm_provesItsKey(String algorithm) {
        TokenForge proof = ProofForge.under(algorithm);

        assertThat(server.boundTo(proof.pair()).show(proof), is("good"));
        String input = proof.token().substring(0, proof.token().lastIndexOf('.'));
        TokenForge other = proof.claim("jti", "2").claim("htu", ProofForge.URI + "?");
        refused(input + other.token().substring(other.token().lastIndexOf('.')));
    }

    /** A good proof of just so many characters. */
    private static String proofOf(int length) {
        for (int kid = 0; kid < 4; kid++) {
            TokenForge proof = ProofForge.good().header("kid", "k".repeat(kid));
            int shortest = proof.claim("more", "").token().length();
            for (int i = (length - shortest) * 3 / 4 - 4; i < (length - shortest) * 3 / 4 + 4; i++) {
                String text = proof.claim("more", "x".repeat(i)).token();
                if (text.length() == length) {
                    return text;
                }
            }
        }
        throw new AssertionError("no proof of " + length);
    }

    @Test
    @DisplayName("R9449-11.1-c a proof has at most 8 KiB, without the blanks around it")
    void lengthOfProof_isBounded() {
        assertThat(server.lines("  " + proofOf(8 * 1024) + "  "), is("good"));
        refused(proofOf(8 * 1024 + 1));
        assertThat(server.detail(), is("the DPoP header is not one signed JWT, or too long"));
    }

    @Test
    void operator_isToldHowManyProofsCame() {
        server.lines();
        assertThat(server.detail(), is("there is no DPoP header"));
        server.lines("a", "b");
        assertThat(server.detail(), is("there is more than one DPoP header"));
    }

    @Test
    @DisplayName("R9449-4.3-1 more than one proof, and none")
    void notOneProof_isRefused() {
        String one = ProofForge.good().token();
        String other = ProofForge.good().claim("jti", "id-2").token();

        assertThat(server.lines(), is("INVALID_PROOF"));
        assertThat(server.lines((String) null), is("INVALID_PROOF"));
        assertThat(server.lines(one, one), is("INVALID_PROOF"));
        assertThat(server.lines(one, other), is("INVALID_PROOF"));
        assertThat(server.lines(one, ""), is("INVALID_PROOF"));
        refused(one + ", " + other);
        refused(one + "," + other);
        assertThat(server.lines(one), is("good"));
    }

    @Test
    @DisplayName("R9449-4.3-2 what is not one well-formed JWT")
    void whatIsNoJwt_isRefused() {
        String good = ProofForge.good().token();
        List<String> parts = TokenForge.parts(good);

        for (String bad : List.of(
                "",
                "xyz",
                "..",
                parts.get(0) + "." + parts.get(1),
                parts.get(0) + "." + parts.get(1) + ".",
                good + ".",
                good + ".a.b",
                "{\"typ\":\"dpop+jwt\"}",
                good + "=",
                good.replaceFirst("\\.", ".\n"),
                "DPoP " + good,
                "\u00e9" + good)) {
            refused(bad);
        }
        refused(ProofForge.good().withPayload("[]"));
        refused(ProofForge.good().withPayload("\"text\""));
        refused(ProofForge.good().withMember("\"jti\":\"twice\""));
        refused(ProofForge.good().withHeader("{}"));
        refused(ProofForge.good().claim("more", "x".repeat(8 * 1024)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jti", "htm", "htu", "iat", "ath"})
    @DisplayName("R9449-4.3-3 a claim that is missing, null, or of another type")
    void claimThatIsMissing_isRefused(String name) {
        refused(ProofForge.good().without(name));
        refused(ProofForge.good().claim(name, null));
        refused(ProofForge.good().claim(name, List.of("x")));
        refused(ProofForge.good().claim(name, Map.of()));
        refused(ProofForge.good().claim(name, true));
        refused(ProofForge.good().claim(name, ""));
        refused(ProofForge.good().claim(name, name.equals("iat") ? "1" : 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"typ", "jwk", "alg"})
    @DisplayName("R9449-4.3-3 R9449-key-a a member of the header that is missing, or of another type")
    void headerThatIsMissing_isRefused(String name) {
        Map<String, Object> header = new HashMap<>(ProofForge.good().headers());
        header.put("alg", "ES256");
        header.put("jku", "https://attacker.example.com/keys");
        header.put("x5c", List.of("MIIB"));
        header.put("kid", "k1");
        header.remove(name);
        TokenForge forge = ProofForge.good();
        refused(forge.withHeader(JSONObjectUtils.toJSONString(header)));
        header.put(name, 1);
        refused(forge.withHeader(JSONObjectUtils.toJSONString(header)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "at+jwt", "dpop+jwt+x", "dpop", "text/dpop+jwt", "application/dpop+jwt/x", ""})
    @DisplayName("R9449-4.3-4 another typ")
    void otherType_isRefused(String type) {
        refused(ProofForge.good().header("typ", type));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DPOP+JWT", "application/dpop+jwt", "Application/DPoP+jwt"})
    @DisplayName("R9449-4.3-4 the same typ as media types have it")
    void sameType_isAccepted(String type) {
        assertThat(server.show(ProofForge.good().header("typ", type)), is("good"));
    }

    @Test
    @DisplayName("R9449-4.3-5a R9449-11.6-a no signature, or a symmetric one")
    void symmetricOrUnsigned_isRefused() {
        byte[] secret = "a secret that is long enough, 32 b".getBytes(StandardCharsets.UTF_8);
        TokenForge proof = ProofForge.good().header("jwk", Map.of("kty", "oct", "k", TokenForge.base64(secret)));

        refused(proof.macced("HS256", secret));
        refused(proof.header("jwk", Map.of("kty", "oct")).macced("HS256", secret));
        refused(ProofForge.good().macced("HS256", secret));
        TokenForge unsigned = ProofForge.good().header("alg", "none");
        refused(unsigned);
        refused(unsigned.token().substring(0, unsigned.token().lastIndexOf('.') + 1));
    }

    @Test
    @DisplayName("R9449-4.3-5b an algorithm that is not allowed here")
    void algorithmThatIsNotAllowed_isRefused() {
        DpopFixture narrow = DpopFixture.with(settings -> settings.algorithms("ES256", "PS256"));

        assertThat(narrow.show(ProofForge.good()), is("good"));
        TokenForge rs256 = ProofForge.under("RS256");
        assertThat(narrow.boundTo(rs256.pair()).show(rs256), is("INVALID_PROOF"));
        TokenForge ps256 = ProofForge.under("PS256");
        assertThat(narrow.show(ps256), is("good"));
    }

    @Test
    @DisplayName("R9449-4.3-6 a changed signature, and the key of somebody else")
    void badSignature_isRefused() {
        String good = ProofForge.good().token();
        char at = good.charAt(good.length() - 10);
        refused(good.substring(0, good.length() - 10) + (at == 'A' ? 'B' : 'A') + good.substring(good.length() - 9));
        refused(good.substring(0, good.lastIndexOf('.') + 1) + "AAAA");
        KeyPair other = Keys.pair("EC", new ECGenParameterSpec("secp256r1"));
        refused(ProofForge.good().signedBy(other));
    }

    @Test
    @DisplayName("R9449-4.3-12b the proof of another key than that of the token")
    void proofOfAnotherKey_isRefused() {
        assertThat(server.boundTo(Keys.OTHER_RSA).show(ProofForge.good()), is("UNPROVEN_BINDING"));
    }

    @Test
    @DisplayName("R9449-4.3-6 a key that was used before does not stand in for another one")
    void keyThatWasUsedBefore_isNotTakenForAnother() {
        KeyPair other = Keys.pair("EC", new ECGenParameterSpec("secp256r1"));
        TokenForge ofOther =
                ProofForge.good().header("jwk", ProofForge.publicKey(other)).signedBy(other);

        assertThat(server.show(ProofForge.good()), is("good"));
        assertThat(server.boundTo(other).show(ofOther), is("good"));
        refused(ofOther.claim("jti", "2").signedBy(Keys.EC));
        server.boundTo(Keys.EC);
        refused(ProofForge.good().claim("jti", "2").signedBy(other));
    }

    @ParameterizedTest
    @CsvSource({"ES256, ES384", "ES384, ES256", "RS256, ES256", "ES256, RS256", "EdDSA, ES256", "ES256, EdDSA"})
    @DisplayName("R9449-4.3-6b a key that is not for the algorithm")
    void keyOfAnotherAlgorithm_isRefused(String algorithm, String ofKey) {
        refused(ProofForge.under(algorithm).header("jwk", ProofForge.publicKey(ofKey)));
    }

    @Test
    @DisplayName("R9449-4.3-6b a key that is weak, off its curve, or broken")
    void weakKey_isRefused() {
        KeyPair weak = RsaKeys.pair(1024, 0);
        Map<String, Object> jwk =
                new RSAKey.Builder((RSAPublicKey) weak.getPublic()).build().toJSONObject();
        TokenForge proof = ProofForge.good().algorithm("RS256").signedBy(weak).header("jwk", jwk);
        assertThat(server.boundTo(weak).show(proof), is("INVALID_PROOF"));

        Map<String, Object> point = new HashMap<>(ProofForge.publicKey("ES256"));
        point.put("y", point.get("x"));
        refusedOrOfAnotherKey(ProofForge.good().header("jwk", point));
        for (String member : List.of("x", "y", "crv", "kty")) {
            Map<String, Object> broken = new HashMap<>(ProofForge.publicKey("ES256"));
            broken.remove(member);
            refused(ProofForge.good().header("jwk", broken));
            broken.put(member, "\u00e9\"},{");
            refused(ProofForge.good().header("jwk", broken));
            broken.put(member, 1);
            refused(ProofForge.good().header("jwk", broken));
        }
    }

    /** A key that is off its curve has a thumbprint, which no token is bound to. */
    private void refusedOrOfAnotherKey(TokenForge proof) {
        assertThat(server.show(proof), is(oneOf("INVALID_PROOF", "UNPROVEN_BINDING")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    @DisplayName("R9449-4.3-7 a key with a private part")
    void privateKey_isRefused(String member) {
        for (String algorithm : List.of("ES256", "RS256", "EdDSA")) {
            TokenForge proof = ProofForge.under(algorithm);
            Map<String, Object> jwk = new HashMap<>(ProofForge.publicKey(algorithm));
            jwk.put(member, "AQAB");
            server.boundTo(proof.pair());
            refused(proof.header("jwk", jwk));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"crit", "b64", "zip", "enc"})
    void headerThatIsNotUnderstood_isRefused(String member) {
        refused(ProofForge.good().header(member, List.of("x")));
    }

    @Test
    @DisplayName("FAPI2-V-a members and claims that are not known are ignored, and so are kid, x5c and jku")
    void furtherMembers_areIgnored() {
        Map<String, Object> jwk = new HashMap<>(ProofForge.publicKey("ES256"));
        jwk.put("use", "sig");
        jwk.put("kid", "mine");
        jwk.put("key_ops", List.of("verify"));
        jwk.put("ext", true);
        TokenForge proof = ProofForge.good()
                .header("jwk", jwk)
                .header("kid", "k1")
                .header("jku", "https://attacker.example.com/keys")
                .header("x5c", List.of("MIIB"))
                .claim("nonce", "nobody asked")
                .claim("more", Map.of("a", 1));

        assertThat(server.show(proof), is("good"));
    }

    @Test
    @DisplayName("R9449-7.1-b no proof with one character changed is a good one")
    void changedProof_isNeverGood() {
        String good = ProofForge.good().token();
        Random random = new Random(9449);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=";
        for (int i = 0; i < 2_000; i++) {
            StringBuilder changed = new StringBuilder(good);
            int at = random.nextInt(good.length());
            changed.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
            if (!changed.toString().equals(good)) {
                assertThat(changed.toString(), server.lines(changed.toString()), is(not("good")));
            }
        }
        assertThat(server.lines(good), is("good"));
    }
}
