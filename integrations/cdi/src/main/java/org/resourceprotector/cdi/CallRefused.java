package org.resourceprotector.cdi;

import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/**
 * The event that a call was refused: its token is missing, not good or not enough, or nobody could find out. Observed
 * synchronously, on the thread of the request; an exception in an observer is logged and changes nothing.
 *
 * <p>Immutable, thread-safe.
 *
 * @param rejection why
 * @param endpoint what was called
 * @param token the token, if one was validated that does not satisfy the rule; null if there was none, or none that is valid
 * @see ProtectionEvents
 */
public record CallRefused(
        Rejection rejection,
        ProtectedEndpoint endpoint,
        @Nullable AccessToken token) {

    /** Says nothing of the token. */
    @Override
    public String toString() {
        return "CallRefused[" + endpoint.method() + " " + endpoint.path() + ": " + rejection.reason() + "]";
    }
}
