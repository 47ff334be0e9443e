package org.resourceprotector.signature;

import java.security.Provider;
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
 * The keys of one moment, made ready: whatever can be said of a key before a token comes was said. A key that is too weak
 * or of the wrong kind for its algorithms is not in here.
 *
 * <p>Immutable, thread-safe.
 */
public final class KeyIndex {

    /** How many keys one token may make us try. */
    public static final int MAX_CANDIDATES = JwsVerifier.MAX_PER_TOKEN;

    private static final int MAX_DESCRIBED = 100;

    private final KeySet origin;
    private final Set<VerificationKey> keys;
    private final List<Candidate> all = new ArrayList<>();
    private final List<Candidate> nameless = new ArrayList<>();
    private final Map<String, List<Candidate>> named = new HashMap<>();

    /** A key under one of its algorithms. */
    record Candidate(VerificationKey key, String algorithm, JwsVerifier check) {}

    /** The key that signed a token. */
    public record VerifiedKey(VerificationKey key, KeyIndex among) {}

    /**
     * Makes keys ready.
     *
     * @param origin the keys of the issuer; only those for signatures count
     */
    KeyIndex(KeySet origin, List<VerificationKey> symmetric, @Nullable Provider provider) {
        this.origin = origin;
        this.keys = new HashSet<>(origin.keys());
        keys.addAll(symmetric);
        origin.keys().forEach(key -> add(key, Algorithms.ASYMMETRIC, provider));
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

    /** Whether there is a key of that identifier, good for something or not. */
    boolean knows(String keyId) {
        return named.containsKey(keyId);
    }

    /** The identifiers of the keys that are good for something, sorted. */
    SortedSet<String> ids() {
        SortedSet<String> ids = new TreeSet<>();
        all.forEach(
                candidate -> ids.add(Objects.requireNonNullElse(candidate.key().id(), "(without kid)")));
        return ids;
    }

    /** The keys as an operator may read of them: identifier and algorithm, no more of them than one can look at. */
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
     * The keys that may have signed a token, few in any case: those of the identifier; those without one where nobody
     * has it; all where the token names none, or was made with a symmetric key.
     */
    List<Candidate> candidates(@Nullable String keyId, String algorithm) {
        boolean byName = keyId != null && !Algorithms.SYMMETRIC.contains(algorithm);
        List<Candidate> possible = byName ? named.getOrDefault(keyId, nameless) : all;
        List<Candidate> candidates = new ArrayList<>(MAX_CANDIDATES);
        for (int i = 0; i < possible.size() && candidates.size() < MAX_CANDIDATES; i++) {
            if (possible.get(i).algorithm().equals(algorithm)) {
                candidates.add(possible.get(i));
            }
        }
        return candidates;
    }
}
