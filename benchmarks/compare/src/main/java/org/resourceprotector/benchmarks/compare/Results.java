package org.resourceprotector.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The page of results, of which each command writes its own part. Stateless. */
final class Results {

    private static final Path PAGE = Path.of("benchmarks", "RESULTS.md");
    private static final Path PICTURE = Path.of("benchmarks", "RESULTS.svg");

    private Results() {}

    /** Replaces what stands between the two marks of a part. */
    static void write(String part, String text) throws IOException {
        String begin = "<!-- " + part + " -->\n";
        String end = "<!-- end of " + part + " -->";
        String page = Files.readString(PAGE);
        int from = page.indexOf(begin);
        int to = page.indexOf(end);
        if (from < 0 || to < from) {
            throw new IOException("the page of results has no place for " + part);
        }
        Files.writeString(PAGE, page.substring(0, from) + begin + "\n" + text.strip() + "\n\n" + page.substring(to));
    }

    static void picture(String svg) throws IOException {
        Files.writeString(PICTURE, svg);
    }
}
