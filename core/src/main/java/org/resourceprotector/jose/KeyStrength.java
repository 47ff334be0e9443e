package org.resourceprotector.jose;

import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Which public keys are too weak to be trusted, whoever published them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.3">RFC 7518, section 3.3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.5">RFC 8725, section 3.5</a>
 */
final class KeyStrength {

    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 16384;
    private static final int MAX_EXPONENT_BITS = 64;
    private static final BigInteger F4 = BigInteger.valueOf(65537);

    /** A modulus of Infineon's faulty library (CVE-2017-15361) is a power of 65537 modulo these. */
    private static final List<BigInteger> ROCA_PRIMES =
            primes(11, 13, 17, 19, 37, 53, 61, 71, 73, 79, 97, 103, 107, 109, 127, 151, 157);

    /** The points of order 1, 2, 4 and 8 without sign: with them one signature fits every text. */
    private static final Set<String> SMALL_ORDER = Set.of(
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

    private KeyStrength() {}

    private static List<BigInteger> primes(int... primes) {
        return Arrays.stream(primes).mapToObj(BigInteger::valueOf).toList();
    }

    static void requireStrong(RSAPublicKey key) throws UnusableKeyException {
        BigInteger modulus = key.getModulus();
        BigInteger exponent = key.getPublicExponent();
        if (modulus.bitLength() < MIN_RSA_BITS) {
            throw new UnusableKeyException("RSA key below 2048 bits");
        }
        if (modulus.bitLength() > MAX_RSA_BITS || !modulus.testBit(0)) {
            throw new UnusableKeyException("RSA modulus that cannot be one");
        }
        if (!exponent.testBit(0) || exponent.bitLength() < 2 || exponent.bitLength() > MAX_EXPONENT_BITS) {
            throw new UnusableKeyException("RSA exponent that is even, 1 or huge");
        }
        if (ROCA_PRIMES.stream().allMatch(prime -> isPowerOfF4(modulus.mod(prime), prime))) {
            throw new UnusableKeyException("RSA key with the ROCA weakness");
        }
    }

    private static boolean isPowerOfF4(BigInteger remainder, BigInteger prime) {
        BigInteger power = BigInteger.ONE;
        do {
            if (power.equals(remainder)) {
                return true;
            }
            power = power.multiply(F4).mod(prime);
        } while (!power.equals(BigInteger.ONE));
        return false;
    }

    /**
     * Checks that the point is on the curve that the key names. Neither every provider does so, nor
     * every library.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.4">RFC 8725, section 3.4</a>
     */
    static void requireOnCurve(ECPublicKey key) throws UnusableKeyException {
        ECPoint point = key.getW();
        EllipticCurve curve = key.getParams().getCurve();
        if (point.equals(ECPoint.POINT_INFINITY) || !(curve.getField() instanceof ECFieldFp field)) {
            throw new UnusableKeyException("EC point that is none");
        }
        BigInteger p = field.getP();
        BigInteger x = point.getAffineX();
        BigInteger y = point.getAffineY();
        BigInteger right = x.pow(2).add(curve.getA()).multiply(x).add(curve.getB());
        boolean inField = x.signum() >= 0 && y.signum() >= 0 && x.compareTo(p) < 0 && y.compareTo(p) < 0;
        if (!inField || y.pow(2).subtract(right).mod(p).signum() != 0) {
            throw new UnusableKeyException("EC point off its curve");
        }
    }

    /** Checks the encoding of a point. */
    static void requireStrongEd25519(byte[] point) throws UnusableKeyException {
        byte[] unsigned = point.clone();
        unsigned[unsigned.length - 1] &= 0x7f;
        if (SMALL_ORDER.contains(HexFormat.of().formatHex(unsigned))) {
            throw new UnusableKeyException("Ed25519 point of small order");
        }
    }
}
