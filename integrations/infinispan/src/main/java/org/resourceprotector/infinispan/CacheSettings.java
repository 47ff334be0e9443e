package org.resourceprotector.infinispan;

import org.infinispan.AdvancedCache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.MemoryConfiguration;
import org.infinispan.partitionhandling.PartitionHandling;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.protocols.BasicTCP;
import org.jspecify.annotations.Nullable;

/**
 * What a cache must be like in which nothing may be forgotten early, and by which revocations reach all nodes.
 *
 * @see <a href="https://infinispan.org/docs/stable/titles/configuring/configuring.html">Configuring Infinispan caches</a>
 */
final class CacheSettings {

    private static final System.Logger LOG = System.getLogger(CacheSettings.class.getName());

    private CacheSettings() {}

    /**
     * Refuses a cache that forgets proofs, and warns of a slow transport.
     *
     * @throws IllegalStateException if the cache forgets; the message says what to write instead
     */
    static void checkForProofs(AdvancedCache<?, ?> cache) {
        refuse(cache, faultOfProofs(cache.getCacheConfiguration()));
        if (cache.getCacheManager().getCacheManagerConfiguration().isZeroCapacityNode()) {
            refuse(cache, "no part on this node, a zero-capacity-node, which does not see how full it is");
        }
        if (isDelayed(cache)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the transport of Infinispan has no tcp_nodelay, so that now and then a request waits 40 to 80"
                            + " milliseconds; set tcp_nodelay=\"true\" at TCP in its JGroups stack");
        }
    }

    /**
     * Refuses a cache by which revocations do not reach all nodes, and warns of one that takes them on each side of a split
     * network.
     *
     * @throws IllegalStateException if it does not; the message says what to write instead
     */
    static void checkForRevocations(AdvancedCache<?, ?> cache) {
        refuse(cache, faultOfRevocations(cache.getCacheConfiguration()));
        if (cache.getCacheManager().getCacheManagerConfiguration().isZeroCapacityNode()) {
            refuse(cache, "no part on this node, a zero-capacity-node, which hears of nothing that others write");
        }
        PartitionHandling split =
                cache.getCacheConfiguration().clustering().partitionHandling().whenSplit();
        if (split == PartitionHandling.ALLOW_READ_WRITES) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the cache " + cache.getName()
                            + " of Infinispan has partition-handling when-split ALLOW_READ_WRITES:"
                            + " if the network splits, publish returns though the other side was not told; set"
                            + " DENY_READ_WRITES");
        }
    }

    static @Nullable String faultOfRevocations(Configuration settings) {
        CacheMode mode = settings.clustering().cacheMode();
        if (mode != CacheMode.REPL_SYNC) {
            return "the mode " + mode + "; it must be a replicated-cache with mode SYNC, so that every node hears";
        }
        if (settings.clustering().hash().capacityFactor() == 0) {
            return "the capacity-factor 0, with which this node hears of nothing that others write; it must be more";
        }
        if (settings.transaction().transactionMode().isTransactional()) {
            return TRANSACTIONS;
        }
        return isSwept(settings) ? null : UNSWEPT;
    }

    private static boolean isSwept(Configuration settings) {
        return settings.expiration().reaperEnabled() && settings.expiration().wakeUpInterval() > 0;
    }

    private static final String TRANSACTIONS =
            "transactions, so that what is written goes if that of the caller is rolled back; it must have none";

    private static final String UNSWEPT =
            "no expiration interval, so that entries that are over fill it; interval must be positive";

    private static void refuse(AdvancedCache<?, ?> cache, @Nullable String fault) {
        if (fault != null) {
            throw new IllegalStateException("the cache " + cache.getName() + " of Infinispan has " + fault);
        }
    }

    static @Nullable String faultOfProofs(Configuration settings) {
        CacheMode mode = settings.clustering().cacheMode();
        if (mode != CacheMode.DIST_SYNC && mode != CacheMode.REPL_SYNC) {
            return "the mode " + mode + "; it must be a distributed-cache or replicated-cache with mode SYNC";
        }
        if (mode == CacheMode.DIST_SYNC && settings.clustering().hash().numOwners() < 2) {
            return "one owner, so that a node that ends forgets its part; owners must be 2 or more";
        }
        if (settings.clustering().hash().capacityFactor() == 0) {
            return "the capacity-factor 0, with which this node does not see how full it is; it must be more";
        }
        PartitionHandling split = settings.clustering().partitionHandling().whenSplit();
        if (split == PartitionHandling.ALLOW_READ_WRITES) {
            return "partition-handling when-split ALLOW_READ_WRITES, by which each side of a split network accepts a"
                    + " proof once; it must be DENY_READ_WRITES";
        }
        if (!settings.clustering().stateTransfer().fetchInMemoryState()) {
            return "no state-transfer, so that nodes that come or go make others forget; enabled must be true";
        }
        if (settings.transaction().transactionMode().isTransactional()) {
            return TRANSACTIONS;
        }
        if (settings.unsafe().unreliableReturnValues()) {
            return "unreliable-return-values, by which every proof looks new; it must be false";
        }
        return faultOfMemory(settings);
    }

    private static @Nullable String faultOfMemory(Configuration settings) {
        MemoryConfiguration memory = settings.memory();
        if (memory.isEvictionEnabled() || memory.whenFull().isRemovalBased()) {
            return "a max-count or max-size, by which it silently forgets what must be remembered; it must have none,"
                    + " the bound is maxProofs of this store";
        }
        if (settings.persistence().passivation()) {
            return "passivation, by which entries go where nobody counts them; it must be false";
        }
        if (settings.expiration().maxIdle() > 0) {
            return "expiration max-idle, by which it forgets a proof that nobody repeats for a while; it must have none";
        }
        return isSwept(settings) ? null : UNSWEPT;
    }

    private static boolean isDelayed(AdvancedCache<?, ?> cache) {
        return cache.getRpcManager().getTransport() instanceof JGroupsTransport transport
                && transport.getChannel().getProtocolStack().getTransport() instanceof BasicTCP tcp
                && !tcp.tcpNodelay();
    }
}
