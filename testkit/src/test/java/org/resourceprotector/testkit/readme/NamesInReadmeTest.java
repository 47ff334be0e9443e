package org.resourceprotector.testkit.readme;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItems;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the README tells readers to write: its artifacts, properties and features of servers are those of what is built and run. */
class NamesInReadmeTest {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().getParent();

    /** An artifact, a property, or a feature of Open Liberty. */
    private static final Pattern NAME = Pattern.compile(
            "resource-protector-[a-z][a-z-]*[a-z]|resource-protector\\.[a-z.-]*[a-z]|[a-z]\\w+-\\d\\.\\d(?=`)");

    private static final Pattern SOURCE = Pattern.compile(".*\\.(java|xml|properties)");

    @Test
    void eachNameOfTheReadme_isBuiltOrRun() throws IOException {
        Set<String> left = NAME.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(left, hasItems("resource-protector-cdi", "resource-protector.issuer", "restfulWS-3.1"));

        for (String folder : new String[] {"servers", "integrations", "testkit", "bom"}) {
            Files.walkFileTree(ROOT.resolve(folder), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return directory.endsWith("target") || directory.endsWith("readme")
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (SOURCE.matcher(file.toString()).matches()) {
                        String text = Files.readString(file);
                        left.removeIf(text::contains);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        assertThat(left, empty());
    }
}
