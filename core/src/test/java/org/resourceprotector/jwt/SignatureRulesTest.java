package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.jwk.RSAKey;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.RsaKeys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.signature.KeyIndex;
import org.resourceprotector.token.Rejection.Reason;

class SignatureRulesTest {

    private final JwtFixture bench = JwtFixture.strict();
    private final TokenForge good = TokenForge.good();

    @ParameterizedTest
    @DisplayName("R9068-4-f RJOSE-8037-a: every allowed algorithm, with a good signature and with bad ones")
    @ValueSource(
            strings = {
                "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"
            })
    void everyAllowedAlgorithm(String algorithm) {
        JwtFixture bench = JwtFixture.with(Keys.key("k1", Keys.pairFor(algorithm), algorithm));
        TokenForge forge = good.algorithm(algorithm);
        List<String> parts = TokenForge.parts(forge.token());
        List<String> others = TokenForge.parts(forge.claim("sub", "user-2").token());
        byte[] signature = Base64.getUrlDecoder().decode(parts.get(2));

        bench.accepted(forge);
        bench.rejected(Reason.BAD_SIGNATURE, parts.get(0) + "." + others.get(1) + "." + parts.get(2));
        bench.rejected(Reason.BAD_SIGNATURE, parts.get(0) + "." + parts.get(1) + ".");
        for (int length : new int[] {0, 1, signature.length - 1, signature.length + 1, 2 * signature.length}) {
            String resized = TokenForge.base64(Arrays.copyOf(signature, length));
            bench.rejected(Reason.BAD_SIGNATURE, parts.get(0) + "." + parts.get(1) + "." + resized);
        }
        for (byte filler : new byte[] {0, 1, -1}) {
            byte[] filled = new byte[signature.length];
            Arrays.fill(filled, filler);
            bench.rejected(Reason.BAD_SIGNATURE, parts.get(0) + "." + parts.get(1) + "." + TokenForge.base64(filled));
        }
    }

