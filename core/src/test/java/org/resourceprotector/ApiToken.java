package org.resourceprotector;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.scope.Scopes;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;

/** An application's own token. */
public record ApiToken(
        String getName,
        Set<String> scopes,
        Set<String> roles,
        @Nullable Confirmation confirmation) implements AccessToken {

    /** A token of somebody with scopes. */
    public static ApiToken of(String name, String scopes) {
        return new ApiToken(name, Scopes.parse(scopes), Set.of(), null);
    }
}
