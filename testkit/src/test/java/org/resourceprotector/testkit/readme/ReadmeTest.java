package org.resourceprotector.testkit.readme;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows is compiled, and what it quotes was answered. */
class ReadmeTest {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().getParent();
    private static final Path ANSWERS =
            ROOT.resolve("runtimes/contract/src/main/resources/org/resourceprotector/contract/answers.txt");

    @Test
    void everyLineOfJavaIsCompiledSomewhere() {
        List<String> blocks = blocks("java");

        assertThat(blocks, hasSize(greaterThan(5)));
        assertThat(foundInNoSource(blocks), is(empty()));
    }

    @Test
    void everyLineOfJsonIsSentSomewhere() {
        List<String> blocks = blocks("json");

        assertThat(blocks, hasSize(greaterThan(2)));
        assertThat(foundInNoSource(blocks), is(empty()));
    }

    private static List<String> foundInNoSource(List<String> blocks) {
        List<String> sources = sources();
        return blocks.stream()
                .filter(block -> sources.stream().noneMatch(source -> source.contains(squeezed(block))))
                .toList();
    }

    @Test
    void everyAnswerIsOneOfTheGoldenFile() throws IOException {
        String answers = squeezed(Files.readString(ANSWERS));
        List<String> quotes = blocks("http");

        assertThat(quotes, hasSize(greaterThan(2)));
        for (String quote : quotes) {
            assertThat(
                    quote.lines()
                            .filter(line -> !line.isBlank())
                            .filter(line -> !answers.contains(squeezed(line)))
                            .toList(),
                    is(empty()));
        }
    }

    private static List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        Pattern fence = Pattern.compile("```" + language + "\\R(.*?)```", Pattern.DOTALL);
        for (String place : Snippets.places()) {
            Path file = ROOT.resolve(place);
            if (Files.exists(file)) {
                fence.matcher(read(file)).results().forEach(found -> blocks.add(found.group(1)));
            }
        }
        return blocks;
    }

    private static List<String> sources() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("target"))
                    .map(ReadmeTest::read)
                    .map(ReadmeTest::squeezed)
                    .toList();
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

    /** White space is a matter of the formatter. */
    private static String squeezed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
