package org.resourceprotector.token;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused, for listeners, logs and metrics. What the caller is told is coarser, so that the answer is
 * no oracle.
 *
 * <p>Immutable, thread-safe.
 *
 * @param reason the stable reason
 * @param detail a sentence for the operator, possibly empty; never part of a token or of anything else that is secret,
 *     and never sent to the caller
 * @param neededScopes with {@link Reason#MISSING} and {@link Reason#INSUFFICIENT_SCOPE} the scopes to ask for; otherwise
 *     empty; with {@link Reason#INSUFFICIENT_AUTHENTICATION} the scopes that are missing as well
 * @param neededAuthentication with {@link Reason#INSUFFICIENT_AUTHENTICATION} how to log in; otherwise null
 */
public record Rejection(
        Reason reason,
        String detail,
        Set<String> neededScopes,
        @Nullable AuthenticationRequirement neededAuthentication) {

    /**
     * A rejection that asks for no other login.
     *
     * @param reason the stable reason
     * @param detail a sentence for the operator
     * @param neededScopes the scopes to ask for
     */
    public Rejection(Reason reason, String detail, Set<String> neededScopes) {
        this(reason, detail, neededScopes, null);
    }

    /**
     * Copies the scopes and checks that nothing is null.
     *
     * @param reason the stable reason
     * @param detail a sentence for the operator
     * @param neededScopes the scopes to ask for
     * @param neededAuthentication how to log in; null if that is not what is wrong
     */
    public Rejection {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(detail, "detail");
        neededScopes = neededScopes.isEmpty()
                ? Set.of()
                : Collections.unmodifiableSet(new LinkedHashSet<>(List.copyOf(neededScopes)));
    }

    /**
     * A rejection that its reason says all about.
     *
     * @param reason the stable reason
     * @return the rejection
     */
    public static Rejection of(Reason reason) {
        return of(reason, "");
    }

    /**
     * A rejection with a sentence for the operator.
     *
     * @param reason the stable reason
     * @param detail a sentence without anything secret
     * @return the rejection
     */
    public static Rejection of(Reason reason, String detail) {
        return new Rejection(reason, detail, Set.of());
    }

    /** What was wrong. Constants may be added; write a default branch. */
    public enum Reason {
        /** No token was sent. */
        MISSING(Kind.MISSING_TOKEN),
        /** The credentials are malformed, sent twice, or too long. */
        MALFORMED_REQUEST(Kind.INVALID_REQUEST),
        /** The token came over a connection that is not secure, and that is demanded. */
        INSECURE_TRANSPORT(Kind.INVALID_REQUEST),
        /** Nobody knows the token. */
        UNKNOWN(Kind.INVALID_TOKEN),
        /** The token is expired. */
        EXPIRED(Kind.INVALID_TOKEN),
        /** The token is not valid yet. */
        NOT_YET_VALID(Kind.INVALID_TOKEN),
        /** The token was revoked, or is not active. */
        REVOKED(Kind.INVALID_TOKEN),
        /** The token is not made as its kind demands. */
        MALFORMED_TOKEN(Kind.INVALID_TOKEN),
        /** The token is signed with an algorithm that is not allowed. */
        WRONG_ALGORITHM(Kind.INVALID_TOKEN),
        /** The key that signed the token is not one of the issuer's. */
        UNKNOWN_KEY(Kind.INVALID_TOKEN),
        /** The signature does not match. */
        BAD_SIGNATURE(Kind.INVALID_TOKEN),
        /** Another issuer's token. */
        WRONG_ISSUER(Kind.INVALID_TOKEN),
        /** A token for another resource server. */
        WRONG_AUDIENCE(Kind.INVALID_TOKEN),
        /** Something else than an access token, or a token of another type. */
        WRONG_TYPE(Kind.INVALID_TOKEN),
        /** A claim is missing or has a value that it cannot have. */
        INVALID_CLAIM(Kind.INVALID_TOKEN),
        /** The token is bound to a key or certificate, and the caller did not prove that it has it. */
        UNPROVEN_BINDING(Kind.INVALID_TOKEN),
        /** The token is not bound to a key or certificate, and that is demanded. */
        UNBOUND_TOKEN(Kind.INVALID_TOKEN),
        /** The DPoP proof is missing, malformed, or not one for this request. */
        INVALID_PROOF(Kind.INVALID_PROOF),
        /** The DPoP proof was used before. */
        REPLAYED_PROOF(Kind.INVALID_PROOF),
        /** The DPoP proof has no nonce of this server, or one that is not good any more. */
        MISSING_NONCE(Kind.MISSING_NONCE),
        /** The token is good, but the login behind it was too weak, or too long ago. */
        INSUFFICIENT_AUTHENTICATION(Kind.INSUFFICIENT_AUTHENTICATION),
        /** The token is good, but lacks scopes. */
        INSUFFICIENT_SCOPE(Kind.INSUFFICIENT),
        /** The token is good, but lacks roles. */
        INSUFFICIENT_ROLES(Kind.INSUFFICIENT),
        /** The token is good, but lacks groups. */
        INSUFFICIENT_GROUPS(Kind.INSUFFICIENT),
        /** The token is good, but lacks entitlements. */
        INSUFFICIENT_ENTITLEMENTS(Kind.INSUFFICIENT),
        /** The token is good, but lacks authorization details. */
        INSUFFICIENT_DETAILS(Kind.INSUFFICIENT),
        /** The token is good, but a condition of the endpoint, or the application itself, does not permit the call. */
        NOT_PERMITTED(Kind.INSUFFICIENT),
        /** The validator cannot find out. */
        UNAVAILABLE(Kind.UNAVAILABLE),
        /** The validator, a rule or the runtime is broken. */
        FAILED(Kind.INTERNAL_ERROR);

        private final Kind kind;

        Reason(Kind kind) {
            this.kind = kind;
        }

        /**
         * What the caller is told.
         *
         * @return the kind
         */
        public Kind kind() {
            return kind;
        }
    }

    /**
     * What the caller is told: each kind is one row of the answers.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750, section 3.1</a>
     */
    public enum Kind {
        /** A 401 that only says how to come in. */
        MISSING_TOKEN,
        /** A 400, {@code invalid_request}. */
        INVALID_REQUEST,
        /** A 401, {@code invalid_token}. */
        INVALID_TOKEN,
        /** A 401, {@code invalid_dpop_proof}. */
        INVALID_PROOF,
        /** A 401, {@code use_dpop_nonce}. */
        MISSING_NONCE,
        /** A 401, {@code insufficient_user_authentication}. */
        INSUFFICIENT_AUTHENTICATION,
        /** A 403, {@code insufficient_scope}. */
        INSUFFICIENT,
        /** A 503. */
        UNAVAILABLE,
        /** A 500. */
        INTERNAL_ERROR;

        /**
         * Whether the caller can do something about it.
         *
         * @return false if the validator, a rule or the runtime is to blame
         */
        public boolean isCallersFault() {
            return switch (this) {
                case MISSING_TOKEN,
                        INVALID_REQUEST,
                        INVALID_TOKEN,
                        INVALID_PROOF,
                        MISSING_NONCE,
                        INSUFFICIENT_AUTHENTICATION,
                        INSUFFICIENT -> true;
                case UNAVAILABLE, INTERNAL_ERROR -> false;
            };
        }
    }
}
