package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Instant BEFORE = NOW.minusSeconds(1);
    private static final Instant AFTER = NOW.plusSeconds(1);

    private record Timed(
            @Nullable Instant notBefore, @Nullable Instant expiresAt, boolean revoked) implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }

        @Override
        public Set<String> scopes() {
            return Set.of();
        }
    }

    private static String reason(AccessToken original, AccessToken mapped) {
        Verdict verdict = ((TokenValidator) token -> Verdict.accepted(original))
                .as(token -> mapped, Clock.fixed(NOW, ZoneOffset.UTC))
                .validate(PresentedToken.bearer("any"));
        return verdict instanceof Verdict.Rejected rejected
                ? rejected.rejection().reason().name()
                : verdict.toString();
    }

    static Stream<Arguments> times() {
        Timed any = new Timed(null, null, false);
        Timed late = new Timed(null, BEFORE, false);
        Timed early = new Timed(AFTER, null, false);
        return Stream.of(
                arguments(any, new Timed(null, NOW, false), "EXPIRED"),
                arguments(any, new Timed(null, AFTER, false), "Accepted"),
                arguments(new Timed(null, AFTER, false), new Timed(null, NOW, false), "EXPIRED"),
                arguments(any, new Timed(AFTER, null, false), "NOT_YET_VALID"),
                arguments(any, new Timed(NOW, null, false), "Accepted"),
                arguments(new Timed(BEFORE, null, false), new Timed(AFTER, null, false), "NOT_YET_VALID"),
                arguments(any, new Timed(null, null, true), "REVOKED"),
                // The validator has allowed for clocks that differ.
                arguments(late, late, "Accepted"),
                arguments(late, any, "Accepted"),
                arguments(late, new Timed(null, BEFORE.minusSeconds(1), false), "EXPIRED"),
                arguments(early, early, "Accepted"),
                arguments(early, any, "Accepted"),
                arguments(early, new Timed(AFTER.plusSeconds(1), null, false), "NOT_YET_VALID"));
    }

    @ParameterizedTest
    @MethodSource("times")
    void limitsOfTheNewTokenAlone_areChecked(AccessToken original, AccessToken mapped, String outcome) {
        assertThat(reason(original, mapped), is(outcome));
    }

    @Test
    void clockOfTheSystem_isTheDefault() {
        for (Duration off : List.of(Duration.ofHours(-1), Duration.ofHours(1))) {
            Instant end = Instant.now().plus(off);
            Verdict verdict = validated(Verdict.accepted(new Original(null)), token -> new Timed(null, end, false));
            assertThat(verdict instanceof Verdict.Accepted, is(!off.isNegative()));
        }
    }

    @Test
    void null_closesTheCall() {
        assertThrows(NullPointerException.class, () -> validated(Verdict.accepted(new Original(null)), token -> null));
    }
}
