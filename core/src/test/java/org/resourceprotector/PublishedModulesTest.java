package org.resourceprotector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is published, and the names that others find it by: the POMs say the same as release/published.txt. */
class PublishedModulesTest {

    private static final Path ROOT = RepositoryFiles.ROOT;
    private static final Path TABLE = ROOT.resolve("release/published.txt");

    private static final Pattern SKIP = Pattern.compile("<publish\\.skip>(\\w+)</publish\\.skip>");
    private static final Pattern ARTIFACT =
            Pattern.compile("</parent>\\s*<artifactId>([\\w-]+)</artifactId>", Pattern.DOTALL);
    private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
    private static final Pattern MANAGED = Pattern.compile(
            "<dependency>\\s*<groupId>org\\.resourceprotector</groupId>\\s*<artifactId>([\\w-]+)</artifactId>"
                    + "\\s*<version>([^<]+)</version>\\s*</dependency>");
    private static final Pattern AUTOMATIC =
            Pattern.compile("<Automatic-Module-Name>([\\w.]+)</Automatic-Module-Name>");
    private static final Pattern MODULE = Pattern.compile("(?m)^(?:open )?module ([\\w.]+) \\{");

    @Test
    void publishedModulesAreThoseOfTheTable() {
        Map<String, String> published = poms().filter(
                        pom -> found(SKIP, read(pom)).equals("false"))
                .collect(Collectors.toMap(
                        PublishedModulesTest::folder, PublishedModulesTest::names, (a, b) -> a, TreeMap::new));

        assertThat(published.size(), greaterThan(5));
        assertThat(published, is(table()));
    }

    /** A module for users that was forgotten would be missed only after the release. */
    @Test
    void everyModuleForUsersSaysWhetherItIsPublished() {
        assertThat(
                poms().filter(pom -> folder(pom).startsWith("integrations/"))
                        .filter(pom -> found(SKIP, read(pom)).isEmpty())
                        .map(pom -> folder(pom) + "/pom.xml has no publish.skip")
                        .toList(),
                is(empty()));
    }

    /** Whoever imports the BOM writes no version. */
    @Test
    void bomHasEveryModuleOfTheTable() {
        assertThat(
                MANAGED.matcher(read(ROOT.resolve("bom/pom.xml")))
                        .results()
                        .map(found -> found.group(1) + " " + found.group(2))
                        .sorted()
                        .toList(),
                is(table().values().stream()
                        .filter(names -> !names.endsWith(" -"))
                        .map(names -> names.replaceFirst(" .*", " ") + found(VERSION, read(ROOT.resolve("pom.xml"))))
                        .sorted()
                        .toList()));
    }

    private static Map<String, String> table() {
        return read(TABLE)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split(" +"))
                .collect(Collectors.toMap(
                        cells -> cells[0], cells -> cells[1] + " " + cells[2], (a, b) -> a, TreeMap::new));
    }

    /** The artifact and its module, whose name is in module-info.java or in the manifest; a hyphen if it has no jar. */
    private static String names(Path pom) {
        if (read(pom).contains("<packaging>pom</packaging>")) {
            return found(ARTIFACT, read(pom)) + " -";
        }
        Path source = pom.resolveSibling("src/main/java/module-info.java");
        String module = Files.exists(source) ? found(MODULE, read(source)) : found(AUTOMATIC, read(pom));
        return found(ARTIFACT, read(pom)) + " " + module;
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String folder(Path pom) {
        return ROOT.relativize(pom.getParent()).toString();
    }

    /** Those of all modules: at most three folders below the root. */
    private static Stream<Path> poms() {
        return RepositoryFiles.all().stream()
                .filter(file -> file.endsWith("pom.xml"))
                .filter(file -> ROOT.relativize(file).getNameCount() <= 4);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
