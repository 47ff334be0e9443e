package org.resourceprotector.testkit.readme;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;

record ApiToken(User user, Set<String> scopes, @Nullable Instant expiresAt, boolean revoked) implements AccessToken {

    @Override
    public String getName() {
        return user.name();
    }
}

record User(String name) {}
