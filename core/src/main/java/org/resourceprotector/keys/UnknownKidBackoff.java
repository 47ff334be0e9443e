package org.resourceprotector.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * The key identifiers that were looked for in vain, at most a thousand, and no longer than 32 cool-downs, because strangers
 * choose them. Each is looked for again after a cool-down, then
 * after two, four, and so on up to sixteen, so that a caller with an old key does not use up the one look that all callers
 * have together, which {@link JwksCache} grants. That holds while others have the keys fetched anew: if they are
 * two cool-downs old ({@link KeyTiming}), {@link JwksCache} does not ask this, and the one look that all have together counts.
 *
 * <p>Thread-safe.
 */
final class UnknownKidBackoff {

    private static final int MAX_ENTRIES = 1000;
    private static final int MAX_LENGTH = 512;
    private static final int MAX_COOLDOWNS = 16;

    private final long cooldown;
    private final Cache<String, Backoff> pauses;

    UnknownKidBackoff(long cooldown) {
        this.cooldown = cooldown;
        this.pauses = Caffeine.newBuilder()
                .maximumSize(MAX_ENTRIES)
                .expireAfterWrite(Duration.ofMillis(2 * MAX_COOLDOWNS * cooldown))
                .executor(Runnable::run)
                .build();
    }

    /** Whether it can be a key: none of a sane issuer has an endless identifier. */
    static boolean canBeAKey(String keyId) {
        return keyId.length() <= MAX_LENGTH;
    }

    /** Whether it is worth looking for a key. */
    boolean mayLookFor(String keyId, long now) {
        Backoff pause = pauses.getIfPresent(keyId);
        return pause == null || pause.isOver(now);
    }

    void lookedFor(String keyId, long now) {
        pauses.asMap().merge(keyId, new Backoff(now, cooldown), (old, first) -> longer(old, now));
    }

    private Backoff longer(Backoff old, long now) {
        return old.isOver(now) ? new Backoff(now, Math.min(2 * old.length(), MAX_COOLDOWNS * cooldown)) : old;
    }
}
