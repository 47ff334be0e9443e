package org.resourceprotector;

import org.resourceprotector.token.AccessToken;

/**
 * A rule that only code can state, such as that an account is the caller's own. Named by {@link Protected#conditions()}.
 *
 * <pre>{@code
 * public final class OwnAccount implements AccessCondition {
 *     public boolean permits(AccessToken token, ProtectedRequest request) {
 *         return request.pathParameter("account").equals(token.subject());
 *     }
 * }
 * }</pre>
 *
 * <p>Asked last, about tokens that meet all other rules, and before the resource method is called. A call that it does not
 * permit is a 403. An exception refuses the call with a 500.
 *
 * <p>Implementations are public classes with a public constructor without parameters, which is called once. They must be
 * thread-safe.
 */
@FunctionalInterface
public interface AccessCondition {

    /**
     * Decides about a call.
     *
     * @param token the token, which meets all other rules of the endpoint
     * @param request the call
     * @return whether it is permitted
     */
    boolean permits(AccessToken token, ProtectedRequest request);
}
