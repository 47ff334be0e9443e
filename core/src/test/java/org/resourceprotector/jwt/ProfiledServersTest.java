package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.resourceprotector.jwt.ServerTokens.auth0;
import static org.resourceprotector.jwt.ServerTokens.cognito;
import static org.resourceprotector.jwt.ServerTokens.entra;
import static org.resourceprotector.jwt.ServerTokens.keycloak;
import static org.resourceprotector.jwt.ServerTokens.lemonldap;
import static org.resourceprotector.jwt.ServerTokens.okta;
import static org.resourceprotector.jwt.ServerTokens.spring;
import static org.resourceprotector.jwt.ServerTokens.uaa;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Rejection.Reason;

/** What each profile gives up and asks for, and the other JWTs that the same server signs with the same keys. */
class ProfiledServersTest {

    @Test
    void keycloak_idRefreshAndLogoutTokensAreRefused() {
        JwtFixture bench = JwtFixture.with(JwtProfile.KEYCLOAK);

        for (Object kind : new Object[] {"ID", "Refresh", "Offline", "Logout", "bearer", "", null, List.of("Bearer")}) {
            bench.rejected(Reason.WRONG_TYPE, keycloak().claim("typ", kind));
        }
        bench.rejected(Reason.WRONG_TYPE, keycloak().without("typ"));
        bench.rejected(Reason.WRONG_TYPE, keycloak().withoutHeader("typ"));
        bench.rejected(Reason.INVALID_CLAIM, keycloak().without("azp"));
        bench.rejected(Reason.INVALID_CLAIM, keycloak().without("jti"));
    }

    @Test
    void keycloak_dpopTokenIsAccepted_ifItIsBound() {
        JwtFixture bench = JwtFixture.with(JwtProfile.KEYCLOAK);
        TokenForge bound = keycloak().claim("typ", "DPoP").claim("cnf", Map.of("jkt", "x", "kc-jkt-type", "y"));

        assertThat(bench.accepted(bound).confirmation().keyThumbprint(), is("x"));
        bench.rejected(Reason.WRONG_TYPE, bound.without("cnf"));
        bench.rejected(Reason.WRONG_TYPE, bound.claim("cnf", "x"));
        bench.rejected(Reason.WRONG_TYPE, bound.claim("typ", "dpop"));
    }

    @Test
    void keycloak_clientAndRolesAreFound() {
        JwtAccessToken token = JwtFixture.with(JwtProfile.KEYCLOAK).accepted(keycloak());

        assertThat(token.clientId(), is("web-app"));
        assertThat(token.roles(), containsInAnyOrder("offline_access", "admin"));
        assertThat(token.scopes(), contains("openid", "profile"));
        assertThat(
                JwtFixture.with(JwtProfile.KEYCLOAK)
                        .accepted(keycloak().claim("client_id", "mapped"))
                        .clientId(),
                is("mapped"));
    }

    @Test
    void spring_idTokensAreRefused() {
        JwtFixture bench = JwtFixture.with(JwtProfile.SPRING_AUTHORIZATION_SERVER);
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
                JwtFixture.with(JwtProfile.SPRING_AUTHORIZATION_SERVER).accepted(spring());

        assertThat(token.scopes(), contains("read", "write"));
        assertThat(token.clientId(), is(nullValue()));
        assertThat(token.isClient(), is(false));
        assertThat(token.getName(), is("messaging-client"));
    }

    @Test
    void auth0_idTokensAreRefused() {
        JwtFixture bench = JwtFixture.with(JwtProfile.AUTH0);

        bench.rejected(Reason.INVALID_CLAIM, auth0().without("azp"));
        bench.rejected(Reason.WRONG_TYPE, auth0().claim("nonce", "x"));
        bench.rejected(Reason.WRONG_AUDIENCE, auth0().claim("aud", "yX1"));
        bench.rejected(Reason.WRONG_TYPE, auth0().withoutHeader("typ"));
        assertThat(bench.accepted(auth0()).clientId(), is("yX1"));
    }

