package org.resourceprotector.dpop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.math.BigInteger;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.RSAPublicKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.jose.TokenForge;

/** Callers bring the keys of their proofs, and so choose what a check costs. */
class CostlyKeyTest {

    private static final String TOO_LARGE = "the key of the proof is too weak, or larger than any that is needed";

    private final DpopFixture server = DpopFixture.strict();

    @ParameterizedTest
    @CsvSource({
        "4096, 32, the signature of the proof does not match",
        "4097, 17, '" + TOO_LARGE + "'",
        "16384, 17, '" + TOO_LARGE + "'",
        "2048, 33, '" + TOO_LARGE + "'",
    })
    @DisplayName("R9449-4.3-6b a key whose checks cost many times those of another")
    void costlyKey_isRefused(int bits, int exponentBits, String detail) throws Exception {
        BigInteger modulus = BigInteger.TWO.pow(bits - 1).add(BigInteger.valueOf(12_345));
        BigInteger exponent = BigInteger.TWO.pow(exponentBits - 1).add(BigInteger.ONE);
        KeyPair costly = new KeyPair(
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, exponent)), null);
        TokenForge proof = ProofForge.under("RS256").header("jwk", ProofForge.publicKey(costly));

        assertThat(server.boundTo(costly).show(proof), is("INVALID_PROOF"));
        assertThat(server.detail(), is(detail));
    }
}
