package org.resourceprotector.token;

import java.util.Optional;

/**
 * An application's own way to know a token, usually a query of its database.
 *
 * <p>Finds the token; does not need to check expiry, not-before and revocation, because {@link TokenValidator#lookup}
 * does. Store tokens hashed and look them up by their hash.
 *
 * <p>Implementations must be thread-safe.
 */
@FunctionalInterface
public interface TokenLookup {

    /**
     * Finds a token by its string.
     *
     * @param token what the caller presented
     * @return the token; empty where it is unknown; never null
     * @throws ValidationUnavailableException if it cannot find out, for example because the database is down: a 503. Whatever
     *     else it throws is a 500, unless {@link TokenValidator#unavailableOn} names it
     */
    Optional<? extends AccessToken> find(String token);
}
