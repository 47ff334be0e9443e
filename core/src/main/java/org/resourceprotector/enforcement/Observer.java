package org.resourceprotector.enforcement;

import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/** Hears of every decision. Implementations must be thread-safe and must not throw. */
public interface Observer {

    /**
     * A token was accepted and satisfies the rule.
     *
     * @param token the token
     * @param endpoint what was called
     */
    void accepted(AccessToken token, Endpoint endpoint);

    /**
     * A call was refused.
     *
     * @param rejection why
     * @param endpoint what was called
     */
    void refused(Rejection rejection, Endpoint endpoint);

    /**
     * A token that is not good enough was passed over.
     *
     * @param rejection why the token was not good enough
     * @param endpoint what was called
     */
    void ignored(Rejection rejection, Endpoint endpoint);
}
