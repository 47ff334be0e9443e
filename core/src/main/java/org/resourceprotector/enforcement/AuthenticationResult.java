package org.resourceprotector.enforcement;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/** Who a caller is, as far as the credentials tell, before any rule is held against them. */
sealed interface AuthenticationResult {

    /** There were no credentials of ours; the detail is a sentence for the operator. */
    record Anonymous(String detail) implements AuthenticationResult {}

    /** The token is valid, and what it is bound to was proved. */
    record Authenticated(AccessToken token, Possession possession) implements AuthenticationResult {

        /** A plain bearer token. */
        Authenticated(AccessToken token) {
            this(token, Possession.BEARER);
        }

        @Override
        public String toString() {
            return "Authenticated";
        }
    }

    /** The token is not valid, or it could not be found out; the duration says when to come back, if that is known. */
    record Failed(Rejection rejection, @Nullable Duration retryAfter, Possession possession)
            implements AuthenticationResult {}
}
