package org.resourceprotector.infinispan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.infinispan.AdvancedCache;
import org.infinispan.Cache;
import org.infinispan.partitionhandling.AvailabilityException;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.dpop.SharedReplayStore;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * The proofs that were used, in a cache of an Infinispan cluster that all nodes share: a proof is accepted once on one of
 * them.
 *
 * <pre>{@code
 * ReplayStore proofs = InfinispanReplayStore.builder(manager.getCache("proofs")).build();
 * Dpop dpop = Dpop.builder()
 *         .publicUri(uri -> URI.create("https://api.example.com" + uri.getRawPath()))
 *         .replayStore(proofs)
 *         .build();
 * }</pre>
 *
 * <p>Each proof is one {@code putIfAbsent} of a digest and a value of the caller's own, so that a call which Infinispan
 * repeats after a node has gone finds its own write and does not look like a replay. An entry stays 20 seconds longer than
 * it has to, because the clocks of nodes differ.
 *
 * <p>A cache that is stopped, has lost the majority of its nodes, or does not answer within the time-out is a
 * {@link ValidationUnavailableException}, which is a 503; so is a node that is full. A cache has no bound of its own that
 * does not evict: the bound is this store's, for the memory of the node where it runs, at which it looks once a second.
 * After 5 calls without an answer one a second tries, and the others are refused at once. A proof of which that was the
 * answer may count as used.
 *
 * <p>Does not promise more than the cluster: proofs of which all owners went at the same time are forgotten.
 *
 * <p>Thread-safe. Holds nothing that must be closed.
 *
 * @see <a href="https://infinispan.org/docs/stable/titles/configuring/configuring.html#partition-handling">Handling network
 *     partitions</a>
 */
public final class InfinispanReplayStore implements ReplayStore {

    private static final System.Logger LOG = System.getLogger(InfinispanReplayStore.class.getName());

    private final String cache;
    private final SharedReplayStore proofs;

    private InfinispanReplayStore(String cache, SharedReplayStore proofs) {
        this.cache = cache;
        this.proofs = proofs;
    }

    /**
     * Starts with the default settings.
     *
     * @param cache a cache of the application, which ends it; its flags do not count
     * @return a builder
     */
    public static Builder builder(Cache<String, String> cache) {
        return new Builder(Objects.requireNonNull(cache, "cache is null: it is not configured, or not yet")
                .getAdvancedCache()
                .noFlags());
    }

    @Override
    public boolean firstUse(String key, Instant until) {
        return proofs.firstUse(key, until);
    }

    @Override
    public List<Status> status() {
        return proofs.status();
    }

    /**
     * Tells what it is.
     *
     * @return for example {@code InfinispanReplayStore[proofs]}
     */
    @Override
    public String toString() {
        return "InfinispanReplayStore[" + cache + "]";
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {

        private final AdvancedCache<String, String> cache;
        private final SharedReplayStore.Builder settings =
                SharedReplayStore.builder("Infinispan").maxProofs(1_000_000);

        private Builder(AdvancedCache<String, String> cache) {
            this.cache = cache;
        }

        /**
         * Sets how many proofs a node holds at most; 1,000,000 by default. If it has as many, callers get a 503. With 3
         * nodes and 2 owners, two thirds of all proofs are on each. One caller may fill it alone: limit the rate of
         * requests.
         *
         * @param maxProofs up to 100 million
         * @return this
         * @throws IllegalArgumentException if the number is out of bounds
         */
        public Builder maxProofs(int maxProofs) {
            settings.maxProofs(maxProofs);
            return this;
        }

        /**
         * Sets how long a request waits for an answer; 250 milliseconds by default.
         *
         * @param timeout a millisecond to a minute
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder timeout(Duration timeout) {
            settings.timeout(timeout);
            return this;
        }

        /**
         * Sets the clock; the system's by default.
         *
         * @param clock tells the time; must be that of the {@code Dpop} that uses the store
         * @return this
         */
        public Builder clock(Clock clock) {
            settings.clock(clock);
            return this;
        }

        /**
         * Looks at the configuration of the cache, and tries what it will do. A node that has lost the majority is none of
         * its faults: the store answers 503 until it is back.
         *
         * @return the store
         * @throws IllegalStateException if the cache is not shared, has one owner, forgets when it is full, idle or split,
         *     is transactional, or does not take and remember an entry
         */
        public InfinispanReplayStore build() {
            CacheSettings.checkForProofs(cache);
            String name = cache.getName();
            SharedReplayStore proofs = settings.build(new CacheEntries(cache));
            try {
                proofs.tryOut();
            } catch (ValidationUnavailableException | IllegalStateException e) {
                if (!(e.getCause() instanceof AvailabilityException)) {
                    throw new IllegalStateException("the cache " + name + " of Infinispan cannot be written to", e);
                }
                LOG.log(
                        System.Logger.Level.INFO,
                        "the cache " + name + " of Infinispan has lost the majority of its nodes");
            }
            return new InfinispanReplayStore(name, proofs);
        }
    }

    /** What is on this node is counted, and no other node is asked. */
    record CacheEntries(AdvancedCache<String, String> cache) implements SharedReplayStore.Entries {

        /** A lifetime is never 0, which is for ever to Infinispan; a write that has begun is not cancelled in its middle. */
        @Override
        public Future<String> putIfAbsent(String key, String value, Duration lifetime) {
            return cache.putIfAbsentAsync(key, value, lifetime.toMillis() + 1, TimeUnit.MILLISECONDS)
                    .copy();
        }

        @Override
        public CompletableFuture<Long> size() {
            return CompletableFuture.completedFuture(
                    (long) cache.getDataContainer().sizeIncludingExpired());
        }
    }
}
