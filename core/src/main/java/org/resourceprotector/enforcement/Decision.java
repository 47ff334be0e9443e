package org.resourceprotector.enforcement;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.enforcement.AuthenticationResult.Possession;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/**
 * Whether a call is let through, and as whom. Immutable.
 *
 * @param token the token that it is let through with; null if it is let through anonymously, or
 *     refused
 * @param rejection why it is refused; null if it is let through
 * @param retryAfter with an outage, when to come back; null if that is not known
 * @param possession how the token came
 */
public record Decision(
        @Nullable AccessToken token,
        @Nullable Rejection rejection,
        @Nullable Duration retryAfter,
        Possession possession) {

    static final Decision ANONYMOUS = new Decision(null, null, null, Possession.NONE);

    static Decision accepted(AccessToken token, Possession possession) {
        return new Decision(token, null, null, possession);
    }

    /** Let through anonymously, with the headers of the proof that did not count. */
    static Decision ignored(Possession possession) {
        return new Decision(null, null, null, possession);
    }

    static Decision refused(Rejection rejection, @Nullable Duration retryAfter, Possession possession) {
        return new Decision(null, rejection, retryAfter, possession);
    }
}
