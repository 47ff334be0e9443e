package org.resourceprotector.introspection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.status.TokenCacheStatus;
import org.resourceprotector.token.AccessToken;

/**
 * Remembers answers, so that a token costs a digest and a look-up when it comes again.
 *
 * <p>Holds digests, never tokens; belongs to one validator, so that an answer that one client got at one server is never
 * used for another. Good answers and refusals are kept apart, each bounded: a flood of bad tokens flushes nothing but
 * itself. A good answer is kept for {@link IntrospectionValidator.Builder#cacheFor}, which is nothing by default, and no
 * longer than until its token expires. A clock that is set back does not make an answer count longer. Does not check the
 * other times of a token.
 *
 * <p>A good answer is forgotten early if a revocation or {@code IntrospectionValidator.evict} is about it, if a refusal
 * takes its place, or if there is no room.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-4">RFC 7662, section 4</a>
 */
final class IntrospectionCache {

    private final Cache<TokenDigest, Entry> active;
    private final Cache<TokenDigest, Entry> refused;
    private final Lifetimes lifetimes;
    private final int most;
    private final Ticker ticker;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private volatile boolean closed;

    /**
     * How long answers are kept.
     *
     * @param active how long a good one counts
     * @param refused how long a refusal counts
     * @param stale how long a good one counts beyond that, while the server does not answer
     */
    record Lifetimes(Duration active, Duration refused, Duration stale) {}

    /**
     * An answer, until when it counts, and until when it counts in need: by the clock, and by the ticker, which is never
     * set back.
     *
     * @param answer the answer
     * @param freshUntil until when it counts
     * @param staleUntil until when it counts in need
     * @param freshUntilNanos until when it counts, by the ticker
     * @param nanos how long it counts in need
     */
    private record Entry(
            IntrospectionResult answer, Instant freshUntil, Instant staleUntil, long freshUntilNanos, long nanos) {

        boolean isFresh(Instant now, long nanosNow) {
            return now.isBefore(freshUntil) && nanosNow - freshUntilNanos < 0;
        }
    }

    /** Drops what is of no use any more. */
    private static final class UntilEnd implements Expiry<TokenDigest, Entry> {

        @Override
        public long expireAfterCreate(TokenDigest digest, Entry entry, long currentTime) {
            return entry.nanos();
        }

        @Override
        public long expireAfterUpdate(TokenDigest digest, Entry entry, long currentTime, long currentDuration) {
            return entry.nanos();
        }

        @Override
        public long expireAfterRead(TokenDigest digest, Entry entry, long currentTime, long currentDuration) {
            return currentDuration;
        }
    }

    IntrospectionCache(int most, Lifetimes lifetimes) {
        this(most, lifetimes, Ticker.systemTicker());
    }

    IntrospectionCache(int most, Lifetimes lifetimes, Ticker ticker) {
        this.most = most;
        this.lifetimes = lifetimes;
        this.ticker = ticker;
        this.active = cache(most, ticker);
        this.refused = cache(most, ticker);
    }

    private static Cache<TokenDigest, Entry> cache(int most, Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(most)
                .ticker(ticker)
                .expireAfter(new UntilEnd())
                .executor(Runnable::run)
                .build();
    }

    /** How full it is, and how often it helped. */
    TokenCacheStatus status(String owner) {
        return new TokenCacheStatus(
                owner, active.estimatedSize() + refused.estimatedSize(), 2L * most, hits.sum(), misses.sum());
    }

    /** The answer to a token that has come; null where there is none that counts now. */
    @Nullable
    IntrospectionResult find(TokenDigest digest, Instant now) {
        IntrospectionResult answer = findAgain(digest, now);
        (answer == null ? misses : hits).increment();
        return answer;
    }

    /** The same, for one that was looked for already. */
    @Nullable
    IntrospectionResult findAgain(TokenDigest digest, Instant now) {
        long nanosNow = ticker.read();
        Entry entry = active.getIfPresent(digest);
        if (entry != null && entry.isFresh(now, nanosNow)) {
            return entry.answer();
        }
        Entry refusal = refused.getIfPresent(digest);
        return refusal != null && refusal.isFresh(now, nanosNow) ? refusal.answer() : null;
    }

    /** The last good answer to a token, for when the server does not answer; null where there is none that still counts. */
    @Nullable
    IntrospectionResult findStale(TokenDigest digest, Instant now) {
        Entry entry = active.getIfPresent(digest);
        return entry != null && now.isBefore(entry.staleUntil()) ? entry.answer() : null;
    }

    /** Forgets everything, and remembers nothing more, because revocations are not heard of any more. */
    void close() {
        closed = true;
        active.invalidateAll();
        refused.invalidateAll();
    }

    /** Remembers a good answer, which replaces whatever was known. */
    void add(TokenDigest digest, IntrospectionResult.Active answer, Instant now) {
        Instant expiresAt = answer.token().expiresAt();
        Instant freshUntil = earlier(now.plus(lifetimes.active()), expiresAt);
        Instant staleUntil = earlier(freshUntil.plus(lifetimes.stale()), expiresAt);
        refused.invalidate(digest);
        if (now.isBefore(freshUntil) && !closed) {
            active.put(digest, entry(answer, now, freshUntil, staleUntil));
            if (closed) {
                active.invalidateAll();
            }
        } else {
            active.invalidate(digest);
        }
    }

    private Entry entry(IntrospectionResult answer, Instant now, Instant freshUntil, Instant staleUntil) {
        return new Entry(
                answer,
                freshUntil,
                staleUntil,
                ticker.read() + Duration.between(now, freshUntil).toNanos(),
                Duration.between(now, staleUntil).toNanos());
    }

    private static Instant earlier(Instant moment, @Nullable Instant bound) {
        return bound != null && bound.isBefore(moment) ? bound : moment;
    }

    /** Remembers a refusal, which replaces whatever was known. */
    void add(TokenDigest digest, IntrospectionResult.Refused answer, Instant now) {
        active.invalidate(digest);
        Instant until = now.plus(lifetimes.refused());
        if (now.isBefore(until) && !closed) {
            refused.put(digest, entry(answer, now, until, until));
            if (closed) {
                refused.invalidateAll();
            }
        }
    }

    void forget(TokenDigest digest) {
        active.invalidate(digest);
        refused.invalidate(digest);
    }

    /** Forgets the good answers that a predicate is true for, and tells how many that were. */
    int evict(Predicate<AccessToken> which) {
        int evicted = 0;
        for (Map.Entry<TokenDigest, Entry> known : active.asMap().entrySet()) {
            if (known.getValue().answer() instanceof IntrospectionResult.Active good
                    && which.test(good.token())
                    && active.asMap().remove(known.getKey(), known.getValue())) {
                evicted++;
            }
        }
        return evicted;
    }

    /** How many good answers are remembered, after whatever is due was dropped. */
    long activeSize() {
        active.cleanUp();
        return active.estimatedSize();
    }

    /** How many refusals are remembered, after whatever is due was dropped. */
    long refusedSize() {
        refused.cleanUp();
        return refused.estimatedSize();
    }
}
