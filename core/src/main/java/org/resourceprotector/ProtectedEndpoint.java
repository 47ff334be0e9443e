package org.resourceprotector;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AuthenticationRequirement;

/**
 * One row of the access report: an endpoint, the rule that it is under, and where that rule was declared.
 *
 * <p>Immutable, thread-safe.
 *
 * @param method the HTTP method
 * @param path the path template below the application's base URI, with a leading slash; where a sub-resource locator that
 *     returns {@code Object} leads there, the path as far as it is known
 * @param access whether a token is needed
 * @param scopes the scope rule
 * @param authentication how the user must have logged in; null for any way
 * @param audience whom the token must be for: one of each set
 * @param details the rule for authorization details
 * @param conditions the names of the classes that must permit the call
 * @param roles the rule for roles
 * @param groups the rule for groups
 * @param entitlements the rule for entitlements
 * @param senderConstrained whether the token must be bound to a key or certificate
 * @param declaredAt where the rule was declared, as {@code Class} or {@code Class#method}; empty where nothing was
 *     declared
 */
public record ProtectedEndpoint(
        String method,
        String path,
        Access access,
        ScopeRule scopes,
        @Nullable AuthenticationRequirement authentication,
        List<Set<String>> audience,
        ScopeRule details,
        List<String> conditions,
        ScopeRule roles,
        ScopeRule groups,
        ScopeRule entitlements,
        boolean senderConstrained,
        String declaredAt) {

    /** Whether a call needs a token. */
    public enum Access {
        /** A valid token that satisfies the rule. */
        PROTECTED,
        /** No token, or a valid one that satisfies the rule. */
        OPTIONAL,
        /** No token, or any; one that is not good enough is ignored. */
        OPTIONAL_IGNORING_INVALID,
        /** Nothing protects it. */
        OPEN
    }
}
