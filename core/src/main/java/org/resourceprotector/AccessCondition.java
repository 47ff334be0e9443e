package org.resourceprotector;

import java.util.List;
import java.util.Map;
import org.resourceprotector.token.AccessToken;

/**
 * A rule that only code can state, such as that an account is the caller's own. Named by {@link Protected#conditions()}.
 *
 * <pre>{@code
 * public final class OwnAccount implements AccessCondition {
 *     public boolean permits(AccessToken token, ProtectedRequest request) {
 *         String owner = request.pathParameter("owner");
 *         return owner != null && owner.equals(token.subject());
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

    /**
     * Tells a client what it would have needed, for the body of the 403: authorization details to ask its authorization
     * server for, such as a payment with the account and the amount of this call. Asked if {@link #permits} says no, and if
     * the token lacks {@link Protected#details()}; of several conditions that are asked, the first that names some counts.
     * The caller reads it, so that it must not tell what only others may know. An exception refuses the call with a 500.
     *
     * @param token a valid token, which need not meet the rule for authorization details
     * @param request the call
     * @return each with a {@code type}, made of texts, numbers, booleans, lists and maps, with at most 4,096 characters in
     *     all, and 8 levels; empty, the default, for none
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9396#section-2">RFC 9396, section 2</a>
     */
    default List<Map<String, Object>> neededDetails(AccessToken token, ProtectedRequest request) {
        return List.of();
    }
}
