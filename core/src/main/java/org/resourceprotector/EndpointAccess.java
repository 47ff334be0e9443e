package org.resourceprotector;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.Rejection;

/**
 * Whether a token would get a call through to an endpoint, as far as can be said without the call.
 *
 * <p>Immutable, thread-safe.
 *
 * @param endpoint a row of the access report
 * @param refusal why a call with the token would be refused; null if nothing speaks against it
 * @param depends what is decided at the call only: that the caller has the key that the token is bound to, or what a
 *     condition says of the request; empty if nothing is
 * @see ResourceProtector#accessWith(String)
 */
public record EndpointAccess(
        ProtectedEndpoint endpoint, @Nullable Rejection refusal, String depends) {

    /**
     * Checks that nothing is missing.
     *
     * @param endpoint a row of the access report
     * @param refusal why a call would be refused
     * @param depends what is decided at the call only
     */
    public EndpointAccess {
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(depends, "depends");
    }
}
