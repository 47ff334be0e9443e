package org.resourceprotector.keys;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.jose.Jwk;
import org.resourceprotector.jose.UnusableKeyException;

/**
 * Reads a JWK set, and keeps what signatures can be checked with.
 *
 * <p>Passed over without a word: keys of another type, for another use or algorithm. Passed over with an alarm: entries
 * that are broken, keys that are weak, and, in a set from the network, keys that are secret. Only the public members of a
 * key are looked at; certificates never.
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
    record Reading(KeySet keys, List<String> alarms) {}

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
        for (int i = 0; i < entries.size(); i++) {
            try {
                key(entries.get(i)).ifPresent(keys::add);
            } catch (UnusableKeyException e) {
                alarms.add("key " + (i + 1) + ": " + e.getMessage());
            }
        }
        return new Reading(new KeySet(List.copyOf(keys)), List.copyOf(alarms));
    }

    private Optional<VerificationKey> key(@Nullable Object entry) throws UnusableKeyException {
        if (!(entry instanceof Map<?, ?> members)) {
            throw new UnusableKeyException("not a JSON object");
        }
        Jwk jwk = new Jwk(members);
        if (published && jwk.isSecret()) {
            throw new UnusableKeyException("a secret that was published");
        }
        Set<String> algorithms = jwk.algorithms();
        if (algorithms.isEmpty() || !jwk.isForSignatures()) {
            return Optional.empty();
        }
        Object id = members.get("kid");
        if (id != null && !(id instanceof String)) {
            throw new UnusableKeyException("kid is not a string");
        }
        return Optional.of(new VerificationKey((String) id, jwk.publicKey(), algorithms));
    }
}
