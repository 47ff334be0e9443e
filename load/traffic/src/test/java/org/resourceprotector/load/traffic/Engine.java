package org.resourceprotector.load.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An engine with the application in a process of its own, told line by line what to do. The process ends with this one, and at
 * the latest after five minutes.
 */
final class Engine implements AutoCloseable {

    private static final long TIMEOUT_SECONDS = 60;

    private final String name;
    private final Process process;
    private final Writer orders;
    private final BufferedReader answers;

    Engine(String name) {
        this.name = name;
        try {
            String java =
                    Path.of(System.getProperty("java.home"), "bin", "java").toString();
            Path classPath = Path.of("..", name, "target", "class-path");
            Path log = Files.createDirectories(Path.of("target", "logs")).resolve(name + ".log");
            process = new ProcessBuilder(List.of(
                            "timeout",
                            "--kill-after=10",
                            "300",
                            java,
                            "-Xmx256m",
                            "-cp",
                            Files.readString(classPath).strip(),
                            "org.resourceprotector.load.Console"))
                    .redirectError(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        orders = process.outputWriter(UTF_8);
        answers = process.inputReader(UTF_8);
    }

    /** Has it do something, and answers what it said. */
    String obey(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
            String answer = CompletableFuture.supplyAsync(this::answer).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (answer == null || !answer.startsWith("ok ")) {
                throw new AssertionError(name + " answered " + answer + " to: " + order);
            }
            return answer.substring("ok ".length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(name + " did not answer to: " + order, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String answer() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many threads there are, and how many of them are inside the library. */
    Threads threads() {
        String[] counts = obey("threads").split(" ", -1);
        return new Threads(Integer.parseInt(counts[0]), Integer.parseInt(counts[1]));
    }

    /** Threads of the engine's process. */
    record Threads(int all, int inside) {}

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
