package org.resourceprotector.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Plain HTTP on a loopback port, which can be closed and opened again. Thread-safe. */
final class IssuerHttp {

    private static final int BACKLOG = 1024;
    private static final int LARGEST_BODY = 1 << 20;

    static {
        // Head and body of an answer are two packets: without this the second waits 40 ms for the receipt of the first.
        // Read once, by the first server of the JVM; a test that sets it keeps its own value.
        System.getProperties().putIfAbsent("sun.net.httpserver.nodelay", "true");
    }

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "test-issuer");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Function<RecordedRequest, Answer> answers = request -> Answer.empty(503);
    private int port;
    private @Nullable HttpServer server;
    private boolean isClosed;

    IssuerHttp(int port) {
        this.port = port;
    }

    void answers(Function<RecordedRequest, Answer> function) {
        answers = function;
    }

    /** Opens the port; if it is 0, a free one the first time, and the same one again later; none after the end. */
    synchronized void open() {
        if (server != null || isClosed) {
            return;
        }
        try {
            HttpServer opened = HttpServer.create(new InetSocketAddress(loopback(), port), BACKLOG);
            opened.setExecutor(threads);
            opened.createContext("/", this::handle);
            opened.start();
            port = opened.getAddress().getPort();
            server = opened;
        } catch (IOException taken) {
            throw new UncheckedIOException("no loopback port for the issuer, or its port was taken", taken);
        }
    }

    /** Closes the port and all connections: from now on they are refused. */
    synchronized void shut() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    synchronized void close() {
        isClosed = true;
        shut();
        threads.shutdownNow();
    }

    /** Where it is, without a path and a slash. */
    synchronized String base() {
        return "http://127.0.0.1:" + port;
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1});
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answers.apply(read(exchange));
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            boolean silent = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), silent ? -1 : body.length);
            if (!silent) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private static RecordedRequest read(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
        return new RecordedRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                headers,
                new String(body, StandardCharsets.UTF_8));
    }
}
