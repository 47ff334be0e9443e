package org.resourceprotector.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.scope.Scopes;

/** Any lines as the alternatives of a rule, and any text as the scopes of a token. */
class ScopesFuzzTest {

    /** A bar between alternatives, a name between quotation marks, or one without. */
    private static final Pattern WORD = Pattern.compile("(\\|)(?= |$)|\"[^\"]*+\"|[^ ]++");

    @FuzzTest
    void a_rule_says_what_it_demands(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        Set<String> granted = Cost.bounded(input.length, () -> Scopes.parse(text));
        assertEquals(split(text), granted);
        assertEquals(granted, Scopes.parse(String.join(" ", granted)));
        if (text.chars().filter(c -> c == '\n').count() > 50) {
            return;
        }
        String[] alternatives = text.split("\n", -1);
        check(ScopeRule::of, alternatives, granted);
        check(ScopeRule::ofNames, alternatives, granted);
    }

    private static void check(Function<String[], ScopeRule> reader, String[] alternatives, Set<String> granted) {
        ScopeRule rule;
        try {
            rule = reader.apply(alternatives);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertEquals(rule.alternatives(), alternatives(rule.toString()), "written as " + rule);
        boolean satisfied = rule.alternatives().stream().anyMatch(granted::containsAll);
        assertEquals(satisfied, rule.satisfiedBy(granted));
        assertTrue(rule.satisfiedBy(rule.nearest(granted)), "the nearest does not suffice");
        assertTrue(rule.alternatives().contains(rule.nearest(Set.of())), "the nearest is no alternative");
        assertEquals(alternatives.length, rule.alternatives().size());
    }

    private static Set<String> split(String text) {
        Set<String> scopes = new LinkedHashSet<>(Arrays.asList(text.split(" +")));
        scopes.remove("");
        return scopes;
    }

    /** The alternatives of a rule as it is written for people. */
    private static List<Set<String>> alternatives(String written) {
        List<Set<String>> alternatives = new ArrayList<>(List.of(new LinkedHashSet<>()));
        Matcher words = WORD.matcher(written);
        while (words.find()) {
            String word = words.group();
            if (words.group(1) != null) {
                alternatives.add(new LinkedHashSet<>());
            } else {
                alternatives.get(alternatives.size() - 1).add(word.replaceFirst("^\"(.*)\"$", "$1"));
            }
        }
        return alternatives;
    }
}
