package org.resourceprotector.scope;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which scopes satisfy a rule by what they imply, and what is asked for. */
class ScopeHierarchyTest {

    private final ScopeHierarchy files = ScopeHierarchy.builder()
            .implies("files", "files.write", "files.list")
            .implies("files.write", "files.read")
            .build();

    private static ScopeRule rule(String alternatives) {
        return ScopeRule.of(alternatives.split(" \\| "));
    }

    @ParameterizedTest
    @CsvSource({
        "files.read, files, true",
        "files.read, files.write, true",
        "files.read, files.read, true",
        "files.read, files.list, false",
        "files.write, files.read, false",
        "files, files.write files.list files.read, false",
        "files.read mail, files mail, true",
        "files.read mail, files, false",
        "files.read files.list, files.write files.list, true",
        "mail | files.read, files, true",
        "files.read, Files, false",
        "files.read, files.other, false"
    })
    @DisplayName("MCP-scope-e a broader scope satisfies a rule that asks for a narrower one, never the reverse")
    void broaderScope_satisfiesTheNarrower(String alternatives, String granted, boolean satisfied) {
        assertThat(rule(alternatives).satisfiedBy(Scopes.parse(granted), files), is(satisfied));
    }

    @ParameterizedTest
    @CsvSource({
        "files | files.read, '', files.read",
        "files.read | files, '', files.read",
        "files | mail, '', files",
        "files files.read, '', files",
        "files.read files.list | files, '', files.read files.list",
        "files | files.read files.list, '', files.read files.list",
        "mail files.read | files.list, files.write, mail files.read",
        "mail files.read | calendar contacts, files, mail files.read",
        "mail | calendar files.read, files, mail",
        "mail phone | calendar files.read, calendar, calendar files.read"
    })
    @DisplayName("MCP-scope-c what is asked for are the narrowest scopes that suffice, all at once")
    void nearest_isTheNarrowestThatSuffices(String alternatives, String granted, String asked) {
        assertThat(rule(alternatives).nearest(Scopes.parse(granted), files), contains(asked.split(" ")));
    }

    @Test
    void implied_isAddedToWhatIsGranted() {
        assertThat(
                files.expand(Set.of("files", "mail")),
                containsInAnyOrder("files", "files.write", "files.list", "files.read", "mail"));
        assertThat(files.toString(), containsString("files.read"));
    }

    @Test
    void nothingImplied_isTheSameSet() {
        Set<String> granted = Set.of("files.read", "mail");
        assertThat(files.expand(granted), is(sameInstance(granted)));
        assertThat(ScopeHierarchy.NONE.expand(Set.of("files")), is(Set.of("files")));
        assertThat(rule("files.read").satisfiedBy(Set.of("files"), ScopeHierarchy.NONE), is(false));
    }

    @Test
    void withoutHierarchy_theFirstOnATieIsAskedFor() {
        assertThat(rule("files | files.read").nearest(Set.of(), ScopeHierarchy.NONE), contains("files"));
        assertThat(ScopeRule.of().nearest(Set.of(), files), is(Set.of()));
    }

    /** Anybody can have it looked for, and rules that were joined have a thousand alternatives. */
    @Test
    void nearestOfNothingGranted_isLookedForOnceForEachHierarchy() {
        ScopeRule rule = rule("files files.read | other");
        Set<String> first = rule.nearest(Set.of(), files);
        assertThat(first, contains("files"));
        assertThat(rule.nearest(Set.of(), files), is(sameInstance(first)));
        ScopeHierarchy others =
                ScopeHierarchy.builder().implies("files", "other").build();
        assertThat(rule.nearest(Set.of(), others), contains("other"));
        assertThat(rule.nearest(Set.of("other"), files), contains("other"));
        assertThat(rule.nearest(Set.of(), files), contains("files"));
    }

