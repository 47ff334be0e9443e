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

    /** Looks again for an address that led nowhere, unless another one is known by now. */
    void invalidate(URI uri);

    /** An address that was configured. */
    record Configured(URI uri) implements ServerAddress {

        @Override
        public CompletableFuture<URI> find() {
            return CompletableFuture.completedFuture(uri);
        }

        @Override
        public void invalidate(URI unused) {}
    }

    /**
     * An address that the issuer's metadata tells; one fetch serves all who ask. One that has become old may be used for a
     * while beyond that, so that nobody waits for metadata that are slow or down while the endpoint is not. One that led
     * nowhere is used until the metadata tell another one, as it may have led nowhere for one request only.
     */
    final class Discovered implements ServerAddress {

        /** How long nobody looks again, if there is an address to be used, after that has failed or for the same reason. */
        private static final Duration PAUSE = Duration.ofSeconds(10);

        private final IssuerMetadata metadata;
        private final String member;
        private final Duration rememberFor;
        private final Duration staleFor;
        private final boolean isUsedMeanwhile;
        private final Clock clock;

        /** The last address that was found, and when looking for it began. */
        private @Nullable CompletableFuture<URI> known;

        private Instant since = Instant.MIN;

        /** The look that is under way, or has failed, and when it began. */
        private @Nullable CompletableFuture<URI> latest;

        private Instant begun = Instant.MIN;

        /** When an address that led nowhere was looked for the last time. */
        private Instant doubted = Instant.MIN;

        /**
         * An address that is not known yet.
         *
         * @param member its name in the metadata, for example {@code jwks_uri}
         * @param rememberFor how long it is not looked for again
         * @param staleFor how much longer it is used if it is not found again
         * @param isUsedMeanwhile whether it is used as long as that is not known, or else who asks waits for it
         */
        public Discovered(
                IssuerMetadata metadata,
                String member,
                Duration rememberFor,
                Duration staleFor,
                boolean isUsedMeanwhile,
                Clock clock) {
            this.metadata = metadata;
            this.member = member;
            this.rememberFor = rememberFor;
            this.staleFor = staleFor;
            this.isUsedMeanwhile = isUsedMeanwhile;
            this.clock = clock;
        }

        @Override
        public synchronized CompletableFuture<URI> find() {
            Instant now = clock.instant();
            CompletableFuture<URI> found = found();
            if (found != null && isWithin(rememberFor, since, now)) {
                return found;
            }
            boolean isUsable = found != null && isWithin(rememberFor.plus(staleFor), since, now);
            CompletableFuture<URI> looked = look(now, isUsable);
            if (found == null || !isUsable || isGood(looked)) {
                return looked;
            }
            return isUsedMeanwhile
                    ? found
                    : looked.exceptionallyCompose(
                            e -> FetchFailedException.of(e).isDenied() ? CompletableFuture.failedFuture(e) : found);
        }

        /** The last address that was found, as far as that is known by now. */
        private @Nullable CompletableFuture<URI> found() {
            if (isGood(latest)) {
                known = latest;
                since = begun;
                latest = null;
            } else if (known != null && latest != null && latest.isDone() && isDenied(latest)) {
                known = null;
            }
            return known;
        }

        /** Whether the metadata were there, and do not name the address any more. */
        private boolean isDenied(CompletableFuture<URI> looked) {
            return looked.handle(
                            (uri, e) -> e != null && FetchFailedException.of(e).isDenied())
                    .getNow(false);
        }

        private CompletableFuture<URI> look(Instant now, boolean canWait) {
            CompletableFuture<URI> before = latest;
            if (before != null && (!before.isDone() || (canWait && isWithin(PAUSE, begun, now)))) {
                return before;
            }
            CompletableFuture<URI> mine = metadata.fetch(member).thenApply(this::address);
            latest = mine;
            begun = now;
            return mine;
        }

        /** A clock that is set back to before the beginning ends the time. */
        private static boolean isWithin(Duration time, Instant beginning, Instant now) {
            return !now.isBefore(beginning) && now.isBefore(beginning.plus(time));
        }

        private static boolean isGood(@Nullable CompletableFuture<URI> future) {
            return future != null && future.isDone() && !future.isCompletedExceptionally();
        }

        /** A look that is under way goes on. */
        @Override
        public synchronized void invalidate(URI uri) {
            Instant now = clock.instant();
            CompletableFuture<URI> found = found();
            if (found != null && uri.equals(found.join()) && !isWithin(PAUSE, doubted, now)) {
                doubted = now;
                CompletableFuture<URI> unused = look(now, false);
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
