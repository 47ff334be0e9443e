package org.resourceprotector.processes.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The application on an engine, in a process of its own, which is told line by line what to do. Thread-safe. */
public final class EngineProcess implements AutoCloseable {

    private static final long TIMEOUT_SECONDS = 90;
    private static final Path TARGET = Path.of("target");

    private final String engine;
    private final Child child;
    private final Writer orders;
    private final BufferedReader answers;

    /**
     * Starts it.
     *
     * @param engine the module of {@code processes} that says what it consists of
     * @param options options of its virtual machine
     */
    public EngineProcess(String engine, String... options) {
        this(engine, Child.MAX_LIFE, console(engine), options);
    }

    private EngineProcess(String engine, Duration maxLife, List<String> program, String... options) {
        this.engine = engine;
        this.child = Child.startConversation(log(engine), maxLife, command(program, options));
        this.orders = child.process().outputWriter(UTF_8);
        this.answers = child.process().inputReader(UTF_8);
    }

    /**
     * Starts one that may live longer than others.
     *
     * @param engine the module of {@code processes} that says what it consists of
     * @param maxLife when it is ended at the latest
     * @param options options of its virtual machine
     * @return the process
     */
    public static EngineProcess living(String engine, Duration maxLife, String... options) {
        return new EngineProcess(engine, maxLife, console(engine), options);
    }

    /**
     * Starts an application that brings its engine along, and talks like the others.
     *
     * @param engine what its log is called
     * @param jar what is run
     * @param maxLife when it is ended at the latest
     * @param options options of its virtual machine
     * @return the process
     */
    public static EngineProcess ofJar(String engine, Path jar, Duration maxLife, String... options) {
        return new EngineProcess(engine, maxLife, List.of("-jar", jar.toString()), options);
    }

    private static List<String> console(String engine) {
        return List.of("-cp", classPath(engine), "org.resourceprotector.processes.Console");
    }

    private static List<String> command(List<String> program, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx256m");
        command.addAll(List.of(options));
        command.addAll(program);
        return command;
    }

    private static String classPath(String engine) {
        try {
            return Files.readString(Path.of("..", "..", "processes", engine).resolve(TARGET.resolve("class-path")))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(String engine) {
        try {
            return Files.createDirectories(TARGET.resolve("logs")).resolve(engine + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Has it do something.
     *
     * @param order what to do, one line
     * @return what it said
     */
    public synchronized String obey(String order) {
        try {
            orders.write(order + "\n");
            orders.flush();
            String answer = CompletableFuture.supplyAsync(this::answer).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (answer == null || !answer.startsWith("ok ")) {
                throw new AssertionError(engine + " answered " + answer + " to: " + order);
            }
            return answer.substring("ok ".length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(engine + " did not answer to: " + order, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private @Nullable String answer() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        child.stop();
    }
}
