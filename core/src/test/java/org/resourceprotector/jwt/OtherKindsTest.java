package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.LogLines;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Rejection.Reason;

/** Refresh and ID tokens that pass for access tokens by their type, their audience and their key. */
class OtherKindsTest {

    private final TokenForge good = TokenForge.good();
    private final TokenForge untyped = good.header("typ", "JWT");

    private static JwtValidator.Builder relaxed() {
        return JwtValidator.builder().acceptTyp("JWT");
    }

    @ParameterizedTest
    @CsvSource({
        "typ, Refresh",
        "typ, ID",
        "typ, Offline",
        "token_use, refresh",
        "token_use, id",
        "token_type, refresh_token",
        "tokenName, refresh_token",
        "tokenName, id_token"
    })
    void tokenThatSaysItIsAnotherKind_isRefused(String claim, String kind) {
        JwtFixture.with(relaxed()).rejected(Reason.WRONG_TYPE, untyped.claim(claim, kind));
        JwtFixture.strict().rejected(Reason.WRONG_TYPE, good.claim(claim, kind));
        JwtFixture.with(JwtProfile.AUTH0).rejected(Reason.WRONG_TYPE, untyped.claim(claim, kind));
    }

    @ParameterizedTest
    @CsvSource({"typ, Bearer", "token_use, access", "token_type, access_token", "tokenName, access_token", "typ, 1"})
    void tokenThatSaysItIsAnAccessToken_isAccepted(String claim, String kind) {
        JwtFixture.with(relaxed()).accepted(untyped.claim(claim, kind));
    }

    @Test
    void refreshTokenByItsScopes_isRefused() {
        JwtFixture.with(relaxed())
                .rejected(
                        Reason.WRONG_TYPE,
                        untyped.claim("granted_scopes", List.of("read")).without("scope"));
        JwtFixture.strict().accepted(good.claim("granted_scopes", List.of("read")));
    }

    @Test
    void requiredValue_mustBeOneOfThem() {
        JwtFixture bench = JwtFixture.with(relaxed().requireClaim("kind", "access", "service"));

        bench.accepted(untyped.claim("kind", "access"));
        bench.accepted(untyped.claim("kind", List.of("other", "service")));
        bench.rejected(Reason.WRONG_TYPE, untyped);
        bench.rejected(Reason.WRONG_TYPE, good);
        bench.rejected(Reason.WRONG_TYPE, untyped.claim("kind", "Access"));
        bench.rejected(Reason.WRONG_TYPE, untyped.claim("kind", List.of()));
    }

    @Test
    void rulesOfOneClaim_allHold() {
        JwtFixture bench = JwtFixture.with(
                relaxed().requireClaim("kind", "access", "service").requireClaim("kind", "service", "device"));

        bench.accepted(untyped.claim("kind", "service"));
        bench.accepted(untyped.claim("kind", List.of("access", "device")));
        bench.rejected(Reason.WRONG_TYPE, untyped.claim("kind", "device"));
        bench.rejected(Reason.WRONG_TYPE, untyped.claim("kind", "access"));
    }

    @Test
    void ruleOfAProfile_holdsBesideThatOfTheValidator() {
        JwtProfile profile =
                JwtProfile.builder("mine").requireClaim("use", "access").build();
        JwtFixture bench =
                JwtFixture.with(JwtValidator.builder().profile(profile).requireClaim("use", "refresh", "access"));

        bench.accepted(good.claim("use", "access"));
        bench.rejected(Reason.WRONG_TYPE, good.claim("use", "refresh"));
    }

    @Test
    void requiredClaim_mayHaveAnyValue() {
        JwtFixture bench = JwtFixture.with(relaxed().requireClaim("scope"));

        bench.accepted(untyped);
        bench.rejected(Reason.INVALID_CLAIM, untyped.without("scope"));
        JwtFixture.with(relaxed().requireClaim("kind")).rejected(Reason.INVALID_CLAIM, untyped.claim("kind", null));
    }

    @Test
    void refusedClaim_mustNotBeThere() {
        JwtFixture bench = JwtFixture.with(relaxed().refuseClaim("rti"));

        bench.accepted(untyped);
        bench.rejected(Reason.WRONG_TYPE, untyped.claim("rti", "x"));
        bench.rejected(Reason.WRONG_TYPE, good.claim("rti", 1));
        assertThat(bench.validator.toString(), containsString("refused=[rti]"));
    }

    @Test
    void nonceOfAnAccessToken_isAcceptedIfThatIsSaid() {
        JwtFixture bench = JwtFixture.with(relaxed().acceptNonce());

        bench.accepted(untyped.claim("nonce", ""));
        bench.accepted(untyped.claim("nonce", "x"));
        bench.rejected(Reason.WRONG_TYPE, untyped.claim("nonce", "x").claim("at_hash", "x"));
        JwtFixture.with(relaxed()).rejected(Reason.WRONG_TYPE, untyped.claim("nonce", ""));
        assertThat(bench.validator.toString(), containsString("nonce accepted"));
    }

