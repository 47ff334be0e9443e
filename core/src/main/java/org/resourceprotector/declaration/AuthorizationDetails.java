package org.resourceprotector.declaration;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AccessToken;

/**
 * Reads the claim {@code authorization_details}. What is not as RFC 9396 says grants nothing.
 * Stateless.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9396#section-2">RFC 9396, section 2</a>
 */
final class AuthorizationDetails {

    private AuthorizationDetails() {}

    /**
     * Whether the elements of a valid token grant all names of one alternative of a rule. Each name
     * is granted by one element, as its type or as {@code type:action} for one of its actions. The
     * predicate tells whether a location is this resource.
     */
    static boolean satisfy(ScopeRule rule, AccessToken token, Predicate<String> isHere) {
        Map<String, Object> claims = Objects.requireNonNull(token.claims(), "the claims of an access token");
        if (!(claims.get("authorization_details") instanceof List<?> details)) {
            return false;
        }
        List<Set<String>> alternatives = rule.alternatives();
        for (int i = 0; i < alternatives.size(); i++) {
            if (grantAll(details, alternatives.get(i), isHere)) {
                return true;
            }
        }
        return false;
    }

    private static boolean grantAll(List<?> details, Set<String> names, Predicate<String> isHere) {
        for (String name : names) {
            if (!grantsOne(details, name, isHere)) {
                return false;
            }
        }
        return true;
    }

    private static boolean grantsOne(List<?> details, String name, Predicate<String> isHere) {
        for (Object element : details) {
            if (element instanceof Map<?, ?> detail
                    && detail.get("type") instanceof String type
                    && name.startsWith(type)
                    && (name.length() == type.length() || grantsAction(name, type, detail.get("actions")))
                    && isFor(detail.get("locations"), isHere)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a name is a type, a colon and one of these actions. */
    private static boolean grantsAction(String name, String type, @Nullable Object actions) {
        int colon = type.length();
        if (name.charAt(colon) != ':' || !(actions instanceof List<?> several)) {
            return false;
        }
        for (Object action : several) {
            if (action instanceof String granted
                    && name.length() == colon + 1 + granted.length()
                    && name.endsWith(granted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an element counts here: it names no location, or this one. */
    private static boolean isFor(@Nullable Object locations, Predicate<String> isHere) {
        return locations == null
                || (locations instanceof List<?> several
                        && several.stream().anyMatch(location -> location instanceof String uri && isHere.test(uri)));
    }
}
