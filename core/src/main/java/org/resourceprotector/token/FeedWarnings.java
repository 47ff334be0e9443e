package org.resourceprotector.token;

import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells the operator that revocations cannot be read, and that they are read again, at most once a minute, however often both
 * changes; and as often that a subscriber fails. What goes on is said when the minute is over. Writes no message of an exception.
 *
 * <p>Used by the thread of a feed only.
 */
final class FeedWarnings {

    private static final System.Logger LOG = System.getLogger(SharedRevocationFeed.class.getName());
    private static final long INTERVAL = TimeUnit.MINUTES.toNanos(1);

    private final Bound failures;
    private final Bound subscribers;

    private boolean isReading = true;

    /** Whether the last line about reading is that it fails. */
    private boolean isSaid;

    FeedWarnings(LongSupplier nanoTime) {
        this.failures = new Bound(nanoTime);
        this.subscribers = new Bound(nanoTime);
    }

    /** One line a minute, which tells how many were left out before it. */
    private static final class Bound {

        private final LongSupplier nanoTime;
        private long last;
        private boolean hasLast;
        private int happened;

        Bound(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
        }

        void happened() {
            happened++;
        }

        boolean isDue() {
            return !hasLast || nanoTime.getAsLong() - last >= INTERVAL;
        }

        /** Counts as written before it is: what a log throws must not have it written again and again. */
        void write(Level level, String line) {
            String text = happened > 1 ? line + " (and " + (happened - 1) + " more)" : line;
            last = nanoTime.getAsLong();
            hasLast = true;
            happened = 0;
            LOG.log(level, text);
        }
    }

    /** Called for each attempt that failed. */
    void cannotRead(Throwable failure) {
        if (isReading) {
            isReading = false;
            failures.happened();
        }
        if (!isSaid && failures.isDue()) {
            isSaid = true;
            failures.write(
                    Level.WARNING,
                    "revocations cannot be read: " + failure.getClass().getName());
        }
    }

    /** Called for each attempt that did not fail. */
    void canRead() {
        isReading = true;
        if (isSaid) {
            isSaid = false;
            LOG.log(Level.INFO, "revocations are read again");
        }
    }

    void subscriberFailed(Throwable failure) {
        subscribers.happened();
        if (subscribers.isDue()) {
            subscribers.write(
                    Level.ERROR,
                    "a subscriber of revocations failed: " + failure.getClass().getName());
        }
    }
}
