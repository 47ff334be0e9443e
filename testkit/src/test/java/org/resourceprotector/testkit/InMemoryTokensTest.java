package org.resourceprotector.testkit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

class InMemoryTokensTest {

    /** Less than the longest pause. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final MutableClock clock = MutableClock.now();
    private final InMemoryTokens tokens = new InMemoryTokens();
    private final TokenValidator validator = tokens.validator(clock);

    @Test
    void aTokenIsFoundWithAllThatItWasGiven() {
        String value = tokens.issue(InMemoryToken.of("alice")
                .withScopes("profile email")
                .withRoles("admin")
                .withGroups("staff")
                .withEntitlements("print"));

        AccessToken token = tokens.find(value).orElseThrow();

        assertThat(token.getName(), is("alice"));
        assertThat(token.subject(), is("alice"));
        assertThat(token.scopes(), containsInAnyOrder("profile", "email"));
        assertThat(token.roles(), is(Set.of("admin")));
        assertThat(token.groups(), is(Set.of("staff")));
        assertThat(token.entitlements(), is(Set.of("print")));
        assertThat(validate(value), is("accepted"));
    }

    @Test
    void tokenExpiringExactlyNowIsRejected() {
        String value = tokens.issue(
                InMemoryToken.of("alice").withExpiresAt(clock.instant().plusSeconds(1)));

        assertThat(validate(value), is("accepted"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(validate(value), is(Reason.EXPIRED.name()));
    }

    @Test
    void tokenIsRejectedUntilItsFirstMoment() {
        String value = tokens.issue(
                InMemoryToken.of("alice").withNotBefore(clock.instant().plusSeconds(1)));

        assertThat(validate(value), is(Reason.NOT_YET_VALID.name()));
        clock.advance(Duration.ofSeconds(1));
        assertThat(validate(value), is("accepted"));
    }

    @Test
    void revokedTokensAreFoundAndRejectedAndRemovedOnesAreNotFound() {
        String value = tokens.issue(InMemoryToken.of("alice"));
        tokens.revoke(value);
        assertThat(validate(value), is(Reason.REVOKED.name()));

        tokens.remove(value);
        assertThat(validate(value), is("NotMine"));
        assertThrows(IllegalArgumentException.class, () -> tokens.revoke(value));
    }

    @Test
    void aStoreThatIsDownCannotFindOut() {
        String value = tokens.issue(InMemoryToken.of("alice"));

        tokens.goDown();
        assertThrows(ValidationUnavailableException.class, () -> validate(value));
        tokens.recover();
        assertThat(validate(value), is("accepted"));
    }

    @Test
    void aStoreThatFailsThrowsWhatTheTestSays() {
        tokens.fail(() -> new IllegalStateException("told to"));

        assertThrows(IllegalStateException.class, () -> validate("any"));
    }

    @Test
    void lookUpsAreCountedWhateverTheyAnswer() {
        tokens.find("unknown");
        tokens.goDown();
        assertThrows(ValidationUnavailableException.class, () -> tokens.find("unknown"));

        assertThat(tokens.lookUps(), is(2));
    }

    @Test
    void aPausedStoreAnswersWhenItRecovers() {
        tokens.put("t", InMemoryToken.of("alice"));
        tokens.pause();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> validate("t"));

        assertTimeoutPreemptively(PATIENCE, () -> {
            while (tokens.lookUps() == 0) {
                Thread.onSpinWait();
            }
            assertThat(answer.isDone(), is(false));
            tokens.recover();
            assertThat(answer.join(), is("accepted"));
        });
    }

    @Test
    void aStoreThatIsPausedTwiceAnswersAllWhenItRecovers() {
        tokens.put("t", InMemoryToken.of("alice"));
        tokens.pause();
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> validate("t"));

        assertTimeoutPreemptively(PATIENCE, () -> {
            while (tokens.lookUps() == 0) {
                Thread.onSpinWait();
            }
            tokens.pause();
            tokens.recover();
            assertThat(answer.join(), is("accepted"));
            assertThat(validate("t"), is("accepted"));
        });
    }

    @Test
    void theTextOfTheStoreDoesNotShowTheTokens() {
        String value = tokens.issue(InMemoryToken.of("alice"));

        assertThat(tokens.toString(), not(containsString(value)));
        assertThat(tokens.toString(), is("InMemoryTokens[1]"));
    }

    private String validate(String value) {
        Verdict verdict = validator.validate(PresentedToken.bearer(value));
        if (verdict instanceof Verdict.Accepted) {
            return "accepted";
        }
        return verdict instanceof Verdict.Rejected rejected
                ? rejected.rejection().reason().name()
                : verdict.toString();
    }
}
