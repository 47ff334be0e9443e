package org.resourceprotector.load.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.resourceprotector.processes.control.Ports;
import org.resourceprotector.testkit.TestIssuer;

/** An authorization server on loopback that has the fault which it is told to have. Thread-safe. */
final class Authority implements AutoCloseable {

    static final String AUDIENCE = "https://api.example.com";
    static final String ROGUE = "/rogue";

    /** An address of the keys, which no fault concerns, unless connections are refused. */
    static final String ALWAYS_WELL = "/well";

    private static final String JSON = "application/json";
    private static final int HANG_SECONDS = 20;
    private static final int SLOW_SECONDS = 2;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
    private final Map<String, Opaque> opaque = new ConcurrentHashMap<>();
    private final WrongAnswers wrongAnswers = new WrongAnswers();
    private final WrongKeys wrongKeys = new WrongKeys();
    private final TestIssuer rogue;
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong callsOfRogue = new AtomicLong();
    private final int port;
    private final TestIssuer issuer;
    private volatile Condition condition = new Condition(null);
    private HttpServer server;

    /** How it is; no fault is well. */
    private record Condition(Fault fault) {}

    /** Another server has a key of its own. */
    Authority(TestIssuer rogue) {
        this.rogue = rogue;
        this.port = listen(Ports.free());
        this.issuer = TestIssuer.builder().issuer(base()).audience(AUDIENCE).build();
    }

    private int listen(int onPort) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        return server.getAddress().getPort();
    }

    String base() {
        return "http://127.0.0.1:" + port;
    }

    TestIssuer issuer() {
        return issuer;
    }

    void add(Opaque token) {
        opaque.values().removeIf(known -> !known.isAlive());
        opaque.put(token.value(), token);
    }

    void revoke(Opaque token) {
        opaque.remove(token.value());
    }

    long calls() {
        return calls.get();
    }

    /** How often somebody came to the other server. */
    long callsOfRogue() {
        return callsOfRogue.get();
    }

    void fails(Fault fault) {
        condition = new Condition(fault);
        if (fault == Fault.REFUSED) {
            server.stop(0);
        }
    }

    void recovers() {
        if (condition.fault() == Fault.REFUSED) {
            listen(port);
        }
        condition = new Condition(null);
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals(ALWAYS_WELL)) {
            try (exchange) {
                send(exchange, 200, keys(null));
            }
            return;
        }
        calls.incrementAndGet();
        String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Fault fault = condition.fault();
        if (fault == Fault.HANGS) {
            answerIn(HANG_SECONDS, exchange, form, null);
        } else if (fault == Fault.SLOW) {
            answerIn(SLOW_SECONDS, exchange, form, null);
        } else {
            answer(exchange, form, fault);
        }
    }

    private void answerIn(int seconds, HttpExchange exchange, String form, Fault fault) {
        var unused = later.schedule(
                () -> threads.execute(() -> {
                    try {
                        answer(exchange, form, fault);
                    } catch (IOException e) {
                        // who asked does not listen any more
                    }
                }),
                seconds,
                TimeUnit.SECONDS);
    }

    private void answer(HttpExchange exchange, String form, Fault fault) throws IOException {
        try (exchange) {
            if (fault != null && spoils(exchange, fault)) {
                return;
            }
            String path = exchange.getRequestURI().getPath();
            if (path.startsWith(ROGUE)) {
                callsOfRogue.incrementAndGet();
                path = path.substring(ROGUE.length());
                send(exchange, 200, path.equals("/jwks") ? rogue.jwkSetJson() : alwaysActive());
                return;
            }
            switch (path) {
                case "/.well-known/oauth-authorization-server" -> send(exchange, 200, metadata(fault));
                case "/jwks" -> send(exchange, 200, keys(fault));
                case "/introspect" -> send(exchange, 200, introspection(token(form), fault));
                default -> send(exchange, 404, "{}");
            }
        }
    }

    /** Whether the fault is the whole answer. */
    private static boolean spoils(HttpExchange exchange, Fault fault) throws IOException {
        switch (fault) {
            case ERRORS -> send(exchange, 500, "{\"error\":\"server_error\"}");
            case BUSY -> {
                exchange.getResponseHeaders().set("Retry-After", "2");
                send(exchange, 503, "{}");
            }
            case GARBAGE -> send(exchange, 200, "{\"keys\":[{\"kty\":");
            case PAGE -> {
                exchange.getResponseHeaders().set("Content-Type", "text/html");
                send(exchange, 200, "<!DOCTYPE html><title>Sign in</title>");
            }
            case DRIPS -> drip(exchange);
            case ENDLESS -> pour(exchange);
            case REDIRECTS -> {
                exchange.getResponseHeaders()
                        .set("Location", ROGUE + exchange.getRequestURI().getPath());
                send(exchange, 307, "");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void drip(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", JSON);
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        Clockwork clockwork = new Clockwork();
        for (int i = 0; i < HANG_SECONDS * 5; i++) {
            body.write(' ');
            body.flush();
            clockwork.await((i + 1) * 200L);
        }
    }

    private static void pour(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", JSON);
        exchange.sendResponseHeaders(200, 0);
        byte[] blanks = new byte[16 * 1024];
        Arrays.fill(blanks, (byte) ' ');
        for (int i = 0; i < 10_000; i++) {
            exchange.getResponseBody().write(blanks);
        }
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().putIfAbsent("Content-Type", java.util.List.of(JSON));
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String metadata(Fault fault) {
        boolean lies = fault == Fault.OTHER_ISSUER;
        String addresses = lies ? base() + ROGUE : base();
        return "{\"issuer\":\"" + (lies ? "https://other-issuer.example" : base()) + "\",\"jwks_uri\":\"" + addresses
                + "/jwks\",\"introspection_endpoint\":\"" + addresses + "/introspect\"}";
    }

    private String keys(Fault fault) {
        if (fault == Fault.NO_KEYS) {
            return "{\"keys\":[]}";
        }
        if (fault == Fault.USELESS_KEYS) {
            return "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"secret\",\"k\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}]}";
        }
        return fault == Fault.WRONG_KEYS ? wrongKeys.insteadOf(issuer.jwkSetJson()) : issuer.jwkSetJson();
    }

    private String introspection(String token, Fault fault) {
        if (fault == Fault.WRONG_ANSWERS) {
            return wrongAnswers.next(base(), AUDIENCE);
        }
        Opaque known = opaque.get(token);
        return known != null && known.isAlive() ? known.answer(base()) : "{\"active\":false}";
    }

    private String alwaysActive() {
        return new Opaque("", AUDIENCE, "profile", 0, Long.MAX_VALUE / 1_000_000).answer(base());
    }

    private static String token(String form) {
        return Arrays.stream(form.split("&", -1))
                .filter(field -> field.startsWith("token="))
                .map(field -> URLDecoder.decode(field.substring("token=".length()), UTF_8))
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        later.shutdownNow();
        issuer.close();
    }
}
