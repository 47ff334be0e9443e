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
 * @param issuer the only issuer whose tokens the key is for, where many publish the same set, as the tenants of Microsoft
 *     Entra ID do: the member {@code issuer} of the key, in which <code>{tenantid}</code> stands for any tenant; null where
 *     the key does not say
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-4">RFC 7517, section 4</a>
 */
public record VerificationKey(
        @Nullable String id,
        Key key,
        Set<String> algorithms,
        @Nullable String issuer) {

    private static final String TENANT = "{tenantid}";

    /**
     * Copies the algorithms and checks that nothing is missing.
     *
     * @param id the key identifier
     * @param key the key
     * @param algorithms the algorithms
     * @param issuer the issuer
     */
    public VerificationKey {
        Objects.requireNonNull(key, "key");
        algorithms = Set.copyOf(algorithms);
    }

    /**
     * A key that does not say whose tokens it is for.
     *
     * @param id the key identifier
     * @param key the key
     * @param algorithms the algorithms
     */
    public VerificationKey(@Nullable String id, Key key, Set<String> algorithms) {
        this(id, key, algorithms, null);
    }

    /**
     * Whether the key is for the tokens of an issuer, as far as it says.
     *
     * @param name the issuer identifier, compared character by character
     * @return true too if the key does not say
     */
    public boolean isFor(String name) {
        if (issuer == null || issuer.equals(name)) {
            return true;
        }
        int at = issuer.indexOf(TENANT);
        int behind = issuer.length() - at - TENANT.length();
        return at >= 0
                && name.length() > at + behind
                && name.startsWith(issuer.substring(0, at))
                && name.endsWith(issuer.substring(issuer.length() - behind))
                && name.substring(at, name.length() - behind).indexOf('/') < 0;
    }

    @Override
    public String toString() {
        return "VerificationKey[" + id + ", " + algorithms + "]";
    }
}
