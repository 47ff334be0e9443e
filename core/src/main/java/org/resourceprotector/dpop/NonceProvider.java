package org.resourceprotector.dpop;

import java.time.Clock;
import java.time.Duration;

/**
 * Makes the nonces that proofs must contain, and knows its own. A nonce shows that a proof was made recently, whatever the
 * clock of the client says, and not in advance by somebody who had the key for a moment.
 *
 * <p>Implementations must be thread-safe. What they throw refuses the call, see {@link Dpop}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-9">RFC 9449, section 9</a>
 */
public interface NonceProvider {

    /** What a nonce is worth. */
    enum Freshness {
        /** It is good. */
        GOOD,
        /** It is good, and the client should get a new one. */
        EXPIRING,
        /** It is not one of ours, or too old. */
        REFUSED
    }

    /**
     * Makes a nonce.
     *
     * @return visible ASCII characters without quotes and backslashes, at least one; nobody else can predict it
     */
    String issue();

    /**
     * Checks a nonce.
     *
     * @param nonce what a proof says, any text
     * @return what it is worth
     */
    Freshness check(String nonce);

    /**
     * Nonces of this process only: its key is random. Behind a load balancer without affinity, clients would be asked for a
     * nonce again and again; use {@link #shared} there.
     *
     * @param lifetime how long a nonce is good; 10 seconds to an hour. After half of it the client gets a new one
     * @return the provider
     * @throws IllegalArgumentException if the lifetime is out of bounds
     */
    static NonceProvider local(Duration lifetime) {
        return HmacNonces.ofRandomKey(lifetime, Clock.systemUTC());
    }

    /**
     * Nonces that all nodes with the same keys know, without sharing anything else. See
     * {@link #shared(Duration, Clock, byte[]...)}.
     *
     * @param lifetime how long a nonce is good; 10 seconds to an hour. After half of it the client gets a new one
     * @param keys random, 32 bytes or more each; copied
     * @return the provider
     * @throws IllegalArgumentException if there is no key, one is too short, or the lifetime is out of bounds
     */
    static NonceProvider shared(Duration lifetime, byte[]... keys) {
        return shared(lifetime, Clock.systemUTC(), keys);
    }

    /**
     * Nonces that all nodes with the same keys know, without sharing anything else: the moment of issue and a random number,
     * under an HMAC. Nonces are made with the first key and known by all, so that keys are changed in two steps: first add
     * the new one behind the old one on all nodes, then put it first.
     *
     * @param lifetime how long a nonce is good; 10 seconds to an hour. After half of it the client gets a new one
     * @param clock tells the time; those of the nodes must agree within the lifetime
     * @param keys random, 32 bytes or more each; copied
     * @return the provider
     * @throws IllegalArgumentException if there is no key, one is too short, or the lifetime is out of bounds
     */
    static NonceProvider shared(Duration lifetime, Clock clock, byte[]... keys) {
        return new HmacNonces(lifetime, clock, keys);
    }
}
