package org.resourceprotector.example;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Runs the command that an example prints, as its reader would. */
final class Tour {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().getParent();

    private Tour() {}

    static boolean canRun() throws InterruptedException {
        try {
            return shell("curl --version > /dev/null").waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What the tour prints, if every answer has the status that it says. */
    static String run(String command) throws IOException, InterruptedException {
        Process process = shell(command);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
        assertThat(output, process.waitFor(), is(0));
        return output;
    }

    private static Process shell(String command) throws IOException {
        return new ProcessBuilder(List.of("sh", "-c", command))
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
    }
}
