package org.resourceprotector.cdi;

import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;

/** The token of a request, or that it has none, once the protector has decided. One for each request; thread-safe. */
@RequestScoped
class RequestToken {

    private volatile @Nullable Optional<AccessToken> decided;

    RequestToken() {}

    void decide(@Nullable AccessToken token) {
        decided = Optional.ofNullable(token);
    }

    /** Null before the decision. */
    @Nullable
    Optional<AccessToken> decided() {
        return decided;
    }
}
