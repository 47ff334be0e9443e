package org.resourceprotector.introspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.resourceprotector.http.Await;
import org.resourceprotector.http.CannedClient;
import org.resourceprotector.http.ServedClient;

/**
 * An authorization server on loopback that answers what a test wants, and remembers what it was asked. Without a socket
 * if mutants are looked for, because each of them is asked by many tests; only one with TLS has one then.
 */
final class FakeServer implements AutoCloseable {

    static final String ACTIVE =
            "{\"active\":true,\"sub\":\"alice\",\"aud\":\"" + IntrospectionFixture.AUDIENCE + "\"}";

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private static final boolean WITHOUT_SOCKETS = Boolean.getBoolean("resourceprotector.without.sockets");
    private static final AtomicInteger LAST_PORT = new AtomicInteger(20_000);

    private final AtomicInteger dropping = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "fake-server");
        thread.setDaemon(true);
        return thread;
    });
    private final SSLContext ssl;
    private final int port;
    private volatile Function<Asked, Reply> answers = asked -> Reply.json(ACTIVE);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean isDown;
    private HttpServer server;

    /** A request that came. */
    record Asked(String method, URI uri, Map<String, List<String>> headers, String body) {

        String header(String name) {
            List<String> values = headers.get(name);
            return values == null ? null : values.get(0);
        }

        Map<String, String> form() {
            Map<String, String> form = new LinkedHashMap<>();
            for (String pair : body.split("&", -1)) {
                int at = pair.indexOf('=');
                String name = URLDecoder.decode(pair.substring(0, at), UTF_8);
                if (form.put(name, URLDecoder.decode(pair.substring(at + 1), UTF_8)) != null) {
                    throw new IllegalStateException("twice: " + name);
                }
            }
            return form;
        }

        String token() {
            return form().get("token");
        }
    }

    /** What is answered. */
    record Reply(int status, String contentType, String body, Map<String, String> headers) {

        static Reply json(String json) {
            return of(200, "application/json", json);
        }

        static Reply of(int status, String contentType, String body) {
            return new Reply(status, contentType, body, Map.of());
        }

        static Reply status(int status, String... headers) {
            Map<String, String> map = new LinkedHashMap<>();
            for (int i = 0; i < headers.length; i += 2) {
                map.put(headers[i], headers[i + 1]);
            }
            return new Reply(status, "application/json", "{}", map);
        }
    }

    private FakeServer(SSLContext ssl) {
        this.ssl = ssl;
        this.port = isOffline() ? LAST_PORT.incrementAndGet() : listen(0);
    }

    static FakeServer http() {
        return new FakeServer(null);
    }

    static FakeServer https(SSLContext ssl) {
        return new FakeServer(ssl);
    }

    private boolean isOffline() {
        return WITHOUT_SOCKETS && ssl == null;
    }

    /** Asks this server, if there is no socket to ask it by. */
    IntrospectionValidator.Builder askedBy(IntrospectionValidator.Builder settings) {
        return isOffline() ? settings.httpClient(new ServedClient(this::served, threads)) : settings;
    }

    private CannedClient.Reply served(HttpRequest request, String body) throws IOException {
        if (isDown) {
            throw new ConnectException("Connection refused");
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        Reply reply = answer(new Asked(request.method(), pathAndQuery(request.uri()), headers, body));
        List<String> more = new ArrayList<>();
        if (reply.contentType() != null) {
            more.addAll(List.of("Content-Type", reply.contentType()));
        }
        reply.headers().forEach((name, value) -> more.addAll(List.of(name, value)));
        return CannedClient.Reply.of(reply.status(), reply.body(), more.toArray(String[]::new));
    }

    private static URI pathAndQuery(URI uri) {
        return URI.create(uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()));
    }

    /** What is answered to a request; fails if the connection is to break. */
    private Reply answer(Asked request) throws IOException {
        asked.add(request);
        if (dropping.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IOException("dropped");
        }
        pass();
        return answers.apply(request);
    }

    private int listen(int onPort) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort);
            server = ssl == null ? HttpServer.create(address, 0) : secure(address);
            server.setExecutor(threads);
            server.createContext("/", this::handle);
            server.start();
            return server.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpServer secure(InetSocketAddress address) throws IOException {
        HttpsServer secure = HttpsServer.create(address, 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(ssl) {
            @Override
            public void configure(HttpsParameters parameters) {
                parameters.setWantClientAuth(true);
            }
        });
        return secure;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        if (exchange instanceof HttpsExchange secure) {
            headers.put("client-certificate", List.of(certificate(secure)));
        }
        Asked request = new Asked(exchange.getRequestMethod(), exchange.getRequestURI(), headers, body);
        try (exchange) {
            send(exchange, answer(request));
        }
    }

    private static String certificate(HttpsExchange secure) {
        try {
            return secure.getSSLSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException e) {
            return "none";
        }
    }

    private void pass() throws IOException {
        try {
            if (!gate.await(30, TimeUnit.SECONDS)) {
                throw new IOException("nobody let the answers go");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        if (reply.contentType() != null) {
            exchange.getResponseHeaders().add("Content-Type", reply.contentType());
        }
        reply.headers().forEach(exchange.getResponseHeaders()::add);
        byte[] bytes = reply.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    FakeServer answering(Function<Asked, Reply> by) {
        answers = by;
        return this;
    }

    FakeServer answering(Reply reply) {
        return answering(asked -> reply);
    }

    FakeServer json(String json) {
        return answering(Reply.json(json));
    }

    /** Keeps all answers back, until {@link #release()}. */
    FakeServer hold() {
        gate = new CountDownLatch(1);
        return this;
    }

    void release() {
        gate.countDown();
    }

    /** Breaks the connection instead of an answer, so many times. */
    void drop(int times) {
        dropping.set(times);
    }

    void down() {
        isDown = true;
        if (!isOffline()) {
            server.stop(0);
        }
    }

    void up() {
        isDown = false;
        if (!isOffline()) {
            listen(port);
        }
    }

    URI uri(String path) {
        return URI.create((ssl == null ? "http" : "https") + "://127.0.0.1:" + port + path);
    }

    URI endpoint() {
        return uri("/introspect");
    }

    int calls() {
        return asked.size();
    }

    List<Asked> asked() {
        return asked;
    }

    Asked last() {
        return asked.get(asked.size() - 1);
    }

    void awaitCalls(int count) {
        Await.until(count + " calls", () -> asked.size() >= count);
    }

    @Override
    public void close() {
        release();
        down();
        threads.shutdownNow();
    }
}
