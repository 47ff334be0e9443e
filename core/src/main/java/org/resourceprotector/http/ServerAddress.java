package org.resourceprotector.http;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where an authorization server has one of its endpoints, for example its keys. Thread-safe. */
public sealed interface ServerAddress {

    /** The address; fails with {@link FetchFailedException} if it cannot be found out. */
    CompletableFuture<URI> find();

    /** Forgets what was found, because the server is not there. */
    void invalidate();

    /** An address that was configured. */
    record Configured(URI uri) implements ServerAddress {

        @Override
        public CompletableFuture<URI> find() {
            return CompletableFuture.completedFuture(uri);
        }

        @Override
        public void invalidate() {}
    }

    /** An address that the issuer's metadata tells; one fetch serves all who ask. */
    final class Discovered implements ServerAddress {

        private final IssuerMetadata metadata;
        private final String member;
        private final Duration rememberFor;
        private final Clock clock;
        private @Nullable CompletableFuture<URI> latest;
        private Instant since = Instant.MIN;

        /**
         * An address that is not known yet, with its name in the metadata, for example
         * {@code jwks_uri}.
         */
        public Discovered(IssuerMetadata metadata, String member, Duration rememberFor, Clock clock) {
            this.metadata = metadata;
            this.member = member;
            this.rememberFor = rememberFor;
            this.clock = clock;
        }

        @Override
        public synchronized CompletableFuture<URI> find() {
            Instant now = clock.instant();
            CompletableFuture<URI> known = latest;
            boolean old = now.isBefore(since) || !now.isBefore(since.plus(rememberFor));
            if (known == null || known.isCompletedExceptionally() || (known.isDone() && old)) {
                known = metadata.fetch(member).thenApply(this::address);
                latest = known;
                since = now;
            }
            return known;
        }

        @Override
        public synchronized void invalidate() {
            if (latest != null && latest.isDone()) {
                latest = null;
            }
        }

        private URI address(String uri) {
            try {
                return URI.create(uri);
            } catch (IllegalArgumentException e) {
                throw FetchFailedException.unusable("the metadata's " + member + " is not an address");
            }
        }
    }
}
