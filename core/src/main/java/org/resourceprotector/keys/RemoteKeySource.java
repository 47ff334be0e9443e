package org.resourceprotector.keys;

import static org.resourceprotector.settings.Bounds.DAY;
import static org.resourceprotector.settings.Bounds.MIN_DURATION;
import static org.resourceprotector.settings.Bounds.within;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.HttpClients;
import org.resourceprotector.http.HttpFetch;
import org.resourceprotector.http.IssuerMetadata;
import org.resourceprotector.http.PlainHttp;
import org.resourceprotector.http.SecureUri;
import org.resourceprotector.http.ServerAddress;
import org.resourceprotector.settings.Given;
import org.resourceprotector.status.Status;

/**
 * The keys that an authorization server publishes.
 *
 * <p>Fetches when the first token comes, so that the application starts while the server is down, or before it if the
 * application calls {@link #keys()}; and again when the keys are due, while requests go on with those that are known. If
 * nobody asked until they are as old as {@link Builder#refreshInterval} allows, a request waits for a quick answer first. One fetch serves all who wait for it. Key identifiers that are
 * not known lead to at most one fetch per cool-down, and signatures that no known key made to another one, whatever callers
 * send. A token whose key nobody may look for now cannot be found out about: it may be good.
 *
 * <p>When the server does not answer, or with a set without a key, known keys are used for a bounded time, and then there
 * are none; it is asked again after a pause that grows, or when it says ({@code Retry-After}). A key that the server does
 * not publish any more is gone with the next refresh.
 *
 * <p>Talks https only, unless a method that begins with {@code insecure} says otherwise. Follows no redirect, and does not use
 * metadata that names another issuer, nor symmetric or weak keys.
 *
 * <p>Thread-safe. Has no thread of its own. If the application gives no HTTP client, sources that fetch at the same time
 * share one, which nobody keeps: its threads end about a minute after its last fetch, once it was collected.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414#section-3">RFC 8414, section 3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, section 5</a>
 */
public final class RemoteKeySource implements KeySource, AutoCloseable {

    private final String name;
    private final JwksCache keys;

    private RemoteKeySource(Builder builder) {
        this.name = builder.name();
        this.keys = builder.keys();
    }

    /**
     * Starts a source.
     *
     * @return a builder, which needs an issuer or an address
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public KeySet keys() {
        return keys.keys();
    }

    @Override
    public KeySet refreshFor(String keyId) {
        return keys.refreshFor(Objects.requireNonNull(keyId, "keyId"));
    }

    @Override
    public KeySet refreshForSignature() {
        return keys.refreshForSignature();
    }

    @Override
    public KeySource waitingAtMost(Duration time) {
        return keys.waitingAtMost(time);
    }

    @Override
    public List<Status> status() {
        return List.of(keys.status(name));
    }

    /** Fetches nothing from now on. Keys that are known are used as long as they may be without their server. */
    @Override
    public void close() {
        keys.close();
    }

    @Override
    public String toString() {
        return "RemoteKeySource[" + name + "]";
    }

    /**
     * Collects the settings of a source.
     *
     * <p>Not thread-safe.
     */
    public static final class Builder {

        private static final int MAX_RESPONSE_SIZE = 512 * 1024;
        private static final int MAX_KEYS = 100;

        private @Nullable String issuer;
        private @Nullable URI jwksUri;
        private @Nullable HttpClient httpClient;
        private Duration timeout = Duration.ofSeconds(5);
        private Duration unknownKeyCooldown = Duration.ofSeconds(30);
        private Duration minRefresh = Duration.ofMinutes(1);
        private Duration maxRefresh = Duration.ofHours(1);
        private Duration staleIfError = Duration.ofHours(1);
        private Clock clock = Clock.systemUTC();
        private final List<KeySourceListener> listeners = new ArrayList<>();
        private boolean loopbackHttp;
        private Set<String> httpHosts = Set.of();
        private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

        private Builder() {}

        /**
         * The keys that the metadata of this issuer leads to. Metadata that names another issuer, compared character by
         * character, is not used.
         *
         * @param identifier the issuer identifier, an https address without query and fragment
         * @return this
         */
        public Builder issuer(String identifier) {
            this.issuer = Given.required(identifier, "issuer");
            return this;
        }

        /**
         * The keys at this address; no metadata is asked for.
         *
         * @param uri the https address of a JWK set
         * @return this
         */
        public Builder jwksUri(URI uri) {
            this.jwksUri = Given.required(uri, "jwksUri");
            return this;
        }

        /**
         * The HTTP client to fetch with, for example with a proxy or trust anchors of your own. By default sources that
         * fetch at the same time share one, which waits two seconds for a connection.
         *
         * @param client the client; must not follow redirects
         * @return this
         */
        public Builder httpClient(HttpClient client) {
            this.httpClient = Objects.requireNonNull(client, "httpClient");
            return this;
        }

        /**
         * How long to wait for the last byte of a response, connecting included, 5 seconds by default. No call of
         * {@code keys}, {@code refreshFor} or {@code refreshForSignature} waits longer, whatever number of fetches it
         * meets, and neither do all of them together that validators make for the signature of one token. If there are
         * keys, many requests wait a twentieth of it for a new one, and two at a time longer; the others are told to come
         * back.
         *
         * @param time a millisecond to a day
         * @return this
         */
        public Builder timeout(Duration time) {
            this.timeout = within("timeout", time, MIN_DURATION, DAY);
            return this;
        }

