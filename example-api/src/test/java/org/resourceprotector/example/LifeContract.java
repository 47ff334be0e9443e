package org.resourceprotector.example;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.h2.tools.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resourceprotector.example.Client.Answer;

/** How an example starts, stops, fails and comes back, whatever it runs on and whatever its tokens are. */
public abstract class LifeContract {

    /** As words of their own, because the tokens that are printed are random text. */
    private static final Pattern COMPLAINT = Pattern.compile("(?<![\\w-])(WARN(ING)?|SEVERE)(?![\\w-])|Exception");

    /** For a virtual machine that starts, stops or fails to start on a busy machine. */
    private static final int PATIENCE_SECONDS = 180;

    /** What JDK 24 and newer say of the thread pool of Undertow; no option silences it that JDK 17 has, too. */
    private static final Pattern OF_THE_PLATFORM =
            Pattern.compile("WARNING: (A terminally deprecated method in sun\\.misc\\.Unsafe has been called"
                    + "|sun\\.misc\\.Unsafe::\\w+ has been called by org\\.jboss\\.threads\\..*"
                    + "|Please consider reporting this to the maintainers of class org\\.jboss\\.threads\\..*"
                    + "|sun\\.misc\\.Unsafe::\\w+ will be removed in a future release)");

    @TempDir
    Path directory;

    protected abstract Example start(Settings settings);

    /** The class with the main method. */
    protected abstract Class<?> main();

    protected final Settings settings() {
        return ExampleContract.settings(directory);
    }

    @Test
    void restartKeepsWhatWasWritten() {
        String location;
        try (Example first = start(settings())) {
            String token = first.samples().good("bob", "post");
            Answer written = new Client(first.uri()).post("posts", token, "text=Still+here&shared=true");
            location = Path.of(written.header("Location")).getFileName().toString();
        }
        try (Example second = start(settings())) {
            Client client = new Client(second.uri());
            assertThat(client.get("posts/" + location).body(), containsString("Still here"));
            assertThat(client.get("timeline").body().split("Good morning", -1).length - 1, is(1));
        }
    }

