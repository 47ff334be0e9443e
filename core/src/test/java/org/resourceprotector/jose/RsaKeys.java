package org.resourceprotector.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;

/**
 * RSA key pairs that were made beforehand, for tests only: to make one takes longer than most tests, and each process
 * that looks for mutants would make them all anew. {@code rsa-keys.txt} has the length and the two primes of each.
 */
public final class RsaKeys {

    private static final List<String> LINES = lines();
    private static final BigInteger E = RSAKeyGenParameterSpec.F4;

    private RsaKeys() {}

    private static List<String> lines() {
        try (InputStream text = RsaKeys.class.getResourceAsStream("rsa-keys.txt")) {
            return new String(text.readAllBytes(), US_ASCII).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A pair, the same each time.
     *
     * @param number from 0 to 6 with 2048 bits; 0 with 512, 1024, 2040 and 2056
     */
    public static KeyPair pair(int bits, int number) {
        String[] line = LINES.stream()
                .map(text -> text.split(" ", -1))
                .filter(parts -> Integer.parseInt(parts[0]) == bits)
                .skip(number)
                .findFirst()
                .orElseThrow();
        return pair(integer(line[1]), integer(line[2]));
    }

    private static BigInteger integer(String text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(text));
    }

    private static KeyPair pair(BigInteger p, BigInteger q) {
        BigInteger p1 = p.subtract(BigInteger.ONE);
        BigInteger q1 = q.subtract(BigInteger.ONE);
        BigInteger n = p.multiply(q);
        BigInteger d = E.modInverse(p1.multiply(q1));
        try {
            KeyFactory keys = KeyFactory.getInstance("RSA");
            return new KeyPair(
                    keys.generatePublic(new RSAPublicKeySpec(n, E)),
                    keys.generatePrivate(
                            new RSAPrivateCrtKeySpec(n, E, d, p, q, d.mod(p1), d.mod(q1), q.modInverse(p))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
