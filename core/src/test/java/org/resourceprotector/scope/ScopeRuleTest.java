package org.resourceprotector.scope;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScopeRuleTest {

    @Test
    @DisplayName("A32 A126 a rule without alternatives is satisfied by any scopes, and by none")
    void noAlternativeDemandsNothing() {
        ScopeRule rule = ScopeRule.of();
        assertThat(rule.isEmpty(), is(true));
        assertThat(rule.satisfiedBy(Set.of()), is(true));
        assertThat(rule.satisfiedBy(Set.of("a")), is(true));
        assertThat(rule.nearest(Set.of("a")), is(empty()));
        assertThat(rule.toString(), is(""));
    }

    @Test
    void alternatives_areThoseThatWereWritten() {
        assertThat(ScopeRule.of().alternatives(), is(empty()));
        assertThat(
                ScopeRule.of("profile email", "user").alternatives(),
                contains(Set.of("profile", "email"), Set.of("user")));
    }

    @Test
    @DisplayName("A34 A36 A37 within one string all scopes are needed, in any order")
    void withinAStringAllAreNeeded() {
        ScopeRule rule = ScopeRule.of("profile  email ");
        assertThat(rule.satisfiedBy(Set.of("email", "profile", "more")), is(true));
        assertThat(rule.satisfiedBy(Set.of("profile")), is(false));
        assertThat(rule.satisfiedBy(Set.of()), is(false));
        assertThat(rule.isEmpty(), is(false));
    }

    @Test
    @DisplayName("A38 A40 one of several strings is enough")
    void oneOfSeveralStringsIsEnough() {
        ScopeRule rule = ScopeRule.of("profile email", "user");
        assertThat(rule.satisfiedBy(Set.of("user")), is(true));
        assertThat(rule.satisfiedBy(Set.of("profile", "email")), is(true));
        assertThat(rule.satisfiedBy(Set.of("email")), is(false));
    }

    @Test
    void nameBetweenQuotationMarks_isOneWithItsBlanks() {
        ScopeRule rule = ScopeRule.ofNames("\"Super User\" auditor", "root", "\"\u00fcbersicht\"");

        assertThat(rule.satisfiedBy(Set.of("Super User", "auditor")), is(true));
        assertThat(rule.satisfiedBy(Set.of("Super User")), is(false));
        assertThat(rule.satisfiedBy(Set.of("Super", "User", "auditor")), is(false));
        assertThat(rule.satisfiedBy(Set.of("root")), is(true));
        assertThat(rule.satisfiedBy(Set.of("\u00fcbersicht")), is(true));
        assertThat(rule.toString(), is("\"Super User\" auditor | root | \u00fcbersicht"));
        assertThat(ScopeRule.ofNames("\" admin\"").toString(), is("\" admin\""));
    }

    @Test
    void namesWithoutQuotationMarks_areThoseOfScopes() {
        assertThat(ScopeRule.ofNames(), is(ScopeRule.of()));
        assertThat(ScopeRule.ofNames("a b", "c"), is(ScopeRule.of("a b", "c")));
        assertThat(ScopeRule.ofNames("\"a\"  b "), is(ScopeRule.of("a b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "a \"b",
                "\"a\"b",
                "a\"b\"",
                "\"\"",
                "\" \"",
                "\"a\tb\"",
                "\"a\" b\\",
                "\u00fc",
                " ",
                "\"a\"\"b\""
            })
    void brokenQuotation_isRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> ScopeRule.ofNames(text));
        assertThrows(IllegalArgumentException.class, () -> ScopeRule.of(text));
    }

    @Test
    @DisplayName("R6749-3.3-a R6749-3.3-b scopes match whole and case-sensitive, never by prefix or substring")
    void scopesMatchWhole() {
        ScopeRule rule = ScopeRule.of("things:read");
        for (String near : new String[] {
            "Things:Read",
            "things:readonly",
            "xthings:read",
            "things",
            "things:read,a",
            "a\tthings:read",
            "*",
            "things:*"
        }) {
            assertThat(near, rule.satisfiedBy(Set.of(near)), is(false));
        }
        assertThat(rule.satisfiedBy(Scopes.parse(" things:write  things:read ")), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "    "})
    @DisplayName("A42 a blank alternative is refused")
    void aBlankAlternativeIsRefused(String blank) {
        String message = assertThrows(IllegalArgumentException.class, () -> ScopeRule.of("profile", blank))
                .getMessage();
        assertThat(
                message,
                is("\"" + blank + "\" names no scope; leave it out to ask for any valid token, or write the scopes that"
                        + " are needed, separated by blanks"));
    }

    @Test
    @DisplayName("R6750-3-i an illegal character is refused, by its number and without being repeated")
    void everyIllegalCharacterIsRefused() {
        IntStream.rangeClosed(0, Character.MAX_VALUE)
                .filter(c -> c != ' ' && !Scopes.isScopeToken(String.valueOf((char) c)))
                .forEach(c -> {
                    String message = assertThrows(
                                    IllegalArgumentException.class, () -> ScopeRule.of("fine", "ab" + (char) c + "c"))
                            .getMessage();
                    assertThat(message, containsString("the scope at \"ab\" holds the character U+"));
                    assertThat(message, containsString(String.format("U+%04X,", c)));
                });
    }

    @Test
    void nullIsRefused() {
        assertThrows(NullPointerException.class, () -> ScopeRule.of((String[]) null));
        assertThrows(NullPointerException.class, () -> ScopeRule.of("a", null));
    }

    @Test
    void theNearestAlternativeHasTheFewestScopesMissing() {
        ScopeRule rule = ScopeRule.of("a b c", "d e", "f g");
        assertThat(rule.nearest(Set.of()), contains("d", "e"));
        assertThat(rule.nearest(Set.of("a", "b")), contains("a", "b", "c"));
        assertThat(rule.nearest(Set.of("g")), contains("f", "g"));
        assertThat(rule.nearest(Set.of("a", "d", "f")), contains("d", "e"));
    }

    @Test
    void rulesAreParsedOnceAndDoNotChangeWithTheirTexts() {
        String[] texts = {"a"};
        ScopeRule rule = ScopeRule.of(texts);
        texts[0] = "b";
        assertThat(rule.satisfiedBy(Set.of("a")), is(true));
        Set<String> nearest = rule.nearest(Set.of());
        assertThrows(UnsupportedOperationException.class, () -> nearest.clear());
        ScopeRule both = rule.and(ScopeRule.of("c"));
        assertThrows(
                UnsupportedOperationException.class,
                () -> both.nearest(Set.of()).clear());
    }

    @Test
    void a_scope_that_is_a_bar_is_not_taken_for_an_or() {
        assertThat(ScopeRule.of("read | write").toString(), is("read \"|\" write"));
        assertThat(ScopeRule.of("orders, read,write").toString(), is("\"orders,\" read,write"));
    }

    @Test
    void aRuleIsWrittenForPeople() {
        assertThat(ScopeRule.of("profile  email", "user").toString(), is("profile email | user"));
    }

    @Test
    void rulesOfTheSameAlternativesAreEqual() {
        assertThat(ScopeRule.of("a b", "c"), is(ScopeRule.of("b a", "c")));
        assertThat(ScopeRule.of("a b"), is(not(ScopeRule.of("a", "b"))));
    }

    @Test
    void joiningWithARuleThatDemandsNothingChangesNothing() {
        ScopeRule rule = ScopeRule.of("a");
        assertThat(rule.and(ScopeRule.of()), is(sameInstance(rule)));
        assertThat(ScopeRule.of().and(rule), is(sameInstance(rule)));
        assertThat(ScopeRule.of().and(ScopeRule.of()).isEmpty(), is(true));
    }

    @Test
    void joinedAlternativesKeepTheirOrderAndLoseTheirDoubles() {
        assertThat(ScopeRule.of("a", "b").and(ScopeRule.of("b", "c")).toString(), is("a b | a c | b | b c"));
        assertThat(ScopeRule.of("a", "b").and(ScopeRule.of("a", "b")).toString(), is("a | a b | b"));
    }

    @Test
    void tooManyAlternativesTogetherAreRefused() {
        String[] mine = IntStream.range(0, 40).mapToObj(i -> "m" + i).toArray(String[]::new);
        String[] enough = IntStream.range(0, 25).mapToObj(i -> "t" + i).toArray(String[]::new);
        String[] tooMany = IntStream.range(0, 26).mapToObj(i -> "t" + i).toArray(String[]::new);
        ScopeRule rule = ScopeRule.of(mine);
        rule.and(ScopeRule.of(enough));
        assertThat(
                assertThrows(IllegalArgumentException.class, () -> rule.and(ScopeRule.of(tooMany)))
                        .getMessage(),
                is("two rules together have more than 1000 alternatives; write fewer alternatives"));
    }
}
