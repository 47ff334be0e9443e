package org.resourceprotector.servers.knock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.resourceprotector.processes.control.Child;

/** A server with the application, on a free port of loopback, in a process of its own. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration START_OF_MANY = Duration.ofMinutes(8);
    private static final Pattern ADDRESS =
            Pattern.compile("Listening on: (?<address>http://\\S+)|Tomcat started on port (?<port>\\d+)");

    /** What WildFly says after its start if it goes on without a deployment that failed. */
    private static final String GOES_ON_WITHOUT = "WFLYSRV0026";

    /** A server that answers some hundred calls is stopped before the thorough compiler pays. */
    private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

    /** With a connection of its own for each call that is made beside others. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path log;
    private final Child child;
    private final String address;

    /** An empty address is what the server says it is. */
    private ServerProcess(Path log, Child child, String address) {
        this.log = log;
        this.child = child;
        this.address = address;
    }

    /** Starts an application of Quarkus, by the name of its folder and of its log; does not wait. */
    static ServerProcess quarkus(String application, String name, String... options) {
        List<String> command = new ArrayList<>();
        command.add(java(application));
        command.addAll(List.of("-Xmx128m", "-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0"));
        command.addAll(List.of(options));
        command.add("-jar");
        command.add(Path.of("..", application, "target", "quarkus-app", "quarkus-run.jar")
                .toAbsolutePath()
                .toString());
        return start(name, "", Path.of("target").toAbsolutePath(), Map.of(), command);
    }

    /** Starts an application of Spring Boot, by the name of its folder and of its log; does not wait. */
    static ServerProcess springBoot(String application, String name, String... properties) {
        List<String> command = new ArrayList<>();
        command.add(java(application));
        command.addAll(List.of("-Xmx128m", "-jar"));
        command.add(
                Path.of("..", application, "target", "api.jar").toAbsolutePath().toString());
        command.addAll(List.of("--server.address=127.0.0.1", "--server.port=0"));
        command.addAll(List.of(properties));
        return start(name, "", Path.of("target").toAbsolutePath(), Map.of(), command);
    }

    /** Starts a server that will listen at a port of loopback; does not wait. */
    static ServerProcess at(
            int port, String name, Path directory, Map<String, String> environment, List<String> command) {
        return start(name, "http://127.0.0.1:" + port, directory, environment, command);
    }

    private static ServerProcess start(
            String name, String address, Path directory, Map<String, String> environment, List<String> command) {
        try {
            Path target = Path.of("target").toAbsolutePath();
            Path log = Files.createDirectories(target.resolve("logs")).resolve(name + ".log");
            Files.deleteIfExists(log);
            Map<String, String> all = new HashMap<>(environment);
            all.merge("JAVA_TOOL_OPTIONS", QUICK_COMPILER, (one, other) -> one + ' ' + other);
            return new ServerProcess(log, Child.start(log, directory, all, command), address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same process, called below a path. */
    ServerProcess under(String context) {
        return new ServerProcess(log, child, address + context);
    }

    /** The virtual machine that runs an application. */
    static String java(String application) {
        return Workplace.javaHome(application).resolve("bin").resolve("java").toString();
    }

    /** Waits until it listens. */
    ServerProcess started() {
        await(START, () -> ADDRESS.matcher(log()).find());
        return this;
    }

    /** Waits until its log has a text. */
    void says(String text) {
        await(START, () -> log().contains(text));
    }

    /** Waits until it has ended by itself, so that its log has all that it will ever say; it must have said a text. */
    void endsSaying(String text) {
        await(START, child::hasEnded);
        if (!log().contains(text)) {
            throw new AssertionError("did not say \"" + text + "\", see " + log);
        }
    }

    /** Waits until it answers a call without a token as it should, and fails if it has ended or goes on without an application. */
    ServerProcess answers(String path, String body) {
        await(START_OF_MANY, () -> {
            child.mustLive();
            mustNotHaveGivenUp();
            return isAnswer(path, body);
        });
        return this;
    }

    private void mustNotHaveGivenUp() {
        if (log().contains(GOES_ON_WITHOUT)) {
            throw new AssertionError("a deployment failed, see " + log);
        }
    }

    private boolean isAnswer(String path, String body) {
        try {
            HttpResponse<String> response = call("GET", path);
            return response.statusCode() == 200 && response.body().equals(body);
        } catch (UncheckedIOException e) {
            return false; // it does not listen yet
        }
    }

    /** Waits for what must come to be. */
    void await(Duration time, BooleanSupplier condition) {
        long end = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + time + ", see " + log);
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    String log() {
        try {
            return Files.exists(log) ? Files.readString(log, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The process of the virtual machine itself, and not of the script that has started it. */
    long pid() {
        return child.java().pid();
    }

    /** Calls; headers are names and values in turn. */
    HttpResponse<String> call(String method, String path, String... headers) {
        return send(method, path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    /** Posts a body; headers are names and values in turn. */
    HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body), headers);
    }

    private String address() {
        if (!address.isEmpty()) {
            return address;
        }
        Matcher said = ADDRESS.matcher(log());
        if (!said.find()) {
            throw new IllegalStateException("not started");
        }
        return said.group("port") == null ? said.group("address") : "http://127.0.0.1:" + said.group("port");
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(START)
                .method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        child.stop();
    }
}
