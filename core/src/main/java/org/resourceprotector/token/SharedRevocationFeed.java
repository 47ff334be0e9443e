package org.resourceprotector.token;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Revocations that reach all nodes, by a log of whatever kind that they share: who writes a feed for a server or a cluster
 * writes a {@link Log}.
 *
 * <p>Subscribers on this node are told of what this node publishes before {@link #publish} returns, and of what is read from
 * the log on the thread of the feed, one after the other. One that throws keeps nothing from the others, nor from other
 * nodes. Whenever something may have been missed, because the log could not be read or says so, they are told
 * {@link Revocation#ofAll()}, as soon as it can be read again; the operator gets one line when reading fails, and one when it
 * works again, or, if it goes on changing, two a minute.
 *
 * <p>Thread-safe. Has one thread, until it is closed.
 */
public final class SharedRevocationFeed implements RevocationFeed, AutoCloseable {

    /**
     * Where revocations are written and read. {@code add} is called by the threads of those who publish, the other methods by
     * the thread of the feed.
     *
     * @see RemoteCalls
     */
    public interface Log {

        /**
         * Writes a revocation for the other nodes. That this node reads it, too, does no harm.
         *
         * @param revocation which tokens are revoked
         * @throws ValidationUnavailableException if it was not written
         */
        void add(Revocation revocation);

        /**
         * Goes to the end of the log: what is there by now need not be read, because all tokens are going to be forgotten.
         *
         * @throws RuntimeException if the log cannot be read; it is tried again
         */
        void skip();

        /**
         * What was written since it was read before, or since {@link #skip}. An entry that cannot be understood is
         * {@link Revocation#ofAll()}.
         *
         * @return the revocations; null if one may have been missed
         * @throws RuntimeException if the log cannot be read; then one may have been missed
         * @throws InterruptedException if it was waiting, and the feed is closed
         */
        @Nullable
        List<Revocation> read() throws InterruptedException;
    }

    private static final Duration MAX_INTERVAL = Duration.ofMinutes(1);
    private static final long MIN_REST_OF_FAILURE = 100;

    private final RevocationFeed local = RevocationFeed.inMemory();
    private final Log log;
    private final FeedWarnings warnings;
    private final Thread reader;

    /** Whether one may have been missed; only the thread of the feed uses it. */
    private boolean isBehind;

    private volatile boolean isClosed;

    private SharedRevocationFeed(Log log, Duration interval, LongSupplier nanoTime) {
        this.log = Objects.requireNonNull(log, "log");
        this.warnings = new FeedWarnings(nanoTime);
        if (interval.isNegative() || interval.compareTo(MAX_INTERVAL) > 0) {
            throw new IllegalArgumentException("interval is zero to a minute, not " + interval);
        }
        long millis = interval.toMillis();
        this.reader = new Thread(null, () -> readOn(millis), "resource-protector-revocations", 0, false);
        reader.setDaemon(true);
        reader.setContextClassLoader(SharedRevocationFeed.class.getClassLoader());
    }

    /**
     * Reads from now on.
     *
     * @param log where revocations are written and read
     * @param interval how long the thread rests before it reads again, at most a minute; zero if {@link Log#read} waits for
     *     what comes
     * @return the feed, which must be closed
     * @throws IllegalArgumentException if the interval is out of bounds
     */
    public static SharedRevocationFeed start(Log log, Duration interval) {
        return start(log, interval, System::nanoTime);
    }

    /** The same with another source of the nanoseconds by which lines of the log are bounded. */
    static SharedRevocationFeed start(Log log, Duration interval, LongSupplier nanoTime) {
        SharedRevocationFeed feed = new SharedRevocationFeed(log, interval, nanoTime);
        feed.reader.start();
        return feed;
    }

    /**
     * Tells the subscribers of this node, and writes the revocation for the others.
     *
     * @throws ValidationUnavailableException if it was not written; then only this node knows of it. What a subscriber threw
     *     besides is suppressed
     * @throws RuntimeException what a subscriber of this node threw; all others know of the revocation nonetheless
     */
    @Override
    public void publish(Revocation revocation) {
        Objects.requireNonNull(revocation, "revocation");
        try {
            local.publish(revocation);
        } catch (Throwable ofASubscriber) { // whatever it is, the other nodes are told
            try {
                log.add(revocation);
            } catch (Throwable e) {
                e.addSuppressed(ofASubscriber);
                throw e;
            }
            throw ofASubscriber;
        }
        log.add(revocation);
    }

    @Override
    public Subscription subscribe(Consumer<? super Revocation> subscriber) {
        return local.subscribe(subscriber);
    }

    /** Ends for {@link #close} only: whatever is thrown, and whoever interrupts, the next round follows. */
    private void readOn(long restMillis) {
        while (!isClosed) {
            boolean could = false;
            try {
                could = read();
            } catch (Throwable e) {
                isBehind = true;
            }
            rest(could ? restMillis : Math.max(restMillis, MIN_REST_OF_FAILURE));
        }
    }

    private static void rest(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException byCloseOrBySubscriber) {
            // the next round sees which
        }
    }

    /** Whether it could. */
    private boolean read() {
        try {
            List<Revocation> heard = isBehind ? null : log.read();
            if (heard == null) {
                log.skip();
                isBehind = false;
                tell(Revocation.ofAll());
            } else {
                heard.forEach(this::tell);
            }
        } catch (Throwable e) {
            isBehind = true;
            if (!isClosed) {
                warnings.cannotRead(e);
            }
            return false;
        }
        if (!isClosed) {
            warnings.canRead();
        }
        return true;
    }

    private void tell(@Nullable Revocation revocation) {
        try {
            local.publish(revocation == null ? Revocation.ofAll() : revocation);
        } catch (Throwable e) {
            warnings.subscriberFailed(e);
        }
    }

    /**
     * Ends the thread. The log stays as it is. Subscribers hear of nothing that other nodes publish from then on: validators that
     * remember tokens are to be closed before.
     */
    @Override
    public void close() {
        isClosed = true;
        reader.interrupt();
    }

    @Override
    public String toString() {
        return "SharedRevocationFeed";
    }
}
