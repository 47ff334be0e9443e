package org.resourceprotector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** An HTTP server on loopback that answers what a test wants, and remembers what it was asked. */
public final class LoopbackServer implements AutoCloseable {

    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "loopback-server");
        thread.setDaemon(true);
        return thread;
    });
    private final @Nullable SSLContext ssl;
    private final int port;
    private @Nullable HttpServer server;

    private LoopbackServer(@Nullable SSLContext ssl) {
        this.ssl = ssl;
        this.port = listen(0);
    }

    public static LoopbackServer http() {
        return new LoopbackServer(null);
    }

    public static LoopbackServer https(SSLContext ssl) {
        return new LoopbackServer(ssl);
    }

    private int listen(int onPort) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort);
            HttpServer created;
            if (ssl == null) {
                created = HttpServer.create(address, 0);
            } else {
                HttpsServer secure = HttpsServer.create(address, 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(ssl));
                created = secure;
            }
            created.setExecutor(threads);
            created.createContext("/", this::handle);
            created.start();
            server = created;
            return created.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        requests.add(path);
        try (exchange) {
            handlers.getOrDefault(path, status(404, "nothing here")).handle(exchange);
        }
    }

    /** Nobody listens any more, until {@link #up()}. */
    public void down() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    public void up() {
        listen(port);
    }

    public LoopbackServer on(String path, HttpHandler handler) {
        handlers.put(path, handler);
        return this;
    }

    public LoopbackServer json(String path, String json) {
        return on(path, status(200, json, "Content-Type", "application/json"));
    }

    public static HttpHandler status(int status, String body, String... headers) {
        return exchange -> {
            exchange.getRequestBody().readAllBytes();
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** Scheme, the address of loopback in digits, port. */
    public String address() {
        return (ssl == null ? "http" : "https") + "://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public URI uri(String path) {
        return URI.create(address() + path);
    }

    /** The paths that were asked for, in order. */
    public List<String> requests() {
        return requests;
    }

    public int hits(String path) {
        return (int) requests.stream().filter(path::equals).count();
    }

    @Override
    public void close() {
        down();
        threads.shutdownNow();
    }
}
