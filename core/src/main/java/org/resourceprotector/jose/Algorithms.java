package org.resourceprotector.jose;

import java.security.Provider;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JWS algorithms by name.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7518#section-3.1">RFC 7518, section 3.1</a>
 */
public final class Algorithms {

    /** What is allowed if nothing else was said: signatures with a public key to check them. */
    public static final Set<String> ASYMMETRIC =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519");

    /**
     * What can be checked with a public key; some of it only if it is allowed by name, and by some
     * providers.
     */
    public static final Set<String> PUBLIC_KEY =
            Stream.concat(ASYMMETRIC.stream(), MlDsa.NAMES.stream()).collect(Collectors.toUnmodifiableSet());

    /** What is allowed by {@code acceptSymmetricKey} only. */
    public static final Set<String> SYMMETRIC = Set.of("HS256", "HS384", "HS512");

    private Algorithms() {}

    /**
     * The algorithms of a list. Ed25519 has an old name and a new one; either stands for both.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9864#section-2.2">RFC 9864, section 2.2</a>
     */
    public static Set<String> withBothNames(Set<String> algorithms) {
        if (algorithms.contains("EdDSA") == algorithms.contains("Ed25519")) {
            return algorithms;
        }
        Set<String> both = new HashSet<>(algorithms);
        both.add("EdDSA");
        both.add("Ed25519");
        return Set.copyOf(both);
    }

    /**
     * An allow-list of names that somebody wrote by hand, as {@code alg} has them; at least one.
     *
     * @throws IllegalArgumentException if a name is unknown, or that of a symmetric algorithm
     */
    public static Set<String> allowList(String... names) {
        return allowList(ASYMMETRIC, names);
    }

    /** The same, with the algorithms that are off if nothing was said. */
    public static Set<String> longAllowList(String... names) {
        return allowList(PUBLIC_KEY, names);
    }

    private static Set<String> allowList(Set<String> possible, String... names) {
        Set<String> allowed = new HashSet<>(List.of(names));
        for (String name : allowed) {
            if (SYMMETRIC.contains(name)) {
                throw new IllegalArgumentException(name + " is symmetric: it is allowed by acceptSymmetricKey only");
            }
            if (!possible.contains(name)) {
                throw new IllegalArgumentException("not one of " + possible + ": " + name);
            }
        }
        if (allowed.isEmpty()) {
            throw new IllegalArgumentException("algorithms needs at least one name");
        }
        return withBothNames(Set.copyOf(allowed));
    }

    /** Whether one of some algorithms can be checked by neither the provider nor the platform. */
    public static boolean areOutOfReach(Set<String> algorithms, @Nullable Provider provider) {
        return !Collections.disjoint(algorithms, MlDsa.NAMES) && !MlDsa.isKnownTo(provider) && !MlDsa.isKnownTo(null);
    }

    /** How many bytes a symmetric key must have at least. */
    public static int keyBytes(String symmetricAlgorithm) {
        return Integer.parseInt(symmetricAlgorithm.substring(2)) / 8;
    }
}
