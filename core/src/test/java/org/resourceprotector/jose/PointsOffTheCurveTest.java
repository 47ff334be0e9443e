package org.resourceprotector.jose;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the library itself refuses, whatever a provider or the JOSE library takes. */
class PointsOffTheCurveTest {

    @ParameterizedTest
    @DisplayName("RJOSE-8725-3.4-a a point that is not on its curve, or outside of its field, is none")
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void pointOffItsCurve_isNone(String curve) {
        ECPublicKey good =
                (ECPublicKey) Keys.pair("EC", new ECGenParameterSpec(curve)).getPublic();
        BigInteger x = good.getW().getAffineX();
        BigInteger y = good.getW().getAffineY();
        BigInteger p = ((ECFieldFp) good.getParams().getCurve().getField()).getP();

        assertDoesNotThrow(() -> KeyStrength.requireOnCurve(good));
        assertDoesNotThrow(() -> KeyStrength.requireOnCurve(at(good, new ECPoint(x, p.subtract(y)))));
        for (ECPoint point : new ECPoint[] {
            new ECPoint(x, y.add(BigInteger.ONE)),
            new ECPoint(y, x),
            new ECPoint(BigInteger.ZERO, BigInteger.ZERO),
            new ECPoint(x.add(p), y),
            new ECPoint(x, y.add(p)),
            new ECPoint(x, y.negate()),
            new ECPoint(x.subtract(p), y),
            ECPoint.POINT_INFINITY,
        }) {
            UnusableKeyException e =
                    assertThrows(UnusableKeyException.class, () -> KeyStrength.requireOnCurve(at(good, point)));
            assertThat(e.getMessage().startsWith("EC point"), is(true));
        }
    }

    private static ECPublicKey at(ECPublicKey key, ECPoint point) {
        return new OwnKey(point, key.getParams());
    }

    /** A key that no key factory looked at. */
    private record OwnKey(ECPoint w, ECParameterSpec params) implements ECPublicKey {

        private static final long serialVersionUID = 1L;

        @Override
        public ECPoint getW() {
            return w;
        }

        @Override
        public ECParameterSpec getParams() {
            return params;
        }

        @Override
        public String getAlgorithm() {
            return "EC";
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
