package org.resourceprotector.infinispan;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.infinispan.AdvancedCache;
import org.infinispan.Cache;
import org.infinispan.context.Flag;
import org.resourceprotector.token.RemoteCalls;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;
import org.resourceprotector.token.SharedRevocationFeed;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * Revocations that reach all nodes, by a replicated cache of an Infinispan cluster of which each node hears what is written.
 *
 * <pre>{@code
 * RevocationFeed feed = InfinispanRevocationFeed.builder(manager.getCache("revocations")).build();
 * }</pre>
 *
 * <p>What it promises: a revocation that {@link #publish} returned for has reached every node of the cluster, and its
 * subscribers within a second. A node that saw another one come or go, was cut off, or lags 1,000 revocations behind, tells
 * its subscribers {@link Revocation#ofAll()}. What it does not: a node that is cut off goes on with what it remembers, no
 * longer than its caches' lifetimes; and with {@code when-split="ALLOW_READ_WRITES"}, the default of Infinispan,
 * {@code publish} returns on each side of a split network, though the other one was not told.
 *
 * <p>Who can write to the cache can make nodes forget, and nothing else. It has the identifiers of the tokens, subjects,
 * clients and sessions that were revoked, for a minute.
 *
 * <p>Thread-safe. Has one thread, on which subscribers are told.
 *
 * @see <a href="https://infinispan.org/docs/stable/titles/embedding/embedding.html">Cache notifications</a>
 */
public final class InfinispanRevocationFeed implements RevocationFeed, AutoCloseable {

    private final AdvancedCache<String, String> cache;
    private final Changes.OfCache ofCache;
    private final Changes.OfManager ofManager;
    private final SharedRevocationFeed feed;

    private InfinispanRevocationFeed(Builder builder) {
        this.cache = builder.cache.withFlags(Flag.IGNORE_RETURN_VALUES);
        Changes changes = new Changes(cache, builder.timeout);
        this.ofCache = new Changes.OfCache(changes);
        this.ofManager = new Changes.OfManager(changes);
        cache.getCacheManager().addListener(ofManager);
        cache.addListener(ofCache);
        this.feed = SharedRevocationFeed.start(changes, Duration.ZERO);
    }

    /**
     * Starts with the default settings.
     *
     * @param cache a replicated cache of the application, which ends it; its flags do not count
     * @return a builder
     */
    public static Builder builder(Cache<String, String> cache) {
        return new Builder(Objects.requireNonNull(cache, "cache is null: it is not configured, or not yet")
                .getAdvancedCache()
                .noFlags());
    }

    /**
     * Tells the subscribers of this node at once, and writes the revocation for the others.
     *
     * @throws ValidationUnavailableException if it is not certain that all nodes have it; then it should be published again
     */
    @Override
    public void publish(Revocation revocation) {
        feed.publish(revocation);
    }

    @Override
    public Subscription subscribe(Consumer<? super Revocation> subscriber) {
        return feed.subscribe(subscriber);
    }

    /** Ends the thread. Infinispan goes on. */
    @Override
    public void close() {
        feed.close();
        try {
            cache.removeListener(ofCache);
            cache.getCacheManager().removeListener(ofManager);
        } catch (RuntimeException ended) {
            // nobody is told any more
        }
    }

    /**
     * Tells what it is.
     *
     * @return for example {@code InfinispanRevocationFeed[revocations]}
     */
    @Override
    public String toString() {
        return "InfinispanRevocationFeed[" + cache.getName() + "]";
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {

        private final AdvancedCache<String, String> cache;
        private Duration timeout = Duration.ofMillis(250);

        private Builder(AdvancedCache<String, String> cache) {
            this.cache = cache;
        }

        /**
         * Sets how long {@link InfinispanRevocationFeed#publish} waits until all nodes have it; 250 milliseconds by default.
         *
         * @param timeout a millisecond to a minute
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder timeout(Duration timeout) {
            this.timeout = RemoteCalls.timeout(timeout);
            return this;
        }

        /**
         * Listens from now on. A cache that takes revocations on each side of a split network is a warning in the log.
         *
         * @return the feed, which must be closed
         * @throws IllegalStateException if the cache is not replicated synchronously, is transactional, or keeps what is over
         */
        public InfinispanRevocationFeed build() {
            CacheSettings.checkForRevocations(cache);
            return new InfinispanRevocationFeed(this);
        }
    }
}
