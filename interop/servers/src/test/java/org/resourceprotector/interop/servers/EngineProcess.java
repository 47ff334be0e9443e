package org.resourceprotector.interop.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An engine in a process of its own, started when it is first needed, and told line by line what to do. */
final class EngineProcess {

    private static final long TIMEOUT_SECONDS = 90;
    private static final Map<Engine, EngineProcess> RUNNING = new ConcurrentHashMap<>();

    private final Engine engine;
    private final Writer orders;
    private final BufferedReader answers;

    private EngineProcess(Engine engine) {
        Process process =
                Child.startConversation(engine.module(), command(engine)).process();
        this.engine = engine;
        this.orders = process.outputWriter(UTF_8);
        this.answers = process.inputReader(UTF_8);
    }

    static EngineProcess of(Engine engine) {
        return RUNNING.computeIfAbsent(engine, EngineProcess::new);
    }

    private static List<String> command(Engine engine) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String main = "org.resourceprotector.interop.Console";
        return List.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-cp", classPath(engine), main);
    }

    private static String classPath(Engine engine) {
        try {
            return Files.readString(Path.of("..", engine.module(), "target", "class-path"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has it do something, and answers what it said. */
    synchronized String obey(String order) {
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

    private String answer() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
