package org.resourceprotector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every rule that must hold for JWTs, their keys, and introspection is named by a test. The rules are read where they are; the test is
 * skipped, and so reported, where the folder is missing.
 */
@Tag("vectors")
class RequirementRowsTest {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().getParent();
    private static final Path RULES = Path.of(System.getProperty("resourceprotector.shared", "../../shared"))
            .resolve("spec");

    private static final List<String> SECTIONS =
            List.of("## RFC 9068 ", "## RFC 7515 ", "## RFC 8414 ", "## RFC 7662 ", "## RFC 9701 ");

    /** Rules that no test names, and why. */
    private static final Map<String, String> EXCEPTIONS =
            Map.of("RJOSE-7638-a", "nothing here computes a thumbprint of a key; that comes with DPoP");

    @Test
    @DisplayName(
            "every MUST of RFC 9068, of JOSE and JWT, of the way from issuer to keys, and of introspection is named by a test")
    void everyRuleIsNamedByATest() {
        List<String> rules = rules();

        assertThat(rules.size(), greaterThan(40));
        assertThat(rules, hasItem("RJOSE-7797-a"));
        List<String> unnamed = new ArrayList<>(namedNowhere(rules));
        unnamed.removeAll(EXCEPTIONS.keySet());
        assertThat(unnamed, is(empty()));
    }

    @Test
    @DisplayName("an exception that a test names, or that is no rule, is none any more")
    void exceptionsAreNeeded() {
        assertThat(namedNowhere(rules()).containsAll(EXCEPTIONS.keySet()), is(true));
    }

    @Test
    @DisplayName("every case of the model from A89 to A130, about JWTs, is named by a test")
    void everyCaseIsNamedByATest() {
        List<String> cases = lines("authlib-behaviour.md")
                .map(line -> cells(line).get(0))
                .filter(id -> id.matches("A\\d+"))
                .filter(id -> number(id) >= 89 && number(id) <= 130)
                .toList();

        assertThat(cases.size(), greaterThan(25));
        assertThat(namedNowhere(cases), is(empty()));
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(1));
    }

    /** The rules of our sections whose level is MUST, MUST NOT or MUST by derivation. */
    private static List<String> rules() {
        List<String> rules = new ArrayList<>();
        boolean ours = false;
        for (String line : lines("rfc-matrix.md").toList()) {
            if (line.startsWith("## ")) {
                ours = SECTIONS.stream().anyMatch(line::startsWith);
            }
            List<String> cells = cells(line);
            if (ours && cells.size() > 2 && cells.get(2).startsWith("MUST")) {
                rules.add(cells.get(0));
            }
        }
        return rules;
    }

    private static List<String> cells(String line) {
        return line.startsWith("|")
                ? Stream.of(line.substring(1).split("\\|", -1))
                        .map(String::strip)
                        .toList()
                : List.of("");
    }

    private static Stream<String> lines(String name) {
        Path file = RULES.resolve(name);
        assumeTrue(Files.exists(file), "skipped: no rules at " + file);
        return read(file).lines();
    }

    private static Set<String> namedNowhere(List<String> ids) {
        String tests = tests();
        return ids.stream()
                .filter(id -> !Pattern.compile("(?<![\\w-])" + Pattern.quote(id) + "(?![\\w-])")
                        .matcher(tests)
                        .find())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** All test sources, that of this class excepted. */
    private static String tests() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.getFileName().toString().endsWith("Test.java"))
                    .filter(file -> !file.endsWith("RequirementRowsTest.java"))
                    .filter(file -> !file.toString().contains("target"))
                    .map(RequirementRowsTest::read)
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
