package org.resourceprotector.keys;

import static org.resourceprotector.settings.Bounds.DAY;
import static org.resourceprotector.settings.Bounds.SHORTEST;
import static org.resourceprotector.settings.Bounds.within;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.HttpSettings;

/**
 * The keys that an authorization server publishes.
 *
 * <p>Fetches when the first token comes, so that the application starts while the server is down, and again when the keys
 * are due, while requests go on with those that are known. One fetch serves all who wait for it. A key identifier that is
 * not known leads to at most one fetch per cool-down, whatever callers send. When the server does not answer, known keys
 * are used for a bounded time, and then there are none; it is asked again after a pause that grows. A key that the server
 * does not publish any more is gone with the next refresh.
 *
 * <p>Talks https only, follows no redirect, and does not use metadata that names another issuer, symmetric or weak keys.
 *
 * <p>Thread-safe. Has no thread of its own beside the HTTP client's, which ends when nobody refers to the source.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8414#section-3">RFC 8414, section 3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, section 5</a>
 */
public final class RemoteKeySource implements KeySource, AutoCloseable {

    private final String name;
    private final RefreshingKeys keys;

    private RemoteKeySource(Builder builder) {
        this.name = RemoteKeyParts.name(builder);
        this.keys = RemoteKeyParts.keys(builder);
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
    public KeySet keysAfterUnknown(String keyId) {
        return keys.keysAfterUnknown(Objects.requireNonNull(keyId, "keyId"));
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

        private static final int MAX_SIZE = 16 * 1024 * 1024;
        private static final int MAX_KEYS = 10_000;

        @Nullable
        String issuer;

        @Nullable
        URI jwksUri;

        final HttpSettings http = new HttpSettings();
        Duration readTimeout = Duration.ofSeconds(5);
        int maxResponseSize = 512 * 1024;
        int maxKeys = 100;
        Duration coolDown = Duration.ofSeconds(30);
        Duration minFresh = Duration.ofMinutes(1);
        Duration maxFresh = Duration.ofHours(1);
        Duration staleFor = Duration.ofHours(1);
        Clock clock = Clock.systemUTC();
        final List<KeySourceListener> listeners = new ArrayList<>();
        boolean loopbackHttp;
        boolean warmUp;

        private Builder() {}

        /**
         * The keys that the metadata of this issuer leads to. Metadata that names another issuer, compared character by
         * character, is not used.
         *
         * @param identifier the issuer identifier, an https address without query and fragment
         * @return this
         */
        public Builder issuer(String identifier) {
            this.issuer = Objects.requireNonNull(identifier, "issuer");
            return this;
        }

        /**
         * The keys at this address; no metadata is asked for.
         *
         * @param uri the https address of a JWK set
         * @return this
         */
        public Builder jwksUri(URI uri) {
            this.jwksUri = Objects.requireNonNull(uri, "jwksUri");
            return this;
        }

        /**
         * An HTTP client to ask with, in place of one that is made with {@link #proxy}, {@link #sslContext} and
         * {@link #connectTimeout}.
         *
         * @param httpClient the client; must not follow redirects
         * @return this
         */
        public Builder httpClient(HttpClient httpClient) {
            http.client(httpClient);
            return this;
        }

        /**
         * The proxies to ask through. Without it the JVM's are used.
         *
         * @param selector chooses a proxy
         * @return this
         */
        public Builder proxy(ProxySelector selector) {
            http.proxy(selector);
            return this;
        }

        /**
         * Which servers to trust. Without it the JVM's default is used.
         *
         * @param context with the trust anchors
         * @return this
         */
        public Builder sslContext(SSLContext context) {
            http.sslContext(context);
            return this;
        }

        /**
         * How long to wait for a connection, 2 seconds by default.
         *
         * @param timeout a millisecond to a day
         * @return this
         */
        public Builder connectTimeout(Duration timeout) {
            http.connectTimeout(within("connectTimeout", timeout, SHORTEST, DAY));
            return this;
        }

        /**
         * How long to wait for the last byte of an answer, connecting included, 5 seconds by default. No request waits
         * longer than this for keys.
         *
         * @param timeout a millisecond to a day
         * @return this
         */
        public Builder readTimeout(Duration timeout) {
            this.readTimeout = within("readTimeout", timeout, SHORTEST, DAY);
            return this;
        }

        /**
         * How long an answer may be, 512 KiB by default. A longer one is not used, and not read to its end.
         *
         * @param bytes 1 byte to 16 MiB
         * @return this
         */
        public Builder maxResponseSize(int bytes) {
            this.maxResponseSize = within("maxResponseSize", bytes, MAX_SIZE);
            return this;
        }

        /**
         * How many keys a set may hold, 100 by default. A larger set is not used.
         *
         * @param keys 1 to 10,000
         * @return this
         */
        public Builder maxKeys(int keys) {
            this.maxKeys = within("maxKeys", keys, MAX_KEYS);
            return this;
        }

        /**
         * How long not to look for another unknown key, 30 seconds by default. It is also the longest pause between
         * fetches that fail; the first is a second, or the cool-down where that is shorter.
         *
         * @param pause a millisecond to a day
         * @return this
         */
        public Builder coolDown(Duration pause) {
            this.coolDown = within("coolDown", pause, SHORTEST, DAY);
            return this;
        }

        /**
         * The bounds of the time after which keys are fetched again: what the server's {@code Cache-Control} says,
         * 5 minutes where it says nothing, but never less than the one (1 minute by default) nor more than the other
         * (1 hour by default). The second is also how long a key may live that the server withdrew.
         *
         * @param min a millisecond to {@code max}
         * @param max up to a day
         * @return this
         */
        public Builder refreshAfter(Duration min, Duration max) {
            this.maxFresh = within("refreshAfter", max, SHORTEST, DAY);
            this.minFresh = within("refreshAfter", min, SHORTEST, max);
            return this;
        }

        /**
         * How long known keys are used after they were due, while the server does not answer: 1 hour by default. Then
         * there are no keys, and callers get a 503.
         *
         * @param time nothing to a day
         * @return this
         */
        public Builder staleFor(Duration time) {
            this.staleFor = within("staleFor", time, Duration.ZERO, DAY);
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
         * Fetches the keys as soon as the source is built, without waiting for them. That this fails is no error: they
         * are fetched when they are needed.
         *
         * @return this
         */
        public Builder warmUp() {
            this.warmUp = true;
            return this;
        }

        /**
         * Builds the source.
         *
         * @return the source
         * @throws IllegalArgumentException if there is neither an issuer nor an address, or both, or one that is not
         *     safe, or an HTTP client together with settings for one or one that follows redirects
         */
        public RemoteKeySource build() {
            RemoteKeySource source = new RemoteKeySource(this);
            if (warmUp) {
                source.keys.warmUp();
            }
            return source;
        }
    }
}
