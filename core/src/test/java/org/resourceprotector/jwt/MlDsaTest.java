package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.KeySet;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/** Post-quantum signatures, by providers that know them; off unless allowed. */
class MlDsaTest {

    private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
    private static final List<Provider> PROVIDERS =
            List.of(BOUNCY_CASTLE, AmazonCorrettoCryptoProvider.INSTANCE, Conscrypt.newProvider());
    private static final int PREFIX = 22;

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm, BOUNCY_CASTLE).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] signature(String input, String algorithm, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(algorithm, BOUNCY_CASTLE);
            signature.initSign(key);
            signature.update(input.getBytes(UTF_8));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String input(String algorithm) {
        TokenForge forge = TokenForge.good().header("alg", algorithm);
        return TokenForge.base64(forge.headerJson().getBytes(UTF_8)) + "."
                + TokenForge.base64(forge.payloadJson().getBytes(UTF_8));
    }

    private static String token(String algorithm, KeyPair pair) {
        String input = input(algorithm);
        return input + "." + TokenForge.base64(signature(input, algorithm, pair.getPrivate()));
    }

    private static byte[] bytes(KeyPair pair) {
        byte[] encoded = pair.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, PREFIX, encoded.length);
    }

    private static KeySource published(String algorithm, KeyPair pair) {
        return published(algorithm, bytes(pair));
    }

    private static KeySource published(String algorithm, byte[] key) {
        return KeySource.jwkSet("{\"keys\":[{\"kty\":\"AKP\",\"kid\":\"k1\",\"alg\":\"" + algorithm + "\",\"pub\":\""
                + TokenForge.base64(key) + "\",\"priv\":\"AAAA\"}]}");
    }

    private static JwtValidator.Builder builder(KeySource keys) {
        return JwtValidator.builder()
                .issuer(TokenForge.ISSUER)
                .audience(TokenForge.AUDIENCE)
                .keys(keys)
                .clock(new MovedClock());
    }

    private static Verdict show(JwtValidator validator, String token) {
        return validator.validate(PresentedToken.bearer(token));
    }

    private static boolean accepts(JwtValidator validator, String token) {
        return show(validator, token) instanceof Verdict.Accepted;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ML-DSA-44", "ML-DSA-65", "ML-DSA-87"})
    void allowedAndPublished_goodTokensOnlyAreAccepted(String algorithm) {
        KeyPair pair = pair(algorithm);
        String good = token(algorithm, pair);
        for (Provider provider : PROVIDERS) {
            JwtValidator validator = builder(published(algorithm, pair))
                    .provider(provider)
                    .algorithms(algorithm)
                    .build();

            assertThat(provider.getName(), accepts(validator, good), is(true));
            assertThat(accepts(validator, token(algorithm, pair(algorithm))), is(false));
            byte[] signature = signature(input(algorithm), algorithm, pair.getPrivate());
            for (int length : new int[] {0, 1, 64, signature.length - 1, signature.length + 1}) {
                String other = input(algorithm) + "." + TokenForge.base64(Arrays.copyOf(signature, length));
                assertThat(accepts(validator, other), is(false));
            }
            signature[7] ^= 1;
            assertThat(accepts(validator, input(algorithm) + "." + TokenForge.base64(signature)), is(false));
        }
    }

    @Test
    void providersOwnKey_isAccepted() {
        KeyPair pair = pair("ML-DSA-65");
        KeySet set = new KeySet(List.of(new VerificationKey("k1", pair.getPublic(), Set.of("ML-DSA-65"))));
        KeySource keys = new KeySource() {
            @Override
            public KeySet keys() {
                return set;
            }

            @Override
            public KeySet refreshFor(String keyId) {
                return set;
            }
        };
        JwtValidator validator =
                builder(keys).provider(BOUNCY_CASTLE).algorithms("ML-DSA-65").build();

        assertThat(accepts(validator, token("ML-DSA-65", pair)), is(true));
    }

    @Test
    @DisplayName("RJOSE-8725-3.1-a ML-DSA is off unless it is allowed")
    void notAllowed_isRefusedWithTheSetting() {
        KeyPair pair = pair("ML-DSA-44");
        JwtValidator validator =
                builder(published("ML-DSA-44", pair)).provider(BOUNCY_CASTLE).build();

        Verdict.Rejected verdict = (Verdict.Rejected) show(validator, token("ML-DSA-44", pair));
        assertThat(verdict.rejection().reason(), is(Reason.WRONG_ALGORITHM));
        assertThat(
                verdict.rejection().detail(),
                containsString("algorithms(\"...\") or the property resource-protector.algorithms allows others"));
    }

    @Test
    @DisplayName("RJOSE-8725-3.1-a a key of one parameter set verifies no token of another")
    void keyOfAnotherParameterSet_verifiesNothing() {
        KeyPair pair = pair("ML-DSA-65");
        JwtValidator validator = builder(published("ML-DSA-65", pair))
                .provider(BOUNCY_CASTLE)
                .algorithms("ML-DSA-44", "ML-DSA-65")
                .build();

        Verdict.Rejected verdict = (Verdict.Rejected) show(validator, token("ML-DSA-44", pair("ML-DSA-44")));
        assertThat(verdict.rejection().reason(), is(Reason.WRONG_ALGORITHM));
    }

    @Test
    void brokenKeys_areOfNoUse() {
        byte[] key = bytes(pair("ML-DSA-44"));
        for (int length : new int[] {1, key.length - 1, key.length + 1}) {
            assertThrows(IllegalArgumentException.class, () -> published("ML-DSA-44", Arrays.copyOf(key, length)));
        }
        assertThrows(IllegalArgumentException.class, () -> published("ML-DSA-65", key));
        assertThrows(IllegalArgumentException.class, () -> published("ML-DSA-45", key));
    }

    @Test
    void nobodyKnowsIt_isRefusedAtTheBuild() {
        Provider knowsNothing = new Provider("nothing", "1", "nothing") {
            private static final long serialVersionUID = 1L;
        };
        JwtValidator.Builder builder = builder(published("ML-DSA-44", pair("ML-DSA-44")))
                .provider(knowsNothing)
                .algorithms("ML-DSA-44");
        if (Runtime.version().feature() < 24) {
            assertThat(
                    assertThrows(IllegalStateException.class, builder::build).getMessage(), containsString("ML-DSA"));
        } else {
            assertThat(builder.build().toString(), containsString("JwtValidator"));
        }
    }

    @Test
    void equalKeys_areEqual() {
        KeyPair pair = pair("ML-DSA-44");
        VerificationKey key = published("ML-DSA-44", pair).keys().keys().get(0);

        assertThat(key, is(published("ML-DSA-44", pair).keys().keys().get(0)));
        assertThat(key.key().toString(), is("ML-DSA-44"));
        assertThat(Map.of(key, 1).get(key), is(1));
    }
}
