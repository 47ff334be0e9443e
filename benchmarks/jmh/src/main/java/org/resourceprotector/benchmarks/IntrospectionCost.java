package org.resourceprotector.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Verdict;

/**
 * The same token of about 900 bytes through the validator that asks a server and through the one that reads it, when it
 * comes again. The server is on loopback and answers at once; what it costs to ask it is measured too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class IntrospectionCost {

    private final TokenPool pool = TokenPool.of("RS256");
    private final String token = pool.token();
    private HttpServer server;
    private ExecutorService threads;
    private IntrospectionValidator remembering;
    private IntrospectionValidator asking;
    private JwtValidator jwt;

    /** Starts the server, and has the token validated by all. */
    @Setup
    public void start() throws IOException {
        // without it the server waits 40 ms for more to send
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] answer = answer().getBytes(StandardCharsets.UTF_8);
        server.createContext("/introspect", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, answer.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(answer);
            }
        });
        threads = Executors.newFixedThreadPool(2);
        server.setExecutor(threads);
        server.start();

        remembering = asking().cacheFor(Duration.ofHours(1)).build();
        asking = asking().build();
        jwt = JwtValidator.builder()
                .issuer(TokenPool.ISSUER)
                .audience(TokenPool.AUDIENCE)
                .keys(KeySource.jwkSet(pool.jwkSet().toString()))
                .build();
        if (!(introspectionSeenBefore() instanceof Verdict.Accepted)
                || !(introspectionAsked() instanceof Verdict.Accepted)
                || !(jwtSeenBefore() instanceof Verdict.Accepted)) {
            throw new IllegalStateException("somebody does not accept the token");
        }
    }

    private static String answer() {
        long now = Instant.now().getEpochSecond();
        return """
                {"active":true,"iss":"%s","aud":"%s","sub":"5ba552d67","client_id":"s6BhdRkqt3","token_type":"Bearer",\
                "iat":%d,"exp":%d,"scope":"profile email orders:read orders:write","username":"Alice Liddell"}""".formatted(TokenPool.ISSUER, TokenPool.AUDIENCE, now, now + 36_000);
    }

    private IntrospectionValidator.Builder asking() {
        return IntrospectionValidator.builder()
                .endpoint(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/introspect"))
                .insecureLoopbackHttp()
                .client(ClientAuthentication.basic("api", "secret"))
                .audience(TokenPool.AUDIENCE);
    }

    /** Stops the server. */
    @TearDown
    public void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    /** A header line as a server reads it from the wire: a new string for each request. */
    private PresentedToken presented() {
        return PresentedToken.bearer("Bearer ".concat(token).substring(7));
    }

    /** @return the verdict on a token about which the server was asked before */
    @Benchmark
    public Verdict introspectionSeenBefore() {
        return remembering.validate(presented());
    }

    /** @return the verdict on a token about which the server is asked every time */
    @Benchmark
    public Verdict introspectionAsked() {
        return asking.validate(presented());
    }

    /** @return the verdict on a token that was verified before */
    @Benchmark
    public Verdict jwtSeenBefore() {
        return jwt.validate(presented());
    }
}
