package org.resourceprotector.keys;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The times of a key source, in milliseconds.
 *
 * @param unknownKeyCooldown how long nobody looks for another unknown key, and the longest pause between failed fetches
 * @param minFresh the shortest time between refreshes
 * @param maxFresh the longest time between refreshes
 * @param staleIfError how much longer keys may be used when nobody answers, if that is longer than the patience
 * @param patience how long a request waits for a fetch
 */
record KeyTiming(long unknownKeyCooldown, long minFresh, long maxFresh, long staleIfError, long patience) {

    private static final long FRESH_BY_DEFAULT = 300_000;
    private static final long FIRST_BACK_OFF = 1_000;
    private static final int MAX_DOUBLINGS = 20;

    /** How long a server is left alone at most of which there are no keys. */
    private static final long WITHOUT_KEYS = 60_000;

    private static final int QUICK_PART = 20;
    private static final int FETCHES = 4;
    private static final long SLACK = 10_000;

    CachedKeySet known(KeySet keys, long now, OptionalLong maxAgeSeconds) {
        long wanted = maxAgeSeconds.isPresent() ? maxAgeSeconds.getAsLong() * 1000 : FRESH_BY_DEFAULT;
        long fresh = Math.max(minFresh, Math.min(maxFresh, wanted));
        // for one timeout keys that are due are used in any case: a fetch is under way
        return new CachedKeySet(keys, now, fresh, fresh + Math.max(staleIfError, patience));
    }

    /**
     * One second, two, four, and so on up to the cool-down; longer if the server says so, up to the longest time between
     * refreshes. But nobody can be let in once there are no keys that may be trusted: from then on at most a minute.
     *
     * @param retryAfter when the server wants to be asked again; null if it does not say
     * @param kept the keys that there are; null if there are none
     */
    Backoff backOff(int failures, long now, @Nullable Duration retryAfter, @Nullable CachedKeySet kept) {
        long doubled = Math.min(unknownKeyCooldown, FIRST_BACK_OFF << Math.min(failures - 1, MAX_DOUBLINGS));
        long wanted = retryAfter == null ? 0 : Math.min(maxFresh, retryAfter.toMillis());
        long trusted = kept != null && kept.isTrusted(now) ? kept.usableFor() - kept.age(now) : 0;
        return new Backoff(now, Math.min(Math.max(doubled, wanted), Math.max(trusted, WITHOUT_KEYS)));
    }

    /** A second, more or less, so that many sources that were not let out together do not come back together. */
    static Backoff postponed(long now) {
        return new Backoff(now, ThreadLocalRandom.current().nextLong(FIRST_BACK_OFF / 2, 3 * FIRST_BACK_OFF / 2));
    }

    /** Whether keys came so long ago that nobody else wants to look, and one that was missing then may be there now. */
    boolean isOld(CachedKeySet keys, long now) {
        return keys.age(now) >= 2 * unknownKeyCooldown;
    }

    /**
     * Whether keys that are due may be used while they are fetched, as those whom nobody doubts: they are not older than keys
     * may get, or were due just now, so that a fetch which began then may not have ended.
     */
    boolean mayBeUsedMeanwhile(CachedKeySet keys, long now) {
        return keys.age(now) < Math.max(maxFresh, keys.freshFor() + patience);
    }

    /** Whether a fetch failed, and the next one need not have ended since, if somebody asks all the time. */
    boolean hasJustFailed(int failures, Backoff backoff, long now) {
        return failures > 0 && now - backoff.since() < backoff.length() + patience;
    }

    /** How long a fetch can take: the metadata are looked for at three addresses, and the rest is for a machine that is busy. */
    long longestFetch() {
        return FETCHES * patience + SLACK;
    }

    /** How long many requests may wait for a fetch; after that the server is slow, and few may. */
    long quick() {
        return patience / QUICK_PART;
    }
}
