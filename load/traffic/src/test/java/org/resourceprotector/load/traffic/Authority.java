package org.resourceprotector.load.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.resourceprotector.processes.control.Ports;

/** An authorization server that says of tokens that begin with "good" that they are, at once or late, as long as it is up. */
final class Authority implements AutoCloseable {

    private final String active;
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private final int port;
    private volatile Duration delay = Duration.ZERO;
    private HttpServer server;

    Authority(String audience) {
        active = "{\"active\":true,\"sub\":\"alice\",\"aud\":\"" + audience + "\"}";
        port = listen(Ports.free());
    }

    private int listen(int onPort) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/introspect", this::handle);
        server.start();
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String answer = form.contains("token=good") ? active : "{\"active\":false}";
        calls.incrementAndGet();
        mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, threads)
                .execute(() -> answer(exchange, answer));
    }

    private void answer(HttpExchange exchange, String json) {
        underWay.decrementAndGet();
        byte[] bytes = json.getBytes(UTF_8);
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            // who asked does not listen any more
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + port + "/introspect";
    }

    void answersAfter(Duration time) {
        delay = time;
    }

    /** Refuses connections, and cuts those that are there. */
    void kill() {
        server.stop(0);
    }

    void restart() {
        listen(port);
    }

    int calls() {
        return calls.get();
    }

    int underWay() {
        return underWay.get();
    }

    int mostUnderWay() {
        return mostUnderWay.get();
    }

    @Override
    public void close() {
        kill();
        threads.shutdownNow();
    }
}
