package org.resourceprotector.hazelcast;

import com.hazelcast.client.HazelcastClientNotActiveException;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;
import org.resourceprotector.token.SharedRevocationFeed;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * Revocations that reach all nodes, by a ring buffer of a Hazelcast cluster which each node reads four times a second.
 *
 * <pre>{@code
 * RevocationFeed feed = HazelcastRevocationFeed.builder(hazelcast).build();
 * }</pre>
 *
 * <p>What it promises: while the cluster answers, a revocation that {@link #publish} returned for has reached every node
 * within a second. A node that could not read, saw a member come or go or the network heal, does not find the entry that it
 * read last, or lags 1,000 revocations behind, tells its subscribers {@link Revocation#ofAll()} as soon as it can read
 * again. What it does not: a node that is cut off goes on with what it remembers, no longer than its caches' lifetimes; and without
 * split-brain protection {@code publish} returns on each side of a split network, though the other one was not told.
 *
 * <p>Who can write to the ring buffer can make nodes forget, and nothing else. It has the identifiers of the tokens, subjects,
 * clients and sessions that were revoked, as many as its configuration says, 10,000 if it says nothing.
 *
 * <p>Thread-safe. Has one thread, on which subscribers are told.
 *
 * @see <a href="https://docs.hazelcast.com/hazelcast/latest/data-structures/ringbuffer">Ringbuffer</a>
 */
public final class HazelcastRevocationFeed implements RevocationFeed, AutoCloseable {

    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final HazelcastInstance hazelcast;
    private final RevocationRing ring;
    private final SharedRevocationFeed feed;
    private final UUID members;
    private final UUID lifecycle;

    private HazelcastRevocationFeed(Builder builder) {
        this.hazelcast = builder.hazelcast;
        this.ring = new RevocationRing(hazelcast.getRingbuffer(builder.ringbuffer), builder.timeout);
        try {
            ring.skip();
        } catch (ValidationUnavailableException e) {
            if (!(e.getCause() instanceof SplitBrainProtectionException)) {
                ring.close();
                throw new IllegalStateException("the ring buffer of revocations cannot be read", e);
            }
            ring.mayHaveMissed();
        }
        this.members = hazelcast.getCluster().addMembershipListener(new Members());
        this.lifecycle = hazelcast.getLifecycleService().addLifecycleListener(event -> ring.mayHaveMissed());
        this.feed = SharedRevocationFeed.start(ring, INTERVAL);
    }

    /** Hears of members; what they had may be lost, and what they published may come late. */
    private final class Members implements MembershipListener {

        @Override
        public void memberAdded(MembershipEvent event) {
            ring.mayHaveMissed();
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            ring.mayHaveMissed();
        }
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

    /**
     * Tells the subscribers of this node at once, and writes the revocation for the others.
     *
     * @throws ValidationUnavailableException if it could not be written; then only this node knows of it
     */
    @Override
    public void publish(Revocation revocation) {
        feed.publish(revocation);
    }

    @Override
    public Subscription subscribe(Consumer<? super Revocation> subscriber) {
        return feed.subscribe(subscriber);
    }

    /** Ends the threads. Hazelcast goes on. */
    @Override
    public void close() {
        feed.close();
        ring.close();
        try {
            hazelcast.getCluster().removeMembershipListener(members);
            hazelcast.getLifecycleService().removeLifecycleListener(lifecycle);
        } catch (HazelcastInstanceNotActiveException | HazelcastClientNotActiveException ended) {
            // nobody is told any more
        }
    }

    /**
     * Tells what it is.
     *
     * @return for example {@code HazelcastRevocationFeed[resource-protector-revocations]}
     */
    @Override
    public String toString() {
        return "HazelcastRevocationFeed[" + ring + "]";
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {

        private final HazelcastInstance hazelcast;
        private String ringbuffer = "resource-protector-revocations";
        private Duration timeout = Duration.ofMillis(250);

        private Builder(HazelcastInstance hazelcast) {
            this.hazelcast = Objects.requireNonNull(hazelcast, "hazelcast");
        }

        /**
         * Sets the name of the ring buffer; {@code resource-protector-revocations} by default. Nodes that hear each other
         * have the same.
         *
         * @param name the name
         * @return this
         */
        public Builder ringbuffer(String name) {
            this.ringbuffer = Objects.requireNonNull(name, "ringbuffer is null: it is not configured, or not yet");
            return this;
        }

        /**
         * Sets how long {@link HazelcastRevocationFeed#publish} waits for an answer; 250 milliseconds by default.
         *
         * @param timeout a millisecond to 4 seconds
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Calls.timeout(timeout);
            return this;
        }

        /**
         * Reads from now on. In a cluster that is too small as yet for its split-brain protection, from when it has grown. A
         * ring buffer without split-brain protection, and a client that does not see its configuration, are warnings in the
         * log.
         *
         * @return the feed, which must be closed
         * @throws IllegalStateException if the ring buffer cannot be read
         */
        public HazelcastRevocationFeed build() {
            MapSettings.checkRing(hazelcast, ringbuffer);
            return new HazelcastRevocationFeed(this);
        }
    }
}
