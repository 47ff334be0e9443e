package org.resourceprotector.cdi;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;

/** The token of a request, or that it has none, once the protector has decided. One for each request; thread-safe. */
@RequestScoped
class RequestToken {

    private @Nullable AccessToken token;
    private volatile boolean isDecided;

    RequestToken() {}

    void decide(@Nullable AccessToken principal) {
        token = principal;
        isDecided = true;
    }

    boolean isDecided() {
        return isDecided;
    }

    /** Null before the decision, and for anonymous callers. */
    @Nullable
    AccessToken token() {
        return isDecided ? token : null;
    }
}
