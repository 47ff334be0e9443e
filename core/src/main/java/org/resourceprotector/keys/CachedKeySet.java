package org.resourceprotector.keys;

import org.jspecify.annotations.Nullable;

/**
 * The keys of the last good answer, and how long they are good for. All times are milliseconds of the clock.
 *
 * @param keys the keys
 * @param fetchedAt when they came
 * @param freshFor how long nobody needs to ask again
 * @param usableFor how long they may be used when nobody answers
 */
record CachedKeySet(KeySet keys, long fetchedAt, long freshFor, long usableFor) {

    /** A clock that is put back a little is no reason to distrust the keys; one that is put back a lot is. */
    private static final long TOLERATED_STEP_BACK = 60_000;

    boolean isFresh(long now) {
        return isYoungerThan(freshFor, now);
    }

    boolean isTrusted(long now) {
        return isYoungerThan(usableFor, now);
    }

    private boolean isYoungerThan(long bound, long now) {
        long age = now - fetchedAt;
        return age < bound && age >= -TOLERATED_STEP_BACK;
    }

    long age(long now) {
        return Math.max(0, now - fetchedAt);
    }

    /**
     * Whether a key may be in here that others lacked: one of this identifier, or one without an identifier that came
     * since.
     */
    @SuppressWarnings("ReferenceEquality")
    boolean mayHold(String keyId, KeySet others) {
        return keys.keys().stream().anyMatch(key -> keyId.equals(key.id()) || (key.id() == null && keys != others));
    }

    /** Whether a key that was looked for is not in here. */
    boolean misses(@Nullable String keyId, @Nullable CachedKeySet before) {
        return keyId != null && !mayHold(keyId, before == null ? keys : before.keys());
    }
}
