package org.resourceprotector.introspection;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signature of a signed introspection answer. {@code JwtSignatures.of(keys)::verify} is one, with the keys of
 * the same sources that JWT access tokens are checked with.
 *
 * <p>Must check the signature with the authorization server's keys only, the algorithm, and the {@code typ}; does not need
 * to check a claim. An encrypted answer is refused, unless the verifier decrypts it to a signed one.
 *
 * <p>Implementations must be thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9701#section-5">RFC 9701, section 5</a>
 */
@FunctionalInterface
public interface SignatureVerifier {

    /**
     * Reads a JWT whose signature is good.
     *
     * @param jwt the JWT in its compact form
     * @param type the {@code typ} that it must have
     * @return its claims: numbers as {@code Long} or {@code Double}, objects as {@code Map}, arrays as {@code List}; empty
     *     where the signature or the type is not as it must be
     * @throws org.resourceprotector.token.ValidationUnavailableException if it cannot find out, as there are no keys
     */
    Optional<Map<String, @Nullable Object>> verify(String jwt, String type);
}
