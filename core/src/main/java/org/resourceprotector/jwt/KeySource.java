package org.resourceprotector.jwt;

/**
 * Where the keys of one issuer come from. A key source belongs to one issuer; several issuers never share one.
 *
 * <p>Implementations must be thread-safe, must answer {@link #keys()} without waiting for the network once they have
 * keys, and must bound what they fetch however many unknown key identifiers callers send.
 */
public interface KeySource {

    /**
     * The keys that are trusted now. The same instance as long as the keys are the same, so that a change can be seen by
     * comparing identity.
     *
     * @return the keys; never null
     * @throws org.resourceprotector.token.ValidationUnavailableException if there are no keys that may still be trusted
     */
    KeySet keys();

    /**
     * The keys, after a look whether the issuer has published a key that {@link #keys()} does not hold. May wait for the
     * network, but at most once per cool-down for all callers together; answers what is known otherwise.
     *
     * @param keyId the key identifier that is not known; input of the caller, not to be trusted
     * @return the keys, with or without one of that identifier; never null
     * @throws org.resourceprotector.token.ValidationUnavailableException if there are no keys that may still be trusted
     */
    KeySet keysAfterUnknown(String keyId);
}
