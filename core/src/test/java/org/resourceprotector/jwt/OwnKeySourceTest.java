package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.JwsVerifier;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.RsaKeys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.keys.TimedKeySource;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/** An application's own key source may supply any key. A weak one verifies nothing. */
class OwnKeySourceTest {

    private static final BigInteger F4 = RSAKeyGenParameterSpec.F4;
    private static final String ED25519_PREFIX = "302a300506032b6570032100";

    /** R is the neutral point and S is zero: a signature for which nobody needs a private key. */
    private static final byte[] FORGED = HexFormat.of().parseHex("01" + "00".repeat(63));

    /** A token that the platform verifies with a key of small order, although nobody signed it. */
    private static String forged(PublicKey key) throws GeneralSecurityException {
        for (int i = 0; i < 10_000; i++) {
            TokenForge token = TokenForge.good().algorithm("EdDSA").claim("jti", "id-" + i);
            String input = TokenForge.base64(token.headerJson().getBytes(US_ASCII)) + "."
                    + TokenForge.base64(token.payloadJson().getBytes(US_ASCII));
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(key);
            check.update(input.getBytes(US_ASCII));
            if (check.verify(FORGED)) {
                return input + "." + TokenForge.base64(FORGED);
            }
        }
        throw new AssertionError("the platform verifies no forgery");
    }

    @ParameterizedTest
    @DisplayName("RJOSE-8725-3.4-a RJOSE-8037-a: an Ed25519 point of small order verifies nothing, whoever supplies it")
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000080",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
            })
    void ed25519PointOfSmallOrder_verifiesNothing(String point) throws Exception {
        PublicKey key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(ED25519_PREFIX + point)));
        VerificationKey own = new VerificationKey("k1", key, Set.of("EdDSA", "Ed25519"));

        JwtFixture.with(own).rejected(Reason.WRONG_ALGORITHM, forged(key));
        assertThat(JwsVerifier.with(key, "EdDSA", null), is(nullValue()));
    }

    @Test
    @DisplayName("RJOSE-7518-3.3-a: a short RSA key verifies nothing, whoever supplies it")
    void shortRsaKey_verifiesNothing() {
        for (int bits : new int[] {512, 1024, 2040}) {
            KeyPair pair = RsaKeys.pair(bits, 0);
            assertNoCheck(pair.getPublic(), "RS256");
            if (bits > 512) {
                TokenForge token = TokenForge.good().signedBy(pair);
                JwtFixture.with(Keys.key("k1", pair, "RS256")).rejected(Reason.WRONG_ALGORITHM, token);
            }
        }
        assertCheck(Keys.RSA.getPublic(), "RS256");
    }

    @Test
    @DisplayName("RJOSE-8725-3.5-a: an RSA exponent of 1, an even or a huge one verifies nothing")
    void strangeRsaExponent_verifiesNothing() {
        BigInteger modulus = ((RSAPublicKey) Keys.RSA.getPublic()).getModulus();
        assertCheck(new OwnRsaKey(modulus, F4), "RS256");
        for (BigInteger exponent : new BigInteger[] {
            BigInteger.ONE.negate(), BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO, F4.add(BigInteger.ONE), F4.pow(5)
        }) {
            assertNoCheck(new OwnRsaKey(modulus, exponent), "RS256");
            assertNoCheck(new OwnRsaKey(modulus, exponent), "PS256");
        }
        assertNoCheck(new OwnRsaKey(modulus.subtract(BigInteger.ONE), F4), "RS256");
        assertNoCheck(new OwnRsaKey(BigInteger.ONE.shiftLeft(20_000).add(BigInteger.ONE), F4), "RS256");
    }

    @Test
    @DisplayName("RJOSE-8725-3.4-a: a point that is not on its curve verifies nothing, whoever supplies it")
    void pointOffTheCurve_verifiesNothing() throws Exception {
        ECPublicKey good = (ECPublicKey) Keys.EC.getPublic();
        ECParameterSpec curve = good.getParams();
        BigInteger x = good.getW().getAffineX();
        BigInteger y = good.getW().getAffineY();
        assertCheck(good, "ES256");
        for (ECPoint point : new ECPoint[] {
            new ECPoint(x, y.add(BigInteger.ONE)), new ECPoint(x.add(BigInteger.ONE), y), new ECPoint(y, x)
        }) {
            PublicKey off = KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
            assertNoCheck(off, "ES256");
            TokenForge token = TokenForge.good().algorithm("ES256");
            JwtFixture.with(new VerificationKey("k1", off, Set.of("ES256"))).rejected(Reason.WRONG_ALGORITHM, token);
        }
    }

    @Test
    void ownSource_hearsOfEachNewTokenHowLongItMayWait() {
        List<Duration> times = new ArrayList<>();
        FakeKeySource keys = new FakeKeySource();
        keys.publishLater(Keys.key("k1", Keys.RSA, "RS256"));
        JwtValidator validator = JwtValidator.builder()
                .issuer(TokenForge.ISSUER)
                .audience(TokenForge.AUDIENCE)
                .keys(new TimedKeySource(keys, times))
                .clock(Clock.fixed(TokenForge.NOW, ZoneOffset.UTC))
                .build();

        Verdict verdict =
                validator.validate(PresentedToken.bearer(TokenForge.good().token()));

        assertThat(verdict, is(instanceOf(Verdict.Accepted.class)));
        assertThat(times, hasSize(1));
    }

    private static void assertCheck(PublicKey key, String algorithm) {
        assertThat(JwsVerifier.with(key, algorithm, null), is(notNullValue()));
    }

    private static void assertNoCheck(PublicKey key, String algorithm) {
        assertThat(JwsVerifier.with(key, algorithm, null), is(nullValue()));
    }

    /** A key that no key factory looked at. */
    private record OwnRsaKey(BigInteger modulus, BigInteger exponent) implements RSAPublicKey {

        private static final long serialVersionUID = 1L;

        @Override
        public BigInteger getModulus() {
            return modulus;
        }

        @Override
        public BigInteger getPublicExponent() {
            return exponent;
        }

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }
}
