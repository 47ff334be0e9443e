package org.resourceprotector.signature;

import java.math.BigInteger;
import java.security.Provider;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.jose.Algorithms;
import org.resourceprotector.jose.JwsVerifier;
import org.resourceprotector.keys.KeySet;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.log.Quoted;

/**
 * The keys of one moment, with the checks that they are for. A key that is too weak or of the wrong
 * kind for its algorithms is never a candidate.
 *
 * <p>Immutable, thread-safe.
 */
public final class KeyIndex {

    /** How many keys one token may make us try. */
    public static final int MAX_CANDIDATES = JwsVerifier.MAX_PER_TOKEN;

    private static final int ANY_LENGTH = -1;
    private static final int MAX_DESCRIBED = 100;

    private final KeySet origin;
    private final Set<VerificationKey> keys;
    private final List<Candidate> all = new ArrayList<>();
    private final List<Candidate> nameless = new ArrayList<>();
    private final Map<String, List<Candidate>> named = new HashMap<>();

    /**
     * A key under one of its algorithms, and the length of its signatures in bytes if that tells it
     * from keys of the same algorithm.
     */
    record Candidate(VerificationKey key, String algorithm, JwsVerifier check, int signatureLength) {

        Candidate(VerificationKey key, String algorithm, JwsVerifier check) {
            this(key, algorithm, check, key.key() instanceof RSAKey rsa ? bytes(rsa.getModulus()) : ANY_LENGTH);
        }

        private static int bytes(BigInteger modulus) {
            return (modulus.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
        }

        boolean makes(int length) {
            return signatureLength == ANY_LENGTH || signatureLength == length;
        }
    }

    /** The key that signed a token. */
    public record VerifiedKey(VerificationKey key, KeyIndex among) {}

    /**
     * Of the keys of the issuer, only those for signatures count. Those that name another issuer
     * than this one are left out; if it is null, none are.
     */
    KeyIndex(KeySet origin, List<VerificationKey> symmetric, @Nullable Provider provider, @Nullable String issuer) {
        this.origin = origin;
        List<VerificationKey> own = origin.keys().stream()
                .filter(key -> issuer == null || key.isFor(issuer))
                .toList();
        this.keys = new HashSet<>(own);
        keys.addAll(symmetric);
        own.forEach(key -> add(key, Algorithms.PUBLIC_KEY, provider));
        symmetric.forEach(key -> add(key, Algorithms.SYMMETRIC, provider));
    }

    private void add(VerificationKey key, Set<String> possible, @Nullable Provider provider) {
        String id = key.id();
        List<Candidate> ofThisName = id == null ? nameless : named.computeIfAbsent(id, name -> new ArrayList<>());
        for (String algorithm : Algorithms.withBothNames(key.algorithms())) {
            JwsVerifier check = possible.contains(algorithm) ? JwsVerifier.with(key.key(), algorithm, provider) : null;
            if (check != null) {
                Candidate candidate = new Candidate(key, algorithm, check);
                all.add(candidate);
                ofThisName.add(candidate);
            }
        }
    }

    boolean isMadeFrom(KeySet set) {
        return origin.equals(set);
    }

    /** Whether a key is still here, under the same name and for the same algorithms. */
    public boolean holds(VerificationKey key) {
        return keys.contains(key);
    }

    /** Whether there is a key of that identifier, whether it can be used or not. */
    boolean knows(String keyId) {
        return named.containsKey(keyId);
    }

    /** Whether there is a key that may sign such tokens. */
    boolean hasCandidate(@Nullable String keyId, String algorithm) {
        return possible(keyId, algorithm).stream()
                .anyMatch(candidate -> candidate.algorithm().equals(algorithm));
    }

    /** The identifiers of the keys that can be used, sorted. */
    SortedSet<String> ids() {
        SortedSet<String> ids = new TreeSet<>();
        all.forEach(
                candidate -> ids.add(Objects.requireNonNullElse(candidate.key().id(), "(without kid)")));
        return ids;
    }

    /**
     * The keys as an operator may read of them: identifier and algorithm, of at most
     * {@value #MAX_DESCRIBED}.
     */
    public List<String> described() {
        return all.stream()
                .limit(MAX_DESCRIBED)
                .map(candidate -> "kid "
                        + (candidate.key().id() == null
                                ? "not there"
                                : Quoted.of(candidate.key().id())) + " for "
                        + candidate.algorithm())
                .toList();
    }

    /**
     * The keys that may have signed a token, at most {@value #MAX_CANDIDATES}: those of the
     * identifier; those without one if no key has that identifier; all if the token names none, or
     * was made with a symmetric key. Of RSA keys only those whose signatures are as long as this
     * one.
     */
    List<Candidate> candidates(@Nullable String keyId, String algorithm, int signatureLength) {
        List<Candidate> possible = possible(keyId, algorithm);
        List<Candidate> candidates = new ArrayList<>(MAX_CANDIDATES);
        for (int i = 0; i < possible.size() && candidates.size() < MAX_CANDIDATES; i++) {
            Candidate candidate = possible.get(i);
            if (candidate.algorithm().equals(algorithm) && candidate.makes(signatureLength)) {
                candidates.add(candidate);
            }
        }
        return candidates;
    }

    private List<Candidate> possible(@Nullable String keyId, String algorithm) {
        boolean byName = keyId != null && !Algorithms.SYMMETRIC.contains(algorithm);
        return byName ? named.getOrDefault(keyId, nameless) : all;
    }
}
