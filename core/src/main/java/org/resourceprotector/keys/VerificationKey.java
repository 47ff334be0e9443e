package org.resourceprotector.keys;

import java.security.Key;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that signatures can be checked with, and the one purpose that its issuer published it for.
 *
 * <p>Immutable, thread-safe. Its {@code toString()} does not show the key.
 *
 * @param id the key identifier; null where the issuer gave none
 * @param key the public key, or a symmetric key where one was accepted by name
 * @param algorithms the JWS algorithms that this key may be used with: exactly the published one, or those that fit its
 *     type and curve where none was published; never empty
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-4">RFC 7517, section 4</a>
 */
public record VerificationKey(@Nullable String id, Key key, Set<String> algorithms) {

    /**
     * Copies the algorithms and checks that nothing is missing.
     *
     * @param id the key identifier
     * @param key the key
     * @param algorithms the algorithms
     */
    public VerificationKey {
        Objects.requireNonNull(key, "key");
        algorithms = Set.copyOf(algorithms);
    }

    @Override
    public String toString() {
        return "VerificationKey[" + id + ", " + algorithms + "]";
    }
}
