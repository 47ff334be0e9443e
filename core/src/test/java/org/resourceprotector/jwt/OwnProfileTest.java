package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Rejection.Reason;

/** A profile that a user builds for a server that has none here. */
class OwnProfileTest {

    private final TokenForge good = TokenForge.good();

    @Test
    void profileWithoutSettings_isRfc9068() {
        JwtProfile plain = JwtProfile.builder("plain").build();
        JwtFixture bench = JwtFixture.with(plain);

        bench.accepted(good);
        bench.rejected(Reason.WRONG_TYPE, good.header("typ", "JWT"));
        bench.rejected(Reason.INVALID_CLAIM, good.without("client_id"));
        bench.rejected(Reason.WRONG_AUDIENCE, good.without("aud"));
        assertThat(plain.toString(), is("plain"));
    }

    @Test
    void claimsOfTheServer_areFound() {
        JwtFixture bench = JwtFixture.with(JwtProfile.builder("mine")
                .clientIdFrom("app")
                .scopesFrom("permissions")
                .rolesFrom("my", "roles")
                .groupsFrom("teams")
                .build());

        JwtAccessToken token = bench.accepted(good.without("client_id", "scope")
                .claim("app", "client-2")
                .claim("permissions", List.of("a"))
                .claim("my", java.util.Map.of("roles", List.of("b")))
                .claim("teams", List.of("c")));
        assertThat(token.clientId(), is("client-2"));
        assertThat(token.scopes(), contains("a"));
        assertThat(token.roles(), contains("b"));
        assertThat(token.groups(), contains("c"));
        bench.rejected(Reason.INVALID_CLAIM, good);
    }

    @Test
    void requiredKind_isTheOnlyOneAccepted() {
        JwtFixture bench = JwtFixture.with(JwtProfile.builder("mine")
                .acceptTyp("JWT")
                .requireClaim("use", "access")
                .build());
        TokenForge token = good.header("typ", "JWT");

        bench.accepted(token.claim("use", "access"));
        bench.rejected(Reason.WRONG_TYPE, token.claim("use", "access").claim("nonce", "n"));
        bench.rejected(Reason.WRONG_TYPE, token);
        bench.rejected(Reason.WRONG_TYPE, token.claim("use", "id"));
        bench.rejected(Reason.WRONG_TYPE, token.claim("use", List.of("id")));
    }

    @Test
    void requiredClaim_mustBeThere() {
        JwtFixture bench = JwtFixture.with(
                JwtProfile.builder("mine").requireClaim("tenant").build());

        bench.accepted(good.claim("tenant", 1));
        bench.rejected(Reason.INVALID_CLAIM, good);
    }

    @Test
    void requiredClientId_isThatClaimItself() {
        JwtProfile.Builder mine = JwtProfile.builder("mine")
                .acceptTyp("JWT")
                .clientIdFrom("azp", "client_id")
                .requireClaim("client_id");
        TokenForge token = good.header("typ", "JWT").claim("azp", "client-2");
        JwtFixture bench = JwtFixture.with(mine.build());

        assertThat(bench.accepted(token).clientId(), is("client-2"));
        bench.rejected(Reason.INVALID_CLAIM, token.without("client_id"));
        bench.rejected(Reason.INVALID_CLAIM, token.claim("client_id", null));
        assertThat(bench.validator.toString(), containsString("required=[client_id, iat, jti, sub] by these names"));

        JwtFixture.with(mine.acceptMissingClaims("client_id").build()).accepted(token.without("client_id"));
    }

    @Test
    void clientIdThatAValidatorRequires_isThatClaimItself() {
        JwtFixture bench = JwtFixture.with(JwtValidator.builder()
                .requireClaim("client_id")
                .profile(JwtProfile.GOOGLE)
                .acceptMissingClaims("client_id"));

        bench.accepted(ServerTokens.google().claim("client_id", "1162"));
        bench.rejected(Reason.INVALID_CLAIM, ServerTokens.google());
        JwtFixture.with(JwtProfile.GOOGLE).accepted(ServerTokens.google());
    }

    @Test
    void settingsOfTheValidator_replaceThePlacesOfTheProfile() {
        JwtProfile profile = JwtProfile.builder("mine")
                .scopesFrom("permissions")
                .rolesFrom("a")
                .build();
        JwtFixture bench = JwtFixture.with(JwtValidator.builder()
                .scopesFrom("scp")
                .profile(profile)
                .acceptMissingClaims("jti")
                .acceptMissingTyp());

        JwtAccessToken token = bench.accepted(good.without("jti")
                .withoutHeader("typ")
                .claim("permissions", List.of("x"))
                .claim("scp", List.of("y"))
                .claim("a", List.of("z")));
        assertThat(token.scopes(), contains("y"));
        assertThat(token.roles(), contains("z"));
        JwtFixture.with(profile).rejected(Reason.INVALID_CLAIM, good.without("jti"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "exp", "scope", ""})
    void issuerAudienceAndExpiry_areAlwaysRequired(String claim) {
        assertThrows(
                IllegalArgumentException.class, () -> JwtProfile.builder("mine").acceptMissingClaims("jti", claim));
    }

    @Test
    void typesOfOtherTokens_cannotBeAccepted() {
        for (String type : List.of("dpop+jwt", "application/logout+jwt", " ")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> JwtProfile.builder("mine").acceptTyp(type));
        }
    }

    @Test
    void laterCalls_doNotReachTheProfile() {
        JwtProfile.Builder builder = JwtProfile.builder("mine");
        JwtFixture bench = JwtFixture.with(builder.build());

        builder.acceptMissingTyp().acceptMissingClaims("jti").scopesFrom("x");

        bench.rejected(Reason.WRONG_TYPE, good.withoutHeader("typ"));
        bench.rejected(Reason.INVALID_CLAIM, good.without("jti"));
    }
}
