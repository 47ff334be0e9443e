package org.resourceprotector.introspection;

import static org.resourceprotector.settings.Bounds.DAY;
import static org.resourceprotector.settings.Bounds.SHORTEST;
import static org.resourceprotector.settings.Bounds.within;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.HttpFetch;
import org.resourceprotector.http.HttpSettings;

/** The part of the builder that tells how the server is asked, how often, and how much. */
abstract sealed class Connection permits IntrospectionValidator.Builder {

    private static final int MAX_SIZE = 16 * 1024 * 1024;
    private static final int MAX_THREADS = 100_000;
    private static final Duration LONGEST_WINDOW = Duration.ofMinutes(1);
    private static final int LONGEST_TOKEN = 1 << 20;
    private static final int MOST_ANSWERS = 10_000_000;
    private static final Set<String> OWN_PARAMETERS = Set.of(
            "token", "token_type_hint", "client_id", "client_secret", "client_assertion", "client_assertion_type");

    private final HttpSettings http = new HttpSettings();
    private boolean ownSslContext;
    private int maxResponseSize = 256 * 1024;
    final Map<String, String> parameters = new LinkedHashMap<>();
    Duration timeout = Duration.ofSeconds(3);
    int maxCalls = 32;
    int maxWaiting = 1_000;
    Duration slowAfter = Duration.ofSeconds(1);

    /** Where nobody said how many: half of the threads that an application server turns out to have. */
    Pace.@Nullable Few maxWhenSlow;

    int failFastAfter = 5;
    Duration failFastFor = Duration.ofSeconds(2);
    boolean loopbackHttp;
    Duration cacheFor = Duration.ZERO;

    @Nullable
    Duration cacheRefusalsFor;

    Duration staleFor = Duration.ZERO;
    int cacheSize = 10_000;
    int maxTokenLength = 16 * 1024;

    Connection() {}

    abstract IntrospectionValidator.Builder self();

    /**
     * An HTTP client to ask with, in place of one that is made with {@link #proxy}, {@link #sslContext} and
     * {@link #connectTimeout}.
     *
     * @param httpClient the client; must not follow redirects
     * @return this
     */
    public IntrospectionValidator.Builder httpClient(HttpClient httpClient) {
        http.client(httpClient);
        return self();
    }

    /**
     * The proxies to ask through. Without it the JVM's are used.
     *
     * @param selector chooses a proxy
     * @return this
     */
    public IntrospectionValidator.Builder proxy(ProxySelector selector) {
        http.proxy(selector);
        return self();
    }

    /**
     * Which servers to trust. Without it the JVM's default is used, or that of {@link ClientAuthentication#tls}.
     *
     * @param context with the trust anchors
     * @return this
     */
    public IntrospectionValidator.Builder sslContext(SSLContext context) {
        http.sslContext(context);
        ownSslContext = true;
        return self();
    }

    /**
     * How long to wait for a connection, 2 seconds by default.
     *
     * @param time a millisecond to a day
     * @return this
     */
    public IntrospectionValidator.Builder connectTimeout(Duration time) {
        http.connectTimeout(within("connectTimeout", time, SHORTEST, DAY));
        return self();
    }

    /**
     * How long a request waits for the last byte of an answer, connecting and discovery included, 3 seconds by default.
     *
     * @param time a millisecond to a day
     * @return this
     */
    public IntrospectionValidator.Builder timeout(Duration time) {
        this.timeout = within("timeout", time, SHORTEST, DAY);
        return self();
    }

    /**
     * How long an answer may be, 256 KiB by default. A longer one is not used, and not read to its end.
     *
     * @param bytes 1 byte to 16 MiB
     * @return this
     */
    public IntrospectionValidator.Builder maxResponseSize(int bytes) {
        this.maxResponseSize = within("maxResponseSize", bytes, MAX_SIZE);
        return self();
    }

    /**
     * How many calls may be under way at once, 32 by default; a request that would make one more gets a 503 at once. Each
     * holds a thread of the application's server; {@link #whenSlow} bounds how many of them do so for long.
     *
     * @param calls 1 to 100,000
     * @return this
     */
    public IntrospectionValidator.Builder maxCalls(int calls) {
        this.maxCalls = within("maxCalls", calls, MAX_THREADS);
        return self();
    }

    /**
     * How many requests may wait for a call that another request made with the same token, 1,000 by default; one more gets
     * a 503 at once. Each holds a thread of the application's server.
     *
     * @param requests 1 to 100,000
     * @return this
     */
    public IntrospectionValidator.Builder maxWaiting(int requests) {
        this.maxWaiting = within("maxWaiting", requests, MAX_THREADS);
        return self();
    }