    @Test
    void takenPortIsSaidPlainlyAndNothingIsLeftOpen() throws IOException {
        try (Example first = start(settings())) {
            String port = String.valueOf(first.uri().getPort());
            Settings second = new Settings("second", Map.of("PORT", port, "DATA_DIR", directory.toString()));
            IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> start(second));
            assertThat(refusal.getMessage(), is("port " + port + " is taken, choose another: PORT=8081"));
            assertThat(isInUse(directory.resolve("second.mv.db")), is(false));
            assertThat(isInUse(directory.resolve("test.mv.db")), is(true));
            assertThat(new Client(first.uri()).get("timeline").status(), is(200));
        }
        assertThat(isInUse(directory.resolve("test.mv.db")), is(false));
    }

    private static boolean isInUse(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    @Test
    void portMustBeOne() {
        for (String port : List.of("eighty", "-1", "65536", "8080 ", "999999999999")) {
            Settings wrong = new Settings("test", Map.of("PORT", port, "DATA_DIR", directory.toString()));
            assertThrows(IllegalArgumentException.class, () -> start(wrong));
        }
    }

    @Test
    void manyAtOnceGetEachTheirOwn() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (Example example = start(settings())) {
            Client client = new Client(example.uri());
            Map<String, String> tokens = Map.of(
                    "alice", example.samples().good("alice", "profile"),
                    "bob", example.samples().good("bob", "profile"));
            List<Callable<Void>> calls = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String name = i % 2 == 0 ? "alice" : "bob";
                calls.add(() -> {
                    Answer answer = client.get("user", tokens.get(name));
                    assertThat(answer.body(), containsString("\"name\":\"" + name + "\""));
                    assertThat(client.get("user").status(), is(401));
                    return null;
                });
            }
            for (Future<Void> call : threads.invokeAll(calls)) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void outageOfTheDatabaseIsA503AndEndsWithIt() throws Exception {
        Server database = h2("0").start();
        String port = String.valueOf(database.getPort());
        Settings remote =
                new Settings("test", Map.of("PORT", "0", "JDBC_URL", "jdbc:h2:tcp://localhost:" + port + "/./social"));
        try (Example example = start(remote)) {
            Client client = new Client(example.uri());
            String token = example.samples().good("alice", "profile");
            assertThat(client.get("user", token).status(), is(200));

            database.stop();
            for (String path : List.of("user", "user/anything", "contact", "export", "timeline")) {
                assertUnavailable(client.get(path, token));
            }
            assertUnavailable(client.get("timeline"));
            assertThat(client.get("user").status(), is(401));

            database = h2(port).start();
            awaitRecovery(client, token);
        } finally {
            database.stop();
        }
    }

    private Server h2(String port) throws SQLException {
        return Server.createTcpServer("-tcpPort", port, "-ifNotExists", "-baseDir", directory.toString());
    }

    private static void assertUnavailable(Answer answer) {
        assertThat(answer.status(), is(503));
        assertThat(answer.header("Retry-After"), is("5"));
        assertThat(answer.headers("WWW-Authenticate"), is(empty()));
    }

    private static void awaitRecovery(Client client, String token) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        int status = client.get("user", token).status();
        for (int i = 0; i < 30 && status != 200; i++) {
            never.await(1, TimeUnit.SECONDS); // the pool looks again at connections that rested
            status = client.get("user", token).status();
        }
        assertThat(status, is(200));
    }

    @Test
    void processStartsTellsAndStopsWhenItIsTold() throws Exception {
        Path output = directory.resolve("output.txt");
        Process process = run(output, "0");
        try {
            awaitText(output, process, "Ctrl-C stops the server.");
            process.destroy();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), is(true));
            String text = Files.readString(output);
            assertThat(text, containsString("GET     /user                            token, scope profile"));
            assertThat(text, containsString("sh example-api/tour.sh"));
            assertThat(text, containsString("Stopped."));
            assertThat(text.lines().filter(LifeContract::isComplaint).toList(), is(empty()));
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isComplaint(String line) {
        return COMPLAINT.matcher(line).find() && !OF_THE_PLATFORM.matcher(line).matches();
    }

    @Test
    void processThatFindsItsPortTakenSaysSoAndEnds() throws Exception {
        Path output = directory.resolve("output.txt");
        try (Example first = start(settings())) {
            String port = String.valueOf(first.uri().getPort());
            assertEndsSaying("port " + port + " is taken, choose another: PORT=8081", run(output, port), output);
        }
    }

    @Test
    void processThatFindsItsDatabaseFileInUseSaysSoAndEnds() throws Exception {
        Path output = directory.resolve("output.txt");
        Path secondOutput = directory.resolve("second-output.txt");
        Process first = run(output, "0");
        try {
            awaitText(output, first, "Ctrl-C stops the server.");
            assertEndsSaying("cannot open " + directory, run(secondOutput, "0"), secondOutput);
        } finally {
            first.destroy();
            first.waitFor(20, TimeUnit.SECONDS);
            first.destroyForcibly();
        }
    }

    private static void assertEndsSaying(String reason, Process process, Path output) throws Exception {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), is(true));
            assertThat(Files.readString(output), containsString("The example cannot start: " + reason));
            assertThat(process.exitValue(), is(1));
        } finally {
            process.destroyForcibly();
        }
    }

    private Process run(Path output, String port) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main().getName());
        builder.environment().put("PORT", port);
        builder.environment().put("DATA_DIR", directory.toString());
        builder.environment().keySet().removeAll(List.of("JDBC_URL", "ISSUER"));
        return builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    }

    private static void awaitText(Path output, Process process, String text) throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        for (int i = 0; i < 10 * PATIENCE_SECONDS && !Files.readString(output).contains(text); i++) {
            assertThat(Files.readString(output), process.isAlive(), is(true));
            never.await(100, TimeUnit.MILLISECONDS);
        }
        assertThat(Files.readString(output), containsString(text));
    }
}