    @Test
    void cycle_isRefused() {
        ScopeHierarchy.Builder near = ScopeHierarchy.builder().implies("a", "a");
        ScopeHierarchy.Builder far =
                ScopeHierarchy.builder().implies("a", "b").implies("b", "c").implies("c", "a");
        assertThrows(IllegalStateException.class, near::build);
        assertThat(
                assertThrows(IllegalStateException.class, far::build).getMessage(), containsString("implies itself"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two scopes", "qu\"ote", "\u00e9"})
    void whatIsNoScope_isRefused(String scope) {
        assertThrows(
                IllegalArgumentException.class, () -> ScopeHierarchy.builder().implies(scope, "a"));
        assertThrows(
                IllegalArgumentException.class, () -> ScopeHierarchy.builder().implies("a", "b", scope));
        assertThrows(
                IllegalArgumentException.class, () -> ScopeHierarchy.builder().implies("a"));
    }

    @Test
    void builder_doesNotReachWhatWasBuilt() {
        ScopeHierarchy.Builder builder = ScopeHierarchy.builder().implies("a", "b");
        ScopeHierarchy built = builder.build();
        builder.implies("a", "c");
        assertThat(built.expand(Set.of("a")), containsInAnyOrder("a", "b"));
    }

    @Test
    void allScopesOfARule_areNamedInOrder() {
        assertThat(rule("b a | c a").scopes(), contains("b", "a", "c"));
        assertThat(ScopeRule.of().scopes(), is(Set.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "files, files.read, true",
        "files, files.read.own, true",
        "files.read, files.read.own, true",
        "files, filesystem, false",
        "files, files, true",
        "files.read, files, false",
        "admin, files.read, true",
        "admin, mail.read.own, true",
        "files., files.read, false",
        "files.*, files.read, false"
    })
    void hierarchicScope_impliesThoseBelowIt(String granted, String asked, boolean isImplied) {
        ScopeHierarchy hierarchy = ScopeHierarchy.builder()
                .implies("admin", "files", "mail.read")
                .hierarchic(".")
                .build();
        assertThat(ScopeRule.of(asked).satisfiedBy(Set.of(granted), hierarchy), is(isImplied));
    }

    @ParameterizedTest
    @CsvSource({
        "files.*, files.read, true",
        "files.*, files.read.own, true",
        "files*, files, true",
        "files.*, files, false",
        "*, files, false",
        "*.read, files.read, false",
        "files.*.own, files.read.own, false",
        "root, files.read, true"
    })
    void wildcard_impliesWhatBeginsLikeIt(String granted, String asked, boolean isImplied) {
        ScopeHierarchy hierarchy =
                ScopeHierarchy.builder().implies("root", "files.*").wildcards().build();
        assertThat(ScopeRule.of(asked).satisfiedBy(Set.of(granted), hierarchy), is(isImplied));
        assertThat(ScopeRule.of(asked).satisfiedBy(Set.of("files.*"), ScopeHierarchy.NONE), is(false));
    }

    @Test
    void nameThatLeadsToAnImplication_countsToo() {
        ScopeHierarchy hierarchy = ScopeHierarchy.builder()
                .implies("files.write", "audit")
                .implies("audit", "log")
                .hierarchic(".")
                .build();
        assertThat(ScopeRule.of("log.read").satisfiedBy(Set.of("files"), hierarchy), is(true));
        assertThat(ScopeRule.of("log.read").satisfiedBy(Set.of("files.read"), hierarchy), is(false));
    }

    @Test
    @DisplayName("MCP-scope-e a challenge names the narrowest scope, by name, too")
    void challenge_namesTheNarrowestByName() {
        ScopeHierarchy hierarchy =
                ScopeHierarchy.builder().hierarchic(".").wildcards().build();
        assertThat(
                ScopeRule.of("files", "files.read", "files.read.own").nearest(Set.of(), hierarchy),
                is(Set.of("files.read.own")));
        assertThat(ScopeRule.of("files files.read mail").nearest(Set.of(), hierarchy), is(Set.of("files", "mail")));
    }

    @Test
    @DisplayName("MCP-scope-e of scopes that imply each other a challenge names one, and whatever else is needed")
    void scopesThatImplyEachOther_leaveOne() {
        ScopeHierarchy wildcards = ScopeHierarchy.builder().wildcards().build();
        assertThat(ScopeRule.of("f* f** g").nearest(Set.of(), wildcards), contains("f**", "g"));
        assertThat(ScopeRule.of("f* f**").nearest(Set.of(), wildcards), contains("f**"));
        ScopeHierarchy both = ScopeHierarchy.builder()
                .hierarchic(".")
                .implies("files.read", "files")
                .build();
        assertThat(ScopeRule.of("files files.read other").nearest(Set.of(), both), contains("files.read", "other"));
        assertThat(
                ScopeRule.of("files files.read files.read.own other").nearest(Set.of(), both),
                contains("files.read", "other"));
    }

    @Test
    void emptyScope_impliesNothing() {
        for (String separator : List.of("/", ".")) {
            ScopeHierarchy hierarchy =
                    ScopeHierarchy.builder().hierarchic(separator).wildcards().build();
            assertThat(ScopeRule.of(separator + "admin").satisfiedBy(Set.of(""), hierarchy), is(false));
            assertThat(
                    ScopeRule.of(separator + "a" + separator + "b").satisfiedBy(Set.of(separator + "a"), hierarchy),
                    is(true));
        }
    }

    @Test
    void separator_isNoLetterOrDigit() {
        for (String none : List.of("", "a", ".x", " ", "\"")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> ScopeHierarchy.builder().hierarchic(none));
        }
    }
}
