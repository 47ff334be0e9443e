package org.resourceprotector.cdi;

import jakarta.enterprise.context.RequestScoped;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;

/**
 * The token of a request, or that it has none, once the protector has decided. A request that is made inside of another one, as
 * a dispatcher of servlets does, has the same scope: if it was decided otherwise, neither is told. One for each scope; thread-safe.
 */
@RequestScoped
class RequestToken {

    private @Nullable AccessToken token;
    private volatile boolean isDecided;
    private volatile boolean isAmbiguous;
    private volatile boolean isAnswered;

    RequestToken() {}

    void decide(@Nullable AccessToken principal) {
        if (isDecided && !Objects.equals(token, principal)) {
            isAmbiguous = true;
        } else {
            token = principal;
            isDecided = true;
        }
    }

    /** Says that there is a response. It ends nothing: another request may be made in the same scope, such as for an error page. */
    void answered() {
        isAnswered = true;
    }

    /** Whether the request was answered before anybody was let in. */
    boolean isRefused() {
        return isAnswered && !isDecided;
    }

    boolean isDecided() {
        return isDecided;
    }

    /** Whether it was decided more than once, and not alike. */
    boolean isAmbiguous() {
        return isAmbiguous;
    }

    /** Null before the decision, and for anonymous callers. */
    @Nullable
    AccessToken token() {
        return isDecided ? token : null;
    }
}
