package org.resourceprotector.benchmarks.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The issuer of all tokens: serves its metadata and its keys on loopback, counts who comes for the keys, and can be shut
 * and opened again at the same place. Thread-safe.
 */
final class Issuer implements AutoCloseable {

    private final RSAKey rsa;
    private final ECKey ec;
    private final List<JWK> published = new CopyOnWriteArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private final int port;
    private @Nullable HttpServer server;

    Issuer() throws IOException, JOSEException {
        rsa = rsaKey("rs");
        ec = new ECKeyGenerator(Curve.P_256)
                .keyID("es")
                .algorithm(JWSAlgorithm.ES256)
                .keyUse(KeyUse.SIGNATURE)
                .generate();
        published.add(rsa);
        published.add(ec);
        HttpServer first = serve(0);
        server = first;
        port = first.getAddress().getPort();
    }

    /** Makes a key that nobody has published yet. */
    static RSAKey rsaKey(String keyId) throws JOSEException {
        return new RSAKeyGenerator(2048)
                .keyID(keyId)
                .algorithm(JWSAlgorithm.RS256)
                .keyUse(KeyUse.SIGNATURE)
                .generate();
    }

    RSAKey rsa() {
        return rsa;
    }

    ECKey ec() {
        return ec;
    }

    String identifier() {
        return "http://127.0.0.1:" + port;
    }

    URI jwksUri() {
        return URI.create(identifier() + "/jwks");
    }

    void publish(JWK key) {
        published.add(key);
    }

    /** How often anybody came for the keys. */
    int fetches() {
        return fetches.get();
    }

    /** Nobody can reach it from here on. */
    synchronized void shut() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    /** Is there again. */
    synchronized void open() throws IOException {
        if (server == null) {
            server = serve(port);
        }
    }

    private HttpServer serve(int where) throws IOException {
        HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 64);
        started.createContext("/", this::answer);
        started.start();
        return started;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/jwks")) {
            fetches.incrementAndGet();
            send(exchange, 200, new JWKSet(List.copyOf(published)).toString());
        } else if (path.startsWith("/.well-known/")) {
            send(exchange, 200, "{\"issuer\":\"" + identifier() + "\",\"jwks_uri\":\"" + jwksUri() + "\"}");
        } else {
            send(exchange, 404, "{}");
        }
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        shut();
    }
}
