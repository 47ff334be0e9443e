package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Rejection.Reason;

class HeaderRulesTest {

    private final JwtFixture bench = JwtFixture.strict();
    private final TokenForge good = TokenForge.good();

    @ParameterizedTest
    @DisplayName("R9068-4-a RJOSE-8725-3.11-a: at+jwt in every spelling of a media type is an access token")
    @ValueSource(strings = {"at+jwt", "AT+JWT", "at+JWT", "application/at+jwt", "Application/AT+jwt"})
    void accessTokenTypeIsAccepted(String type) {
        bench.accepted(good.header("typ", type));
    }

    @ParameterizedTest
    @DisplayName("A92 R9068-4-a: every other type is refused")
    @ValueSource(
            strings = {
                "JWT",
                "jwt",
                "id_token",
                "at+jwt;x=y",
                "at+jwt ",
                " at+jwt",
                "",
                "application/",
                "application/application/at+jwt",
                "text/at+jwt",
                "application/x/at+jwt",
                "at+jwt\u0000",
                "at+\u0458wt",
            })
    void otherTypesAreRefused(String type) {
        bench.rejected(Reason.WRONG_TYPE, good.header("typ", type));
    }

    @Test
    @DisplayName("A93 R9068-4-a: a missing type is refused, and so is one that is no string")
    void missingTypeIsRefused() {
        bench.rejected(Reason.WRONG_TYPE, good.withoutHeader("typ"));
        bench.rejected(Reason.WRONG_TYPE, good.header("typ", null));
        bench.rejected(Reason.WRONG_TYPE, good.header("typ", List.of("at+jwt")));
        bench.rejected(Reason.WRONG_TYPE, good.header("typ", 1));
    }

    @ParameterizedTest
    @DisplayName("R9701-8.1-a R9068-5-a RJOSE-8725-3.12-a X9: other kinds of JWT of the same issuer are refused")
    @ValueSource(
            strings = {
                "dpop+jwt",
                "token-introspection+jwt",
                "statuslist+jwt",
                "secevent+jwt",
                "logout+jwt",
                "txntoken+jwt",
                "oauth-authz-req+jwt",
                "client-authentication+jwt",
                "application/okta-internal-at+jwt",
            })
    void otherKindsAreRefusedWhateverIsAccepted(String type) {
        bench.rejected(Reason.WRONG_TYPE, good.header("typ", type));
        bench.rejected(Reason.WRONG_TYPE, good.header("typ", "application/" + type));
        JwtFixture relaxed = JwtFixture.with(
                JwtValidator.builder().acceptTyp("JWT").acceptMissingTyp().acceptMissingClaims("jti", "client_id"));
        relaxed.rejected(Reason.WRONG_TYPE, good.header("typ", type));
    }

    @ParameterizedTest
    @DisplayName("A109 R9068-4-g RJOSE-8725-2.1-b: no signature, and odd spellings of algorithms, are refused")
    @ValueSource(
            strings = {
                "none",
                "None",
                "nOnE",
                "noNE",
                "",
                "rs256",
                "RS256 ",
                "es256",
                "ES256 ",
                "RS1",
                "ES256K",
                "HS256",
                "HS384",
                "HS512",
                "RSA-OAEP",
                "dir",
                "PBES2-HS256+A128KW",
                "Ed448",
            })
    void otherAlgorithmsAreRefused(String algorithm) {
        TokenForge forge = good.header("alg", algorithm);
        List<String> parts = TokenForge.parts(forge.token());

        bench.rejected(Reason.WRONG_ALGORITHM, forge);
        bench.rejected(Reason.WRONG_ALGORITHM, parts.get(0) + "." + parts.get(1) + ".");
    }

    @Test
    @DisplayName("RJOSE-8725-3.1-a: what is not in the allow-list is refused, though the key is published")
    void algorithmOutsideTheAllowListIsRefused() {
        JwtFixture onlyEs256 = JwtFixture.with(JwtValidator.builder().algorithms("ES256"));

        onlyEs256.rejected(Reason.WRONG_ALGORITHM, good);
        onlyEs256.rejected(Reason.WRONG_ALGORITHM, good.algorithm("PS256"));
    }

