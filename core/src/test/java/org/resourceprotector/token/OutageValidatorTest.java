package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ApiToken;

/** A database that is down is an outage, whatever a framework makes of its exception. */
class OutageValidatorTest {

    private static final PresentedToken TOKEN = PresentedToken.bearer("secret");

    private static Verdict validate(Throwable thrown) {
        return TokenValidator.lookup(token -> {
                    OutageValidatorTest.<RuntimeException>fail(thrown);
                    return Optional.empty();
                })
                .unavailableOn(SQLException.class, InterruptedException.class)
                .validate(TOKEN);
    }

    /** As languages without checked exceptions throw them. */
    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void fail(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private static void isOutage(Throwable thrown) {
        ValidationUnavailableException outage =
                assertThrows(ValidationUnavailableException.class, () -> validate(thrown));
        assertThat(outage.getCause(), is(sameInstance(thrown)));
        assertThat(outage.getMessage(), not(containsString("secret")));
    }

    @Test
    void namedException_isAnOutage() {
        isOutage(new SQLException("down"));
        isOutage(new SQLTransientConnectionException("no connection of the pool"));
        isOutage(new IllegalStateException("wrapped", new RuntimeException(new SQLException("down"))));
    }

    @Test
    void otherException_staysADefect() {
        IllegalStateException defect = new IllegalStateException("defect", new RuntimeException("other"));

        assertThat(assertThrows(IllegalStateException.class, () -> validate(defect)), is(sameInstance(defect)));
        assertThrows(AssertionError.class, () -> validate(new AssertionError()));
    }

    private static Throwable wrapped(int times) {
        Throwable failure = new SQLException("down");
        for (int i = 0; i < times; i++) {
            failure = new IllegalStateException("wrapped", failure);
        }
        return failure;
    }

    @Test
    void twentyCauses_areLookedAt() {
        isOutage(wrapped(19));
        assertThrows(IllegalStateException.class, () -> validate(wrapped(20)));
    }

    @Test
    void causesInACircle_end() {
        IllegalStateException first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));

        assertThat(assertThrows(IllegalStateException.class, () -> validate(first)), is(sameInstance(first)));
    }

    @Test
    void outageOfTheValidatorItself_keepsItsTime() {
        ValidationUnavailableException own =
                new ValidationUnavailableException("down", new SQLException("down"), Duration.ofSeconds(7));

        assertThat(assertThrows(ValidationUnavailableException.class, () -> validate(own)), is(sameInstance(own)));
    }

    @Test
    void verdict_isThatOfTheValidator() {
        Verdict accepted = Verdict.accepted(ApiToken.of("alice", ""));

        assertThat(
                ((TokenValidator) token -> accepted)
                        .unavailableOn(SQLException.class)
                        .validate(TOKEN),
                is(sameInstance(accepted)));
    }

    @Test
    void whatIsNoException_isRefused() {
        TokenValidator lookup = TokenValidator.lookup(token -> Optional.empty());

        assertThrows(IllegalArgumentException.class, () -> lookup.unavailableOn());
        assertThrows(IllegalArgumentException.class, () -> lookup.unavailableOn(String.class));
        assertThrows(NullPointerException.class, () -> lookup.unavailableOn((Class<?>) null));
    }
}
