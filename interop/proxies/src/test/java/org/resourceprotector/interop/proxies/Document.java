package org.resourceprotector.interop.proxies;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** docs/proxies.md: its recipes, and its tables of what callers get. */
final class Document {

    private static final String TEXT = text();

    private Document() {}

    private static String text() {
        Path document =
                Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("../../docs/proxies.md");
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The recipe in a language. */
    static String recipe(String language) {
        return blocks(language).get(0);
    }

    /** The recipe for one issuer: the line that begins as the lines for that do is replaced by them. */
    static String recipeForOneIssuer(String language) {
        String lines = blocks(language).get(1);
        String first = lines.substring(0, lines.indexOf(' '));
        List<String> recipe = recipe(language).lines().toList();
        if (recipe.stream().filter(line -> beginsWith(line, first)).count() != 1) {
            throw new AssertionError("not one line of the recipe begins with " + first);
        }
        return recipe.stream()
                .map(line -> beginsWith(line, first) ? lines : line)
                .collect(joining("\n"));
    }

    private static boolean beginsWith(String line, String word) {
        return line.strip().startsWith(word + " ");
    }

    private static List<String> blocks(String language) {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(TEXT);
        List<String> blocks = block.results().map(found -> found.group(1)).toList();
        if (blocks.size() != 2) {
            throw new AssertionError("not two blocks of " + language);
        }
        return blocks;
    }

    /** What callers get of a proxy, by the first column of the table that has this title there. */
    static Map<String, String> column(String title, String proxy) {
        List<String> lines = TEXT.lines()
                .dropWhile(line -> !line.startsWith("| " + title + " |"))
                .takeWhile(line -> line.startsWith("|"))
                .toList();
        int column = cells(lines.get(0)).indexOf(proxy);
        Map<String, String> cells = new LinkedHashMap<>();
        lines.stream().skip(2).map(Document::cells).forEach(row -> cells.put(row.get(0), row.get(column)));
        return cells;
    }

    private static List<String> cells(String row) {
        return new ArrayList<>(Stream.of(row.substring(1).split("\\|", -1))
                .map(String::strip)
                .filter(cell -> !cell.isEmpty())
                .toList());
    }
}
