package org.resourceprotector.signature;

import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.jose.Algorithms;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.keys.KeySet;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * Finds out which of the issuer's keys signed a token.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8725#section-3.8">RFC 8725, section 3.8</a>
 */
public final class KeySelector {

    private static final int MAX_KEY_ID_LENGTH = 512;
    private static final int MAX_LOOKS = 2;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final KeySource source;
    private final List<VerificationKey> symmetric;
    private final @Nullable Provider provider;
    private final @Nullable String issuer;
    private final SpareChecks spareChecks;
    private volatile KeyIndex known;
    /** The key that verified last. It is tried first if several may have signed the next token. */
    private volatile KeyIndex.@Nullable Candidate latest;

    /**
     * If the provider is null, those of the platform verify signatures. The issuer is the one whose
     * tokens these are; null if it is not known.
     */
    public KeySelector(
            KeySource source,
            List<VerificationKey> symmetric,
            @Nullable Provider provider,
            @Nullable String issuer,
            Clock clock) {
        this.source = source;
        this.spareChecks = new SpareChecks(clock);
        this.symmetric = symmetric;
        this.provider = provider;
        this.issuer = issuer;
        this.known = new KeyIndex(new KeySet(List.of()), symmetric, provider, issuer);
    }

    /**
     * The keys that are trusted now, the same instance as long as they are the same.
     *
     * @throws ValidationUnavailableException if there are none that may still be trusted
     */
    public KeyIndex trusted() {
        return ready(source.keys());
    }

    /**
     * Finds the key that signed a JWS. If it is none of those that are trusted, the source looks
     * for a new one, within its bounds. A new key may have the identifier of an old one, or none.
     *
     * @param time the longest that all of it may wait for the source
     * @throws RejectedException if it is not one of the issuer's
     * @throws ValidationUnavailableException if there are no keys that may still be trusted, or the
     *     source could not look
     */
    public KeyIndex.VerifiedKey signer(Jws jws, Duration time) throws RejectedException {
        KeySource asked =
                Objects.requireNonNull(source.waitingAtMost(time), "a KeySource answered null instead of a source");
        KeyIndex keys = ready(asked.keys());
        byte[] signature = jws.signature();
        String keyId = keyId(jws);
        KeyIndex.VerifiedKey signer = attempt(jws, keyId, signature, keys);
        if (signer != null) {
            return signer;
        }
        if (Algorithms.SYMMETRIC.contains(jws.algorithm())) {
            throw refusal(keyId, jws.algorithm(), keys);
        }
        return signerAmongNew(jws, keyId, signature, keys, asked);
    }

    /**
     * Keys that are new need not be the latest: whoever brought them may have begun to fetch before
     * the key was replaced. So the source is asked again, and decides whether it looks.
     */
    private KeyIndex.VerifiedKey signerAmongNew(
            Jws jws, @Nullable String keyId, byte[] signature, KeyIndex known, KeySource asked)
            throws RejectedException {
        KeyIndex tried = known;
        for (int i = 0; i < MAX_LOOKS; i++) {
            KeyIndex latest;
            ValidationUnavailableException cannotLook = null;
            try {
                latest = ready(refreshed(keyId, tried, asked));
            } catch (ValidationUnavailableException e) {
                // Others may have looked since the keys were tried.
                latest = ready(asked.keys());
                cannotLook = e;
            }
            boolean isNew = !latest.equals(tried);
            KeyIndex.VerifiedKey signer = isNew ? attempt(jws, keyId, signature, latest) : null;
            if (signer != null) {
                return signer;
            }
            if (cannotLook != null) {
                throw cannotLook;
            }
            tried = latest;
            if (!isNew) {
                break;
            }
        }
        throw refusal(keyId, jws.algorithm(), tried);
    }

    private static KeySet refreshed(@Nullable String keyId, KeyIndex keys, KeySource asked) {
        return keyId == null || keys.knows(keyId) ? asked.refreshForSignature() : asked.refreshFor(keyId);
    }

    /**
     * Tries the keys that fit, the one that verified last first. Of many tokens that nobody signed,
     * each costs one check.
     *
     * @throws ValidationUnavailableException if it may be a key that cannot be tried now
     */
    private KeyIndex.@Nullable VerifiedKey attempt(Jws jws, @Nullable String keyId, byte[] signature, KeyIndex keys) {
        List<KeyIndex.Candidate> candidates = keys.candidates(keyId, jws.algorithm(), signature.length);
        if (candidates.size() > 1) {
            Collections.swap(candidates, 0, Math.max(0, candidates.indexOf(latest)));
        }
        byte[] signingInput = jws.signingInput();
        boolean isCheap = Algorithms.SYMMETRIC.contains(jws.algorithm());
        for (int i = 0; i < candidates.size(); i++) {
            KeyIndex.Candidate candidate = candidates.get(i);
            if (i > 0 && !isCheap && !spareChecks.take()) {
                throw ValidationUnavailableException.withReason(
                        "too many tokens whose key is one of several, and signed by none", null, PAUSE);
            }
            if (candidate.check().passes(signingInput, signature)) {
                if (candidates.size() > 1) {
                    latest = candidate;
                }
                if (i > 0 && !isCheap) {
                    spareChecks.giveBack(i);
                }
                return new KeyIndex.VerifiedKey(candidate.key(), keys);
            }
        }
        return null;
    }

    private static RejectedException refusal(@Nullable String keyId, String algorithm, KeyIndex keys) {
        String named = keyId == null ? "a token without kid" : "kid " + Quoted.of(keyId);
        String known = "; known are " + Quoted.listed(keys.ids());
        if (keys.hasCandidate(keyId, algorithm)) {
            return new RejectedException(
                    Reason.BAD_SIGNATURE,
                    named
                            + " with a signature that no key of that name made: the token was changed, or signed with a key"
                            + " of another server" + known);
        }
        return keyId != null && keys.knows(keyId)
                ? new RejectedException(
                        Reason.WRONG_ALGORITHM,
                        named + ": the key is not for the algorithm " + Quoted.of(algorithm) + ", or too weak")
                : new RejectedException(
                        Reason.UNKNOWN_KEY,
                        named + " with the algorithm " + Quoted.of(algorithm) + ": the key is unknown" + known
                                + "; the token is old or of another server, or keys(KeySource) or the property resource-protector.jwks-uri leads to the keys of another server");
    }

    /**
     * The key identifier, which is input of the caller; null if there is none. Nothing is known of
     * it but that it is a text of bounded length.
     */
    private static @Nullable String keyId(Jws jws) throws RejectedException {
        Object keyId = jws.header("kid");
        if (keyId == null && !jws.hasHeader("kid")) {
            return null;
        }
        if (!(keyId instanceof String text)) {
            throw new RejectedException(Reason.MALFORMED_TOKEN, "kid is no string");
        }
        if (text.length() > MAX_KEY_ID_LENGTH) {
            throw new RejectedException(Reason.UNKNOWN_KEY, "kid is too long");
        }
        return text;
    }

    private KeyIndex ready(@Nullable KeySet set) {
        Objects.requireNonNull(set, "a KeySource answered null instead of keys");
        KeyIndex before = known;
        if (before.isMadeFrom(set)) {
            return before;
        }
        KeyIndex fresh = new KeyIndex(set, symmetric, provider, issuer);
        known = fresh;
        return fresh;
    }
}
