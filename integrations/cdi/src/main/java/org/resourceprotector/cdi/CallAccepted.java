package org.resourceprotector.cdi;

import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.token.AccessToken;

/**
 * The event that a token was accepted and satisfies the rule of an endpoint. Observed synchronously, on the thread of the request
 * and before the resource method runs; an exception in an observer is logged and changes nothing.
 *
 * <p>Immutable, thread-safe.
 *
 * @param token the token
 * @param endpoint what was called
 * @see ProtectionEvents
 */
public record CallAccepted(AccessToken token, ProtectedEndpoint endpoint) {

    /** Says nothing of the token. */
    @Override
    public String toString() {
        return "CallAccepted[" + endpoint.method() + " " + endpoint.path() + "]";
    }
}
