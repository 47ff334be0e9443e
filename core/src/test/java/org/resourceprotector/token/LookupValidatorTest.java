package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.Rejection.Reason;

/** A token that was looked up is checked against the clock, to the nanosecond. */
class LookupValidatorTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration TICK = Duration.ofNanos(1);

    private final StoppedClock clock = new StoppedClock(NOW);

    record Row(@Nullable Instant expiresAt, @Nullable Instant notBefore, boolean revoked) implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }

        @Override
        public Set<String> scopes() {
            return Set.of();
        }
    }

    private Verdict verdict(Row row) {
        return TokenValidator.lookup(token -> Optional.of(row), clock).validate(PresentedToken.bearer("t"));
    }

    private static Verdict rejected(Reason reason) {
        return Verdict.rejected(Rejection.of(reason));
    }

    @Test
    void aTokenWithoutLimitsIsAccepted() {
        Row row = new Row(null, null, false);
        assertThat(verdict(row), is(Verdict.accepted(row)));
        assertThat(((Verdict.Accepted) verdict(row)).token(), is(sameInstance(row)));
    }

    @Test
    @DisplayName("A24 a token that expires exactly now is expired")
    void tokenExpiringExactlyNowIsRejected() {
        Row row = new Row(NOW, null, false);
        assertThat(verdict(row), is(rejected(Reason.EXPIRED)));
        clock.move(TICK.negated());
        assertThat(verdict(row), is(Verdict.accepted(row)));
        clock.move(Duration.ofDays(10_000));
        assertThat(verdict(row), is(rejected(Reason.EXPIRED)));
    }

    @Test
    void tokenBecomingValidExactlyNowIsAccepted() {
        Row row = new Row(null, NOW, false);
        assertThat(verdict(row), is(Verdict.accepted(row)));
        clock.move(TICK.negated());
        assertThat(verdict(row), is(rejected(Reason.NOT_YET_VALID)));
    }

    @Test
    @DisplayName("A25 a revoked token is rejected")
    void aRevokedTokenIsRejected() {
        assertThat(verdict(new Row(null, null, true)), is(rejected(Reason.REVOKED)));
    }

    @Test
    @DisplayName("A29 expiry comes before not-before, and not-before before revocation")
    void theFirstDefectInOrderIsTheReason() {
        assertThat(verdict(new Row(NOW, NOW.plus(TICK), true)), is(rejected(Reason.EXPIRED)));
        assertThat(verdict(new Row(NOW.plus(TICK), NOW.plus(TICK), true)), is(rejected(Reason.NOT_YET_VALID)));
        assertThat(verdict(new Row(NOW.plus(TICK), NOW, true)), is(rejected(Reason.REVOKED)));
    }

    @Test
    void anUnknownTokenIsLeftToTheNextValidator() {
        TokenValidator validator = TokenValidator.lookup(token -> Optional.empty(), clock);
        assertThat(validator.validate(PresentedToken.bearer("t")), is(Verdict.notMine()));
    }

    @Test
    void theLookupGetsTheTokenAsItCame() {
        List<String> looked = new ArrayList<>();
        TokenValidator.lookup(
                        token -> {
                            looked.add(token);
                            return Optional.empty();
                        },
                        clock)
                .validate(PresentedToken.bearer("aZ09-._~+/=="));
        assertThat(looked, contains("aZ09-._~+/=="));
    }

    @Test
    void aNullOptionalIsADefectAndNoVerdict() {
        TokenValidator validator = TokenValidator.lookup(token -> null, clock);
        NullPointerException defect =
                assertThrows(NullPointerException.class, () -> validator.validate(PresentedToken.bearer("secret")));
        assertThat(defect.getMessage(), is("the TokenLookup answered null; an unknown token is Optional.empty()"));
    }

    @Test
    void anOutagePassesThrough() {
        ValidationUnavailableException outage = new ValidationUnavailableException("database down");
        TokenValidator validator = TokenValidator.lookup(
                token -> {
                    throw outage;
                },
                clock);
        assertThat(
                assertThrows(
                        ValidationUnavailableException.class,
                        () -> validator.validate(PresentedToken.bearer("secret"))),
                is(sameInstance(outage)));
    }

    @Test
    void aValidatorNeedsItsLookupAndItsClock() {
        assertThrows(NullPointerException.class, () -> TokenValidator.lookup(null));
        assertThrows(NullPointerException.class, () -> TokenValidator.lookup(token -> Optional.empty(), null));
    }

    @Test
    void theSystemsClockIsTheDefault() {
        Row past = new Row(Instant.parse("2020-01-01T00:00:00Z"), null, false);
        TokenValidator validator = TokenValidator.lookup(token -> Optional.of(past));
        assertThat(validator.validate(PresentedToken.bearer("t")), is(rejected(Reason.EXPIRED)));
    }

    @Test
    void noVerdictShowsTheToken() {
        Row row = new Row(null, null, false);
        assertThat(Verdict.accepted(row).toString(), is("Accepted"));
        assertThat(rejected(Reason.EXPIRED).toString(), not(containsString("alice")));
    }
}