        /**
         * How long not to look for another unknown key, nor for one that was replaced under its identifier, 30 seconds by
         * default. It is also the longest pause between fetches that fail, unless the server asks for a longer one; the
         * first is a second, or the cool-down if that is shorter. Once there are no keys that may be used, no pause is longer
         * than a minute.
         *
         * @param pause a millisecond to a day
         * @return this
         */
        public Builder unknownKeyCooldown(Duration pause) {
            this.unknownKeyCooldown = within("unknownKeyCooldown", pause, MIN_DURATION, DAY);
            return this;
        }

        /**
         * The bounds of the time after which keys are fetched again: what the server's {@code Cache-Control} says,
         * 5 minutes where it says nothing, but never less than the one (1 minute by default) nor more than the other
         * (1 hour by default). The second is also how long a key may live that the server withdrew, and a
         * {@link #timeout} longer while keys are fetched, as long as the server answers within a twentieth of that.
         *
         * @param min a millisecond to {@code max}
         * @param max up to a day
         * @return this
         */
        public Builder refreshInterval(Duration min, Duration max) {
            this.maxRefresh = within("refreshInterval", max, MIN_DURATION, DAY);
            this.minRefresh = within("refreshInterval", min, MIN_DURATION, max);
            return this;
        }

        /**
         * How long known keys are used after they were due, while the server does not answer: 1 hour by default. Then
         * there are no keys, and callers get a 503. No less than the {@link #timeout}, for which a fetch may be under way.
         *
         * @param time nothing to a day
         * @return this
         */
        public Builder staleIfError(Duration time) {
            this.staleIfError = within("staleIfError", time, Duration.ZERO, DAY);
            return this;
        }

        /**
         * What tells the time, the system's clock by default.
         *
         * @param time the clock
         * @return this
         */
        public Builder clock(Clock time) {
            this.clock = Objects.requireNonNull(time, "clock");
            return this;
        }

        /**
         * Adds a listener.
         *
         * @param listener hears what happens
         * @return this
         */
        public Builder listener(KeySourceListener listener) {
            this.listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Allows plain http to {@code localhost}, {@code [::1]} and addresses that start with 127, for tests and
         * development; to no other host.
         *
         * @return this
         */
        public Builder insecureLoopbackHttp() {
            this.loopbackHttp = true;
            return this;
        }

        /**
         * Allows plain http to hosts by name, for a network in which something else protects what is sent, such as a service
         * mesh: whoever can change an answer on its way can sign tokens. Holds for the issuer, its metadata and the keys,
         * and for no other host.
         *
         * @param hosts names or addresses as they stand in the address, without a port
         * @return this
         * @throws IllegalArgumentException if one is not a host
         */
        public Builder insecureHttp(String... hosts) {
            this.httpHosts = new PlainHttp(false, Set.of(Given.each("insecureHttp", hosts))).hosts();
            return this;
        }

        /**
         * Sends a header field with each request, to the issuer and to where its metadata says that the keys are; for
         * example a {@code User-Agent} that a firewall expects. One of the same name is replaced.
         *
         * @param name the name of the field
         * @param value its value; may be a secret, and is not shown
         * @return this
         * @throws IllegalArgumentException if it is not a header field, or one that the HTTP client sets itself
         */
        public Builder header(String name, String value) {
            Given.required(value, "header " + Given.required(name, "header"));
            try {
                HttpRequest.newBuilder().setHeader(name, value);
            } catch (IllegalArgumentException e) {
                // The message of the JDK repeats the value, which may be a secret.
                throw new IllegalArgumentException("not a header field, or one that the HTTP client sets itself");
            }
            this.headers.put(name, value);
            return this;
        }

        /**
         * Builds the source.
         *
         * @return the source
         * @throws IllegalArgumentException if there is neither an issuer nor an address, or both, or one that is not
         *     safe, or an HTTP client that follows redirects
         */
        public RemoteKeySource build() {
            return new RemoteKeySource(this);
        }

        /** What the log calls the source: without the query, in which there may be a secret. */
        private String name() {
            if ((issuer == null) == (jwksUri == null)) {
                throw new IllegalArgumentException("a key source needs either an issuer or a jwksUri");
            }
            return issuer != null ? issuer : String.valueOf(jwksUri).replaceFirst("\\?.*", "?...");
        }

        private JwksCache keys() {
            PlainHttp plainHttp = new PlainHttp(loopbackHttp, httpHosts);
            HttpFetch fetch = (httpClient == null
                            ? new HttpFetch(HttpClients.passing(), timeout, MAX_RESPONSE_SIZE, loopbackHttp)
                            : new HttpFetch(httpClient, timeout, MAX_RESPONSE_SIZE, loopbackHttp))
                    .with(plainHttp, headers)
                    .with(clock);
            KeyTiming timing = new KeyTiming(
                    unknownKeyCooldown.toMillis(),
                    minRefresh.toMillis(),
                    maxRefresh.toMillis(),
                    staleIfError.toMillis(),
                    timeout.toMillis());
            return new JwksCache(
                    new JwksFetcher(fetch, new JwkSetParser(MAX_KEYS, true), address(fetch, plainHttp)),
                    timing,
                    clock,
                    new KeySourceEvents(name(), listeners, clock));
        }

        private ServerAddress address(HttpFetch fetch, PlainHttp plainHttp) {
            if (jwksUri != null) {
                return new ServerAddress.Configured(SecureUri.require("jwksUri", jwksUri, plainHttp));
            }
            IssuerMetadata metadata = new IssuerMetadata(Objects.requireNonNull(issuer), fetch, plainHttp);
            return new ServerAddress.Discovered(metadata, "jwks_uri", maxRefresh, staleIfError, false, clock);
        }
    }
}
