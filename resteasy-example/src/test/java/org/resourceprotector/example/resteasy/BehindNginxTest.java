package org.resourceprotector.example.resteasy;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resourceprotector.example.Example;
import org.resourceprotector.example.Settings;
import org.resourceprotector.processes.control.Ports;

/** The lines that the example prints, by way of the nginx that it starts. */
class BehindNginxTest {

    private static final Pattern STATUS = Pattern.compile("HTTP/1.1 (\\d{3}) ");

    @TempDir
    Path directory;

    private static String sh(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of("sh", "-c", command))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private static boolean canRun() throws IOException, InterruptedException {
        return sh("PATH=$PATH:/usr/sbin; command -v nginx > /dev/null && command -v curl > /dev/null"
                        + " && command -v openssl > /dev/null && echo yes")
                .equals("yes\n");
    }

    private Settings settings(String port) {
        return new Settings("test", Map.of("PORT", "0", "DATA_DIR", directory.toString(), "NGINX", port));
    }

    private static List<String> statuses(String output) {
        return STATUS.matcher(output)
                .results()
                .map((MatchResult status) -> status.group(1))
                .toList();
    }

    @Test
    void printedLines_needTheCertificate() throws Exception {
        assumeTrue(canRun(), "skipped: no nginx, curl or openssl");
        String port = String.valueOf(Ports.free());
        try (Example example = ResteasyExample.start(settings(port))) {
            String tour = example.samples().tour(example.uri());
            String calls = tour.substring(tour.indexOf("DIR="));
            String output = sh(calls);
            assertThat(output, statuses(output), contains("200", "401", "401"));
            assertThat(output, containsString("Alice Arden"));

            // the header that is not believed would be, if it came around nginx
            String around = calls.replace(
                    "https://localhost:" + port + "/", example.uri().toString());
            assertThat(around, statuses(sh(around)), contains("401", "401", "200"));
        }
        assertThat(sh("curl -sk https://localhost:" + port + "/ || echo ended"), is("ended\n"));
    }

    @Test
    void portThatIsTaken_isSaidAndNothingIsLeftOpen() throws Exception {
        assumeTrue(canRun(), "skipped: no nginx, curl or openssl");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = settings(String.valueOf(taken.getLocalPort()));
            Exception refusal = assertThrows(IllegalStateException.class, () -> ResteasyExample.start(settings));
            assertThat(
                    refusal.getMessage(), is("port " + taken.getLocalPort() + " is taken, choose another: NGINX=8444"));
        }
        ResteasyExample.start(settings(String.valueOf(Ports.free()))).close();
    }

    @Test
    void whatIsNoPort_isRefused() {
        for (String port : List.of("yes", "0", "65536", "-1", "8443 ")) {
            assertThrows(IllegalArgumentException.class, () -> ResteasyExample.start(settings(port)));
        }
    }
}
