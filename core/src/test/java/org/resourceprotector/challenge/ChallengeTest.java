package org.resourceprotector.challenge;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Whatever is written into a challenge, a parser that knows the RFC only reads it back. */
class ChallengeTest {

    private static final int RUNS = 20_000;

    private static final String HOSTILE = "ab \"\\,=;'\r\n\t\0\u007f\u0080\u00e9\u2028\ud83d\ude00\uffff()<>@:/[]?{}~!";

    private final Random random = new Random(20260102);

    private String hostile() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(
                    random.nextBoolean()
                            ? HOSTILE.charAt(random.nextInt(HOSTILE.length()))
                            : (char) random.nextInt(Character.MAX_VALUE + 1));
        }
        return text.toString();
    }

    private static String sanitised(String text) {
        StringBuilder sanitised = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            sanitised.append(c >= ' ' && c <= '~' ? c : '?');
        }
        return sanitised.toString();
    }

    private static ParsedChallenge only(String line) {
        List<ParsedChallenge> challenges = ParsedChallenge.parse(line);
        assertThat(line, challenges, hasSize(1));
        return challenges.get(0);
    }

    @Test
    @DisplayName("R9110-5.6.4-a R9110-5.5-a R9110-11.2-a hostile values are read back, sanitised, in one challenge")
    void hostileValuesStayValues() {
        for (int i = 0; i < RUNS; i++) {
            String realm = hostile();
            String scope = hostile();
            String line = new Challenge("Bearer")
                    .with("realm", realm)
                    .with("scope", scope)
                    .render();
            ParsedChallenge parsed = only(line);
            assertThat(parsed.scheme(), is("Bearer"));
            assertThat(
                    List.copyOf(parsed.parameters().entrySet()),
                    is(List.of(Map.entry("realm", sanitised(realm)), Map.entry("scope", sanitised(scope)))));
        }
    }

    @Test
    @DisplayName("R9110-5.5-a no character of any value ends the line")
    void everySingleCharacterIsSafe() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            String value = "a" + (char) c + "b";
            String expected = c >= ' ' && c <= '~' ? value : "a?b";
            String line = new Challenge("Bearer").with("realm", value).render();
            assertThat(only(line).parameters().get("realm"), is(expected));
            assertThat(line.chars().allMatch(written -> written >= ' ' && written <= '~'), is(true));
        }
    }

    @Test
    @DisplayName("R9110-5.6.4-a quotes and backslashes are escaped, and nothing else")
    void escapesWhatMustBeEscaped() {
        assertThat(
                new Challenge("Bearer").with("realm", "a \"b\" \\c (d)").render(),
                is("Bearer realm=\"a \\\"b\\\" \\\\c (d)\""));
    }

    @Test
    @DisplayName("R9110-11.2-b values are always quoted, and keep the order in which they were given")
    void valuesAreQuotedAndKeepTheirOrder() {
        String line = new Challenge("Bearer")
                .with("realm", "simple")
                .with("max_age", "5")
                .with("error", "")
                .render();
        assertThat(line, is("Bearer realm=\"simple\", max_age=\"5\", error=\"\""));
        assertThat(only(line).parameters().keySet(), contains("realm", "max_age", "error"));
    }

    @Test
    @DisplayName("R9110-11.2-a R6750-3-d a parameter that is given twice is a defect of ours")
    void aParameterIsThereOnce() {
        Challenge challenge = new Challenge("Bearer").with("realm", "a");
        assertThat(
                assertThrows(IllegalStateException.class, () -> challenge.with("realm", "b"))
                        .getMessage(),
                is("a challenge has each parameter once: realm"));
    }

    @Test
    void theReaderOfTheseTestsIsStrict() {
        for (String broken : new String[] {
            "",
            "Bearer",
            "Bearer ",
            "Bearer realm=api",
            "Bearer realm=\"api",
            "Bearer realm=\"a\rb\"",
            "Bearer realm=\"a\u00e9\"",
            "Bearer realm=\"a\",scope=\"b\"",
            "Bearer realm=\"a\", realm=\"b\"",
            "Bearer realm=\"a\", REALM=\"b\"",
            "Bearer realm=\"a\" scope=\"b\"",
            "Bearer realm=\"a\\",
            "Bearer realm=\"a\", ",
            "Bearer, realm=\"a\"",
        }) {
            assertThrows(AssertionError.class, () -> ParsedChallenge.parse(broken), broken);
        }
        assertThat(ParsedChallenge.parse("Bearer realm=\"a, Basic realm=\\\"b\\\"\""), hasSize(1));
        assertThat(ParsedChallenge.parse("Bearer realm=\"a\", Basic realm=\"b\""), hasSize(2));
    }
}
