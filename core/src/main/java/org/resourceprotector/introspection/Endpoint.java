package org.resourceprotector.introspection;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.http.IssuerMetadata;

/** Knows where the introspection endpoint is. Thread-safe. */
sealed interface Endpoint {

    /** The address; fails with {@link FetchFailedException} where it cannot be found out. */
    CompletableFuture<URI> find();

    /** Told when nobody answers there as a server should. */
    void notThere();

    /** An address that was configured. */
    record Fixed(URI uri) implements Endpoint {

        @Override
        public CompletableFuture<URI> find() {
            return CompletableFuture.completedFuture(uri);
        }

        @Override
        public void notThere() {}
    }

    /** An address that the issuer's metadata tells; one fetch serves all who ask. */
    final class Discovered implements Endpoint {

        private static final Duration REMEMBERED = Duration.ofHours(1);

        private final IssuerMetadata metadata;
        private final Clock clock;
        private @Nullable CompletableFuture<URI> latest;
        private Instant since = Instant.MIN;

        Discovered(IssuerMetadata metadata, Clock clock) {
            this.metadata = metadata;
            this.clock = clock;
        }

        @Override
        public synchronized CompletableFuture<URI> find() {
            Instant now = clock.instant();
            CompletableFuture<URI> known = latest;
            boolean old = now.isBefore(since) || !now.isBefore(since.plus(REMEMBERED));
            if (known == null || known.isCompletedExceptionally() || (known.isDone() && old)) {
                known = metadata.fetch().thenApply(Discovered::introspectionEndpoint);
                latest = known;
                since = now;
            }
            return known;
        }

        @Override
        public synchronized void notThere() {
            if (latest != null && latest.isDone()) {
                latest = null;
            }
        }

        private static URI introspectionEndpoint(Map<String, ? extends @Nullable Object> document) {
            if (document.get("introspection_endpoint") instanceof String uri) {
                try {
                    return URI.create(uri);
                } catch (IllegalArgumentException e) {
                    throw FetchFailedException.unusable("the metadata's introspection_endpoint is no address");
                }
            }
            throw FetchFailedException.unusable("the metadata has no introspection_endpoint");
        }
    }
}
