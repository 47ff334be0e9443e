package org.resourceprotector.enforcement;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/** What a request's credentials came to, before any rule is held against them. */
sealed interface Outcome {

    /** There were no credentials of ours. */
    enum NoToken implements Outcome {
        NO_TOKEN
    }

    /** The token is good. */
    record Valid(AccessToken token) implements Outcome {

        @Override
        public String toString() {
            return "Valid";
        }
    }

    /** The token is bad, or it could not be found out; the duration says when to come back, if that is known. */
    record Invalid(Rejection rejection, @Nullable Duration retryAfter) implements Outcome {}
}
