package org.resourceprotector.hazelcast;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.ringbuffer.OverflowPolicy;
import com.hazelcast.ringbuffer.ReadResultSet;
import com.hazelcast.ringbuffer.Ringbuffer;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;
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
 * again. What it does not: a node that is cut off goes on with what it remembers, no longer than its caches' lifetimes.
 *
 * <p>Who can write to the ring buffer can make nodes forget, and nothing else. It has the identifiers of the tokens, subjects,
 * clients and sessions that were revoked, as many as its configuration says, 10,000 if it says nothing.
 *
 * <p>Thread-safe. Has one thread, on which subscribers are told.
 *
 * @see <a href="https://docs.hazelcast.com/hazelcast/latest/data-structures/ringbuffer">Ringbuffer</a>
 */
public final class HazelcastRevocationFeed implements RevocationFeed, AutoCloseable {

    private static final int MAX_READ = 1_000;
    private static final long INTERVAL_MILLIS = 250;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);
    private static final System.Logger LOG = System.getLogger(HazelcastRevocationFeed.class.getName());

    private final RevocationFeed local = RevocationFeed.inMemory();
    private final HazelcastInstance hazelcast;
    private final Ringbuffer<Object> ring;
    private final Duration timeout;
    private final Calls calls = new Calls();
    private final ScheduledExecutorService reader;
    private final UUID members;
    private final UUID lifecycle;

    /** Whether something may have been published that was not read. */
    private volatile boolean mayHaveMissed;

    /** The entry that was read last, and where; only the reader's thread uses them after the start. */
    private @Nullable Object last;

    private long lastSequence;

    private boolean reads = true;

    private HazelcastRevocationFeed(Builder builder) {
        this.hazelcast = builder.hazelcast;
        this.timeout = builder.timeout;
        this.ring = hazelcast.getRingbuffer(builder.ringbuffer);
        try {
            goToTheEnd();
        } catch (ValidationUnavailableException e) {
            if (!(e.getCause() instanceof SplitBrainProtectionException)) {
                calls.close();
                throw new IllegalStateException("the ring buffer of revocations cannot be read", e);
            }
            mayHaveMissed = true;
        }
        this.members = hazelcast.getCluster().addMembershipListener(new Members());
        this.lifecycle = hazelcast.getLifecycleService().addLifecycleListener(event -> mayHaveMissed = true);
        this.reader = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(null, task, "resource-protector-revocations", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(HazelcastRevocationFeed.class.getClassLoader());
            return thread;
        });
        var unused = reader.scheduleWithFixedDelay(this::read, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Hears of members; what they had may be lost, and what they published may come late. */
    private final class Members implements MembershipListener {

        @Override
        public void memberAdded(MembershipEvent event) {
            mayHaveMissed = true;
        }

        @Override
        public void memberRemoved(MembershipEvent event) {
            mayHaveMissed = true;
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
        tell(revocation);
        String text = RevocationText.of(revocation);
        calls.answer(() -> add(text), timeout);
    }

    private Long add(String text) throws Exception {
        return ring.addAsync(text, OverflowPolicy.OVERWRITE)
                .toCompletableFuture()
                .get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Subscription subscribe(Consumer<? super Revocation> subscriber) {
        return local.subscribe(subscriber);
    }

    private void read() {
        try {
            if (mayHaveMissed) {
                startAnew();
            } else {
                readOn();
            }
            if (!reads) {
                reads = true;
                LOG.log(System.Logger.Level.INFO, "revocations are read again");
            }
        } catch (RuntimeException e) {
            mayHaveMissed = true;
            if (reads) {
                reads = false;
                LOG.log(
                        System.Logger.Level.WARNING,
                        "revocations cannot be read: " + e.getClass().getName());
            }
        }
    }

    /** What is published from here on is read; whatever was before is covered by forgetting everything. */
    private void startAnew() {
        mayHaveMissed = false;
        goToTheEnd();
        tell(Revocation.ofAll());
    }

    private void goToTheEnd() {
        Long end = calls.answer(ring::tailSequence, READ_TIMEOUT);
        lastSequence = end == null ? -1 : end;
        last = null;
        if (lastSequence >= 0) {
            ReadResultSet<Object> read = from(lastSequence);
            if (read.size() > 0) {
                last = read.get(0);
                lastSequence = read.getSequence(0);
            }
        }
    }

    /**
     * Reads the last entry once more, because Hazelcast does not tell a reader that is too late or too early: it reads from
     * where there is something.
     */
    private void readOn() {
        boolean hasLast = last != null;
        long first = hasLast ? lastSequence : lastSequence + 1;
        ReadResultSet<Object> entries = from(first);
        int size = entries.size();
        boolean isGapless = size == 0
                ? !hasLast
                : entries.getSequence(0) == first && (!hasLast || entries.get(0).equals(last));
        if (!isGapless || size >= MAX_READ) {
            startAnew();
            return;
        }
        for (int i = hasLast ? 1 : 0; i < size; i++) {
            tell(RevocationText.revocation(entries.get(i)));
            last = entries.get(i);
            lastSequence = entries.getSequence(i);
        }
    }

    private ReadResultSet<Object> from(long sequence) {
        return Objects.requireNonNull(calls.answer(
                () -> ring.readManyAsync(sequence, 0, MAX_READ, null)
                        .toCompletableFuture()
                        .get(READ_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS),
                READ_TIMEOUT));
    }

    private void tell(Revocation revocation) {
        try {
            local.publish(revocation);
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a subscriber of revocations failed: " + e.getClass().getName());
        }
    }

    /** Ends the threads. Hazelcast goes on. */
    @Override
    public void close() {
        reader.shutdownNow();
        calls.close();
        try {
            hazelcast.getCluster().removeMembershipListener(members);
            hazelcast.getLifecycleService().removeLifecycleListener(lifecycle);
        } catch (HazelcastInstanceNotActiveException ended) {
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
        return "HazelcastRevocationFeed[" + ring.getName() + "]";
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
            this.ringbuffer = Objects.requireNonNull(name, "name");
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
            this.timeout = Calls.within(timeout);
            return this;
        }

        /**
         * Reads from now on. In a cluster that is too small as yet for its split-brain protection, from when it has grown.
         *
         * @return the feed, which must be closed
         * @throws IllegalStateException if the ring buffer cannot be read
         */
        public HazelcastRevocationFeed build() {
            return new HazelcastRevocationFeed(this);
        }
    }
}
