package org.resourceprotector.scope;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What must be true of every rule and every token, tried with many of both. */
class ScopeRulePropertyTest {

    private static final int RUNS = 20_000;

    private final Random random = new Random(20260101);

    /** Few names, so that rules and tokens often meet; with names that begin alike. */
    private static final List<String> NAMES = List.of("a", "A", "aa", "a:b", "b", "ab", "!", "~");

    private Set<String> someScopes(int most) {
        return IntStream.range(0, random.nextInt(most + 1))
                .mapToObj(i -> NAMES.get(random.nextInt(NAMES.size())))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private List<Set<String>> someAlternatives() {
        List<Set<String>> alternatives = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            Set<String> scopes = someScopes(4);
            if (!scopes.isEmpty()) {
                alternatives.add(scopes);
            }
        }
        return alternatives;
    }

    /** Writes alternatives as a sloppy person would. */
    private ScopeRule rule(List<Set<String>> alternatives) {
        return ScopeRule.of(alternatives.stream()
                .map(scopes -> " ".repeat(random.nextInt(3))
                        + String.join(" ".repeat(1 + random.nextInt(2)), scopes)
                        + " ".repeat(random.nextInt(3)))
                .toArray(String[]::new));
    }

    private static boolean satisfied(List<Set<String>> alternatives, Set<String> granted) {
        return alternatives.isEmpty() || alternatives.stream().anyMatch(granted::containsAll);
    }

    private static long missing(Set<String> alternative, Set<String> granted) {
        return alternative.stream().filter(scope -> !granted.contains(scope)).count();
    }

    @Test
    void aRuleIsSatisfiedWhereOneAlternativeIsGrantedWhole() {
        for (int i = 0; i < RUNS; i++) {
            List<Set<String>> alternatives = someAlternatives();
            Set<String> granted = someScopes(6);
            assertThat(
                    alternatives + " by " + granted,
                    rule(alternatives).satisfiedBy(granted),
                    is(satisfied(alternatives, granted)));
        }
    }

    @Test
    void moreScopesNeverSatisfyLess() {
        for (int i = 0; i < RUNS; i++) {
            ScopeRule rule = rule(someAlternatives());
            Set<String> granted = someScopes(4);
            Set<String> more = new LinkedHashSet<>(granted);
            more.addAll(someScopes(4));
            if (rule.satisfiedBy(granted)) {
                assertThat(rule + " by " + more, rule.satisfiedBy(more), is(true));
            }
        }
    }

    @Test
    void whoIsGrantedTheNearestAlternativeComesIn() {
        for (int i = 0; i < RUNS; i++) {
            List<Set<String>> alternatives = someAlternatives();
            ScopeRule rule = rule(alternatives);
            Set<String> granted = someScopes(5);
            Set<String> nearest = rule.nearest(granted);
            assertThat(rule.satisfiedBy(nearest), is(true));
            Set<String> expected = Set.of();
            for (Set<String> alternative : alternatives) {
                if (expected.isEmpty() || missing(alternative, granted) < missing(expected, granted)) {
                    expected = alternative;
                }
            }
            assertThat(rule + " for " + granted, List.copyOf(nearest), is(List.copyOf(expected)));
        }
    }

    @Test
    void joinedRulesAreSatisfiedWhereBothAre() {
        for (int i = 0; i < RUNS; i++) {
            ScopeRule one = rule(someAlternatives());
            ScopeRule other = rule(someAlternatives());
            Set<String> granted = someScopes(6);
            boolean both = one.satisfiedBy(granted) && other.satisfiedBy(granted);
            assertThat(one + " and " + other + " by " + granted, one.and(other).satisfiedBy(granted), is(both));
            assertThat(other.and(one).satisfiedBy(granted), is(both));
            assertThat(one.and(other).isEmpty(), is(one.isEmpty() && other.isEmpty()));
        }
    }

    @Test
    void aRuleThatIsWrittenAndReadAgainIsTheSame() {
        for (int i = 0; i < RUNS; i++) {
            ScopeRule rule = rule(someAlternatives());
            String text = rule.toString();
            ScopeRule read = text.isEmpty() ? ScopeRule.of() : ScopeRule.of(text.split(" \\| "));
            assertThat(read, is(rule));
        }
    }
}