    @Test
    @DisplayName("A113 R9068-4-f: a changed token, or one of another key, is refused")
    void changedTokenIsRefused() {
        List<String> parts = TokenForge.parts(good.token());
        List<String> others = TokenForge.parts(good.claim("sub", "admin").token());

        bench.rejected(Reason.BAD_SIGNATURE, parts.get(0) + "." + others.get(1) + "." + parts.get(2));
        bench.rejected(Reason.BAD_SIGNATURE, parts.get(0) + "." + parts.get(1) + "." + others.get(2));
        bench.rejected(Reason.BAD_SIGNATURE, good.signedBy(Keys.OTHER_RSA));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-7515-2-a: one spelling of base64url")
    @ValueSource(strings = {"=", "==", "AAA", "\n", " ", "+", "/", "*", "\u0141", "\u00e9", "\u0000"})
    void otherSpellingsOfTheSignatureAreRefused(String appended) {
        bench.refused(good.token() + appended);

        // What is inside an encrypted token is read without a header that carries it.
        Jws inside = Objects.requireNonNull(Jws.parse(good.token() + appended));
        RejectedException refused = assertThrows(RejectedException.class, inside::signature);
        assertThat(refused.rejection().reason(), is(Reason.MALFORMED_TOKEN));
    }

    @Test
    @DisplayName("RJOSE-7515-2-a: bits behind the last byte are refused in every part")
    void trailingBitsAreRefused() {
        String token = good.token();
        char last = token.charAt(token.length() - 1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        char next = alphabet.charAt(alphabet.indexOf(last) + 1);

        bench.rejected(Reason.MALFORMED_TOKEN, token.substring(0, token.length() - 1) + next);
        String input = TokenForge.base64(good.headerJson().getBytes(UTF_8)) + "."
                + TokenForge.base64(" "
                        .repeat((4 - good.payloadJson().length() % 3) % 3)
                        .concat(good.payloadJson())
                        .getBytes(UTF_8));
        bench.accepted(good.signed(input));
        bench.rejected(Reason.MALFORMED_TOKEN, good.signed(input.substring(0, input.length() - 1) + "R"));
        bench.refused(good.signed(input.replaceFirst("\\.", "=.")));
        assertThat(Jws.parse(good.signed(input.replaceFirst("\\.", "=."))), is(nullValue()));
        bench.refused(good.signed(input + "="));
        Jws padded = Objects.requireNonNull(Jws.parse(good.signed(input + "=")));
        assertThrows(RejectedException.class, padded::claims);
    }

    @ParameterizedTest
    @DisplayName("A110 RJOSE-8725-2.1-a: a public key is no shared secret")
    @ValueSource(strings = {"HS256", "HS384", "HS512"})
    void publicKeyIsNoSharedSecret(String algorithm) {
        RSAPublicKey key = (RSAPublicKey) Keys.RSA.getPublic();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        byte[] jwk = new RSAKey.Builder(key).build().toJSONString().getBytes(UTF_8);
        JwtFixture withSecret = JwtFixture.with(JwtValidator.builder().acceptSymmetricKey(Keys.SECRET, algorithm));
        for (byte[] secret : List.of(
                key.getEncoded(), pem.getBytes(UTF_8), jwk, key.getModulus().toByteArray())) {
            bench.rejected(Reason.WRONG_ALGORITHM, good.macced(algorithm, secret));
            withSecret.rejected(Reason.BAD_SIGNATURE, good.macced(algorithm, secret));
        }
    }

    @Test
    void secretFromAKeySourceIsNotUsed() {
        VerificationKey secret =
                new VerificationKey("k1", new SecretKeySpec(Keys.SECRET, "HmacSHA256"), java.util.Set.of("HS256"));

        JwtFixture.with(secret).rejected(Reason.WRONG_ALGORITHM, good.macced("HS256", Keys.SECRET));
    }

    @Test
    @DisplayName("RJOSE-8725-3.1-b: a key is good for its algorithm and no other")
    void keyIsForItsAlgorithm() {
        bench.rejected(Reason.WRONG_ALGORITHM, good.algorithm("PS256"));
        bench.rejected(Reason.WRONG_ALGORITHM, good.algorithm("RS512"));
        bench.rejected(Reason.WRONG_ALGORITHM, good.algorithm("ES256"));
        JwtFixture.with(Keys.key("k1", Keys.EC384, "ES256")).rejected(Reason.WRONG_ALGORITHM, good.algorithm("ES256"));
        JwtFixture.with(Keys.key("k1", Keys.RSA, "ES256")).rejected(Reason.WRONG_ALGORITHM, good.algorithm("ES256"));
        JwtFixture.with(Keys.key("k1", Keys.EC, "RS256")).rejected(Reason.WRONG_ALGORITHM, good);
        JwtFixture.with(Keys.key("k1", Keys.pair("Ed448", null), "EdDSA"))
                .rejected(Reason.WRONG_ALGORITHM, good.algorithm("EdDSA"));
    }

    @Test
    @DisplayName("X10: the old and the new name of Ed25519 are one algorithm")
    void bothNamesOfEd25519AreOneAlgorithm() {
        JwtFixture.with(Keys.key("k1", Keys.ED, "EdDSA")).accepted(good.algorithm("Ed25519"));
        JwtFixture.with(Keys.key("k1", Keys.ED, "Ed25519")).accepted(good.algorithm("EdDSA"));
    }

    @Test
    @DisplayName("RJOSE-7518-3.3-a RJOSE-8725-3.5-a: a weak RSA key is no key")
    void weakKeyIsNoKey() {
        KeyPair weak = RsaKeys.pair(1024, 0);

        JwtFixture.with(Keys.key("k1", weak, "RS256")).rejected(Reason.WRONG_ALGORITHM, good.signedBy(weak));
    }

    @Test
    @DisplayName("RJOSE-7518-3.4-a: an ECDSA signature in DER is none")
    void derSignatureIsRefused() throws Exception {
        JwtFixture bench = JwtFixture.with(Keys.key("k1", Keys.EC, "ES256"));
        List<String> parts = TokenForge.parts(good.algorithm("ES256").token());
        byte[] der = com.nimbusds.jose.crypto.impl.ECDSA.transcodeSignatureToDER(
                Base64.getUrlDecoder().decode(parts.get(2)));

        bench.rejected(Reason.BAD_SIGNATURE, parts.get(0) + "." + parts.get(1) + "." + TokenForge.base64(der));
    }

    @Test
    @DisplayName("R9068-4-k: any of the issuer's keys may sign")
    void anyKeyMaySign() {
        JwtFixture bench = JwtFixture.with(
                Keys.key("k1", Keys.RSA, "RS256"),
                Keys.key("k2", Keys.OTHER_RSA, "RS256"),
                Keys.key("k3", Keys.EC, "ES256"));

        bench.accepted(good);
        bench.accepted(good.header("kid", "k2").signedBy(Keys.OTHER_RSA));
        bench.accepted(good.header("kid", "k3").algorithm("ES256"));
        bench.rejected(Reason.BAD_SIGNATURE, good.header("kid", "k2"));
        assertThat(bench.keys.asked, is(empty()));
    }

    @Test
    @DisplayName("A108 RJOSE-7517-kid-a: without a key identifier the keys that fit are tried")
    void withoutKeyIdentifierTheFittingKeysAreTried() {
        JwtFixture bench = JwtFixture.with(
                Keys.key("k1", Keys.RSA, "PS256"),
                Keys.key("k2", Keys.EC, "ES256"),
                Keys.key("k3", Keys.OTHER_RSA, "RS256"),
                Keys.key("k4", Keys.RSA, "RS256"));
        TokenForge nameless = good.withoutHeader("kid");

        bench.accepted(nameless);
        bench.accepted(nameless.algorithm("ES256"));
        bench.rejected(Reason.BAD_SIGNATURE, nameless.signedBy(RsaKeys.pair(2048, 2)));
        bench.rejected(Reason.UNKNOWN_KEY, nameless.algorithm("ES384"));
        assertThat(bench.keys.asked, is(empty()));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-a: without a key identifier few keys are tried, however many there are")
    void fewKeysAreTried() {
        VerificationKey[] many = new VerificationKey[100];
        Arrays.setAll(many, i -> Keys.key("k" + i, Keys.OTHER_RSA, "RS256"));
        many[KeyIndex.MAX_CANDIDATES - 1] = Keys.key("last that is tried", Keys.RSA, "RS256");
        many[KeyIndex.MAX_CANDIDATES] = Keys.key("first that is not", Keys.EC, "ES256");
        JwtFixture bench = JwtFixture.with(many);
        bench.accepted(good.withoutHeader("kid"));

        many[KeyIndex.MAX_CANDIDATES - 1] = many[0];
        many[KeyIndex.MAX_CANDIDATES] = Keys.key("k", Keys.RSA, "RS256");
        JwtFixture.with(many).rejected(Reason.BAD_SIGNATURE, good.withoutHeader("kid"));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-a: of five keys without an identifier each is found, whatever the order of the set")
    void fiveNamelessKeys_theFifthIsFound() {
        VerificationKey[] five = new VerificationKey[5];
        Arrays.setAll(five, i -> Keys.key(null, RsaKeys.pair(2048, i + 1), "RS256"));
        five[4] = Keys.key(null, Keys.RSA, "RS256");
        JwtFixture bench = JwtFixture.with(five);

        bench.accepted(good);
        bench.accepted(good.withoutHeader("kid"));
    }

    @Test
    @DisplayName("FAPI2-5.4-c of several keys with one identifier those of the algorithm are tried")
    void severalKeysOfOneIdentifierAreTriedByAlgorithm() {
        JwtFixture bench = JwtFixture.with(
                Keys.key("k1", Keys.OTHER_RSA, "RS256"),
                Keys.key("k1", Keys.EC, "ES256"),
                Keys.key("k1", Keys.RSA, "RS256"));

        bench.accepted(good);
        bench.accepted(good.algorithm("ES256"));
    }

    @Test
    void keyWithoutIdentifierIsTriedBeforeTheIssuerIsAsked() {
        JwtFixture bench = JwtFixture.with(Keys.key(null, Keys.RSA, "RS256"));

        bench.accepted(good);
        assertThat(bench.keys.asked, is(empty()));
        bench.show(good.signedBy(Keys.OTHER_RSA).token());
        assertThat(bench.keys.asked, contains("k1"));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-b: an unknown key identifier is asked for, and the new key is used")
    void unknownKeyIdentifierIsAskedFor() {
        bench.accepted(good);
        bench.keys.publishLater(Keys.key("k2", Keys.OTHER_RSA, "RS256"));

        bench.accepted(good.header("kid", "k2").signedBy(Keys.OTHER_RSA));
        assertThat(bench.keys.asked, contains("k2"));
        bench.rejected(Reason.UNKNOWN_KEY, good);
    }

    @Test
    void keyThatIsStillUnknownIsRefused() {
        bench.rejected(Reason.UNKNOWN_KEY, good.header("kid", "k2"));
        bench.keys.publishLater(Keys.key("k2", Keys.OTHER_RSA, "RS256"));
        bench.rejected(Reason.BAD_SIGNATURE, good.header("kid", "k2"));
    }

    @Test
    @DisplayName("RJOSE-8725-3.10-a: the key identifier is a text of bounded length and nothing more")
    void keyIdentifierIsText() {
        for (String odd : List.of("../../x", "' or 1=1 --", "\u0000\n", "\u202e", "")) {
            bench.rejected(Reason.UNKNOWN_KEY, good.header("kid", odd));
            assertThat(bench.keys.asked.remove(0), is(odd));
            bench.keys.asked.clear();
        }
        bench.rejected(Reason.UNKNOWN_KEY, good.header("kid", "x".repeat(513)));
        bench.rejected(Reason.MALFORMED_TOKEN, good.header("kid", 1));
        bench.rejected(Reason.MALFORMED_TOKEN, good.header("kid", null));
        bench.rejected(Reason.MALFORMED_TOKEN, good.header("kid", List.of("k1")));
        assertThat(bench.keys.asked, is(empty()));
        bench.rejected(Reason.UNKNOWN_KEY, good.header("kid", "x".repeat(512)));
    }

    @Test
    void callersCannotMakeTheIssuerBeAskedWithTokensThatAreBadAnyway() {
        TokenForge unknown = good.header("kid", "k2");
        bench.show(unknown.claim("iss", "https://as2.example.com").token());
        bench.show(unknown.header("typ", "JWT").token());
        bench.show(unknown.header("alg", "none").token());
        bench.show(unknown.header("alg", "HS256").token());
        bench.show(unknown.token() + "=");
        bench.show(unknown.withPayload("[]"));

        assertThat(bench.keys.asked, is(empty()));
    }

    @Test
    void noTokenWithOneCharacterChangedIsAccepted() {
        Random random = new Random(20261122);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \u0141\u00e9";
        for (String algorithm : List.of("RS256", "ES256", "Ed25519")) {
            JwtFixture bench = JwtFixture.with(Keys.key("k1", Keys.pairFor(algorithm), algorithm));
            String token = good.algorithm(algorithm).token();
            bench.accepted(token);
            for (int i = 0; i < 1500; i++) {
                int at = random.nextInt(token.length());
                char other = alphabet.charAt(random.nextInt(alphabet.length()));
                String changed = mutate(token, at, other, random.nextInt(3));
                if (!changed.equals(token)) {
                    bench.refused(changed);
                }
            }
        }
    }

    private static String mutate(String token, int at, char other, int how) {
        return switch (how) {
            case 0 -> token.substring(0, at) + other + token.substring(at + 1);
            case 1 -> token.substring(0, at) + other + token.substring(at);
            default -> token.substring(0, at) + token.substring(at + 1);
        };
    }
}
