package org.resourceprotector.benchmarks.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The load: {@code wrk}, one thread, keep-alive, as many requests at once as there are connections. Stateless. */
final class Wrk {

    private static final String CONNECTIONS = "16";

    private Wrk() {}

    /**
     * What came of a load.
     *
     * @param requests how many were answered
     * @param seconds how long it took
     * @param refused how many answers had a status of 400 or more
     * @param broken how many connections failed or timed out
     * @param medianMicroseconds the median latency
     * @param p99Microseconds the latency that 99 of 100 stay below
     * @param ranOut whether tokens were sent again because there were too few
     */
    record Result(
            long requests,
            double seconds,
            long refused,
            long broken,
            long medianMicroseconds,
            long p99Microseconds,
            boolean ranOut) {

        double perSecond() {
            return requests / seconds;
        }
    }

    /** Sends the tokens of a source to {@code /user} of a server. */
    static Result load(ServerProcess server, Tokens tokens, int seconds) throws IOException, InterruptedException {
        String uri = server.address() + "/user";
        List<String> command = new ArrayList<>(List.of(
                "timeout",
                String.valueOf(seconds + 30),
                "wrk",
                "-t1",
                "-c" + CONNECTIONS,
                "-d" + seconds + "s",
                "--timeout",
                "20s",
                "-s",
                script().toString(),
                uri,
                "--"));
        command.addAll(tokens.arguments(uri, seconds));
        Process wrk = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> output = new ArrayList<>();
        try (BufferedReader reader = wrk.inputReader(UTF_8)) {
            reader.lines().forEach(output::add);
        }
        wrk.waitFor();
        return output.stream()
                .filter(line -> line.startsWith("result "))
                .findFirst()
                .map(Wrk::result)
                .orElseThrow(() -> new IOException("wrk: " + String.join("; ", output)));
    }

    private static Result result(String line) {
        String[] words = line.split(" ", -1);
        return new Result(
                Long.parseLong(words[1]),
                Long.parseLong(words[2]) / 1e6,
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]),
                Long.parseLong(words[7]) > 0);
    }

    private static Path script() {
        try (InputStream script = Objects.requireNonNull(Wrk.class.getResourceAsStream("load.lua"))) {
            Path copy = Path.of("benchmarks", "compare", "target", "load.lua");
            Files.copy(script, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
