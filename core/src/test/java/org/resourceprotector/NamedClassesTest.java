package org.resourceprotector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The classes that ARCHITECTURE.md and CONTRIBUTING.md send a reader to are there. */
class NamedClassesTest {

    private static final Path ROOT = RepositoryFiles.ROOT;
    private static final Path SOURCES = ROOT.resolve("core/src/main/java/org/resourceprotector");

    private static final String HEADING = "## Where what is decided";

    /** A class of core, with the package below that of the API if it is in another one. */
    private static final Pattern PLACED = Pattern.compile("`((?:[a-z]+\\.)?[A-Z]\\w+)`");

    /** A name of two words or more, so that headers and types of the JDK are left out. */
    private static final Pattern NAMED = Pattern.compile("`((?:[A-Z][a-z0-9]+){2,})`");

    /** Of Jakarta REST. */
    private static final Set<String> OF_OTHERS = Set.of("SeBootstrap");

    @Test
    void classesOfTheTable_areInTheirPackages() throws IOException {
        List<String> rows = rows();

        assertThat(rows.size(), greaterThan(15));
        assertThat(
                rows.stream()
                        .filter(row -> PLACED.matcher(row).results().findAny().isEmpty())
                        .toList(),
                is(empty()));
        assertThat(
                rows.stream()
                        .flatMap(row -> PLACED.matcher(row).results())
                        .map(found -> found.group(1).replace('.', '/') + ".java")
                        .filter(file -> !Files.isRegularFile(SOURCES.resolve(file)))
                        .toList(),
                is(empty()));
    }

    /** The second cells of the table, which name the classes. */
    private static List<String> rows() throws IOException {
        return section()
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line.split("\\|", -1)[2])
                .toList();
    }

    private static String section() throws IOException {
        return read("ARCHITECTURE.md").split(HEADING, 2)[1].split("\n## ", 2)[0];
    }

    @Test
    void classesThatAreNamed_areSomewhereInTheRepository() throws IOException {
        Set<String> names = Stream.of(read("ARCHITECTURE.md"), read("CONTRIBUTING.md"))
                .flatMap(text -> NAMED.matcher(text).results())
                .map(found -> found.group(1))
                .filter(name -> !OF_OTHERS.contains(name))
                .collect(Collectors.toSet());

        assertThat(names.size(), greaterThan(15));
        names.removeAll(sources());
        assertThat(names, is(empty()));
    }

    private static Set<String> sources() {
        return RepositoryFiles.all().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.toSet());
    }

    private static String read(String document) throws IOException {
        return Files.readString(ROOT.resolve(document));
    }
}
