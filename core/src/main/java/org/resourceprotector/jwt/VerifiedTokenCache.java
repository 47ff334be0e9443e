package org.resourceprotector.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.signature.KeyIndex;
import org.resourceprotector.status.TokenCacheStatus;
import org.resourceprotector.token.Verdict;

/**
 * Remembers tokens that were verified, so that the same token costs a digest and a look-up when it comes again.
 *
 * <p>Holds digests, never tokens; accepted tokens only, so that nobody can flush it with bad ones; each no longer than
 * {@link JwtValidator.Builder#cacheFor} of its issuer, ten minutes by default. None counts after its expiry, nor when the key
 * that verified it is trusted no more, nor when its issuer has left, and one may go if there is no room.
 *
 * <p>Thread-safe.
 */
final class VerifiedTokenCache {

    private final Cache<TokenDigest, Entry> entries;
    private final int most;
    private final LongSupplier nanos;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    /** A token, whose it is, the key that verified it, and until when that counts. */
    private static final class Entry {

        private final KnownIssuer issuer;
        private final JwtAccessToken token;
        private final VerificationKey key;
        private final Instant until;
        /** The same for a clock that was set back, as nanoseconds. */
        private final long end;
        /** The keys among which the key was last seen; a lost update costs one more look. */
        private volatile KeyIndex seenIn;

        Entry(KnownIssuer issuer, JwtChecks.Checked checked, Instant until, long end) {
            this.issuer = issuer;
            this.token = checked.token();
            this.key = checked.signer().key();
            this.seenIn = checked.signer().among();
            this.until = until;
            this.end = end;
        }

        boolean countsWith(KeyIndex keys, Instant now, long nanos) {
            if (!now.isBefore(until) || nanos - end >= 0) {
                return false;
            }
            if (seenIn != keys) {
                if (!keys.holds(key)) {
                    return false;
                }
                seenIn = keys;
            }
            return true;
        }
    }

    /**
     * An empty one.
     *
     * @param most the most tokens
     * @param longest how long any of them may be remembered
     */
    VerifiedTokenCache(int most, Duration longest) {
        this(most, longest, System::nanoTime);
    }

    /** The same with another source of the nanoseconds by which is told how long a token has been there. */
    VerifiedTokenCache(int most, Duration longest, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
        this.entries = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(longest)
                .executor(Runnable::run)
                .build();
    }

    /**
     * The verdict on a token that is remembered; null if it was not seen, was seen too long ago, its key is trusted no more
     * or its issuer has left.
     *
     * @throws org.resourceprotector.token.ValidationUnavailableException if it was seen, but there are no keys that may
     *     still be trusted
     */
    @Nullable
    Verdict find(TokenDigest digest) {
        Verdict verdict = remembered(digest);
        (verdict == null ? misses : hits).increment();
        return verdict;
    }

    private @Nullable Verdict remembered(TokenDigest digest) {
        Entry entry = entries.getIfPresent(digest);
        if (entry == null) {
            return null;
        }
        JwtChecks checks = entry.issuer.checks();
        Instant now = checks.now();
        if (entry.issuer.hasLeft() || !entry.countsWith(checks.trustedKeys(), now, nanos.getAsLong())) {
            entries.asMap().remove(digest, entry);
            return null;
        }
        entry.issuer.used(now);
        return checks.inTime(entry.token, now);
    }

    /** Remembers a token that was verified just now, as long as its issuer's are. */
    void add(TokenDigest digest, KnownIssuer issuer, JwtChecks.Checked checked, Instant now) {
        if (!issuer.checks().isRemembered() || issuer.hasLeft()) {
            return;
        }
        Duration cacheFor = issuer.checks().cacheFor();
        Instant longest = now.plus(cacheFor);
        Instant expiry = checked.token().expiresAt();
        Instant until = expiry.isBefore(longest) ? expiry : longest;
        if (now.isBefore(until)) {
            entries.put(digest, new Entry(issuer, checked, until, nanos.getAsLong() + cacheFor.toNanos()));
        }
    }

    /** Forgets the tokens of issuers that have left, which do not count any more in any case. */
    void forgetThoseWhoLeft() {
        entries.asMap().values().removeIf(entry -> entry.issuer.hasLeft());
    }

    /** How full it is, and how often it helped. */
    TokenCacheStatus status(String owner) {
        return new TokenCacheStatus(owner, entries.estimatedSize(), most, hits.sum(), misses.sum());
    }

    /** How many tokens are remembered, after whatever is due was dropped. */
    long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }
}
