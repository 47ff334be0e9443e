package org.resourceprotector.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.signature.KeyIndex;
import org.resourceprotector.signature.KeySelector;

/**
 * Remembers tokens that were verified, so that the same token costs a digest and a look-up when it comes again.
 *
 * <p>Holds digests, never tokens; accepted tokens only, so that nobody can flush it with bad ones; each no longer than a
 * maximum. None counts after its expiry, nor when the key that verified it is trusted no more. Does not check the times of
 * a token that it finds.
 *
 * <p>Thread-safe.
 */
final class VerifiedTokenCache {

    private final Cache<TokenDigest, Entry> entries;
    private final Duration longest;

    /** A token, the key that verified it, and until when that counts. */
    private static final class Entry {

        private final JwtAccessToken token;
        private final VerificationKey key;
        private final Instant until;
        /** The keys among which the key was last seen; a lost update costs one more look. */
        private volatile KeyIndex seenIn;

        Entry(JwtAccessToken token, KeyIndex.VerifiedKey signer, Instant until) {
            this.token = token;
            this.key = signer.key();
            this.seenIn = signer.among();
            this.until = until;
        }

        boolean countsWith(KeyIndex keys, Instant now) {
            if (!now.isBefore(until)) {
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

    VerifiedTokenCache(int most, Duration longest) {
        this.longest = longest;
        this.entries = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterWrite(longest)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Finds a token; null where it was not seen, was seen too long ago, or its key is trusted no more.
     *
     * @throws org.resourceprotector.token.ValidationUnavailableException if it was seen, but there are no keys that may
     *     still be trusted
     */
    @Nullable
    JwtAccessToken find(TokenDigest digest, KeySelector signers, Instant now) {
        Entry entry = entries.getIfPresent(digest);
        if (entry == null) {
            return null;
        }
        if (!entry.countsWith(signers.trusted(), now)) {
            entries.asMap().remove(digest, entry);
            return null;
        }
        return entry.token;
    }

    /** Remembers a token that was verified just now. */
    void add(TokenDigest digest, JwtAccessToken token, KeyIndex.VerifiedKey signer, Instant now) {
        Instant longestUntil = now.plus(longest);
        Instant until = token.expiresAt().isBefore(longestUntil) ? token.expiresAt() : longestUntil;
        if (now.isBefore(until)) {
            entries.put(digest, new Entry(token, signer, until));
        }
    }

    /** How many tokens are remembered, after whatever is due was dropped. */
    long size() {
        entries.cleanUp();
        return entries.estimatedSize();
    }
}