    @Test
    void okta_idTokensAreRefused() {
        JwtFixture bench = JwtFixture.with(JwtProfile.OKTA);

        bench.rejected(Reason.INVALID_CLAIM, okta().without("cid", "scp"));
        bench.rejected(Reason.WRONG_TYPE, okta().claim("at_hash", "x"));
        bench.rejected(Reason.WRONG_TYPE, okta().header("typ", "JWT"));
        assertThat(bench.accepted(okta()).clientId(), is("0oa1"));
        assertThat(bench.accepted(okta()).scopes(), contains("openid", "things"));
    }

    @Test
    void entra_idTokensAreRefused() {
        JwtFixture bench = JwtFixture.with(JwtProfile.ENTRA_ID);

        bench.rejected(Reason.INVALID_CLAIM, entra().without("azp"));
        bench.rejected(Reason.WRONG_TYPE, entra().claim("nonce", "x"));
        bench.rejected(Reason.WRONG_TYPE, entra().withoutHeader("typ"));
    }

    @Test
    void entra_bothVersionsAreRead() {
        JwtFixture bench = JwtFixture.with(JwtProfile.ENTRA_ID);
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
        JwtFixture bench = JwtFixture.with(JwtProfile.COGNITO);

        bench.rejected(Reason.WRONG_TYPE, cognito().claim("token_use", "id"));
        bench.rejected(Reason.WRONG_TYPE, cognito().without("token_use"));
        bench.rejected(Reason.INVALID_CLAIM, cognito().without("client_id").claim("aud", TokenForge.AUDIENCE));
    }

    @Test
    void cognito_audienceIsTheClientUnlessThereIsOne() {
        JwtFixture bench = JwtFixture.with(JwtProfile.COGNITO);
        TokenForge bound = cognito().claim("client_id", "another").claim("aud", TokenForge.AUDIENCE);

        assertThat(bench.accepted(cognito()).groups(), contains("admins"));
        assertThat(bench.accepted(cognito()).audience(), is(empty()));
        bench.accepted(bound);
        bench.rejected(Reason.WRONG_AUDIENCE, cognito().claim("client_id", "another"));
        bench.rejected(Reason.WRONG_AUDIENCE, cognito().claim("aud", "https://x.example.com"));
    }

    @Test
    void lemonldap_idTokensAreRefused() {
        JwtFixture bench = JwtFixture.with(JwtProfile.LEMONLDAP_NG);
        TokenForge idToken = lemonldap()
                .without("client_id", "jti", "scope")
                .claim("azp", "web-app")
                .claim("acr", "loa-2")
                .claim("auth_time", TokenForge.SECOND - 20);

        bench.rejected(Reason.INVALID_CLAIM, idToken);
        bench.rejected(Reason.INVALID_CLAIM, idToken.claim("jti", "x"));
        bench.rejected(Reason.WRONG_TYPE, lemonldap().claim("at_hash", "x"));
        bench.rejected(Reason.WRONG_AUDIENCE, lemonldap().claim("aud", List.of("web-app")));
        bench.rejected(Reason.WRONG_TYPE, lemonldap().withoutHeader("typ"));
        assertThat(bench.accepted(lemonldap()).clientId(), is("web-app"));
    }

    @Test
    void uaa_refreshAndIdTokensAreRefused() {
        JwtFixture bench = JwtFixture.with(JwtProfile.UAA);
        TokenForge refreshToken = uaa().without("scope").claim("granted_scopes", List.of("openid", "things.read"));
        TokenForge idToken = uaa().claim("aud", List.of("web-app")).claim("scope", List.of("openid"));

        bench.rejected(Reason.WRONG_TYPE, refreshToken);
        bench.rejected(Reason.WRONG_TYPE, uaa().claim("granted_scopes", List.of()));
        bench.rejected(Reason.WRONG_TYPE, refreshToken.header("typ", "at+jwt"));
        bench.rejected(Reason.INVALID_CLAIM, uaa().without("scope"));
        bench.rejected(Reason.WRONG_AUDIENCE, idToken);
        bench.rejected(Reason.WRONG_TYPE, uaa().withoutHeader("typ"));
        assertThat(bench.accepted(uaa()).scopes(), contains("openid", "things.read"));
    }

    @Test
    void rolesAndScopesCanComeFromElsewhereThanTheProfileSays() {
        JwtFixture bench = JwtFixture.with(JwtValidator.builder()
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
