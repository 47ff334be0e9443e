package org.resourceprotector.enforcement;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/** Who a caller is, as far as the credentials tell, before any rule is held against them. */
sealed interface AuthenticationResult {

    /** There were no credentials of ours; the detail is a sentence for the operator. */
    record Anonymous(String detail) implements AuthenticationResult {}

    /** The token is valid, and what it is bound to was proved. */
    record Authenticated(AccessToken token, Possession possession) implements AuthenticationResult {

        @Override
        public String toString() {
            return "Authenticated";
        }
    }

    /**
     * The token is not valid, or what it is bound to was not proved, or that could not be found out.
     *
     * @param retryAfter when to come back; null if that is not known
     * @param token the token, if it is valid by itself, which nobody may be let in by
     */
    record Failed(
            Rejection rejection,
            @Nullable Duration retryAfter,
            Possession possession,
            @Nullable AccessToken token) implements AuthenticationResult {

        /** One of a token that is not known to be valid. */
        Failed(Rejection rejection, @Nullable Duration retryAfter, Possession possession) {
            this(rejection, retryAfter, possession, null);
        }

        @Override
        public String toString() {
            return "Failed[" + rejection + "]";
        }
    }

    /**
     * How a token came, and what was proved of its binding. Immutable.
     *
     * @param scheme the scheme by its registered name; null if there was none, or more than one
     * @param proved whether the token is bound, and the caller proved to hold what it is bound to
     * @param responseHeaders what the proof adds to the response
     */
    record Possession(@Nullable String scheme, boolean proved, Map<String, String> responseHeaders) {

        /** No token, or two. */
        static final Possession NONE = new Possession(null, false, Map.of());

        /** A plain bearer token. */
        static final Possession BEARER = new Possession(Credentials.BEARER, false, Map.of());
    }
}
