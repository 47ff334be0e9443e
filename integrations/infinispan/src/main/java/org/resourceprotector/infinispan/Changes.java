package org.resourceprotector.infinispan;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.PartitionStatusChanged;
import org.infinispan.notifications.cachelistener.annotation.TopologyChanged;
import org.infinispan.notifications.cachelistener.event.CacheEntryCreatedEvent;
import org.infinispan.notifications.cachelistener.event.PartitionStatusChangedEvent;
import org.infinispan.notifications.cachelistener.event.TopologyChangedEvent;
import org.infinispan.notifications.cachemanagerlistener.annotation.Merged;
import org.infinispan.notifications.cachemanagerlistener.annotation.ViewChanged;
import org.infinispan.notifications.cachemanagerlistener.event.MergeEvent;
import org.infinispan.notifications.cachemanagerlistener.event.ViewChangedEvent;
import org.resourceprotector.token.Revocation;

/**
 * What a node hears of the others, until somebody takes it: revocations, up to a bound, and whether one may have been
 * missed. Thread-safe; never waits.
 */
final class Changes {

    private static final int MAX_WAITING = 1_000;

    private final BlockingQueue<Revocation> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private volatile boolean mayHaveMissed;

    /** Whether one may have been missed since this was asked before. */
    boolean takeMissed() {
        boolean missed = mayHaveMissed;
        if (missed) {
            mayHaveMissed = false;
            waiting.clear();
        }
        return missed;
    }

    BlockingQueue<Revocation> waiting() {
        return waiting;
    }

    private void hear(Revocation revocation) {
        if (!waiting.offer(revocation)) {
            mayHaveMissed = true;
        }
    }

    /** Wakes the one who takes, too. */
    private void hearThatOneWasMissed() {
        mayHaveMissed = true;
        waiting.offer(Revocation.ofAll());
    }

    /** Is called by Infinispan, which calls public classes only. */
    @Listener
    public static final class OfCache {

        private final Changes changes;

        OfCache(Changes changes) {
            this.changes = changes;
        }

        @CacheEntryCreated
        public void created(CacheEntryCreatedEvent<Object, Object> event) {
            if (!event.isPre()) {
                changes.hear(RevocationText.revocation(event.getValue()));
            }
        }

        @TopologyChanged
        public void topologyChanged(TopologyChangedEvent<Object, Object> event) {
            changes.hearThatOneWasMissed();
        }

        @PartitionStatusChanged
        public void statusChanged(PartitionStatusChangedEvent<Object, Object> event) {
            changes.hearThatOneWasMissed();
        }
    }

    /** Is called by Infinispan, which calls public classes only. */
    @Listener
    public static final class OfManager {

        private final Changes changes;

        OfManager(Changes changes) {
            this.changes = changes;
        }

        @ViewChanged
        public void viewChanged(ViewChangedEvent event) {
            changes.hearThatOneWasMissed();
        }

        @Merged
        public void merged(MergeEvent event) {
            changes.hearThatOneWasMissed();
        }
    }
}
