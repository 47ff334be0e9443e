package org.resourceprotector.infinispan;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.infinispan.AdvancedCache;
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
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.RemoteCalls;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.SharedRevocationFeed;

/**
 * A replicated cache of which each entry is a revocation, and what a node hears of the entries of others until it reads them:
 * up to a bound, and whether one may have been missed. Thread-safe; who calls it back never waits.
 */
final class Changes implements SharedRevocationFeed.Log {

    private static final int MAX_WAITING = 1_000;
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private final BlockingQueue<Revocation> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final RemoteCalls calls = new RemoteCalls("Infinispan");
    private final AdvancedCache<String, String> cache;
    private final Duration timeout;
    private volatile boolean mayHaveMissed;

    Changes(AdvancedCache<String, String> cache, Duration timeout) {
        this.cache = cache;
        this.timeout = timeout;
    }

    /** A write that has begun is not cancelled in its middle. */
    @Override
    public void add(Revocation revocation) {
        String text = RevocationText.of(revocation);
        String key = UUID.randomUUID().toString();
        calls.answer(
                () -> cache.putAsync(key, text, LIFETIME.toMillis(), TimeUnit.MILLISECONDS)
                        .copy(),
                timeout);
    }

    @Override
    public void skip() {
        mayHaveMissed = false;
        waiting.clear();
    }

    /** Waits for one. */
    @Override
    public @Nullable List<Revocation> read() throws InterruptedException {
        Revocation heard = waiting.take();
        return mayHaveMissed ? null : List.of(heard);
    }

    /** There is room again as soon as one is read, so that one that was missed is a call of its own, which wakes the reader. */
    private void hear(Revocation revocation) {
        if (!waiting.offer(revocation)) {
            hearThatOneWasMissed();
        }
    }

    /** Wakes the one who reads, too. */
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
