package org.resourceprotector.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The key identifiers that were looked for in vain, at most a thousand. Each is looked for again after a cool-down, then
 * after two, four, and so on up to sixteen, so that a caller with an old key does not use up the one look that all callers
 * have together.
 *
 * <p>Thread-safe.
 */
final class UnknownKeyIds {

    private static final int MOST = 1000;
    private static final int MAX_LENGTH = 512;
    private static final int MOST_COOL_DOWNS = 16;

    private final long coolDown;
    private final Cache<String, Pause> pauses =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    UnknownKeyIds(long coolDown) {
        this.coolDown = coolDown;
    }

    /** Whether it is worth looking for a key: no key of a sane issuer has an endless identifier. */
    boolean mayLookFor(String keyId, long now) {
        if (keyId.length() > MAX_LENGTH) {
            return false;
        }
        Pause pause = pauses.getIfPresent(keyId);
        return pause == null || pause.isOver(now);
    }

    void lookedFor(String keyId, long now) {
        pauses.asMap().merge(keyId, new Pause(now, coolDown), (old, first) -> longer(old, now));
    }

    private Pause longer(Pause old, long now) {
        return old.isOver(now) ? new Pause(now, Math.min(2 * old.length(), MOST_COOL_DOWNS * coolDown)) : old;
    }
}
