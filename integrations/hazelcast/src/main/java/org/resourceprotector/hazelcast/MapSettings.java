package org.resourceprotector.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;
import org.jspecify.annotations.Nullable;

/**
 * What a map must be like in which nothing may be forgotten early, and a ring buffer that must reach the others. Looks at the
 * configuration of this member; the others have their own, and a client sees none.
 *
 * @see <a href="https://docs.hazelcast.com/hazelcast/latest/data-structures/managing-map-memory">Managing map memory</a>
 */
final class MapSettings {

    private static final System.Logger LOG = System.getLogger(MapSettings.class.getName());

    private MapSettings() {}

    /**
     * Refuses a map that forgets, and warns of what cannot be seen or is not promised.
     *
     * @throws IllegalStateException if the map forgets; the message says what to write instead
     */
    static void check(HazelcastInstance hazelcast, String name) {
        MapConfig map;
        boolean isGuarded;
        try {
            Config config = hazelcast.getConfig();
            map = config.findMapConfig(name);
            isGuarded = isGuarded(config, map.getSplitBrainProtectionName());
        } catch (UnsupportedOperationException client) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a client of Hazelcast does not see how the members keep the map " + name
                            + ": with eviction, max-idle-seconds, no backup or no split-brain protection, proofs can be"
                            + " replayed");
            return;
        }
        String fault = faultOf(map);
        if (fault != null) {
            throw new IllegalStateException("the map " + name + " of Hazelcast has " + fault);
        }
        if (!isGuarded) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the map " + name + " of Hazelcast has no split-brain protection of writes: if the network splits,"
                            + " each side accepts a proof once; set split-brain-protection-ref to one of more than half"
                            + " of the members");
        }
    }

    /** Warns of a ring buffer that takes revocations though the others are not told. */
    static void checkRing(HazelcastInstance hazelcast, String name) {
        boolean isGuarded;
        try {
            Config config = hazelcast.getConfig();
            isGuarded = isGuarded(config, config.findRingbufferConfig(name).getSplitBrainProtectionName());
        } catch (UnsupportedOperationException client) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a client of Hazelcast does not see how the members keep the ring buffer " + name
                            + ": without split-brain protection, what is revoked on one side of a split network reaches"
                            + " the other one late, and nobody is told");
            return;
        }
        if (!isGuarded) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the ring buffer " + name + " of Hazelcast has no split-brain protection of writes: if the network"
                            + " splits, publish returns though the other side was not told; set split-brain-protection-ref"
                            + " to one of more than half of the members");
        }
    }

    private static @Nullable String faultOf(MapConfig map) {
        EvictionPolicy eviction = map.getEvictionConfig().getEvictionPolicy();
        if (eviction != EvictionPolicy.NONE) {
            return "the eviction policy " + eviction
                    + ", by which it silently forgets what must be remembered; it must be NONE";
        }
        if (map.getMaxIdleSeconds() > 0) {
            return "max-idle-seconds, by which it forgets a proof that nobody repeats for a while; it must be 0";
        }
        if (map.getBackupCount() < 1) {
            return "no synchronous backup, so that a member that ends forgets its part; backup-count must be 1 or more";
        }
        if (map.getNearCacheConfig() != null) {
            return "a near cache, in which every node would keep what it never reads; remove it";
        }
        return null;
    }

    /** Whether writes fail in a cluster that is too small. */
    private static boolean isGuarded(Config config, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            return false;
        }
        SplitBrainProtectionConfig protection = config.findSplitBrainProtectionConfig(name);
        return protection.isEnabled()
                && protection.getProtectOn() != SplitBrainProtectionOn.READ
                && (protection.getMinimumClusterSize() > 1
                        || protection.getFunctionClassName() != null
                        || protection.getFunctionImplementation() != null);
    }
}
