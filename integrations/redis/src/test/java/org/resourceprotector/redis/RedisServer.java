package org.resourceprotector.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.dpop.SharedReplayStore;
import org.resourceprotector.nodes.Cluster;
import org.resourceprotector.nodes.Until;
import org.resourceprotector.processes.control.Ports;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A real server on a free port of loopback, which ends with the test. */
final class RedisServer implements Cluster {

    private final int port;
    private final Path folder;
    private final List<String> settings;
    private final List<Runnable> opened = new ArrayList<>();
    private @Nullable Process process;

    private RedisServer(int port, Path folder, List<String> settings) {
        this.port = port;
        this.folder = folder;
        this.settings = settings;
    }

    static RedisServer start(String... settings) throws IOException {
        RedisServer server = new RedisServer(Ports.free(), Files.createTempDirectory("redis"), List.of(settings));
        server.restart();
        return server;
    }

    void restart() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("redis.server"),
                "--bind",
                "127.0.0.1",
                "--port",
                String.valueOf(port),
                "--dir",
                folder.toString(),
                "--save",
                ""));
        command.addAll(settings);
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Until.until("the server answers", () -> {
            try {
                return ask(commands -> commands.ping()).equals("PONG");
            } catch (JedisException notYet) {
                return false;
            }
        });
    }

    int port() {
        return port;
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public String memoryOf(int proofs) {
        return ask(commands -> commands.info("memory"))
                .lines()
                .filter(line -> line.startsWith("used_memory_dataset:"))
                .map(line -> ", " + line)
                .findFirst()
                .orElse("");
    }

    /** Every node asks this server, and waits longer than a busy disk takes; ends with it. */
    @Override
    public RedisReplayStore store(int node) {
        RedisReplayStore store =
                RedisReplayStore.builder(uri()).timeout(Duration.ofSeconds(5)).build();
        opened.add(store::close);
        return store;
    }

    RedisReplayStore store() {
        return RedisReplayStore.builder(uri()).build();
    }

    /** The same, with what it writes. */
    SharedReplayStore.Entries entries() {
        RedisConnection connection = new RedisConnection(uri(), Duration.ofSeconds(5), () -> {});
        opened.add(connection::close);
        return RedisReplayStore.entries(connection, "");
    }

    /** One command of an operator. */
    <T> T ask(Function<Jedis, T> command) {
        try (Jedis server = new Jedis("127.0.0.1", port, 5_000)) {
            return command.apply(server);
        }
    }

    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(running().pid()))
                .start()
                .waitFor();
    }

    void kill() throws InterruptedException {
        running().destroyForcibly().waitFor();
    }

    private Process running() {
        Process running = process;
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running;
    }

    @Override
    public void close() throws IOException {
        opened.forEach(Runnable::run);
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