    @Test
    void nonceWithoutAnotherRule_isWarnedOf() {
        assertThat(warnings(JwtValidator.builder().profile(JwtProfile.AUTH0).acceptNonce()), hasSize(1));
        assertThat(warnings(JwtValidator.builder().acceptNonce()), is(empty()));
        assertThat(warnings(JwtValidator.builder().profile(JwtProfile.KEYCLOAK).acceptNonce()), is(empty()));
        assertThat(
                warnings(JwtValidator.builder()
                        .profile(JwtProfile.AUTH0)
                        .acceptNonce()
                        .refuseClaim("auth_time")),
                is(empty()));
    }

    @Test
    void validatorWithoutRule_isWarnedOf() {
        assertThat(warnings(relaxed()), hasSize(1));
        assertThat(warnings(relaxed()).get(0), containsString("requireClaim(name, value)"));
        assertThat(warnings(JwtValidator.builder().acceptMissingTyp()), hasSize(1));
        assertThat(warnings(JwtValidator.builder().profile(JwtProfile.AUTH0).acceptMissingTyp()), hasSize(1));
        assertThat(warnings(JwtValidator.builder().profile(JwtProfile.AUTH0).acceptTyp("other")), hasSize(1));
        assertThat(
                warnings(JwtValidator.builder()
                        .profile(JwtProfile.builder("mine").acceptTyp("JWT").build())),
                hasSize(1));
    }

    @Test
    void validatorWithRule_isNotWarnedOf() {
        assertThat(warnings(JwtValidator.builder()), is(empty()));
        assertThat(warnings(JwtValidator.builder().acceptTyp("at+jwt")), is(empty()));
        assertThat(warnings(JwtValidator.builder().profile(JwtProfile.AUTH0).acceptTyp("JWT")), is(empty()));
        for (JwtProfile told : List.of(JwtProfile.KEYCLOAK, JwtProfile.COGNITO)) {
            assertThat(warnings(JwtValidator.builder().profile(told).acceptTyp("other")), is(empty()));
            assertThat(warnings(JwtValidator.builder().profile(told).acceptMissingTyp()), is(empty()));
        }
        assertThat(warnings(relaxed().requireClaim("token_use", "access")), is(empty()));
        assertThat(warnings(relaxed().refuseClaim("rti")), is(empty()));
        for (JwtProfile profile : List.of(
                JwtProfile.KEYCLOAK,
                JwtProfile.SPRING_AUTHORIZATION_SERVER,
                JwtProfile.AUTH0,
                JwtProfile.OKTA,
                JwtProfile.ENTRA_ID,
                JwtProfile.COGNITO,
                JwtProfile.GOOGLE,
                JwtProfile.LEMONLDAP_NG,
                JwtProfile.UAA)) {
            assertThat(profile.toString(), warnings(JwtValidator.builder().profile(profile)), is(empty()));
        }
    }

    @Test
    void claimThatTellsKinds_isWarnedOfIfItMayBeMissing() {
        Map<JwtProfile, String> told = Map.of(
                JwtProfile.SPRING_AUTHORIZATION_SERVER,
                "nbf",
                JwtProfile.AUTH0,
                "client_id",
                JwtProfile.OKTA,
                "client_id",
                JwtProfile.ENTRA_ID,
                "client_id",
                JwtProfile.LEMONLDAP_NG,
                "client_id",
                JwtProfile.builder("mine").acceptTyp("JWT").requireClaim("nbf").build(),
                "nbf");
        told.forEach((profile, claim) -> {
            JwtValidator.Builder without =
                    JwtValidator.builder().profile(profile).acceptMissingClaims("jti", claim);

            assertThat(profile.toString(), warnings(without), hasSize(1));
            assertThat(profile.toString(), warnings(without.requireClaim("kind", "access")), is(empty()));
        });
    }

    @Test
    void claimThatTellsNothing_mayBeMissingWithoutAWarning() {
        JwtProfile mine = JwtProfile.builder("mine")
                .acceptTyp("JWT")
                .requireClaim("kind", "access")
                .build();
        for (JwtProfile profile : List.of(
                mine,
                JwtProfile.RFC9068,
                JwtProfile.KEYCLOAK,
                JwtProfile.COGNITO,
                JwtProfile.GOOGLE,
                JwtProfile.UAA,
                JwtProfile.SPRING_AUTHORIZATION_SERVER)) {
            assertThat(
                    profile.toString(),
                    warnings(JwtValidator.builder().profile(profile).acceptMissingClaims("client_id", "jti")),
                    is(empty()));
        }
        assertThat(
                warnings(JwtValidator.builder().profile(JwtProfile.OKTA).acceptMissingClaims("nbf", "jti")),
                is(empty()));
    }

    private static List<String> warnings(JwtValidator.Builder settings) {
        try (LogLines log = new LogLines()) {
            JwtFixture.with(settings);
            return List.copyOf(log.lines());
        }
    }
}
