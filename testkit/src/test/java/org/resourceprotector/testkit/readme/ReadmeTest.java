package org.resourceprotector.testkit.readme;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the documents show is compiled, what they quote was answered, their links lead somewhere, and their tables are whole. */
class ReadmeTest {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().getParent();
    private static final Set<String> WRITTEN = Set.of("target", "node_modules", ".git");
    private static final Path ANSWERS =
            ROOT.resolve("runtimes/contract/src/main/resources/org/resourceprotector/contract/answers.txt");

    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)([^)#\\s]*)(?:#([^)\\s]+))?\\)");

    /** Where a bar divides no cells. */
    private static final Pattern CODE = Pattern.compile("`[^`]*`|\\\\\\|");

    private static final Pattern FENCED = Pattern.compile("```.*?```", Pattern.DOTALL);

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

    @Test
    void everyLinkLeadsSomewhere() {
        List<String> links = new ArrayList<>();
        List<String> dead = new ArrayList<>();
        for (Path document : documents()) {
            LINK.matcher(read(document)).results().forEach(link -> {
                links.add(link.group());
                if (!leadsSomewhere(document, link.group(1), link.group(2))) {
                    dead.add(document + ": " + link.group());
                }
            });
        }

        assertThat(links, hasSize(greaterThan(20)));
        assertThat(dead, is(empty()));
    }

    @Test
    void everyRowHasTheCellsOfItsTable() {
        List<String> torn = new ArrayList<>();
        for (Path document : documents()) {
            long cells = 0;
            for (String line :
                    FENCED.matcher(read(document)).replaceAll("").lines().toList()) {
                long found = line.startsWith("|")
                        ? CODE.matcher(line)
                                .replaceAll("")
                                .chars()
                                .filter(c -> c == '|')
                                .count()
                        : 0;
                if (cells > 0 && found > 0 && found != cells) {
                    torn.add(document + ": " + line);
                }
                cells = found;
            }
        }

        assertThat(torn, is(empty()));
    }

    /** Whether there is such a file beside the document, or the document itself, with such a heading if one is named. */
    private static boolean leadsSomewhere(Path document, String file, @Nullable String heading) {
        Path target = file.isEmpty() ? document : document.resolveSibling(file);
        return Files.exists(target) && (heading == null || headings(target).contains(heading));
    }

    /** The headings of a document, as links spell them. */
    private static List<String> headings(Path document) {
        return read(document)
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\w -]", "").replace(' ', '-'))
                .toList();
    }

    private static List<String> blocks(String language) {
        List<String> blocks = new ArrayList<>();
        Pattern fence = Pattern.compile("```" + language + "\\R(.*?)```", Pattern.DOTALL);
        for (Path document : documents()) {
            fence.matcher(read(document)).results().forEach(found -> blocks.add(found.group(1)));
        }
        return blocks;
    }

    /** What is written for readers: the documents at the root, and those of docs/. */
    private static List<Path> documents() {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> sources() {
        List<String> sources = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return isWrittenByBuilds(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(".java")) {
                        sources.add(squeezed(read(file)));
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return sources;
    }

    /** Another module may be built at the same time, and remove what has just been found. */
    private static boolean isWrittenByBuilds(Path directory) {
        return !directory.equals(ROOT)
                && WRITTEN.contains(directory.getFileName().toString());
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
