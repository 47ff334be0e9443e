package org.resourceprotector.testkit;

import java.net.URI;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server for tests: in memory, and over plain HTTP on a loopback port if it was started.
 *
 * <pre>{@code
 * MutableClock clock = MutableClock.now();
 * try (TestIssuer issuer = TestIssuer.builder().clock(clock).audience("https://api.example.com").start()) {
 *     String token = issuer.token().subject("alice").scope("profile").value();
 *     …
 *     issuer.rotateKeys();  // new tokens are signed by a new key
 *     issuer.outage();      // connections are refused
 *     issuer.recover();
 * }
 * }</pre>
 *
 * <p>Over HTTP it has the {@linkplain IssuerEndpoint endpoints} of a real one: metadata, key set, client credentials,
 * introspection, revocation; each can be told to fail, to be late, or to talk nonsense, and counts its requests. One client
 * is registered already, {@link #CLIENT_ID} with {@link #CLIENT_SECRET}. It checks only what tests need: it is no example
 * of a secure server.
 *
 * <p>Thread-safe. Each issuer has keys of its own, made when it is built.
 *
 * @see TestIssuerExtension
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414">RFC 8414</a>
 */
public final class TestIssuer implements AutoCloseable {

    /** The identifier of the client that is registered from the start; it may have any scope. */
    public static final String CLIENT_ID = "test-client";

    /** The secret of the client that is registered from the start. */
    public static final String CLIENT_SECRET = "test-secret";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final String identifier;
    private final String audience;
    private final Clock clock;
    private final Duration lifetime;
    private final IssuerKeys keys;
    private final IssuedTokens tokens;
    private final IssuerEndpoints endpoints;
    private final @Nullable IssuerHttp http;

    TestIssuer(TestIssuerBuilder settings, @Nullable IssuerHttp http) {
        this.http = http;
        identifier = settings.identifier(http == null ? "https://issuer.example.com" : http.base());
        audience = settings.audience();
        clock = settings.clock();
        lifetime = settings.lifetime();
        keys = settings.keys();
        tokens = new IssuedTokens(identifier, keys, clock);
        endpoints = new IssuerEndpoints(this, settings);
    }

    static TestIssuer start(TestIssuerBuilder settings) {
        IssuerHttp http = new IssuerHttp(settings.port());
        http.open();
        TestIssuer issuer = new TestIssuer(settings, http);
        http.answers(issuer.endpoints::answer);
        return issuer;
    }

    /**
     * An issuer with the default settings, in memory.
     *
     * @return the issuer
     */
    public static TestIssuer inMemory() {
        return builder().build();
    }

    /**
     * An issuer with the default settings, over HTTP.
     *
     * @return the issuer; close it
     */
    public static TestIssuer start() {
        return builder().start();
    }

    /**
     * Starts with the default settings.
     *
     * @return a builder
     */
    public static TestIssuerBuilder builder() {
        return new TestIssuerBuilder();
    }

    // What it is, and what it issues

    /**
     * A new token, valid from now on for the lifetime that the issuer was built with, without a scope.
     *
     * @return the token
     */
    public TestToken token() {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", identifier);
        claims.put("sub", "alice");
        claims.put("aud", audience);
        claims.put("client_id", CLIENT_ID);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(lifetime).getEpochSecond());
        claims.put("jti", RandomText.ofBytes(12));
        return new TestToken(this, JwsDraft.of("at+jwt", keys.signing(), claims), List.of());
    }

    /**
     * The issuer identifier.
     *
     * @return what its tokens carry as {@code iss}
     */
    public String issuer() {
        return identifier;
    }

    /**
     * The resource server that its tokens are meant for.
     *
     * @return what its tokens carry as {@code aud}
     */
    public String audience() {
        return audience;
    }

    /**
     * The key that its tokens are signed with now.
     *
     * @return the public key
     */
    public PublicKey publicKey() {
        return keys.signing().pair().getPublic();
    }

    /**
     * The key set that it publishes now.
     *
     * @return a JWK set
     */
    public String jwkSetJson() {
        return keys.jwkSetJson();
    }

    /**
     * Where an endpoint is.
     *
     * @param endpoint the endpoint
     * @return its address
     * @throws IllegalStateException if the issuer is in memory only
     */
    public URI uri(IssuerEndpoint endpoint) {
        return URI.create(started().base() + endpoint.path(endpoints.path()));
    }

    /**
     * Revokes a token: introspection says from now on that it is not active. A JWT can still be verified.
     *
     * @param value the token
     */
    public void revoke(String value) {
        tokens.revoke(value);
    }

    // Keys

    /** Makes new keys and signs with them from now on. The old ones stay in the key set. */
    public void rotateKeys() {
        keys.rotate();
    }

    /** Takes all keys out of the key set, except those that sign now. */
    public void dropOldKeys() {
        keys.dropOld();
    }

    /**
     * Puts something else into the key set, in front of the issuer's own keys.
     *
     * @param jwk a key as JSON, or something that is none
     */
    public void publishAlso(String jwk) {
        keys.publishAlso(jwk);
    }

    /**
     * Changes what the metadata say, in both documents.
     *
     * @param name the member
     * @param content its value; null leaves the member out
     */
    public void metadata(String name, @Nullable Object content) {
        endpoints.metadata(name, content);
    }

    // Bad days

    /**
     * Closes the port: connections are refused, open ones are cut.
     *
     * @throws IllegalStateException if the issuer is in memory only
     */
    public void outage() {
        started().shut();
    }

    /**
     * Answers with an error.
     *
     * @param status the status, for example 503
     * @param which the endpoints; none means all
     */
    public void failing(int status, IssuerEndpoint... which) {
        endpoints.faults().set(List.of(which), regular -> Answer.error(status, "temporarily_unavailable"));
    }

    /**
     * Answers 200 with JSON that breaks off.
     *
     * @param which the endpoints; none means all
     */
    public void garbage(IssuerEndpoint... which) {
        endpoints.faults().set(List.of(which), regular -> Answer.of(200, Answer.JSON, "{\"keys\":[{\"kty\":"));
    }

    /**
     * Answers what the test says.
     *
     * @param endpoint the endpoint
     * @param status the status
     * @param headers the headers, for example {@code Content-Type}, {@code Retry-After}, {@code Location}
     * @param body the body
     */
    public void answer(IssuerEndpoint endpoint, int status, Map<String, String> headers, String body) {
        Answer answer = Answer.of(status, Answer.JSON, body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        Answer complete = answer;
        endpoints.faults().set(List.of(endpoint), regular -> complete);
    }

    /**
     * Answers right, but late; at once when it recovers.
     *
     * @param delay how late
     * @param which the endpoints; none means all
     */
    public void slow(Duration delay, IssuerEndpoint... which) {
        endpoints.faults().set(List.of(which), endpoints.faults().late(delay));
    }

    /**
     * Answers when it recovers, at the latest after a minute.
     *
     * @param which the endpoints; none means all
     */
    public void hold(IssuerEndpoint... which) {
        slow(IssuerFaults.LONGEST_HOLD, which);
    }

    /**
     * Answers introspection wrongly.
     *
     * @param defects what is wrong, all at once; none ends it
     */
    public void introspectionDefects(IntrospectionDefect... defects) {
        endpoints.introspectionDefects(List.of(defects));
    }

    /** Ends all bad days: the port is open again, everything is answered as it should be. Keys and metadata stay. */
    public void recover() {
        endpoints.introspectionDefects(List.of());
        endpoints.faults().recover();
        if (http != null) {
            http.open();
        }
    }

    // What was asked

    /**
     * How often an endpoint was called, whatever it answered.
     *
     * @param endpoint the endpoint
     * @return the number of requests that reached it
     */
    public int requestCount(IssuerEndpoint endpoint) {
        return endpoints.log().count(endpoint);
    }

    /**
     * The last requests of an endpoint, at most a hundred.
     *
     * @param endpoint the endpoint
     * @return the requests, the oldest first
     */
    public List<RecordedRequest> requests(IssuerEndpoint endpoint) {
        return endpoints.log().last(endpoint);
    }

    /**
     * Waits until an endpoint was called so many times, for what happens off the thread of the test.
     *
     * @param endpoint the endpoint
     * @param count the number of requests to wait for
     * @throws IllegalStateException if that does not happen within 20 seconds
     */
    public void awaitRequests(IssuerEndpoint endpoint, int count) {
        if (!endpoints.log().await(endpoint, count, PATIENCE)) {
            throw new IllegalStateException(
                    "waited for " + count + " requests of " + endpoint + ", saw " + requestCount(endpoint));
        }
    }

    /** Forgets the requests: all counts are zero. */
    public void forgetRequests() {
        endpoints.log().clear();
    }

    /** Closes the port for good. An issuer in memory has nothing to close. */
    @Override
    public void close() {
        if (http != null) {
            endpoints.faults().recover();
            http.close();
        }
    }

    /**
     * Names the issuer.
     *
     * @return for example {@code TestIssuer[http://127.0.0.1:40001]}
     */
    @Override
    public String toString() {
        return "TestIssuer[" + identifier + "]";
    }

    IssuerKeys keys() {
        return keys;
    }

    IssuedTokens tokens() {
        return tokens;
    }

    Clock clock() {
        return clock;
    }

    String base() {
        return started().base();
    }

    private IssuerHttp started() {
        if (http == null) {
            throw new IllegalStateException("this issuer is in memory only; start() it to reach it over HTTP");
        }
        return http;
    }
}
