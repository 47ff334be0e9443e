package org.resourceprotector.infinispan;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.infinispan.AdvancedCache;
import org.infinispan.Cache;
import org.infinispan.partitionhandling.AvailabilityException;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * The proofs that were used, in a cache of an Infinispan cluster that all nodes share: a proof is accepted once on one of
 * them.
 *
 * <pre>{@code
 * ReplayStore proofs = InfinispanReplayStore.builder(manager.getCache("proofs")).build();
 * Dpop dpop = Dpop.builder().replayStore(proofs).build();
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

    /** By how much the clocks of two callers and of two owners may differ together. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(20);

    private static final Duration MAX_LIFETIME = Duration.ofDays(1);
    private static final Duration TRIAL_TIMEOUT = Duration.ofSeconds(20);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final System.Logger LOG = System.getLogger(InfinispanReplayStore.class.getName());

    private final Answers answers = new Answers();
    private final AdvancedCache<String, String> cache;
    private final int maxProofs;
    private final Duration timeout;
    private final Clock clock;
    private final String self = random();
    private final AtomicLong calling = new AtomicLong();

    /** How many proofs this node wrote. */
    private final AtomicLong written = new AtomicLong();

    /** How many entries are in its memory, without what it had written when it was looked at. */
    private volatile long others;

    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());

    private InfinispanReplayStore(Builder builder) {
        this.cache = builder.cache;
        this.maxProofs = builder.maxProofs;
        this.timeout = builder.timeout;
        this.clock = builder.clock;
    }

    private static String random() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Starts with the default settings.
     *
     * @param cache a cache of the application, which ends it; its flags do not count
     * @return a builder
     */
    public static Builder builder(Cache<String, String> cache) {
        return new Builder(cache.getAdvancedCache().noFlags());
    }

    @Override
    public boolean firstUse(String key, Instant until) {
        long millis = millis(until);
        lookAtSize();
        if (size() >= maxProofs) {
            throw Answers.unavailable("the cache of used proofs is full", null);
        }
        boolean isFirst = isFirst(key, millis, self + Long.toString(calling.incrementAndGet(), 36), timeout);
        if (isFirst) {
            written.incrementAndGet();
        }
        return isFirst;
    }

    /** Whether the entry was not there, or is the one that this very call wrote. */
    boolean isFirst(String key, long millis, String own, Duration timeout) {
        String before = answers.to(() -> cache.putIfAbsentAsync(key, own, millis, TimeUnit.MILLISECONDS), timeout);
        return before == null || before.equals(own);
    }

    /** Never 0, which is for ever to Infinispan, and never so long that it overflows, which is at once. */
    private long millis(Instant until) {
        Instant now = clock.instant();
        if (until.isAfter(now.plus(MAX_LIFETIME))) {
            throw new IllegalArgumentException("longer than a proof is remembered");
        }
        Duration left = until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
        return left.plus(CLOCK_DIFFERENCE).toMillis() + 1;
    }

    private long size() {
        return others + written.get();
    }

    private void lookAtSize() {
        long due = nextLook.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + LOOK_NANOS)) {
            count();
        }
    }

    /** Asks no other node. */
    private void count() {
        long before = written.get();
        try {
            others = cache.getDataContainer().sizeIncludingExpired() - before;
        } catch (RuntimeException stopped) {
            throw Answers.unavailable("the cache of used proofs cannot be looked at", stopped);
        }
    }

    @Override
    public List<Status> status() {
        return List.of(new ReplayStoreStatus("Infinispan", Math.max(0, size()), maxProofs));
    }

    /**
     * Tells what it is.
     *
     * @return for example {@code InfinispanReplayStore[proofs]}
     */
    @Override
    public String toString() {
        return "InfinispanReplayStore[" + cache.getName() + "]";
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {

        private static final int MAX_PROOFS = 100_000_000;

        private final AdvancedCache<String, String> cache;
        private int maxProofs = 1_000_000;
        private Duration timeout = Duration.ofMillis(250);
        private Clock clock = Clock.systemUTC();

        private Builder(AdvancedCache<String, String> cache) {
            this.cache = Objects.requireNonNull(cache, "cache");
        }

        /**
         * Sets how many proofs a node holds at most; 1,000,000 by default. If it has as many, callers get a 503. With 3
         * nodes and 2 owners, two thirds of all proofs are on each.
         *
         * @param maxProofs up to 100 million
         * @return this
         * @throws IllegalArgumentException if the number is out of bounds
         */
        public Builder maxProofs(int maxProofs) {
            if (maxProofs < 1 || maxProofs > MAX_PROOFS) {
                throw new IllegalArgumentException("maxProofs is out of bounds: " + maxProofs);
            }
            this.maxProofs = maxProofs;
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
            this.timeout = Answers.within(timeout);
            return this;
        }

        /**
         * Sets the clock; the system's by default.
         *
         * @param clock tells the time; must be that of the {@code Dpop} that uses the store
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
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
            InfinispanReplayStore store = new InfinispanReplayStore(this);
            store.tryOut();
            return store;
        }
    }

    private void tryOut() {
        try {
            String key = "trial-" + self;
            if (!isFirst(key, 60_000, self, TRIAL_TIMEOUT) || isFirst(key, 60_000, self + "-other", TRIAL_TIMEOUT)) {
                throw new IllegalStateException("the cache " + cache.getName() + " of Infinispan does not remember");
            }
            count();
        } catch (ValidationUnavailableException e) {
            if (!(e.getCause() instanceof AvailabilityException)) {
                throw new IllegalStateException(
                        "the cache " + cache.getName() + " of Infinispan cannot be written to", e);
            }
            LOG.log(
                    System.Logger.Level.INFO,
                    "the cache " + cache.getName() + " of Infinispan has lost the majority of its nodes");
        }
    }
}
