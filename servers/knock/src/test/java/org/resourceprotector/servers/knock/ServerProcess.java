package org.resourceprotector.servers.knock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.resourceprotector.processes.control.Child;

/** A server with the application, on a free port of loopback, in a process of its own. */
final class ServerProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Pattern ADDRESS =
            Pattern.compile("Listening on: (?<address>http://\\S+)|Tomcat started on port (?<port>\\d+)");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path log;
    private final Child child;

    private ServerProcess(Path log, Child child) {
        this.log = log;
        this.child = child;
    }

    /** Starts an application of Quarkus, by the name of its folder and of its log; does not wait. */
    static ServerProcess quarkus(String application, String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0"));
        arguments.addAll(List.of(options));
        arguments.add("-jar");
        arguments.add(built(application, "quarkus-app", "quarkus-run.jar"));
        return java(name, arguments);
    }

    /** Starts an application of Spring Boot, by the name of its folder and of its log; does not wait. */
    static ServerProcess springBoot(String application, String name, String... properties) {
        List<String> arguments =
                new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-jar", built(application, "api.jar")));
        arguments.addAll(List.of("--server.address=127.0.0.1", "--server.port=0"));
        arguments.addAll(List.of(properties));
        return java(name, arguments);
    }

    private static String built(String application, String... path) {
        return Path.of("..", application, "target")
                .resolve(Path.of("", path))
                .toAbsolutePath()
                .toString();
    }

    private static ServerProcess java(String name, List<String> arguments) {
        try {
            Path target = Path.of("target").toAbsolutePath();
            Path log = Files.createDirectories(target.resolve("logs")).resolve(name + ".log");
            Files.deleteIfExists(log);
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-Xmx128m");
            command.addAll(arguments);
            return new ServerProcess(log, Child.start(log, target, Map.of(), command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it listens. */
    ServerProcess started() {
        await(() -> ADDRESS.matcher(log()).find());
        return this;
    }

    /** Waits until its log has a text. */
    void says(String text) {
        await(() -> log().contains(text));
    }

    private void await(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + START.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + START + ", see " + log);
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
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls; headers are names and values in turn. */
    HttpResponse<String> call(String method, String path, String... headers) {
        return send(method, path, HttpRequest.BodyPublishers.noBody(), headers);
    }

    /** Posts a body; headers are names and values in turn. */
    HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(body), headers);
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) {
        Matcher address = ADDRESS.matcher(log());
        if (!address.find()) {
            throw new IllegalStateException("not started");
        }
        String host =
                address.group("port") == null ? address.group("address") : "http://127.0.0.1:" + address.group("port");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(host + path)).timeout(START).method(method, body);
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
