package org.resourceprotector.keys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.jose.Jwk;
import org.resourceprotector.jose.JwsVerifier;
import org.resourceprotector.jose.UnusableKeyException;

/**
 * Reads a JWK set, and keeps what signatures can be checked with.
 *
 * <p>Passed over without a word: keys of another type, for another use or algorithm. Passed over with an alarm: entries
 * that are broken or of an unknown curve, keys that are weak, and, in a set from the network, keys that are secret. Kept,
 * with an alarm: keys without an identifier, if there are so many that not all are tried. Only the public members of a key
 * are looked at; certificates never.
 *
 * <p>Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, section 5</a>
 */
final class JwkSetParser {

    private final int maxKeys;
    private final boolean published;

    /**
     * A reader.
     *
     * @param maxKeys the most entries of a set
     * @param published whether the sets come from the network, where a secret is none any more
     */
    JwkSetParser(int maxKeys, boolean published) {
        this.maxKeys = maxKeys;
        this.published = published;
    }

    /** The keys of use, and for each entry that should worry its issuer a sentence without anything of its content. */
    record Reading(KeySet keys, List<String> alarms) {

        /** What to say of a set without a key of use. */
        String noneOfUse() {
            return alarms.isEmpty() ? "no key of use" : "no key of use: " + String.join("; ", alarms);
        }
    }

    /**
     * Reads a set. The same key twice is one key; several keys of one identifier are all kept.
     *
     * @param set the JWK set, strictly read
     * @return what is of use in it, possibly nothing
     * @throws IllegalArgumentException if it is no JWK set, or has too many entries
     */
    Reading read(Map<String, ? extends @Nullable Object> set) {
        if (!(set.get("keys") instanceof List<?> entries)) {
            throw new IllegalArgumentException("no JWK set");
        }
        if (entries.size() > maxKeys) {
            throw new IllegalArgumentException("more than " + maxKeys + " keys");
        }
        Set<VerificationKey> keys = new LinkedHashSet<>();
        List<String> alarms = new ArrayList<>();
        Map<String, Integer> nameless = new HashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            try {
                Optional<VerificationKey> key = key(entries.get(i));
                if (key.isPresent() && keys.add(key.get()) && isBeyondTheTried(key.get(), nameless)) {
                    alarms.add("key " + (i + 1) + ": one of more than " + JwsVerifier.MAX_PER_TOKEN
                            + " keys without kid for its algorithm, of which no token makes us try more");
                }
            } catch (UnusableKeyException e) {
                alarms.add("key " + (i + 1) + ": " + e.getMessage());
            }
        }
        return new Reading(new KeySet(List.copyOf(keys)), List.copyOf(alarms));
    }

    private static boolean isBeyondTheTried(VerificationKey key, Map<String, Integer> nameless) {
        boolean beyond = false;
        for (String algorithm : key.id() == null ? key.algorithms() : Set.<String>of()) {
            beyond |= nameless.merge(algorithm, 1, Integer::sum) > JwsVerifier.MAX_PER_TOKEN;
        }
        return beyond;
    }

    private Optional<VerificationKey> key(@Nullable Object entry) throws UnusableKeyException {
        if (!(entry instanceof Map<?, ?> members)) {
            throw new UnusableKeyException("not a JSON object");
        }
        Jwk jwk = new Jwk(members);
        if (published && jwk.isSecret()) {
            throw new UnusableKeyException("a secret that was published");
        }
        if (!jwk.isForSignatures()) {
            return Optional.empty();
        }
        jwk.requireKnownKind();
        Set<String> algorithms = jwk.algorithms();
        if (algorithms.isEmpty()) {
            return Optional.empty();
        }
        Object id = members.get("kid");
        if (id != null && !(id instanceof String)) {
            throw new UnusableKeyException("kid is not a string");
        }
        Object issuer = members.get("issuer");
        if (issuer != null && !(issuer instanceof String)) {
            throw new UnusableKeyException("issuer is not a string");
        }
        return Optional.of(new VerificationKey((String) id, jwk.publicKey(), algorithms, (String) issuer));
    }
}
