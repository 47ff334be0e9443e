package org.resourceprotector.keys;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.resourceprotector.settings.Given;
import org.resourceprotector.status.Status;

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
     * network, but at most once per cool-down for all callers together. Keys without an identifier may be new in the
     * answer, too.
     *
     * @param keyId the key identifier that is not known; input of the caller, not to be trusted
     * @return the keys, with or without one of that identifier; never null
     * @throws org.resourceprotector.token.ValidationUnavailableException if there are no keys that may still be trusted, or
     *     nobody could look for the key: the token may be good
     */
    KeySet refreshFor(String keyId);

    /**
     * The keys, after a look whether the issuer has replaced one: asked if none of those that fit a token made its
     * signature, although its key identifier is known or it names none. May wait for the network, but at most once per
     * cool-down for all callers together; answers what is known otherwise. By default answers {@link #keys()}.
     *
     * @return the keys, the same instance if none was replaced; never null
     * @throws org.resourceprotector.token.ValidationUnavailableException if there are no keys that may still be trusted, or
     *     they could not be fetched: the token may be good
     */
    default KeySet refreshForSignature() {
        return keys();
    }

    /**
     * The same keys for one who has only so much time, such as a request: all look-ups in what is returned wait no longer
     * together, counted from now, and no longer than one look-up in this source may. Called once for each JWT whose signature
     * is checked. By default returns this source, which suffices for one that never waits; one that wraps another source
     * wraps what that returns.
     *
     * @param time how long; nothing, or less, to wait for nothing
     * @return a source of the same instances of {@link KeySet}; never null
     */
    default KeySource waitingAtMost(Duration time) {
        return this;
    }

    /**
     * The keys that are known, and when they are fetched again. Waits for nothing, and fetches nothing.
     *
     * @return the status of each part; empty by default
     */
    default List<Status> status() {
        return List.of();
    }

    /**
     * The keys that an issuer's metadata leads to, with the default settings of {@link RemoteKeySource}. Nothing is
     * fetched before the first token comes.
     *
     * @param issuer the issuer identifier, an https address without query and fragment
     * @return the source
     * @throws IllegalArgumentException if it is not such an address
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8414#section-3">RFC 8414, section 3</a>
     */
    static KeySource fromIssuer(String issuer) {
        return RemoteKeySource.builder().issuer(issuer).build();
    }

    /**
     * The keys at an address, with the default settings of {@link RemoteKeySource}. Nothing is fetched before the first
     * token comes.
     *
     * @param uri the https address of a JWK set
     * @return the source
     * @throws IllegalArgumentException if it is not such an address
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, section 5</a>
     */
    static KeySource jwksUri(URI uri) {
        return RemoteKeySource.builder().jwksUri(uri).build();
    }

    /**
     * Fixed keys. Entries that are of no use for checking signatures are passed over, weak and symmetric keys among
     * them; private members are dropped.
     *
     * @param json a JWK set
     * @return the source
     * @throws IllegalArgumentException if it is not a JWK set, or no key in it is of use
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, section 5</a>
     */
    static KeySource jwkSet(String json) {
        return FixedKeySource.read(Given.required(json, "jwkSet"));
    }
}
