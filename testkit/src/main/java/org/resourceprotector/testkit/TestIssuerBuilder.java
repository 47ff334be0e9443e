package org.resourceprotector.testkit;

import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.scope.Scopes;
import org.resourceprotector.testkit.RegisteredClients.Client;

/**
 * Collects what a {@link TestIssuer} is to be like. Everything has a default.
 *
 * <p>Not thread-safe.
 */
public final class TestIssuerBuilder {

    private final Map<String, Client> clients = new LinkedHashMap<>();
    private List<JwsAlgorithm> algorithms = List.of(JwsAlgorithm.RS256);
    private Clock clock = Clock.systemUTC();
    private String audience = "https://api.example.com";
    private @Nullable String identifier;
    private String path = "";
    private Duration lifetime = Duration.ofMinutes(5);
    private boolean opaqueTokens;
    private boolean openToAll;
    private int port;

    TestIssuerBuilder() {
        client(TestIssuer.CLIENT_ID, TestIssuer.CLIENT_SECRET);
    }

    /**
     * The algorithms to have a key for. The first one signs, unless a token asks for another.
     *
     * @param names at least one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, Ed25519, EdDSA; default
     *     RS256
     * @return this
     * @throws IllegalArgumentException if there is no such algorithm, or none was named
     */
    public TestIssuerBuilder algorithms(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("an issuer needs an algorithm");
        }
        algorithms = Stream.of(names).map(JwsAlgorithm::named).distinct().toList();
        return this;
    }

    /**
     * The time that tokens are issued at and expire by.
     *
     * @param time the clock; default the system's
     * @return this
     */
    public TestIssuerBuilder clock(Clock time) {
        clock = Objects.requireNonNull(time, "time");
        return this;
    }

    /**
     * The resource server that tokens are meant for, unless they say otherwise.
     *
     * @param resource its identifier; default {@code https://api.example.com}
     * @return this
     */
    public TestIssuerBuilder audience(String resource) {
        audience = Objects.requireNonNull(resource, "resource");
        return this;
    }

    /**
     * The issuer identifier, where it shall not be the address that it is reached at.
     *
     * @param name the identifier; default, over HTTP, the address, otherwise {@code https://issuer.example.com}
     * @return this
     */
    public TestIssuerBuilder issuer(String name) {
        identifier = Objects.requireNonNull(name, "name");
        return this;
    }

    /**
     * A path in the issuer identifier, as issuers with several tenants have.
     *
     * @param tenant starts with a slash and does not end with one; default none
     * @return this
     */
    public TestIssuerBuilder path(String tenant) {
        if (!tenant.isEmpty() && (!tenant.startsWith("/") || tenant.endsWith("/"))) {
            throw new IllegalArgumentException("the path starts with a slash and does not end with one");
        }
        path = tenant;
        return this;
    }

    /**
     * Registers a client that may have any scope.
     *
     * @param id its identifier
     * @param secret its secret
     * @return this
     */
    public TestIssuerBuilder client(String id, String secret) {
        clients.put(id, new Client(id, secret, null, null));
        return this;
    }

    /**
     * Registers a client that may have some scopes.
     *
     * @param id its identifier
     * @param secret its secret
     * @param scopes the scopes, separated by blanks; it gets all of them if it does not say which it wants
     * @return this
     */
    public TestIssuerBuilder client(String id, String secret, String scopes) {
        Set<String> allowed = Scopes.parse(scopes);
        clients.put(id, new Client(id, secret, null, allowed));
        return this;
    }

    /**
     * Registers a client that authenticates by {@code private_key_jwt} and may have any scope.
     *
     * @param id its identifier
     * @param key what its assertions are signed with
     * @return this
     */
    public TestIssuerBuilder client(String id, PublicKey key) {
        clients.put(id, new Client(id, null, key, null));
        return this;
    }

    /**
     * How long tokens are valid.
     *
     * @param duration whole seconds; default five minutes
     * @return this
     */
    public TestIssuerBuilder lifetime(Duration duration) {
        lifetime = Objects.requireNonNull(duration, "duration");
        return this;
    }

    /**
     * The token endpoint gives opaque tokens in place of JWTs.
     *
     * @return this
     */
    public TestIssuerBuilder opaqueTokens() {
        opaqueTokens = true;
        return this;
    }

    /**
     * Introspection and revocation answer everyone, whether they authenticate or not.
     *
     * @return this
     */
    public TestIssuerBuilder withoutClientAuthentication() {
        openToAll = true;
        return this;
    }

    /**
     * The port that {@link #start} opens, for an application whose configuration names the issuer.
     *
     * @param number the port; 0 for a free one, as by default
     * @return this
     * @throws IllegalArgumentException if there is no such port
     */
    public TestIssuerBuilder port(int number) {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("there is no port " + number);
        }
        port = number;
        return this;
    }

    /**
     * Makes an issuer in memory, which nobody can reach over HTTP.
     *
     * @return the issuer
     */
    public TestIssuer build() {
        return new TestIssuer(this, null);
    }

    /**
     * Makes an issuer and opens its port on loopback.
     *
     * @return the issuer; close it
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public TestIssuer start() {
        return TestIssuer.start(this);
    }

    IssuerKeys keys() {
        return new IssuerKeys(algorithms);
    }

    Clock clock() {
        return clock;
    }

    String audience() {
        return audience;
    }

    String identifier(String otherwise) {
        return identifier != null ? identifier : otherwise + path;
    }

    String path() {
        return path;
    }

    int port() {
        return port;
    }

    RegisteredClients clients() {
        return new RegisteredClients(clients);
    }

    Duration lifetime() {
        return lifetime;
    }

    boolean isOpaque() {
        return opaqueTokens;
    }

    boolean isOpen() {
        return openToAll;
    }
}
