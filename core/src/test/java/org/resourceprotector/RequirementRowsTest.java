package org.resourceprotector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of docs/requirements.md and the names of all tests of the repository say the same. */
class RequirementRowsTest {

    private static final Path ROOT = RepositoryFiles.ROOT;
    private static final Path REQUIREMENTS = ROOT.resolve("docs/requirements.md");
    private static final Path RUNTIMES = ROOT.resolve("docs/runtimes.md");

    private static final String COVERED = "Every MUST of this section is named by a test.";
    private static final String EXCEPTIONS = "Rules that no test names";

    /** Sections that must say that they are covered. */
    private static final List<String> BUILT = List.of(
            "RFC 9068 ",
            "RFC 7515 ",
            "RFC 8414 ",
            "RFC 7662 ",
            "RFC 9701 ",
            "RFC 8705 ",
            "RFC 9440 ",
            "RFC 9449 ",
            "FAPI 2.0 Security Profile ");

    private static final Pattern NAME = Pattern.compile("@DisplayName\\(((?:\\s*\\+?\\s*\"(?:[^\"\\\\]|\\\\.)*\")+)");
    private static final Pattern ID = Pattern.compile(
            "(?<![\\w%-])(?:(?:R\\d+|RJOSE|FAPI2\\w*|MCP|TSL|TXN|GTR|SSF|RAR|BBA|ATT|MPJWT)-[\\w.-]*\\w|[AXP]\\d{1,3})(?![\\w-])");
    private static final Pattern WORD = Pattern.compile("[\\w-](?:[\\w.-]*[\\w-])?");
    private static final Pattern ROW = Pattern.compile("\\brow ([a-z])\\b");

    @Test
    @DisplayName("every MUST of a section that is covered is named by a test")
    void everyCoveredRuleIsNamedByATest() {
        List<String> rules = coveredRules();

        assertThat(rules.size(), greaterThan(40));
        assertThat(rules, hasItem("RJOSE-7797-a"));
        List<String> unnamed = new ArrayList<>(namedNowhere(rules));
        unnamed.removeAll(exceptions());
        assertThat(unnamed, is(empty()));
    }

    @Test
    @DisplayName("what is built stays covered")
    void whatIsBuiltStaysCovered() {
        assertThat(
                BUILT.stream()
                        .filter(built ->
                                covered().noneMatch(section -> section.heading().startsWith(built)))
                        .toList(),
                is(empty()));
    }

    @Test
    @DisplayName("an exception is a rule that must hold, and that no test names")
    void exceptionsAreNeeded() {
        List<String> exceptions = exceptions();

        assertThat(exceptions, is(not(empty())));
        assertThat(exceptions, everyItem(is(in(namedNowhere(coveredRules())))));
    }

    @Test
    @DisplayName("every case of the model from A89 to A130, about JWTs, is named by a test")
    void everyCaseIsNamedByATest() {
        List<String> cases = ids(REQUIREMENTS).stream()
                .filter(id -> id.matches("A\\d+"))
                .filter(id -> number(id) >= 89 && number(id) <= 130)
                .toList();

        assertThat(cases.size(), greaterThan(25));
        assertThat(namedNowhere(cases), is(empty()));
    }

    @Test
    @DisplayName("every id in the name of a test is in the list of requirements")
    void everyIdResolves() {
        Set<String> known = ids(REQUIREMENTS);
        Set<String> named = found(ID, 0);

        assertThat(named.size(), greaterThan(150));
        assertThat(
                named.stream()
                        .filter(id -> known.stream().noneMatch(rule -> (rule + "-").startsWith(id + "-")))
                        .toList(),
                is(empty()));
    }

    @Test
    @DisplayName("every row in the name of a test is in the list of runtimes")
    void everyRowResolves() {
        Set<String> named = found(ROW, 1);

        assertThat(named, is(not(empty())));
        assertThat(ids(RUNTIMES), hasItems(named.toArray(String[]::new)));
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(1));
    }

    /** What the names of tests say. */
    private static Set<String> found(Pattern pattern, int group) {
        return NAME.matcher(sources(".java"))
                .results()
                .flatMap(name -> pattern.matcher(name.group(1)).results())
                .map(id -> id.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> coveredRules() {
        return covered()
                .flatMap(section -> section.rows().stream())
                .filter(cells -> cells.size() > 2 && cells.get(2).startsWith("MUST"))
                .map(cells -> cells.get(0))
                .toList();
    }

    private static Stream<Section> covered() {
        return sections(REQUIREMENTS).stream().filter(section -> section.lines().contains(COVERED));
    }

    private static List<String> exceptions() {
        return sections(REQUIREMENTS).stream()
                .filter(section -> section.heading().equals(EXCEPTIONS))
                .flatMap(section -> section.rows().stream())
                .map(cells -> cells.get(0))
                .toList();
    }

    private static Set<String> ids(Path document) {
        return sections(document).stream()
                .flatMap(section -> section.rows().stream())
                .map(cells -> cells.get(0))
                .collect(Collectors.toSet());
    }

    private static List<Section> sections(Path document) {
        return Stream.of(read(document).split("(?m)^## "))
                .map(text -> new Section(text.lines().toList()))
                .toList();
    }

    /** A section of a document: its heading, and what follows. */
    private record Section(List<String> lines) {

        String heading() {
            return lines.get(0);
        }

        /** The cells of the rows of its tables, their heads excepted. */
        List<List<String>> rows() {
            return lines.stream()
                    .filter(line -> line.startsWith("|"))
                    .map(line -> Stream.of(line.substring(1).split("\\|", -1))
                            .map(String::strip)
                            .toList())
                    .filter(cells -> !cells.get(0).matches("id|-+|"))
                    .toList();
        }
    }

    private static Set<String> namedNowhere(Collection<String> ids) {
        Set<String> nowhere = new TreeSet<>(ids);
        WORD.matcher(sources("Test.java")).results().map(MatchResult::group).forEach(nowhere::remove);
        return nowhere;
    }

    /** All sources with such a name, that of this class excepted. */
    private static String sources(String end) {
        return RepositoryFiles.all().stream()
                .filter(file -> file.getFileName().toString().endsWith(end))
                .filter(file -> !file.endsWith("RequirementRowsTest.java"))
                .map(RequirementRowsTest::read)
                .collect(Collectors.joining("\n"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
