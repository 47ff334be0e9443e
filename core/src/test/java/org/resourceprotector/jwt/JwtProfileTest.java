package org.resourceprotector.jwt;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Rejection.Reason;

/** What all profiles have in common, with the token of each server. */
class JwtProfileTest {

    private static final long SECOND = TokenForge.SECOND;
    private static final String AUDIENCE = TokenForge.AUDIENCE;

    @ParameterizedTest
    @MethodSource("org.resourceprotector.jwt.ServerTokens#profiles")
    void tokenOfTheServerIsAccepted(JwtProfile profile, TokenForge token) {
        JwtFixture.with(profile).accepted(token);
    }

    @ParameterizedTest
    @DisplayName("A92: without its profile a server's token is refused")
    @MethodSource("org.resourceprotector.jwt.ServerTokens#profiles")
    void tokenOfTheServerNeedsItsProfile(JwtProfile profile, TokenForge token) {
        if (profile != JwtProfile.RFC9068) {
            JwtFixture.strict().rejected(Reason.WRONG_TYPE, token);
        }
    }

    @ParameterizedTest
    @DisplayName("R9068-4-a: the type of RFC 9068 is good in every profile")
    @MethodSource("org.resourceprotector.jwt.ServerTokens#profiles")
    void accessTokenTypeIsGoodInEveryProfile(JwtProfile profile, TokenForge token) {
        JwtFixture.with(profile).accepted(token.header("typ", "at+jwt"));
    }

    @ParameterizedTest
    @DisplayName("R9068-4-e: without aud no client stands in for the audience, except in Cognito's profile")
    @MethodSource("org.resourceprotector.jwt.ServerTokens#profiles")
    void missingAudience_isNotMadeUpForByTheClient(JwtProfile profile, TokenForge token) {
        JwtFixture bench = JwtFixture.with(profile);
        TokenForge ours = token.claim("client_id", AUDIENCE)
                .claim("azp", AUDIENCE)
                .claim("cid", AUDIENCE)
                .claim("appid", AUDIENCE)
                .claim("sub", AUDIENCE);

        bench.accepted(ours.claim("aud", AUDIENCE));
        if (profile == JwtProfile.COGNITO) {
            bench.accepted(ours.without("aud"));
        } else {
            bench.rejected(Reason.WRONG_AUDIENCE, ours.without("aud"));
        }
        bench.rejected(Reason.WRONG_AUDIENCE, ours.claim("aud", List.of()));
        bench.rejected(Reason.WRONG_AUDIENCE, ours.claim("aud", "https://x.example.com"));
        bench.rejected(Reason.INVALID_CLAIM, ours.claim("aud", null));
    }

    @ParameterizedTest
    @DisplayName("A94: what no profile gives up")
    @MethodSource("org.resourceprotector.jwt.ServerTokens#profiles")
    void noProfileGivesUpTheRest(JwtProfile profile, TokenForge token) {
        JwtFixture bench = JwtFixture.with(profile);

        bench.notMine(token.claim("iss", TokenForge.ISSUER + "/").token());
        bench.rejected(Reason.WRONG_AUDIENCE, token.claim("aud", "https://x.example.com"));
        bench.rejected(Reason.WRONG_AUDIENCE, token.claim("aud", List.of()));
        bench.rejected(Reason.WRONG_AUDIENCE, token.without("aud").claim("client_id", "another"));
        bench.rejected(Reason.EXPIRED, token.claim("exp", SECOND - 30));
        bench.rejected(Reason.NOT_YET_VALID, token.claim("nbf", SECOND + 31));
        bench.rejected(Reason.NOT_YET_VALID, token.claim("iat", SECOND + 31));
        bench.rejected(Reason.INVALID_CLAIM, token.without("exp"));
        bench.rejected(Reason.INVALID_CLAIM, token.without("iat"));
        bench.rejected(Reason.INVALID_CLAIM, token.without("sub"));
        bench.rejected(Reason.INVALID_CLAIM, token.claim("sub", 1));
        bench.rejected(Reason.INVALID_CLAIM, token.claim("cnf", Map.of()));
        bench.rejected(Reason.BAD_SIGNATURE, token.signedBy(Keys.OTHER_RSA));
        bench.rejected(Reason.WRONG_ALGORITHM, token.header("alg", "none"));
        bench.rejected(Reason.WRONG_ALGORITHM, token.macced("HS256", Keys.SECRET));
    }

    @ParameterizedTest
    @DisplayName("X9 R9701-8.1-a RJOSE-8725-3.12-a: no profile takes another kind of JWT")
    @MethodSource("org.resourceprotector.jwt.ServerTokens#profiles")
    void noProfileTakesAnotherType(JwtProfile profile, TokenForge token) {
        JwtFixture bench = JwtFixture.with(profile);
        for (String type : List.of(
                "dpop+jwt",
                "token-introspection+jwt",
                "statuslist+jwt",
                "secevent+jwt",
                "logout+jwt",
                "txntoken+jwt",
                "oauth-authz-req+jwt",
                "application/okta-internal-at+jwt",
                "x")) {
            bench.rejected(Reason.WRONG_TYPE, token.header("typ", type));
        }
    }

    @ParameterizedTest
    @DisplayName("R9068-5-a RJOSE-8725-3.12-a: claims of other kinds of JWT give them away where the type does not")
    @MethodSource("org.resourceprotector.jwt.ServerTokens#profiles")
    void claimsOfOtherKindsGiveThemAway(JwtProfile profile, TokenForge token) {
        JwtFixture bench = JwtFixture.with(profile);
        boolean saysWhatItIs = List.of(JwtProfile.KEYCLOAK, JwtProfile.COGNITO, JwtProfile.RFC9068)
                .contains(profile);
        for (String claim : List.of(
                "nonce",
                "at_hash",
                "c_hash",
                "s_hash",
                "events",
                "token_introspection",
                "htm",
                "htu",
                "status_list",
                "tctx",
                "vct")) {
            TokenForge other = token.claim(claim, "x");
            if (saysWhatItIs) {
                bench.accepted(other);
            } else {
                bench.rejected(Reason.WRONG_TYPE, other);
                bench.accepted(other.header("typ", "at+jwt"));
            }
        }
    }
}
