package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ApiToken;
import org.resourceprotector.token.Rejection.Reason;

class ValidatorChainTest {

    private static final PresentedToken TOKEN = PresentedToken.bearer("secret");

    private final List<String> asked = new ArrayList<>();

    private TokenValidator answering(String name, Verdict verdict) {
        return token -> {
            asked.add(name);
            return verdict;
        };
    }

    private final Verdict accepted = Verdict.accepted(ApiToken.of("alice", ""));
    private final Verdict expired = Verdict.rejected(Rejection.of(Reason.EXPIRED));

    @Test
    void aChainInAChainDoesNotEndTheOuterOne() {
        TokenValidator inner =
                TokenValidator.chain(answering("one", Verdict.notMine()), answering("two", Verdict.notMine()));
        TokenValidator chain = TokenValidator.chain(inner, answering("three", accepted));
        assertThat(chain.validate(TOKEN), is(sameInstance(accepted)));
        assertThat(asked, contains("one", "two", "three"));
    }

    @Test
    void theFirstThatKnowsTheTokenDecides() {
        TokenValidator chain = TokenValidator.chain(
                answering("one", Verdict.notMine()), answering("two", accepted), answering("three", expired));
        assertThat(chain.validate(TOKEN), is(sameInstance(accepted)));
        assertThat(asked, contains("one", "two"));
    }

    @Test
    void aRejectionIsADecisionAndNoLaterValidatorIsAsked() {
        TokenValidator chain = TokenValidator.chain(answering("one", expired), answering("two", accepted));
        assertThat(chain.validate(TOKEN), is(sameInstance(expired)));
        assertThat(asked, contains("one"));
    }

    @Test
    void nobodysTokenIsUnknown() {
        TokenValidator chain =
                TokenValidator.chain(answering("one", Verdict.notMine()), answering("two", Verdict.notMine()));
        Verdict verdict = chain.validate(TOKEN);
        assertThat(verdict, is(instanceOf(Verdict.Rejected.class)));
        assertThat(((Verdict.Rejected) verdict).rejection().reason(), is(Reason.UNKNOWN));
        assertThat(asked, contains("one", "two"));
    }

    private static Verdict foreign(Reason reason, String detail) {
        return Verdict.notMine(Rejection.of(reason, detail));
    }

    /** The reason and the detail of what a chain of these answers. */
    private String refusal(Verdict... verdicts) {
        TokenValidator[] links = Arrays.stream(verdicts)
                .map(verdict -> answering("any", verdict))
                .toArray(TokenValidator[]::new);
        Rejection rejection = ((Verdict.Rejected) TokenValidator.chain(links).validate(TOKEN)).rejection();
        return rejection.reason() + " " + rejection.detail();
    }

    @Test
    void nobodysToken_isRefusedForTheFirstReasonThatSaysMore() {
        Verdict unknown = foreign(Reason.UNKNOWN, "a");
        Verdict issuer = foreign(Reason.WRONG_ISSUER, "b");
        Verdict type = foreign(Reason.WRONG_TYPE, "c");
        assertThat(refusal(Verdict.notMine(), Verdict.notMine()), is("UNKNOWN no validator knows this token"));
        assertThat(refusal(unknown, Verdict.notMine()), is("UNKNOWN a"));
        assertThat(refusal(Verdict.notMine(), issuer), is("WRONG_ISSUER b"));
        assertThat(refusal(issuer, Verdict.notMine()), is("WRONG_ISSUER b"));
        assertThat(refusal(unknown, issuer, type), is("WRONG_ISSUER a; b; c"));
        assertThat(refusal(issuer, unknown), is("WRONG_ISSUER b; a"));
        assertThat(refusal(type, issuer), is("WRONG_TYPE c; b"));
        assertThat(refusal(unknown, foreign(Reason.UNKNOWN, "d")), is("UNKNOWN a; d"));
    }

    /** One that can be asked together with its neighbours, unless it does not want to. */
    private record Joinable(String name, boolean isWilling, List<String> asked) implements JoinableValidator {

        @Override
        public Optional<TokenValidator> joined(List<? extends TokenValidator> neighbours) {
            String names = neighbours.stream()
                    .map(neighbour -> ((Joinable) neighbour).name)
                    .collect(Collectors.joining("+"));
            return isWilling ? Optional.of(new Joinable("[" + names + "]", true, asked)) : Optional.empty();
        }

        @Override
        public Verdict validate(PresentedToken token) {
            asked.add(name);
            return Verdict.notMine();
        }
    }

    private Joinable joinable(String name, boolean isWilling) {
        return new Joinable(name, isWilling, asked);
    }

    @Test
    void neighboursThatCanBeJoined_areAskedAtOnce() {
        TokenValidator other = answering("other", Verdict.notMine());
        TokenValidator.chain(
                        joinable("a", true),
                        TokenValidator.chain(joinable("b", true), joinable("c", true)),
                        other,
                        joinable("d", true),
                        other,
                        other,
                        joinable("e", false),
                        joinable("f", true))
                .validate(TOKEN);
        assertThat(asked, contains("[a+b+c]", "other", "d", "other", "other", "e", "f"));
    }

    @Test
    void aNullVerdictIsADefectAndNobodyElseIsAsked() {
        TokenValidator chain = TokenValidator.chain(answering("one", null), answering("two", accepted));
        assertThat(
                assertThrows(NullPointerException.class, () -> chain.validate(TOKEN))
                        .getMessage(),
                is("a TokenValidator answered null instead of a verdict"));
        assertThat(asked, contains("one"));
    }

    @Test
    void anOutageIsNotAnsweredByTheNextValidator() {
        TokenValidator down = token -> {
            throw new ValidationUnavailableException("down");
        };
        TokenValidator chain = TokenValidator.chain(down, answering("two", accepted));
        assertThrows(ValidationUnavailableException.class, () -> chain.validate(TOKEN));
        assertThat(asked, is(List.of()));
    }

    @Test
    void aChainHasAValidatorAndNoNull() {
        assertThat(
                assertThrows(IllegalArgumentException.class, () -> TokenValidator.chain())
                        .getMessage(),
                is("a chain needs at least one validator"));
        assertThrows(NullPointerException.class, () -> TokenValidator.chain(answering("one", accepted), null));
    }

    @Test
    void theChainDoesNotChangeWithItsArray() {
        TokenValidator[] validators = {answering("one", expired)};
        TokenValidator chain = TokenValidator.chain(validators);
        validators[0] = answering("mallory", accepted);
        assertThat(chain.validate(TOKEN), is(sameInstance(expired)));
    }
}
