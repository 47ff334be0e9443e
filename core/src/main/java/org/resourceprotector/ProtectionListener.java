package org.resourceprotector;

import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/**
 * Hears of every decision, for logs, audits and metrics. Called on the thread of the request, once per decision.
 *
 * <p>Never receives the token string. An exception in a listener is logged and changes nothing.
 *
 * <p>Implementations must be thread-safe.
 */
public interface ProtectionListener {

    /**
     * A call of an endpoint with a rule has come, and its token will be looked at next. What this answers hears of the
     * decision in the place of this listener: of one of the four, once, on the same thread, unless the filter itself fails.
     * For measuring how long it takes. Not called for {@code acquire}, of whose decisions this listener hears itself.
     *
     * @param endpoint what is called
     * @return who hears of the decision on this call; this listener by default
     */
    default ProtectionListener started(ProtectedEndpoint endpoint) {
        return this;
    }

    /**
     * A call without a token went through to an endpoint that demands none.
     *
     * @param endpoint what was called
     */
    default void anonymous(ProtectedEndpoint endpoint) {}

    /**
     * A token was accepted and satisfies the rule.
     *
     * @param token the token
     * @param endpoint what was called
     */
    default void accepted(AccessToken token, ProtectedEndpoint endpoint) {}

    /**
     * A call was refused: its token is missing, not good or not enough, or nobody could find out.
     *
     * @param rejection why
     * @param endpoint what was called
     */
    default void refused(Rejection rejection, ProtectedEndpoint endpoint) {}

    /**
     * A call was refused; with the token, if one was validated that does not satisfy the rule, or whose binding the caller
     * did not prove: then it may be somebody else who calls. This is the method that is called; by default it calls the
     * other one.
     *
     * @param rejection why
     * @param endpoint what was called
     * @param token the token; null if there was none, or none that is valid
     */
    default void refused(Rejection rejection, ProtectedEndpoint endpoint, @Nullable AccessToken token) {
        refused(rejection, endpoint);
    }

    /**
     * A bad or insufficient token was passed over, and the call went through anonymously, because the endpoint says
     * {@link Protected#ignoreInvalid()}.
     *
     * @param rejection why the token was not good enough
     * @param endpoint what was called
     */
    default void ignored(Rejection rejection, ProtectedEndpoint endpoint) {}
}
