package org.resourceprotector.jwt;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Rejection.Reason;

/** An allow-list of algorithms admits what is on it, whatever keys the issuer has. */
class AllowedAlgorithmsTest {

    private static final List<String> ALL = List.of(
            "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519");

    private static final Set<String> ED25519 = Set.of("EdDSA", "Ed25519");

    private static JwtFixture allowing(String... algorithms) {
        return JwtFixture.with(
                JwtValidator.builder().algorithms(algorithms),
                Keys.key("rsa", Keys.RSA, "RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
                Keys.key("p256", Keys.EC, "ES256"),
                Keys.key("p384", Keys.EC384, "ES384"),
                Keys.key("p521", Keys.EC521, "ES512"),
                Keys.key("ed", Keys.ED, "EdDSA"));
    }

    private static TokenForge signedWith(String algorithm) {
        return TokenForge.good().withoutHeader("kid").algorithm(algorithm);
    }

    @ParameterizedTest
    @DisplayName("RJOSE-8725-3.1-a FAPI2-5.4-a what is not on the list is refused, with a good signature, too")
    @ValueSource(
            strings = {
                "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"
            })
    void oneAllowedAlgorithm_admitsNoOther(String allowed) {
        JwtFixture bench = allowing(allowed);
        for (String other : ALL) {
            boolean same = other.equals(allowed) || (ED25519.contains(other) && ED25519.contains(allowed));
            if (same) {
                bench.accepted(signedWith(other));
            } else {
                bench.rejected(Reason.WRONG_ALGORITHM, signedWith(other));
            }
        }
        bench.rejected(Reason.WRONG_ALGORITHM, TokenForge.good().macced("HS256", Keys.SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"EdDSA", "Ed25519"})
    void twoAllowedAlgorithms_admitBothAndNoThird(String ed25519) {
        JwtFixture bench = allowing("PS384", ed25519);

        bench.accepted(signedWith("PS384"));
        bench.accepted(signedWith("EdDSA"));
        bench.accepted(signedWith("Ed25519"));
        bench.rejected(Reason.WRONG_ALGORITHM, signedWith("ES256"));
        bench.rejected(Reason.WRONG_ALGORITHM, signedWith("PS256"));
    }
}
