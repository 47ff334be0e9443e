package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Rejection.Reason;

/** Other JWTs of the same issuer, with the same key, shown as access tokens. */
class TypeConfusionTest {

    /** The types of JWT that are registered, or in use, and mean something else. */
    private static final List<String> FOREIGN = List.of(
            "dpop+jwt",
            "token-introspection+jwt",
            "statuslist+jwt",
            "secevent+jwt",
            "logout+jwt",
            "txntoken+jwt",
            "oauth-authz-req+jwt",
            "client-authentication+jwt",
            "oauth-client-attestation+jwt",
            "oauth-client-attestation-pop+jwt",
            "oauth-id-jag+jwt",
            "authorization-grant+jwt",
            "entity-statement+jwt",
            "explicit-registration-response+jwt",
            "resolve-response+jwt",
            "trust-mark+jwt",
            "trust-mark-delegation+jwt",
            "trust-mark-status-response+jwt",
            "jwk-set+jwt",
            "openid4vci-proof+jwt",
            "id_token",
            "kb+jwt",
            "vc+sd-jwt",
            "dc+sd-jwt",
            "vc+jwt",
            "vp+jwt",
            "provided-claims+jwt",
            "wit+jwt",
            "wpt+jwt",
            "passport");

    private final TokenForge good = TokenForge.good();

    @ParameterizedTest
    @DisplayName("X9 RJOSE-8725-3.12-a RJOSE-8725-3.11-a: no profile takes a foreign type, in whatever spelling")
    @MethodSource("org.resourceprotector.jwt.ServerTokens#profiles")
    void noProfileTakesAForeignType(JwtProfile profile, TokenForge token) {
        JwtFixture bench = JwtFixture.with(profile);
        for (String type : FOREIGN) {
            for (String spelling : List.of(
                    type,
                    type.toUpperCase(Locale.ROOT),
                    "application/" + type,
                    "APPLICATION/" + type.toUpperCase(Locale.ROOT))) {
                bench.rejected(Reason.WRONG_TYPE, token.header("typ", spelling));
            }
        }
    }

    @ParameterizedTest
    @DisplayName("R9068-4-a RJOSE-8725-3.11-a: a type is compared as a whole, without case, in every profile")
    @MethodSource("org.resourceprotector.jwt.ServerTokens#profiles")
    void typeIsComparedAsAWhole(JwtProfile profile, TokenForge token) {
        JwtFixture bench = JwtFixture.with(profile);
        for (String type : List.of("at+jwt", "AT+JWT", "application/AT+JWT", "APPLICATION/at+jwt")) {
            bench.accepted(token.header("typ", type));
        }
        for (String type : List.of(
                "at+jwt;x=y",
                "at+jwt; charset=utf-8",
                "application/at+jwt;x=y",
                "at+jwt,JWT",
                "at+jwt JWT",
                "JWT;x=y",
                "JWT ",
                " JWT",
                "at+jwt\n",
                "xat+jwt",
                "at+jwtx",
                "at_jwt",
                "at jwt",
                "at%2Bjwt",
                "at+jwt/",
                "application//at+jwt",
                "application/JWT/at+jwt",
                "JOSE",
                "JOSE+JSON",
                "json",
                "*",
                "*/*",
                "null",
                "")) {
            bench.rejected(Reason.WRONG_TYPE, token.header("typ", type));
        }
        bench.rejected(Reason.WRONG_TYPE, token.header("typ", null));
        bench.rejected(Reason.WRONG_TYPE, token.header("typ", true));
        bench.rejected(Reason.WRONG_TYPE, token.header("typ", List.of("at+jwt")));
    }

    @ParameterizedTest
    @DisplayName("R9068-4-a: letters that only look like those of a type, or become them in lower case, are others")
    @ValueSource(strings = {"\uff21\uff34+JWT", "at\u200b+jwt", "\u0430t+jwt", "at\uff0bjwt", "at+\u0134WT"})
    void lookalikesAreOthers(String type) {
        JwtFixture.strict().rejected(Reason.WRONG_TYPE, good.header("typ", type));
        JwtFixture.with(JwtValidator.builder().acceptTyp("JWT")).rejected(Reason.WRONG_TYPE, good.header("typ", type));
    }

    @Test
    @DisplayName("X9 RJOSE-8725-3.12-a: nobody can accept a foreign type, in whatever spelling")
    void foreignTypesCannotBeAccepted() {
        for (String type : FOREIGN) {
            for (String spelling : List.of(type, type.toUpperCase(Locale.ROOT), "application/" + type)) {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> JwtValidator.builder().acceptTyp(spelling),
                        spelling);
            }
        }
        // The sign for kelvin is a k in lower case.
        assertThrows(
                IllegalArgumentException.class, () -> JwtValidator.builder().acceptTyp("\u212Ab+jwt"));
    }

    @Test
    @DisplayName("RJOSE-8725-3.12-a: a type that somebody accepts is that type alone, and says nothing for itself")
    void acceptedTypeIsThatTypeAlone() {
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().acceptTyp("x+jwt"));

        bench.accepted(good.header("typ", "X+JWT"));
        bench.accepted(good.header("typ", "application/x+jwt"));
        bench.rejected(Reason.WRONG_TYPE, good.header("typ", "x+jwt").claim("nonce", "n"));
        bench.rejected(Reason.WRONG_TYPE, good.header("typ", "JWT"));
        bench.rejected(Reason.WRONG_TYPE, good.withoutHeader("typ"));
        bench.accepted(good.claim("nonce", "n"));
    }

    @Test
    @DisplayName("R9068-4-a: a type inside the claims, or named twice, does not stand in for that of the header")
    void typeIsThatOfTheHeader() {
        JwtFixture bench = JwtFixture.strict();

        bench.rejected(Reason.WRONG_TYPE, good.withoutHeader("typ").claim("typ", "at+jwt"));
        bench.rejected(Reason.WRONG_TYPE, good.header("typ", "JWT").header("cty", "at+jwt"));
        bench.rejected(Reason.WRONG_TYPE, good.withoutHeader("typ").header("Typ", "at+jwt"));
        assertThat(
                bench.show(
                        good.withHeader("{\"alg\":\"RS256\",\"kid\":\"k1\",\"typ\":\"at+jwt\",\"t\\u0079p\":\"x\"}")),
                is(org.resourceprotector.token.Verdict.notMine()));
    }
}
