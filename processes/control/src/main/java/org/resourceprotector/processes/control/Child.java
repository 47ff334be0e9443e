package org.resourceprotector.processes.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A process that ends when it is told to, when this one ends, and at the latest after a time: it runs under
 * {@code timeout}, which hands on what it is told to all that it started. Thread-safe.
 */
public final class Child {

    static final Duration MAX_LIFE = Duration.ofMinutes(14);
    private static final long STOP_SECONDS = 30;

    private final Path log;
    private final Process process;

    private Child(Path log, ProcessBuilder builder) {
        this.log = log;
        try {
            this.process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start what would log to " + log, e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /**
     * Starts a command.
     *
     * @param log where what it prints goes
     * @param directory where it runs
     * @param environment what is added to its environment
     * @param command the command
     * @return the process
     */
    public static Child start(Path log, Path directory, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = limited(MAX_LIFE, command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new Child(log, builder);
    }

    /** Starts a command that is talked with; only its complaints go to a log. */
    static Child startConversation(Path log, Duration maxLife, List<String> command) {
        return new Child(log, limited(maxLife, command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())));
    }

    private static ProcessBuilder limited(Duration maxLife, List<String> command) {
        List<String> words =
                new ArrayList<>(List.of("timeout", "--kill-after=10", String.valueOf(maxLife.toSeconds())));
        words.addAll(command);
        return new ProcessBuilder(words);
    }

    Process process() {
        return process;
    }

    /**
     * The virtual machine that the command is, or that it has started.
     *
     * @return its process
     */
    public ProcessHandle java() {
        return process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("/java"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no virtual machine runs, see " + log));
    }

    /** Fails if it has ended. */
    public void mustLive() {
        if (hasEnded()) {
            throw new AssertionError("ended with " + process.exitValue() + ", see " + log);
        }
    }

    /**
     * Whether it has ended.
     *
     * @return false as long as it runs
     */
    public boolean hasEnded() {
        return !process.isAlive();
    }

    /** Tells it to end and waits for that; ends it by force if it takes too long. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly().waitFor(STOP_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
