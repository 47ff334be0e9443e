package org.resourceprotector.console;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Kind;
import org.resourceprotector.token.Rejection.Reason;

/**
 * A refusal that is remembered for a while: what listeners are told of it, cut to a bound, and nothing of the token.
 *
 * <p>Immutable, thread-safe.
 *
 * @param number counts refusals, the newest has the highest one
 * @param at when it was
 * @param reason the stable reason
 * @param detail the sentence for operators
 * @param method the HTTP method of the endpoint; empty if it is not known
 * @param path the path template of the endpoint; empty if it is not known
 * @param issuer the issuer that the validator is configured for which refused; null if it is not known
 */
record Refusal(
        long number,
        Instant at,
        Reason reason,
        String detail,
        String method,
        String path,
        @Nullable String issuer) {

    /** How many characters of each text are kept. */
    static final int MAX_LENGTH = 500;

    private static final String CUT = "…";

    static Refusal of(long number, Instant at, Rejection rejection, ProtectedEndpoint endpoint) {
        String issuer = rejection.issuer();
        return new Refusal(
                number,
                at,
                rejection.reason(),
                cut(rejection.detail()),
                cut(endpoint.method()),
                cut(endpoint.path()),
                issuer == null ? null : cut(issuer));
    }

    static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + CUT;
    }

    /** The status of the answer to a rejection of this kind. */
    static int status(Kind kind) {
        return switch (kind) {
            case INVALID_REQUEST -> 400;
            case MISSING_TOKEN, INVALID_TOKEN, INVALID_PROOF, MISSING_NONCE, INSUFFICIENT_AUTHENTICATION -> 401;
            case INSUFFICIENT -> 403;
            case UNAVAILABLE -> 503;
            case INTERNAL_ERROR -> 500;
        };
    }
}
