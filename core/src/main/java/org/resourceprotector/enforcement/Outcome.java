package org.resourceprotector.enforcement;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/** What a request's credentials came to, before any rule is held against them. */
sealed interface Outcome {

    /** Whether the validator recalled the token, so that asking it once more costs no more than remembering what it said. */
    default boolean isRecalled() {
        return this instanceof Valid valid && valid.recalled;
    }

    /** There were no credentials of ours. */
    enum NoToken implements Outcome {
        NO_TOKEN
    }

    /** The token is good; whether it was recalled, or validated. */
    record Valid(AccessToken token, boolean recalled) implements Outcome {

        @Override
        public String toString() {
            return "Valid";
        }
    }

    /** The token is bad, or it could not be found out; the duration says when to come back, if that is known. */
    record Invalid(Rejection rejection, @Nullable Duration retryAfter) implements Outcome {}
}
