package org.resourceprotector.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * The proofs that were used, in a map of a Hazelcast cluster that all nodes share: a proof is accepted once on one of them.
 *
 * <pre>{@code
 * ReplayStore proofs = HazelcastReplayStore.builder(hazelcast).build();
 * Dpop dpop = Dpop.builder().replayStore(proofs).build();
 * }</pre>
 *
 * <p>Each proof is one {@code putIfAbsent} of a digest and a value of the caller's own, so that a call which Hazelcast
 * repeats after a member has gone finds its own write and does not look like a replay. Hazelcast cuts the end of a
 * lifetime to a whole second: an entry gets one more, and 20 seconds because the clocks of nodes differ.
 *
 * <p>A cluster that is down, too small for its split-brain protection, or does not answer within the time-out is a
 * {@link ValidationUnavailableException}, which is a 503; so is a map that is full. A map has no bound of its own that does
 * not evict: the bound is this store's, which each node compares with the size of the map once a second, so that it
 * can be exceeded by what the other nodes write in a second. After 5 calls without an answer one a second tries, and the
 * others are refused at once. A proof of which that was the answer may count as used.
 *
 * <p>Does not promise more than the cluster: without split-brain protection each side of a split network accepts a proof
 * once, and proofs of which all copies went at the same time are forgotten. Sees the configuration of the map only on the
 * node where it runs.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://docs.hazelcast.com/hazelcast/latest/network-partitioning/split-brain-protection">Split-brain
 *     protection</a>
 */
public final class HazelcastReplayStore implements ReplayStore, AutoCloseable {

    /** By how much the clocks of two callers and of two members may differ together. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(20);

    private static final Duration MAX_LIFETIME = Duration.ofDays(1);
    private static final Duration TRIAL_TIMEOUT = Duration.ofSeconds(20);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final System.Logger LOG = System.getLogger(HazelcastReplayStore.class.getName());

    private final Calls calls = new Calls();
    private final IMap<String, String> map;
    private final int maxProofs;
    private final Duration timeout;
    private final Clock clock;
    private final String self = random();
    private final AtomicLong calling = new AtomicLong();

    /** How many proofs this node wrote. */
    private final AtomicLong written = new AtomicLong();

    /** The size of the map when it was looked at, without what this node had written by then. */
    private volatile long others;

    private final AtomicLong nextLook = new AtomicLong(System.nanoTime());

    private HazelcastReplayStore(Builder builder) {
        this.map = builder.hazelcast.getMap(builder.map);
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
     * @param hazelcast the member or client of the application, which ends it
     * @return a builder
     */
    public static Builder builder(HazelcastInstance hazelcast) {
        return new Builder(hazelcast);
    }

    @Override
    public boolean firstUse(String key, Instant until) {
        long seconds = seconds(until);
        lookAtSize();
        if (size() >= maxProofs) {
            throw Calls.unavailable("the map of used proofs is full", null);
        }
        boolean isFirst = isFirst(key, seconds, own(), timeout);
        if (isFirst) {
            written.incrementAndGet();
        }
        return isFirst;
    }

    private String own() {
        return self + Long.toString(calling.incrementAndGet(), 36);
    }

    /** Whether the entry was not there, or is the one that this very call wrote. */
    boolean isFirst(String key, long seconds, String own, Duration timeout) {
        String before = calls.answer(() -> map.putIfAbsent(key, own, seconds, TimeUnit.SECONDS), timeout);
        return before == null || before.equals(own);
    }

    /** Rounded up, and one more, because the moment at which an entry ends is cut to a whole second. */
    private long seconds(Instant until) {
        Instant now = clock.instant();
        if (until.isAfter(now.plus(MAX_LIFETIME))) {
            throw new IllegalArgumentException("longer than a proof is remembered");
        }
        Duration left = until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
        return left.plus(CLOCK_DIFFERENCE).toSeconds() + 2;
    }

    private long size() {
        return others + written.get();
    }

    /** Nobody waits for it. */
    private void lookAtSize() {
        long due = nextLook.get();
        long now = System.nanoTime();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + LOOK_NANOS)) {
            calls.tryLater(this::count);
        }
    }

    private void count() {
        long before = written.get();
        try {
            others = map.size() - before;
        } catch (RuntimeException e) {
            // what was counted before stays, and grows by what is written
            nextLook.set(System.nanoTime() + LOOK_NANOS);
        }
    }

    @Override
    public List<Status> status() {
        return List.of(new ReplayStoreStatus("Hazelcast", Math.max(0, size()), maxProofs));
    }

    /** Ends the threads. Whoever asks afterwards gets an exception. Hazelcast goes on. */
    @Override
    public void close() {
        calls.close();
    }

    /**
     * Tells what it is.
     *
     * @return for example {@code HazelcastReplayStore[resource-protector-dpop]}
     */
    @Override
    public String toString() {
        return "HazelcastReplayStore[" + map.getName() + "]";
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {

        private static final int MAX_PROOFS = 100_000_000;

        private final HazelcastInstance hazelcast;
        private String map = "resource-protector-dpop";
        private int maxProofs = 1_000_000;
        private Duration timeout = Duration.ofMillis(250);
        private Clock clock = Clock.systemUTC();

        private Builder(HazelcastInstance hazelcast) {
            this.hazelcast = Objects.requireNonNull(hazelcast, "hazelcast");
        }

        /**
         * Sets the name of the map; {@code resource-protector-dpop} by default. Nodes that share proofs have the same.
         *
         * @param name the name
         * @return this
         */
        public Builder map(String name) {
            this.map = Objects.requireNonNull(name, "name");
            return this;
        }

        /**
         * Sets how many proofs the map holds at most, in all members together; 1,000,000 by default. If it has as many,
         * callers get a 503.
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
         * @param timeout a millisecond to 4 seconds; after 5 Hazelcast calls a write done of which there is no backup
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Calls.within(timeout);
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
         * Looks at the configuration of the map, and tries what it will do. A cluster that is too small as yet for its
         * split-brain protection is none of its faults: the store answers 503 until it has grown. A client that does not
         * see the configuration, and a map without split-brain protection, are warnings in the log.
         *
         * @return the store, which must be closed
         * @throws IllegalStateException if the map evicts, forgets what is idle, has no backup or a near cache, or does not
         *     take and remember an entry
         */
        public HazelcastReplayStore build() {
            MapSettings.check(hazelcast, map);
            HazelcastReplayStore store = new HazelcastReplayStore(this);
            try {
                store.tryOut();
                return store;
            } catch (IllegalStateException e) {
                store.close();
                throw e;
            }
        }
    }

    private void tryOut() {
        try {
            String key = "trial-" + self;
            if (!isFirst(key, 60, self, TRIAL_TIMEOUT) || isFirst(key, 60, self + "-other", TRIAL_TIMEOUT)) {
                throw new IllegalStateException("the map " + map.getName() + " of Hazelcast does not remember");
            }
            count();
        } catch (ValidationUnavailableException e) {
            if (!(e.getCause() instanceof SplitBrainProtectionException)) {
                throw new IllegalStateException("the map " + map.getName() + " of Hazelcast cannot be written to", e);
            }
            LOG.log(
                    System.Logger.Level.INFO,
                    "the cluster is too small as yet for the split-brain protection of the map " + map.getName());
        }
    }
}
