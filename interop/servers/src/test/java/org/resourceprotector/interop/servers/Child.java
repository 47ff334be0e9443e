package org.resourceprotector.interop.servers;

import java.io.File;
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
 * {@code timeout}, which hands on what it is told to all that it started.
 */
final class Child {

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(14);
    private static final long STOP_SECONDS = 30;

    private final String name;
    private final Process process;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** Starts a command; what it prints goes to a log. */
    static Child start(String name, Path directory, Map<String, String> environment, List<String> command) {
        File log = Workplace.log(name).toFile();
        ProcessBuilder builder = limited(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().putAll(environment);
        return start(name, builder);
    }

    /** Starts a command that is talked with; only its complaints go to a log. */
    static Child startConversation(String name, List<String> command) {
        File log = Workplace.log(name).toFile();
        return start(name, limited(command).redirectError(ProcessBuilder.Redirect.appendTo(log)));
    }

    private static Child start(String name, ProcessBuilder builder) {
        try {
            return new Child(name, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    private static ProcessBuilder limited(List<String> command) {
        List<String> words =
                new ArrayList<>(List.of("timeout", "--kill-after=10", String.valueOf(LONGEST_LIFE.toSeconds())));
        words.addAll(command);
        return new ProcessBuilder(words);
    }

    Process process() {
        return process;
    }

    /** Fails where it has ended. */
    void mustLive() {
        if (!process.isAlive()) {
            throw new AssertionError(name + " ended with " + process.exitValue() + ", see its log");
        }
    }

    /** Tells it to end and waits for that; ends it by force where it takes too long. */
    void stop() {
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
