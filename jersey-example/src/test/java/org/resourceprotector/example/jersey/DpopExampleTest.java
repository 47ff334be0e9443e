package org.resourceprotector.example.jersey;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resourceprotector.example.Example;
import org.resourceprotector.example.Settings;

/** The lines that the example prints make proofs that it takes, once. */
class DpopExampleTest {

    private static final Path ROOT =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().getParent();

    @TempDir
    Path directory;

    private String sh(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of("sh", "-c", command))
                .directory(ROOT.toFile())
                .redirectErrorStream(true);
        builder.environment().put("KEY", directory.resolve("key.pem").toString());
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output, process.waitFor(), is(0));
        return output;
    }

    private static boolean canRun() throws InterruptedException {
        try {
            return new ProcessBuilder("sh", "-c", "curl --version && openssl version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Settings settings(String jkt) {
        return new Settings("jersey-example", Map.of("PORT", "0", "DATA_DIR", directory.toString(), "DPOP_JKT", jkt));
    }

    @Test
    void printedLines_callOnceWithEachProof() throws Exception {
        assumeTrue(canRun());
        String jkt = sh("sh example-api/dpop.sh thumbprint \"$KEY\"").trim();
        try (Example example = JerseyExample.start(settings(jkt))) {
            String tour = example.samples().tour(example.uri());
            String call = tour.substring(tour.indexOf("URI="));
            assertThat(sh(call), hasStatus(200));
            assertThat(sh(call), hasStatus(200));

            String answers = sh(call + " \"$URI\"");
            assertThat(answers, hasStatus(200));
            assertThat(answers.replace("\r", ""), containsString("HTTP/1.1 401 "));
            assertThat(answers, containsString("error=\"invalid_dpop_proof\""));

            assertThat(sh(call.replace("DPoP $BOUND", "Bearer $BOUND")), hasStatus(401));
        }
        assertThat(Files.readString(directory.resolve("key.pem")), startsWith("-----BEGIN PRIVATE KEY-----"));
    }

    private static Matcher<String> hasStatus(int status) {
        return containsString("HTTP/1.1 " + status + " ");
    }

    @Test
    void whatIsNoThumbprint_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> JerseyExample.start(settings("key")));
    }
}
