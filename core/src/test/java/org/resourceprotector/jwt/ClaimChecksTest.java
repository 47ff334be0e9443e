package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Rejection.Reason;

class ClaimChecksTest {

    private static final long SECOND = TokenForge.SECOND;

    private final JwtFixture bench = JwtFixture.strict();
    private final TokenForge good = TokenForge.good();

    @ParameterizedTest
    @DisplayName("A94 R9068-2.2-a: every claim that RFC 9068 demands is demanded")
    @ValueSource(strings = {"exp", "sub", "client_id", "iat", "jti"})
    void demandedClaimsAreDemanded(String name) {
        bench.rejected(Reason.INVALID_CLAIM, good.without(name));
        bench.rejected(Reason.INVALID_CLAIM, good.claim(name, null));
    }

    @ParameterizedTest
    @DisplayName("A96: identifiers are strings that say something")
    @ValueSource(strings = {"sub", "client_id", "jti"})
    void identifiersAreStrings(String name) {
        bench.rejected(Reason.INVALID_CLAIM, good.claim(name, 12345));
        bench.rejected(Reason.INVALID_CLAIM, good.claim(name, true));
        bench.rejected(Reason.INVALID_CLAIM, good.claim(name, List.of("x")));
        bench.rejected(Reason.INVALID_CLAIM, good.claim(name, Map.of()));
        bench.rejected(Reason.INVALID_CLAIM, good.claim(name, ""));
        bench.rejected(Reason.INVALID_CLAIM, good.claim(name, " "));
    }

    @ParameterizedTest
    @DisplayName("A102 RJOSE-7519-exp-a: what is no NumericDate is refused")
    @ValueSource(
            strings = {
                "\"1800000000\"",
                "true",
                "[1800000000]",
                "{}",
                "-1",
                "-1.5",
                "-1e300",
                "253402300800",
                "253402300800.5",
                "9223372036854775807",
                "9223372036854775808",
                "1e18",
                "1e300",
                "100000000000000000000000000000000000000000000000000",
            })
    void whatIsNoNumericDateIsRefused(String date) {
        for (String name : List.of("exp", "iat", "nbf", "auth_time")) {
            bench.rejected(Reason.INVALID_CLAIM, good.without(name).withMember("\"" + name + "\":" + date));
        }
    }

    @ParameterizedTest
    @DisplayName("A101 RJOSE-7519-exp-a: fractions and exponents are numbers, too")
    @ValueSource(strings = {"1795348860.5", "1.79534886e9", "17953488600e-1", "1795348860.000000000000000000000001"})
    void fractionsAreNumbers(String date) {
        JwtAccessToken token = bench.accepted(good.without("exp").withMember("\"exp\":" + date));

        assertThat(token.expiresAt().getEpochSecond(), is(1795348860L));
    }

    @ParameterizedTest
    @DisplayName("A100 R9068-4-h: exp is held against the clock to the second, with the skew")
    @CsvSource({"-31, EXPIRED", "-30, EXPIRED", "-29, ", "0, ", "1, "})
    void expiryIsHeldAgainstTheClock(long offset, Reason reason) {
        judge(bench, good.claim("exp", SECOND + offset), reason);
    }

    @ParameterizedTest
    @DisplayName("A104 RJOSE-7519-nbf-a: nbf is held against the clock to the second, with the skew")
    @CsvSource({"31, NOT_YET_VALID", "30, ", "29, ", "-1000, "})
    void notBeforeIsHeldAgainstTheClock(long offset, Reason reason) {
        judge(bench, good.claim("nbf", SECOND + offset), reason);
    }

    @ParameterizedTest
    @DisplayName("A104 RJOSE-7519-iat-a: a token from the future is refused")
    @CsvSource({"3600, NOT_YET_VALID", "31, NOT_YET_VALID", "30, ", "0, ", "-1000000, "})
    void issueIsHeldAgainstTheClock(long offset, Reason reason) {
        judge(bench, good.claim("iat", SECOND + offset), reason);
    }

    @Test
    void withoutSkewTokenExpiringExactlyNowIsRejected() {
        JwtFixture exact = JwtFixture.with(JwtValidator.builder().clockSkew(Duration.ZERO));

        exact.rejected(Reason.EXPIRED, good.claim("exp", SECOND));
        exact.accepted(good.claim("exp", SECOND + 1));
        exact.accepted(good.claim("nbf", SECOND).claim("iat", SECOND));
        exact.rejected(Reason.NOT_YET_VALID, good.claim("nbf", SECOND + 1));
        exact.rejected(Reason.NOT_YET_VALID, good.claim("iat", SECOND + 1));
    }

    @Test
    void fractionsOfASecondCount() {
        JwtFixture exact = JwtFixture.with(JwtValidator.builder().clockSkew(Duration.ZERO));
        TokenForge halfASecond = good.claim("exp", SECOND + 0.5);

        exact.accepted(halfASecond);
        exact.clock.move(Duration.ofMillis(499));
        exact.accepted(halfASecond);
        exact.clock.move(Duration.ofMillis(1));
        exact.rejected(Reason.EXPIRED, halfASecond);
    }

    @Test
    void largestSkewIsFiveMinutes() {
        JwtFixture wide = JwtFixture.with(JwtValidator.builder().clockSkew(Duration.ofMinutes(5)));

        wide.accepted(good.claim("exp", SECOND - 299));
        wide.rejected(Reason.EXPIRED, good.claim("exp", SECOND - 300));
    }

    @Test
    @DisplayName("A105 A106: auth_time, acr and amr have their types where they are there")
    void loginClaimsHaveTheirTypes() {
        bench.rejected(Reason.INVALID_CLAIM, good.claim("auth_time", "yesterday"));
        bench.rejected(Reason.INVALID_CLAIM, good.claim("amr", "pwd"));
        bench.rejected(Reason.INVALID_CLAIM, good.claim("amr", List.of("pwd", 1)));
        bench.rejected(Reason.INVALID_CLAIM, good.claim("acr", 1));
        bench.rejected(Reason.INVALID_CLAIM, good.claim("acr", List.of("1")));
        bench.rejected(Reason.INVALID_CLAIM, good.claim("amr", Arrays.asList("pwd", null)));
        bench.accepted(good.claim("amr", List.of()).claim("acr", ""));
    }

    @Test
    void optionalClaimThatIsNull_isAbsent() {
        JwtAccessToken token = bench.accepted(good.claim("nbf", null)
                .claim("auth_time", null)
                .claim("acr", null)
                .claim("amr", null));

        assertThat(token.notBefore(), is(nullValue()));
        assertThat(token.authTime(), is(nullValue()));
        assertThat(token.acr(), is(nullValue()));
        assertThat(token.amr(), is(empty()));
        assertThat(token.claims().containsKey("nbf"), is(false));
    }

    @Test
    void requiredClaimThatIsNull_isMissing() {
        JwtFixture demanding = JwtFixture.with(JwtValidator.builder().requireClaim("nbf"));

        demanding.accepted(good.claim("nbf", SECOND));
        demanding.rejected(Reason.INVALID_CLAIM, good.claim("nbf", null));
    }

    @Test
    void unexpiredTokenForSomebodyElseIsToldByItsAudience() {
        bench.rejected(Reason.WRONG_AUDIENCE, good.claim("aud", "x").claim("exp", SECOND - 1000));
    }

    private static void judge(JwtFixture bench, TokenForge forge, Reason reason) {
        if (reason == null) {
            bench.accepted(forge);
        } else {
            bench.rejected(reason, forge);
        }
    }
}
