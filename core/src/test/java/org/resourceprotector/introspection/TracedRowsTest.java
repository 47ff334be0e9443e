package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every duty of a resource server in RFC 7662 and RFC 9701 is named by a test. The list of duties is read where it is;
 * skipped, and so reported, where the folder is missing.
 */
@Tag("vectors")
class TracedRowsTest {

    private static final Path MATRIX = Path.of(System.getProperty("resourceprotector.shared", "../../shared"))
            .resolve("spec/rfc-matrix.md");
    private static final Pattern ROW =
            Pattern.compile("\\| (R(?:7662|9701)-\\S+) \\| [^|]* \\| (MUST(?: NOT)?)\\*? \\|.*");

    /** Where tests are, seen from this module. */
    private static final List<Path> TESTS =
            List.of(Path.of("src/test"), Path.of("../runtimes"), Path.of("../testkit/src/test"));

    /** Duties of which a part is kept only, and why; they have to be named as well. */
    private static final Map<String, String> IN_PART = Map.of(
            "R7662-A-a",
                    "no proof of possession is checked here yet; a token with a cnf is refused as a plain bearer token",
            "R9701-5-e",
                    "the library decrypts nothing; whoever brings a verifier that does gets nested JWTs and nothing else");

    @Test
    @DisplayName("every MUST of RFC 7662 and RFC 9701 is named by a test")
    void everyDutyIsNamed() throws IOException {
        Set<String> duties = duties();
        assertThat(duties.size(), is(greaterThan(20)));
        assertThat(duties.containsAll(IN_PART.keySet()), is(true));

        String tests = tests();
        duties.removeIf(id ->
                Pattern.compile(Pattern.quote(id) + "(?![\\w])").matcher(tests).find());
        assertThat(duties, is(empty()));
    }

    private static Set<String> duties() throws IOException {
        assumeTrue(Files.exists(MATRIX), "skipped: no list of duties at " + MATRIX);
        Set<String> ids = new TreeSet<>();
        for (String line : Files.readAllLines(MATRIX)) {
            var row = ROW.matcher(line);
            if (row.matches()) {
                ids.add(row.group(1));
            }
        }
        return ids;
    }

    /** The names of tests; this class, which names duties without a test, left out. */
    private static String tests() throws IOException {
        StringBuilder names = new StringBuilder();
        for (Path folder : TESTS) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(TracedRowsTest::isTest).toList()) {
                    Files.readAllLines(file).stream()
                            .filter(line -> line.contains("@DisplayName(")
                                    || line.stripLeading().startsWith("\""))
                            .forEach(line -> names.append(line).append('\n'));
                }
            }
        }
        return names.toString();
    }

    private static boolean isTest(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".java") && !name.equals("TracedRowsTest.java");
    }
}
