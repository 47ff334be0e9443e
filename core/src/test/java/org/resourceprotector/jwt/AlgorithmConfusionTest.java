package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.Algorithms;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/** One key, and tokens that want it to be used as something else. */
class AlgorithmConfusionTest {

    private static final String[] EVERY = new TreeSet<>(Algorithms.ASYMMETRIC).toArray(String[]::new);

    private final TokenForge good = TokenForge.good();

    /** A key as an issuer publishes it that says nothing of the algorithm: all that fit its type may be used. */
    private static VerificationKey withoutAlgorithm(String algorithm) {
        KeyPair pair = Keys.pairFor(algorithm);
        String type = pair.getPublic().getAlgorithm();
        return switch (type) {
            case "RSA" -> Keys.key("k1", pair, "RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
            case "EC" -> Keys.key("k1", pair, algorithm);
            default -> Keys.key("k1", pair, "EdDSA", "Ed25519");
        };
    }

    @ParameterizedTest
    @DisplayName("RJOSE-8725-3.1-b: a signature of one algorithm is none of another, though the key is good for both")
    @ValueSource(
            strings = {
                "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"
            })
    void signatureIsOfTheAlgorithmThatTheHeaderNames(String signed) {
        JwtFixture bench = JwtFixture.with(withoutAlgorithm(signed));
        bench.accepted(good.algorithm(signed));
        for (String named : EVERY) {
            boolean same = named.equals(signed) || (named.startsWith("Ed") && signed.startsWith("Ed"));
            Verdict verdict =
                    bench.show(good.algorithm(signed).header("alg", named).token());
            if (verdict instanceof Verdict.Accepted != same) {
                throw new AssertionError("signed under " + signed + ", named " + named + ": " + verdict);
            }
        }
    }

    @Test
    @DisplayName(
            "RJOSE-8725-2.1-a: no spelling of a public key is a shared secret, not even where secrets are accepted")
    void noSpellingOfAPublicKeyIsASecret() {
        JwtFixture bench = JwtFixture.with(JwtValidator.builder()
                .acceptSymmetricKey(Keys.SECRET, "HS256")
                .acceptSymmetricKey(Keys.SECRET, "HS512"));
        VerificationKey[] published = {
            Keys.key("k1", Keys.RSA, "RS256"),
            Keys.key("k1", Keys.EC, "ES256"),
            Keys.key("k1", Keys.ED, "EdDSA"),
            Keys.key(null, Keys.RSA, "RS256")
        };
        bench.keys.publish(published);
        for (byte[] secret : spellings()) {
            bench.rejected(Reason.BAD_SIGNATURE, good.macced("HS256", secret));
            bench.rejected(Reason.BAD_SIGNATURE, good.withoutHeader("kid").macced("HS256", secret));
            if (secret.length >= 64) {
                bench.rejected(Reason.BAD_SIGNATURE, good.macced("HS512", secret));
            }
        }
        bench.accepted(good.macced("HS256", Keys.SECRET));
    }

    private static List<byte[]> spellings() {
        List<byte[]> spellings = new ArrayList<>();
        for (KeyPair pair : List.of(Keys.RSA, Keys.EC, Keys.ED)) {
            byte[] der = pair.getPublic().getEncoded();
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
            String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----";
            spellings.addAll(List.of(der, pem.getBytes(UTF_8), (pem + "\n").getBytes(UTF_8), base64.getBytes(UTF_8)));
        }
        spellings.add(new RSAKey.Builder((RSAPublicKey) Keys.RSA.getPublic())
                .build()
                .toJSONString()
                .getBytes(UTF_8));
        ECKey ec = new ECKey.Builder(Curve.P_256, (ECPublicKey) Keys.EC.getPublic()).build();
        spellings.add(ec.toJSONString().getBytes(UTF_8));
        spellings.add(ec.getX().decode());
        byte[] ed = ((EdECPublicKey) Keys.ED.getPublic()).getEncoded();
        spellings.add(Arrays.copyOfRange(ed, ed.length - 32, ed.length));
        spellings.add(new byte[32]);
        return spellings;
    }

    @Test
    @DisplayName("RJOSE-8725-2.1-a: a secret that a key source brings is never one, whatever it says that it is for")
    void secretOfAKeySourceIsNeverOne() {
        byte[] other = "another secret that is long enough for HS512, too: 64 bytes or more.".getBytes(UTF_8);
        SecretKey secret = new SecretKeySpec(Keys.SECRET, "HmacSHA256");
        VerificationKey[] brought = {
            new VerificationKey("k1", secret, Set.of("HS256")),
            new VerificationKey(null, secret, Set.of("HS256", "RS256", "EdDSA")),
            new VerificationKey("k1", secret, Set.of("none", "RS256", "ES256"))
        };
        for (VerificationKey key : brought) {
            JwtFixture strict = JwtFixture.with(key);
            JwtFixture withAnother = JwtFixture.with(JwtValidator.builder().acceptSymmetricKey(other, "HS256"));
            withAnother.keys.publish(key);

            strict.rejected(Reason.WRONG_ALGORITHM, good.macced("HS256", Keys.SECRET));
            withAnother.rejected(Reason.BAD_SIGNATURE, good.macced("HS256", Keys.SECRET));
            withAnother.rejected(Reason.BAD_SIGNATURE, good.withoutHeader("kid").macced("HS256", Keys.SECRET));
            withAnother.accepted(good.macced("HS256", other));
            // Made with the secret, but named as if a public key had to check it.
            List<String> parts = TokenForge.parts(good.macced("HS256", Keys.SECRET));
            String input = TokenForge.base64(good.headerJson().getBytes(UTF_8)) + "." + parts.get(1);
            strict.rejected(
                    key.id() == null ? Reason.UNKNOWN_KEY : Reason.WRONG_ALGORITHM,
                    input + "." + Keys.mac(input, "HS256", Keys.SECRET));
        }
    }

    @Test
    void secretThatIsAddedToTheBuilderLater_isNoneOfTheValidatorBefore() {
        JwtValidator.Builder builder = JwtValidator.builder().acceptSymmetricKey(Keys.SECRET, "HS256");
        JwtFixture before = JwtFixture.with(builder);
        byte[] other = Arrays.copyOf(Keys.SECRET, 48);
        builder.acceptSymmetricKey(other, "HS256");

        before.accepted(good.macced("HS256", Keys.SECRET));
        before.rejected(Reason.BAD_SIGNATURE, good.macced("HS256", other));
    }

    @Test
    @DisplayName("RJOSE-8725-2.1-a: a symmetric key in a JWK set is passed over, whatever else is accepted")
    void secretInAJwkSetIsPassedOver() {
        byte[] other = "another secret that is long enough for HS512, too: 64 bytes or more.".getBytes(UTF_8);
        String set = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"k1\",\"alg\":\"HS256\",\"k\":\""
                + TokenForge.base64(Keys.SECRET) + "\"},"
                + new RSAKey.Builder((RSAPublicKey) Keys.RSA.getPublic())
                        .keyID("k2")
                        .build()
                        .toJSONString()
                + "]}";
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().acceptSymmetricKey(other, "HS256"));
        bench.keys.publish(KeySource.jwkSet(set).keys().keys().toArray(VerificationKey[]::new));

        bench.rejected(Reason.BAD_SIGNATURE, good.macced("HS256", Keys.SECRET));
        bench.accepted(good.header("kid", "k2"));
    }

    @Test
    void secretIsNoKeyForTheAlgorithmsThatWereNotToldWithIt() {
        JwtFixture bench = JwtFixture.with(JwtValidator.builder()
                .algorithms("ES256")
                .acceptSymmetricKey(Keys.SECRET, "HS256")
                .acceptSymmetricKey(Arrays.copyOf(Keys.SECRET, 64), "HS512"));

        bench.accepted(good.macced("HS256", Keys.SECRET));
        bench.rejected(Reason.BAD_SIGNATURE, good.macced("HS256", Arrays.copyOf(Keys.SECRET, 64)));
        bench.rejected(Reason.BAD_SIGNATURE, good.macced("HS512", Keys.SECRET));
        bench.rejected(Reason.WRONG_ALGORITHM, good.macced("HS384", Keys.SECRET));
        bench.rejected(Reason.WRONG_ALGORITHM, good);
    }

    @Test
    void privateKeyOfAKeySourceIsNoKey() {
        VerificationKey privately = new VerificationKey("k1", Keys.RSA.getPrivate(), Set.of("RS256"));

        JwtFixture.with(privately).rejected(Reason.WRONG_ALGORITHM, good);
    }
}
