package org.resourceprotector.example.jersey;

import java.time.Instant;
import java.util.Set;
import org.resourceprotector.example.User;
import org.resourceprotector.token.AccessToken;

/** An access token of this application. It carries whatever the resources need: here, the user. */
record ApiToken(User user, Set<String> scopes, Instant expiresAt, boolean revoked) implements AccessToken {

    @Override
    public String getName() {
        return user.name();
    }

    @Override
    public String subject() {
        return user.name();
    }
}
