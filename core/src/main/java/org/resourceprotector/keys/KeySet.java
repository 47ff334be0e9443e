package org.resourceprotector.keys;

import java.util.List;

/**
 * The keys of one issuer at one moment.
 *
 * <p>Immutable, thread-safe.
 *
 * @param keys the keys, in the order of the issuer
 */
public record KeySet(List<VerificationKey> keys) {

    /**
     * Copies the keys.
     *
     * @param keys the keys
     */
    public KeySet {
        keys = List.copyOf(keys);
    }
}