    /**
     * When a server counts as slow, and how many requests may then be under way or wait for it; further ones get a 503 at
     * once. By default a server is slow that gave no answer within a second for a second; the next one that takes less ends
     * that. By default half as many requests may wait for it as ever did at once, at least as many as there are processors
     * and at most half of {@link #maxCalls}: so many threads the application's server has, and half of them stay free.
     *
     * <p>Requests beyond that number never wait longer than the time given here, however long the {@link #timeout} is.
     *
     * @param after a millisecond to a day
     * @param requests 1 to 100,000
     * @return this
     */
    public IntrospectionValidator.Builder whenSlow(Duration after, int requests) {
        this.slowAfter = within("whenSlow", after, SHORTEST, DAY);
        this.maxWhenSlow = Pace.Few.exactly(within("whenSlow", requests, MAX_THREADS));
        return self();
    }

    /**
     * When to leave the server alone, and how long: after 5 failed requests one after the other, for 2 seconds, by default.
     * Requests that would need it get a 503 at once in the meantime. Then one call tries, and decides for the others.
     *
     * @param failures 1 to 100,000; time-outs, refused connections, and the statuses 401, 403, 429 and 500 and above count
     * @param window a millisecond to a minute
     * @return this
     */
    public IntrospectionValidator.Builder failFast(int failures, Duration window) {
        this.failFastAfter = within("failFast", failures, MAX_THREADS);
        this.failFastFor = within("failFast", window, SHORTEST, LONGEST_WINDOW);
        return self();
    }

    /**
     * Remembers that a token is good: the server is not asked about it again for so long, and no longer than until it
     * expires. That is also how long a revoked token may still be accepted. Nothing is remembered where nothing is said.
     *
     * @param time nothing to a day
     * @return this
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-4">RFC 7662, section 4</a>
     */
    public IntrospectionValidator.Builder cacheFor(Duration time) {
        this.cacheFor = within("cacheFor", time, Duration.ZERO, DAY);
        return self();
    }

    /**
     * Remembers that a token is no good, apart from the good ones; 5 seconds where nothing is said, but no longer than
     * good ones. That is also how long a token may be refused that the server came to know in the meantime.
     *
     * @param time nothing to a day
     * @return this
     */
    public IntrospectionValidator.Builder cacheRefusalsFor(Duration time) {
        this.cacheRefusalsFor = within("cacheRefusalsFor", time, Duration.ZERO, DAY);
        return self();
    }

    /**
     * How many good tokens are remembered, and as many others; 10,000 where nothing is said.
     *
     * @param tokens 1 to 10,000,000
     * @return this
     */
    public IntrospectionValidator.Builder cacheSize(int tokens) {
        this.cacheSize = within("cacheSize", tokens, MOST_ANSWERS);
        return self();
    }

    /**
     * Accepts what was remembered for a while longer than {@link #cacheFor}, if the server does not answer; no longer
     * than until the token expires. A revoked token may still be accepted in that time. Not at all where nothing is
     * said.
     *
     * @param time nothing to a day
     * @return this
     */
    public IntrospectionValidator.Builder acceptStaleFor(Duration time) {
        this.staleFor = within("acceptStaleFor", time, Duration.ZERO, DAY);
        return self();
    }

    /**
     * How long a token may be; 16 KiB where nothing is said. A longer one is refused, and the server not asked.
     *
     * @param characters 1 to 1,048,576
     * @return this
     */
    public IntrospectionValidator.Builder maxTokenLength(int characters) {
        this.maxTokenLength = within("maxTokenLength", characters, LONGEST_TOKEN);
        return self();
    }

    /**
     * Sends {@code token_type_hint}; nothing is sent where nothing is said.
     *
     * @param hint for example {@code access_token}
     * @return this
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.1">RFC 7662, section 2.1</a>
     */
    public IntrospectionValidator.Builder tokenTypeHint(String hint) {
        parameters.put("token_type_hint", Objects.requireNonNull(hint, "hint"));
        return self();
    }

    /**
     * Sends a further parameter with every request.
     *
     * @param name its name; none of those that RFC 7662 and the authentication of clients define
     * @param value its value
     * @return this
     */
    public IntrospectionValidator.Builder parameter(String name, String value) {
        if (name.isEmpty() || OWN_PARAMETERS.contains(name)) {
            throw new IllegalArgumentException("not a further parameter: " + name);
        }
        parameters.put(name, Objects.requireNonNull(value, "value"));
        return self();
    }

    /**
     * Allows plain http to {@code localhost}, {@code [::1]} and addresses that start with 127, for tests and development;
     * to no other host.
     *
     * @return this
     */
    public IntrospectionValidator.Builder insecureLoopbackHttp() {
        this.loopbackHttp = true;
        return self();
    }

    /** The client to ask with. */
    HttpFetch fetch(@Nullable SSLContext ofClient) {
        if (ofClient != null) {
            if (ownSslContext) {
                throw new IllegalStateException(
                        "ClientAuthentication.tls brings its own sslContext; leave the other out");
            }
            http.sslContext(ofClient);
        }
        return new HttpFetch(http.toClient(), timeout, maxResponseSize, loopbackHttp);
    }
}
