package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.resourceprotector.token.Rejection.Reason;

/** Tokens as the servers make them by default, and the other JWTs that the same servers sign with the same keys. */
class JwtProfileTest {

    private static final long SECOND = TokenForge.SECOND;

    private static TokenForge forge(String type, Map<String, Object> claims) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("iss", TokenForge.ISSUER);
        all.put("aud", TokenForge.AUDIENCE);
        all.put("iat", SECOND - 10);
        all.put("exp", SECOND + 290);
        all.putAll(claims);
        Map<String, Object> headers = type == null ? Map.of("kid", "k1") : Map.of("typ", type, "kid", "k1");
        return new TokenForge(headers, all, "RS256", Keys.RSA);
    }

    private static TokenForge keycloak() {
        return forge(
                        "JWT",
                        Map.of(
                                "jti", "onrtac:1c8f3f5a",
                                "aud", List.of(TokenForge.AUDIENCE, "account"),
                                "sub", "f0c1",
                                "typ", "Bearer",
                                "azp", "web-app",
                                "sid", "8a1b",
                                "acr", "1",
                                "realm_access", Map.of("roles", List.of("offline_access", "admin")),
                                "resource_access", Map.of("account", Map.of("roles", List.of("view-profile"))),
                                "scope", "openid profile"))
                .claim("preferred_username", "alice");
    }

    private static TokenForge spring() {
        return forge(
                null,
                Map.of(
                        "sub",
                        "messaging-client",
                        "nbf",
                        SECOND - 10,
                        "scope",
                        List.of("read", "write"),
                        "jti",
                        "9d1e"));
    }

    private static TokenForge auth0() {
        return forge(
                "JWT",
                Map.of(
                        "sub", "auth0|5f7c",
                        "aud", List.of(TokenForge.AUDIENCE, "https://tenant.auth0.com/userinfo"),
                        "azp", "yX1",
                        "scope", "openid read:things",
                        "permissions", List.of("read:things")));
    }

    private static TokenForge okta() {
        return forge(
                null,
                Map.of(
                        "ver", 1,
                        "jti", "AT.0mP4JKAZX1iACIT4vbEDF7LpvDVjxypPMf0D7uX39RE",
                        "cid", "0oa1",
                        "uid", "00u1",
                        "scp", List.of("openid", "things"),
                        "auth_time", SECOND - 20,
                        "sub", "alice@example.com"));
    }

    private static TokenForge entra() {
        return forge(
                "JWT",
                Map.of(
                        "nbf", SECOND - 10,
                        "aio", "E2Zg",
                        "azp", "6e74172b",
                        "azpacr", "1",
                        "oid", "690222be",
                        "roles", List.of("Things.Read"),
                        "scp", "access_as_user things",
                        "sub", "HKZpfaHyWadeOouYlitjrI",
                        "tid", "fa15d692",
                        "ver", "2.0"));
    }

    private static TokenForge cognito() {
        return forge(
                        null,
                        Map.of(
                                "sub", "aaaa-bbbb",
                                "client_id", TokenForge.AUDIENCE,
                                "token_use", "access",
                                "scope", "aws.cognito.signin.user.admin",
                                "auth_time", SECOND - 10,
                                "jti", "cccc",
                                "origin_jti", "dddd",
                                "cognito:groups", List.of("admins"),
                                "username", "alice",
                                "version", 2))
                .without("aud");
    }

    private static TokenForge google() {
        return forge("JWT", Map.of("sub", "1162", "azp", "1162", "email", "robot@example.com", "email_verified", true));
    }

    static Stream<Object[]> profiles() {
        return Stream.of(
                new Object[] {JwtProfile.RFC9068, TokenForge.good()},
                new Object[] {JwtProfile.KEYCLOAK, keycloak()},
                new Object[] {JwtProfile.SPRING_AUTHORIZATION_SERVER, spring()},
                new Object[] {JwtProfile.AUTH0, auth0()},
                new Object[] {JwtProfile.OKTA, okta()},
                new Object[] {JwtProfile.ENTRA_ID, entra()},
                new Object[] {JwtProfile.COGNITO, cognito()},
                new Object[] {JwtProfile.GOOGLE, google()});
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void tokenOfTheServerIsAccepted(JwtProfile profile, TokenForge token) {
        Bench.with(profile).accepted(token);
    }

    @ParameterizedTest
    @DisplayName("A92: without its profile a server's token is refused")
    @MethodSource("profiles")
    void tokenOfTheServerNeedsItsProfile(JwtProfile profile, TokenForge token) {
        if (profile != JwtProfile.RFC9068) {
            Bench.strict().rejected(Reason.WRONG_TYPE, token);
        }
    }

    @ParameterizedTest
    @DisplayName("R9068-4-a: the type of RFC 9068 is good in every profile")
    @MethodSource("profiles")
    void accessTokenTypeIsGoodInEveryProfile(JwtProfile profile, TokenForge token) {
        Bench.with(profile).accepted(token.header("typ", "at+jwt"));
    }

    @ParameterizedTest
    @DisplayName("A94: what no profile gives up")
    @MethodSource("profiles")
    void noProfileGivesUpTheRest(JwtProfile profile, TokenForge token) {
        Bench bench = Bench.with(profile);

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
        bench.rejected(Reason.UNPROVEN_BINDING, token.claim("cnf", Map.of("jkt", "x")));
        bench.rejected(Reason.BAD_SIGNATURE, token.signedBy(Keys.OTHER_RSA));
        bench.rejected(Reason.WRONG_ALGORITHM, token.header("alg", "none"));
        bench.rejected(Reason.WRONG_ALGORITHM, token.macced("HS256", Keys.SECRET));
    }

    @ParameterizedTest
    @DisplayName("X9 R9701-8.1-a RJOSE-8725-3.12-a: no profile takes another kind of JWT")
    @MethodSource("profiles")
    void noProfileTakesAnotherType(JwtProfile profile, TokenForge token) {
        Bench bench = Bench.with(profile);
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
    @MethodSource("profiles")
    void claimsOfOtherKindsGiveThemAway(JwtProfile profile, TokenForge token) {
        Bench bench = Bench.with(profile);
        boolean saysWhatItIs = profile.kind() != null || profile == JwtProfile.RFC9068;
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

    @Test
    void keycloak_idRefreshAndLogoutTokensAreRefused() {
        Bench bench = Bench.with(JwtProfile.KEYCLOAK);

        for (Object kind : new Object[] {"ID", "Refresh", "Offline", "Logout", "bearer", "", null, List.of("Bearer")}) {
            bench.rejected(Reason.WRONG_TYPE, keycloak().claim("typ", kind));
        }
        bench.rejected(Reason.WRONG_TYPE, keycloak().without("typ"));
        bench.rejected(Reason.WRONG_TYPE, keycloak().withoutHeader("typ"));
        bench.rejected(Reason.INVALID_CLAIM, keycloak().without("azp"));
        bench.rejected(Reason.INVALID_CLAIM, keycloak().without("jti"));
    }

    @Test
    void keycloak_clientAndRolesAreFound() {
        JwtAccessToken token = Bench.with(JwtProfile.KEYCLOAK).accepted(keycloak());

        assertThat(token.clientId(), is("web-app"));
        assertThat(token.roles(), containsInAnyOrder("offline_access", "admin"));
        assertThat(token.scopes(), contains("openid", "profile"));
        assertThat(
                Bench.with(JwtProfile.KEYCLOAK)
                        .accepted(keycloak().claim("client_id", "mapped"))
                        .clientId(),
                is("mapped"));
    }

    @Test
    void spring_idTokensAreRefused() {
        Bench bench = Bench.with(JwtProfile.SPRING_AUTHORIZATION_SERVER);
        TokenForge idToken = spring().without("nbf", "scope")
                .claim("azp", TokenForge.AUDIENCE)
                .claim("sid", "x");

        bench.rejected(Reason.INVALID_CLAIM, idToken);
        bench.rejected(Reason.WRONG_TYPE, idToken.claim("nonce", "x"));
        bench.rejected(Reason.WRONG_TYPE, spring().header("typ", "JWT"));
        bench.rejected(Reason.INVALID_CLAIM, spring().without("jti"));
    }

    @Test
    void spring_scopesAreAnArrayAndTheClientIsNotKnown() {
        JwtAccessToken token =
                Bench.with(JwtProfile.SPRING_AUTHORIZATION_SERVER).accepted(spring());

        assertThat(token.scopes(), contains("read", "write"));
        assertThat(token.clientId(), is(nullValue()));
        assertThat(token.isClient(), is(false));
        assertThat(token.getName(), is("messaging-client"));
    }

    @Test
    void auth0_idTokensAreRefused() {
        Bench bench = Bench.with(JwtProfile.AUTH0);

        bench.rejected(Reason.INVALID_CLAIM, auth0().without("azp"));
        bench.rejected(Reason.WRONG_TYPE, auth0().claim("nonce", "x"));
        bench.rejected(Reason.WRONG_AUDIENCE, auth0().claim("aud", "yX1"));
        bench.rejected(Reason.WRONG_TYPE, auth0().withoutHeader("typ"));
        assertThat(bench.accepted(auth0()).clientId(), is("yX1"));
    }

    @Test
    void okta_idTokensAreRefused() {
        Bench bench = Bench.with(JwtProfile.OKTA);

        bench.rejected(Reason.INVALID_CLAIM, okta().without("cid", "scp"));
        bench.rejected(Reason.WRONG_TYPE, okta().claim("at_hash", "x"));
        bench.rejected(Reason.WRONG_TYPE, okta().header("typ", "JWT"));
        assertThat(bench.accepted(okta()).clientId(), is("0oa1"));
        assertThat(bench.accepted(okta()).scopes(), contains("openid", "things"));
    }

    @Test
    void entra_idTokensAreRefused() {
        Bench bench = Bench.with(JwtProfile.ENTRA_ID);

        bench.rejected(Reason.INVALID_CLAIM, entra().without("azp"));
        bench.rejected(Reason.WRONG_TYPE, entra().claim("nonce", "x"));
        bench.rejected(Reason.WRONG_TYPE, entra().withoutHeader("typ"));
    }

    @Test
    void entra_bothVersionsAreRead() {
        Bench bench = Bench.with(JwtProfile.ENTRA_ID);
        JwtAccessToken second = bench.accepted(entra());
        JwtAccessToken first = bench.accepted(entra().without("azp")
                .claim("appid", "7f85")
                .claim("ver", "1.0")
                .claim("acr", "1"));

        assertThat(second.clientId(), is("6e74172b"));
        assertThat(second.scopes(), contains("access_as_user", "things"));
        assertThat(second.roles(), contains("Things.Read"));
        assertThat(first.clientId(), is("7f85"));
    }

    @Test
    void cognito_idTokensAreRefused() {
        Bench bench = Bench.with(JwtProfile.COGNITO);

        bench.rejected(Reason.WRONG_TYPE, cognito().claim("token_use", "id"));
        bench.rejected(Reason.WRONG_TYPE, cognito().without("token_use"));
        bench.rejected(Reason.INVALID_CLAIM, cognito().without("client_id").claim("aud", TokenForge.AUDIENCE));
    }

    @Test
    void cognito_audienceIsTheClientUnlessThereIsOne() {
        Bench bench = Bench.with(JwtProfile.COGNITO);
        TokenForge bound = cognito().claim("client_id", "another").claim("aud", TokenForge.AUDIENCE);

        assertThat(bench.accepted(cognito()).groups(), contains("admins"));
        assertThat(bench.accepted(cognito()).audience(), is(empty()));
        bench.accepted(bound);
        bench.rejected(Reason.WRONG_AUDIENCE, cognito().claim("client_id", "another"));
        bench.rejected(Reason.WRONG_AUDIENCE, cognito().claim("aud", "https://x.example.com"));
    }

    @Test
    void rolesAndScopesCanComeFromElsewhereThanTheProfileSays() {
        Bench bench = Bench.with(JwtValidator.builder()
                .profile(JwtProfile.KEYCLOAK)
                .rolesFrom("resource_access", "account", "roles")
                .scopesFrom("scp"));

        assertThat(bench.accepted(keycloak()).roles(), contains("view-profile"));
        assertThat(bench.accepted(keycloak()).scopes(), is(empty()));
    }

    @Test
    void profileTellsItsName() {
        assertThat(JwtProfile.KEYCLOAK.toString(), is("KEYCLOAK"));
    }
}
