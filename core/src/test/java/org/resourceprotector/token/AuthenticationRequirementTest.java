package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which logins are good and recent enough. */
class AuthenticationRequirementTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final long SECOND = NOW.getEpochSecond();

    private record Token(Map<String, Object> claims) implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }

        @Override
        public Set<String> scopes() {
            return Set.of();
        }
    }

    private static boolean met(
            @Nullable Duration maxAge, @Nullable Object authTime, @Nullable Object acr, String... needed) {
        Map<String, Object> claims = new HashMap<>();
        claims.put("auth_time", authTime);
        claims.put("acr", acr);
        return new AuthenticationRequirement(List.of(needed), maxAge).metBy(new Token(claims), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "300, -300, true",
        "300, -305, true",
        "300, -306, false",
        "0, -5, true",
        "0, -6, false",
        "0, 0, true",
        "0, 30, true",
        "0, 31, false",
        "300, 3600, false"
    })
    @DisplayName(
            "R9470-3-c R9470-3-h R9470-7519-a a login is recent for its time and five seconds, and not of the future")
    void login_isRecentForItsTime(long maxAge, long authTime, boolean isMet) {
        assertThat(met(Duration.ofSeconds(maxAge), SECOND + authTime, null), is(isMet));
        assertThat(met(Duration.ofSeconds(maxAge), BigDecimal.valueOf(SECOND + authTime), null), is(isMet));
    }

    @Test
    @DisplayName("R9470-6.1-a R9470-6.2-a a time that is missing, or is not a number of seconds, is not recent")
    void timeThatIsNone_isNotRecent() {
        for (Object absurd : new Object[] {
            null,
            String.valueOf(SECOND),
            List.of(SECOND),
            true,
            Double.NaN,
            Double.POSITIVE_INFINITY,
            1e300,
            -1e300,
            Long.MAX_VALUE,
            Instant.MAX.getEpochSecond()
        }) {
            assertThat(String.valueOf(absurd), met(Duration.ofDays(36_500), absurd, null), is(false));
            assertThat(met(null, absurd, "gold", "gold"), is(true));
        }
        assertThat(met(Duration.ofDays(36_500), 0, null), is(true));
        assertThat(met(Duration.ofSeconds(Integer.MAX_VALUE), -Instant.MAX.getEpochSecond() + 1, null), is(false));
    }

    @Test
    @DisplayName("R9470-3-b R9470-3-g any of the classes will do, by its exact name")
    void anyOfTheClasses_willDo() {
        assertThat(met(null, null, "silver", "gold", "silver"), is(true));
        for (Object other : new Object[] {null, "Gold", "", "gold silver", List.of("gold"), 1}) {
            assertThat(met(null, null, other, "gold", "silver"), is(false));
        }
        assertThat(met(null, null, null), is(true));
        assertThat(met(Duration.ofSeconds(10), SECOND, "bronze", "gold"), is(false));
        assertThat(met(Duration.ofSeconds(10), SECOND - 60, "gold", "gold"), is(false));
        assertThat(met(Duration.ofSeconds(10), SECOND, "gold", "gold"), is(true));
    }

    @Test
    void values_areCopied() {
        List<String> acr = new ArrayList<>(List.of("gold"));
        AuthenticationRequirement requirement = new AuthenticationRequirement(acr, null);
        acr.add("silver");
        assertThat(requirement.acr(), is(List.of("gold")));
        AccessToken broken = new Token(null);
        assertThrows(NullPointerException.class, () -> requirement.metBy(broken, NOW));
    }
}
