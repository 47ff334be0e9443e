package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
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
