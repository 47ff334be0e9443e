package org.resourceprotector.keys;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.http.HttpAnswer;
import org.resourceprotector.http.HttpFetch;
import org.resourceprotector.http.IssuerMetadata;

/**
 * Fetches the keys once, from where the issuer's metadata says that they are. What it says is remembered for a while, and
 * forgotten when the keys are not there.
 *
 * <p>Thread-safe; fails with {@link FetchFailedException}.
 */
final class KeyFetch implements Supplier<CompletableFuture<KeyFetch.Fetched>> {

    private static final Map<String, String> ACCEPT = Map.of("Accept", "application/json, application/jwk-set+json");

    private final HttpFetch fetch;
    private final JwkSetReader reader;
    private final Location location;

    KeyFetch(HttpFetch fetch, JwkSetReader reader, Location location) {
        this.fetch = fetch;
        this.reader = reader;
        this.location = location;
    }

    /**
     * What came.
     *
     * @param reading the keys
     * @param maxAge the seconds that the server says they are good for
     */
    record Fetched(JwkSetReader.Reading reading, OptionalLong maxAge) {}

    @Override
    public CompletableFuture<Fetched> get() {
        return location.find()
                .thenCompose(uri -> fetch.get(uri, ACCEPT))
                .thenApply(this::read)
                .whenComplete((fetched, failure) -> location.proved(failure == null));
    }

    private Fetched read(HttpAnswer answer) {
        try {
            return new Fetched(reader.read(answer.okJson()), CacheLifetime.seconds(answer));
        } catch (IllegalArgumentException e) {
            throw FetchFailedException.unusable(String.valueOf(e.getMessage()));
        }
    }

    /** Knows where the keys are. */
    interface Location {

        CompletableFuture<URI> find();

        /** Told whether the keys were there. */
        default void proved(boolean good) {}
    }

    /** An address that was configured. */
    record Fixed(URI uri) implements Location {

        @Override
        public CompletableFuture<URI> find() {
            return CompletableFuture.completedFuture(uri);
        }
    }

    /** An address that the issuer's metadata tells. */
    static final class Discovered implements Location {

        private final IssuerMetadata metadata;
        private final long rememberFor;
        private final Clock clock;
        private volatile @Nullable Found found;

        Discovered(IssuerMetadata metadata, long rememberFor, Clock clock) {
            this.metadata = metadata;
            this.rememberFor = rememberFor;
            this.clock = clock;
        }

        private record Found(URI uri, Pause remembered) {}

        @Override
        public CompletableFuture<URI> find() {
            Found known = found;
            long now = clock.millis();
            if (known != null && !known.remembered().isOver(now)) {
                return CompletableFuture.completedFuture(known.uri());
            }
            return metadata.fetch().thenApply(Discovered::jwksUri).thenApply(uri -> {
                found = new Found(uri, new Pause(now, rememberFor));
                return uri;
            });
        }

        @Override
        public void proved(boolean good) {
            if (!good) {
                found = null;
            }
        }

        private static URI jwksUri(Map<String, ? extends @Nullable Object> document) {
            if (document.get("jwks_uri") instanceof String uri) {
                try {
                    return URI.create(uri);
                } catch (IllegalArgumentException e) {
                    throw FetchFailedException.unusable("the metadata's jwks_uri is no address");
                }
            }
            throw FetchFailedException.unusable("the metadata has no jwks_uri");
        }
    }
}
