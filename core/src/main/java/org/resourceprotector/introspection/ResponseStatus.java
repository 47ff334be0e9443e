package org.resourceprotector.introspection;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.http.HttpReply;
import org.resourceprotector.http.RetryAfter;
import org.resourceprotector.token.Rejection.Reason;

/**
 * What the status of an answer says. Only a 200 tells of the token; everything else is a fault of the server, or of what
 * was configured here, and no reason to call a token bad. One exception is a server that says that it tells nothing of
 * tokens of this type: some do so of their own JWTs.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.3">RFC 7662, section 2.3</a>
 */
final class ResponseStatus {

    /** What the log may say that a server wrote: these words and no other, as it was sent a token. */
    private static final Set<String> KNOWN_ERRORS = Set.of(
            "invalid_request",
            "invalid_client",
            "unauthorized_client",
            "invalid_token",
            "insufficient_scope",
            "access_denied",
            "server_error",
            "temporarily_unavailable");

    private ResponseStatus() {}

    static void requireOk(HttpReply answer, Instant now) throws IntrospectionFailedException, RejectedException {
        int status = answer.status();
        if (status == 200) {
            return;
        }
        if (status == 401 || status == 403) {
            throw outage(
                    answer,
                    now,
                    status(answer)
                            + ", the server does not know the client of client(...), or of the properties resource-protector.introspection.client-*, or its credentials");
        }
        if (status == 429 || status >= 500) {
            throw outage(answer, now, status(answer));
        }
        if (status == 400 && "unsupported_token_type".equals(error(answer))) {
            throw new RejectedException(Reason.WRONG_TYPE, "the server tells nothing of tokens of this type");
        }
        throw IntrospectionFailedException.unusable(status(answer));
    }

    private static String status(HttpReply answer) {
        boolean tells = error(answer) instanceof String error && KNOWN_ERRORS.contains(error);
        return "status " + answer.status() + (tells ? ", error " + error(answer) : "");
    }

    private static IntrospectionFailedException outage(HttpReply answer, Instant now, String message) {
        return IntrospectionFailedException.outage(message, null, RetryAfter.of(answer, now));
    }

    private static @Nullable Object error(HttpReply answer) {
        try {
            Map<String, @Nullable Object> members = answer.json();
            return members.get("error");
        } catch (FetchFailedException e) {
            return null;
        }
    }
}
