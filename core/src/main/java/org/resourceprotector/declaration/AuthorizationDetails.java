package org.resourceprotector.declaration;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;

/**
 * Reads the claim {@code authorization_details}. What is not as RFC 9396 says grants nothing. Stateless.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9396#section-2">RFC 9396, section 2</a>
 */
final class AuthorizationDetails {

    private AuthorizationDetails() {}

    /**
     * What the elements grant, as rules name it.
     *
     * @param token a valid token
     * @param isHere whether a location is this resource
     * @return the type of each element, and {@code type:action} for each of its actions
     */
    static Set<String> granted(AccessToken token, Predicate<String> isHere) {
        Map<String, Object> claims = Objects.requireNonNull(token.claims(), "the claims of an access token");
        Set<String> granted = new HashSet<>();
        if (claims.get("authorization_details") instanceof List<?> details) {
            for (Object element : details) {
                if (element instanceof Map<?, ?> detail
                        && detail.get("type") instanceof String type
                        && isFor(detail.get("locations"), isHere)) {
                    granted.add(type);
                    addActions(granted, type, detail.get("actions"));
                }
            }
        }
        return granted;
    }

    private static void addActions(Set<String> granted, String type, @Nullable Object actions) {
        if (actions instanceof List<?> several) {
            for (Object action : several) {
                if (action instanceof String name) {
                    granted.add(type + ":" + name);
                }
            }
        }
    }

    /** Whether an element counts here: it names no location, or this one. */
    private static boolean isFor(@Nullable Object locations, Predicate<String> isHere) {
        return locations == null
                || (locations instanceof List<?> several
                        && several.stream().anyMatch(location -> location instanceof String uri && isHere.test(uri)));
    }
}
