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
 * <p>There is one instance for each application. If a CDI container is running, and one bean is of the type that the
 * annotation names, it is that bean, with the scope that it has. Else Jersey's own injection makes it, on Jersey, and
 * everywhere else its public constructor without parameters. An application in which there can be none, or there are
 * several beans, is not deployed; if that turns out at a call, the call is a 500. Implementations must be thread-safe.
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