    @Test
    @DisplayName("RJOSE-8725-3.1-c: the allow-list is that of the issuer")
    void allowListsArePerIssuer() {
        JwtFixture first = JwtFixture.with(JwtValidator.builder().algorithms("ES256"));
        JwtFixture second = JwtFixture.with(JwtValidator.builder().algorithms("RS256"));

        first.rejected(Reason.WRONG_ALGORITHM, good);
        second.accepted(good);
    }

    @Test
    @DisplayName("A112 RJOSE-7515-4.1.11-a: nothing critical is understood")
    void criticalHeadersAreRefused() {
        for (Object critical : Arrays.asList(
                List.of("exp2"), List.of(), "exp", List.of("alg"), List.of("absent"), List.of("b64"), null, 1)) {
            bench.rejected(Reason.MALFORMED_TOKEN, good.header("crit", critical).header("exp2", 1));
        }
    }

    @Test
    @DisplayName("RJOSE-7797-a: an unencoded payload is refused, and so is a compressed or encrypted one")
    void headersThatChangeThePayloadAreRefused() {
        bench.rejected(Reason.MALFORMED_TOKEN, good.header("b64", false).header("crit", List.of("b64")));
        bench.rejected(Reason.MALFORMED_TOKEN, good.header("b64", false));
        bench.rejected(Reason.MALFORMED_TOKEN, good.header("b64", true));
        bench.rejected(Reason.MALFORMED_TOKEN, good.header("zip", "DEF"));
        bench.rejected(Reason.MALFORMED_TOKEN, good.header("enc", "A128GCM"));
    }

    @Test
    void zipNone_isAcceptedIfThatIsSaid() {
        JwtFixture relaxed = JwtFixture.with(JwtValidator.builder().acceptZipNone());

        relaxed.accepted(good.header("zip", "NONE"));
        for (Object zip : Arrays.asList("DEF", "none", "", null, List.of("NONE"), true)) {
            relaxed.rejected(Reason.MALFORMED_TOKEN, good.header("zip", zip));
        }
        relaxed.rejected(Reason.MALFORMED_TOKEN, good.header("zip", "NONE").header("crit", List.of("zip")));
        relaxed.rejected(Reason.MALFORMED_TOKEN, good.header("enc", "NONE"));
        bench.rejected(Reason.MALFORMED_TOKEN, good.header("zip", "NONE"));
        assertThat(relaxed.validator.toString(), containsString("zip NONE accepted"));
    }

    @Test
    @DisplayName("RJOSE-8725-3.10-b: a key that the token brings along is not looked at")
    void keysInTheTokenAreNotUsed() {
        RSAKey attackers = new RSAKey.Builder((RSAPublicKey) Keys.OTHER_RSA.getPublic()).build();
        TokenForge forged = good.signedBy(Keys.OTHER_RSA);
        for (Map.Entry<String, Object> header : Map.<String, Object>of(
                        "jwk",
                        ((JWK) attackers).toJSONObject(),
                        "jku",
                        "https://attacker.example.com/jwks",
                        "x5u",
                        "https://attacker.example.com/chain",
                        "x5c",
                        List.of("MIIB"))
                .entrySet()) {
            bench.rejected(Reason.BAD_SIGNATURE, forged.header(header.getKey(), header.getValue()));
            bench.rejected(
                    Reason.UNKNOWN_KEY,
                    forged.header(header.getKey(), header.getValue()).header("kid", "attackers"));
            bench.accepted(good.header(header.getKey(), header.getValue()));
        }
    }

    @Test
    @DisplayName("RJOSE-8725-3.3-a: a JWT inside of a JWT is no access token")
    void nestedTokenIsRefused() {
        bench.rejected(Reason.MALFORMED_TOKEN, good.header("cty", "JWT").withPayload(good.token()));
    }

    @Test
    void headersWithoutMeaningAreIgnored() {
        assertThat(
                bench.accepted(good.header("x", Map.of("y", 1)).header("x5t", "abc"))
                        .getName(),
                is("user-1"));
    }
}
