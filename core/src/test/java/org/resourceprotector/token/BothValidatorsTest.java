package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.Rejection.Reason;

/** Two validators of which both must accept. */
class BothValidatorsTest {

    private static final PresentedToken PRESENTED = PresentedToken.bearer("abc");
    private static final TokenValidator DOWN = token -> {
        throw new ValidationUnavailableException("down");
    };

    private final AtomicInteger asked = new AtomicInteger();

    private record Named(String getName, Set<String> scopes) implements AccessToken {}

    private static TokenValidator answering(Verdict verdict) {
        return token -> verdict;
    }

    private TokenValidator counting(Verdict verdict) {
        return token -> {
            asked.incrementAndGet();
            return verdict;
        };
    }

    private static Verdict accepted(String name) {
        return Verdict.accepted(new Named(name, Set.of(name)));
    }

    private static Verdict rejected(Reason reason) {
        return Verdict.rejected(Rejection.of(reason));
    }

    @Test
    void theTokenIsThatOfTheFirst() {
        Verdict first = accepted("first");

        Verdict verdict = answering(first).and(counting(accepted("other"))).validate(PRESENTED);

        assertThat(verdict, is(sameInstance(first)));
        assertThat(asked.get(), is(1));
    }

    @Test
    void whatTheOtherRejectsIsRejected() {
        Verdict revoked = rejected(Reason.REVOKED);

        assertThat(answering(accepted("first")).and(answering(revoked)).validate(PRESENTED), is(revoked));
    }

    @Test
    void whatTheOtherDoesNotKnowIsRejected() {
        Verdict verdict =
                answering(accepted("first")).and(answering(Verdict.notMine())).validate(PRESENTED);

        assertThat(((Verdict.Rejected) verdict).rejection().reason(), is(Reason.UNKNOWN));
    }

    @Test
    void whyTheOtherDoesNotKnowIsTold() {
        Verdict foreign = Verdict.notMine(Rejection.of(Reason.WRONG_ISSUER, "of another server"));
        Verdict verdict = answering(accepted("first")).and(answering(foreign)).validate(PRESENTED);

        Rejection rejection = ((Verdict.Rejected) verdict).rejection();
        assertThat(rejection.reason(), is(Reason.UNKNOWN));
        assertThat(rejection.detail(), is("the second validator does not know this token: of another server"));
    }

    @Test
    void theOtherIsAskedAboutAcceptedTokensOnly() {
        Verdict expired = rejected(Reason.EXPIRED);

        assertThat(answering(expired).and(counting(accepted("other"))).validate(PRESENTED), is(expired));
        assertThat(
                answering(Verdict.notMine()).and(counting(accepted("other"))).validate(PRESENTED),
                is(Verdict.notMine()));
        assertThat(asked.get(), is(0));
    }

    @Test
    void nobodyGetsInWhereTheOtherCannotFindOut() {
        TokenValidator validator = answering(accepted("first")).and(DOWN);

        assertThrows(ValidationUnavailableException.class, () -> validator.validate(PRESENTED));
    }

    private record Bound(String getName, Set<String> scopes, Confirmation confirmation) implements AccessToken {}

    private static Verdict bound(Map<String, Object> members) {
        return Verdict.accepted(new Bound("bound", Set.of(), new Confirmation(members)));
    }

    @Test
    void bindingThatOnlyTheOtherTellsIsRejected() {
        Map<String, Object> key = Map.of("jkt", "a");
        List<List<Verdict>> losses = List.of(
                List.of(accepted("plain"), bound(key)),
                List.of(accepted("plain"), bound(Map.of())),
                List.of(bound(key), bound(Map.of())),
                List.of(bound(Map.of("x5t#S256", "a")), bound(key)),
                List.of(bound(Map.of("jkt", "b")), bound(key)));
        for (List<Verdict> loss : losses) {
            Verdict verdict = answering(loss.get(0)).and(answering(loss.get(1))).validate(PRESENTED);

            assertThat(((Verdict.Rejected) verdict).rejection().reason(), is(Reason.UNPROVEN_BINDING));
        }
    }

    @Test
    void bindingThatTheFirstTellsStays() {
        Map<String, Object> key = Map.of("jkt", "a");
        List<Verdict> others = List.of(bound(key), accepted("plain"));
        for (Verdict other : others) {
            for (Verdict first : List.of(bound(key), bound(Map.of("jkt", "a", "x5t#S256", "b")))) {
                assertThat(answering(first).and(answering(other)).validate(PRESENTED), is(sameInstance(first)));
            }
        }
    }

    private record Revoked(String getName, Set<String> scopes, boolean revoked) implements AccessToken {}

    @Test
    void tokenOfTheOtherThatIsRevokedIsRejected() {
        Verdict revoked = Verdict.accepted(new Revoked("revoked", Set.of(), true));
        for (Verdict first : List.of(accepted("first"), bound(Map.of("jkt", "a")))) {
            Verdict verdict = answering(first).and(answering(revoked)).validate(PRESENTED);

            assertThat(((Verdict.Rejected) verdict).rejection().reason(), is(Reason.REVOKED));
        }
    }

    @Test
    void nullIsNoVerdict() {
        TokenValidator nothing = answering(null);

        assertThrows(NullPointerException.class, () -> nothing.and(DOWN).validate(PRESENTED));
        assertThrows(
                NullPointerException.class,
                () -> answering(accepted("first")).and(nothing).validate(PRESENTED));
        assertThrows(NullPointerException.class, () -> nothing.and(null));
    }
}
