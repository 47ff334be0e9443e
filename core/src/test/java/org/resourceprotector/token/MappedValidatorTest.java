package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A token of the application's own type, made of one that was accepted. */
class MappedValidatorTest {

    private record Original(@Nullable Confirmation confirmation) implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }

        @Override
        public Set<String> scopes() {
            return Set.of("read");
        }
    }

    private record User(AccessToken madeOf, @Nullable Confirmation confirmation) implements AccessToken {

        @Override
        public String getName() {
            return "user " + madeOf.getName();
        }

        @Override
        public Set<String> scopes() {
            return madeOf.scopes();
        }
    }

    private static final Confirmation BOUND = new Confirmation(Map.of("jkt", "thumbprint"));

    private static Verdict validated(Verdict verdict, Function<AccessToken, ? extends @Nullable AccessToken> function) {
        TokenValidator validator = token -> verdict;
        return validator.as(cast(function)).validate(PresentedToken.bearer("any"));
    }

    @SuppressWarnings("unchecked")
    private static Function<AccessToken, AccessToken> cast(Function<AccessToken, ?> function) {
        return (Function<AccessToken, AccessToken>) function;
    }

    @Test
    void acceptedToken_isMapped() {
        Original original = new Original(BOUND);
        Verdict verdict = validated(Verdict.accepted(original), token -> new User(token, token.confirmation()));
        assertThat(verdict, is(instanceOf(Verdict.Accepted.class)));
        User user = (User) ((Verdict.Accepted) verdict).token();
        assertThat(user.getName(), is("user alice"));
        assertThat(user.madeOf(), is(sameInstance(original)));
    }

    @Test
    void everyOtherVerdict_isPassedOn() {
        Verdict rejected = Verdict.rejected(Rejection.of(Rejection.Reason.EXPIRED));
        Function<AccessToken, AccessToken> fails = token -> {
            throw new IllegalStateException();
        };
        assertThat(validated(rejected, fails), is(sameInstance(rejected)));
        assertThat(validated(Verdict.notMine(), fails), is(Verdict.notMine()));
        assertThrows(IllegalStateException.class, () -> validated(Verdict.accepted(new Original(null)), fails));
    }

    @Test
    void confirmationThatIsLostOrInvented_closesTheCall() {
        Verdict bound = Verdict.accepted(new Original(BOUND));
        Verdict unbound = Verdict.accepted(new Original(null));
        assertThat(
                assertThrows(IllegalStateException.class, () -> validated(bound, token -> new User(token, null)))
                        .getMessage(),
                containsString("lost the confirmation"));
        assertThrows(IllegalStateException.class, () -> validated(unbound, token -> new User(token, BOUND)));
        assertThrows(
                IllegalStateException.class,
                () -> validated(bound, token -> new User(token, new Confirmation(Map.of("jkt", "other")))));
    }

    @Test
    void null_closesTheCall() {
        assertThrows(NullPointerException.class, () -> validated(Verdict.accepted(new Original(null)), token -> null));
    }
}
