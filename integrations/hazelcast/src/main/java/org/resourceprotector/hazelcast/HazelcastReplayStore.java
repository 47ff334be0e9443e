package org.resourceprotector.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.dpop.SharedReplayStore;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * The proofs that were used, in a map of a Hazelcast cluster that all nodes share: a proof is accepted once on one of them.
 *
 * <pre>{@code
 * ReplayStore proofs = HazelcastReplayStore.builder(hazelcast).build();
 * Dpop dpop = Dpop.builder()
 *         .publicUri(uri -> URI.create("https://api.example.com" + uri.getRawPath()))
 *         .replayStore(proofs)
 *         .build();
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

    private static final System.Logger LOG = System.getLogger(HazelcastReplayStore.class.getName());

    private final String map;
    private final Calls calls;
    private final SharedReplayStore proofs;

    private HazelcastReplayStore(String map, Calls calls, SharedReplayStore proofs) {
        this.map = map;
        this.calls = calls;
        this.proofs = proofs;
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
        return proofs.firstUse(key, until);
    }

    @Override
    public List<Status> status() {
        return proofs.status();
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
        return "HazelcastReplayStore[" + map + "]";
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {

        private final HazelcastInstance hazelcast;
        private final SharedReplayStore.Builder settings =
                SharedReplayStore.builder("Hazelcast").maxProofs(1_000_000);
        private String map = "resource-protector-dpop";

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
            this.map = Objects.requireNonNull(name, "map is null: it is not configured, or not yet");
            return this;
        }

        /**
         * Sets how many proofs the map holds at most, in all members together; 1,000,000 by default. If it has as many,
         * callers get a 503. One caller may fill it alone: limit the rate of requests.
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
         * @param timeout a millisecond to 4 seconds; after 5 Hazelcast calls a write done of which there is no backup
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder timeout(Duration timeout) {
            settings.timeout(Calls.timeout(timeout));
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
            Calls calls = new Calls();
            SharedReplayStore proofs = settings.build(new MapEntries(hazelcast.getMap(map), calls));
            try {
                proofs.tryOut();
            } catch (ValidationUnavailableException | IllegalStateException e) {
                if (!(e.getCause() instanceof SplitBrainProtectionException)) {
                    calls.close();
                    throw new IllegalStateException("the map " + map + " of Hazelcast cannot be written to", e);
                }
                LOG.log(
                        System.Logger.Level.INFO,
                        "the cluster is too small as yet for the split-brain protection of the map " + map);
            }
            return new HazelcastReplayStore(map, calls, proofs);
        }
    }

    /** Rounded up, and one second more, because the moment at which an entry ends is cut to a whole one. */
    record MapEntries(IMap<String, String> map, Calls calls) implements SharedReplayStore.Entries {

        @Override
        public Future<String> putIfAbsent(String key, String value, Duration lifetime) {
            long seconds = lifetime.toSeconds() + 2;
            return calls.start(() -> map.putIfAbsent(key, value, seconds, TimeUnit.SECONDS));
        }

        @Override
        public CompletableFuture<Long> size() {
            return CompletableFuture.supplyAsync(() -> (long) map.size(), calls);
        }
    }
}
