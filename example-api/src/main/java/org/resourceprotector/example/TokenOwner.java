package org.resourceprotector.example;

import jakarta.ws.rs.core.SecurityContext;
import org.resourceprotector.token.AccessToken;

/** Tells who speaks with a token. The only thing that the resources need to know of the kind of token. */
@FunctionalInterface
public interface TokenOwner {

    User of(AccessToken token);

    /** The user behind a request that cannot be anonymous. */
    default User of(SecurityContext security) {
        return of(AccessToken.require(security, AccessToken.class));
    }
}
