package org.resourceprotector.token;

import org.jspecify.annotations.Nullable;

/**
 * A validator that remembers the tokens that it accepted, by {@code TokenDigest.of(token.value())}. It is asked for the digest of
 * a token first, which spares a copy and a look at its characters, and for the token itself where it does not remember.
 *
 * <p>It may be asked for a digest more than once in a request, and for one of something that is no token, which it cannot have
 * accepted.
 *
 * <p>In a chain the first validator only is asked for a digest: those behind it must not decide before it did.
 *
 * <p>Implementations must be thread-safe.
 */
public interface RememberingValidator extends TokenValidator {

    /**
     * Finds a token that was accepted before, and would be accepted at this moment as a bearer token, whatever the request around
     * it. A token that is expired by now, known to be revoked, or good only together with a proof in the request is not found.
     *
     * @param digest of the token that the caller presented
     * @return the token; null where {@link #validate} must be asked
     * @throws ValidationUnavailableException only if it was accepted before, and it cannot be found out whether it still counts
     */
    @Nullable
    AccessToken recall(TokenDigest digest);
}
