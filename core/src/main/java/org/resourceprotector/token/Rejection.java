package org.resourceprotector.token;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was refused, for listeners, logs and metrics. What the caller is told is coarser, so that the answer is
 * no oracle.
 *
 * <p>Two are equal whatever their details say, which are for people and may be worded otherwise in any version.
 *
 * <p>Immutable, thread-safe.
 *
 * @param reason the stable reason
 * @param detail a sentence for the operator, never empty: if none is given, that of the reason. Never a token, a proof or
 *     anything else that is secret, and never sent to the caller. Values of claims and headers that nobody has verified
 *     may stand in it, between quotation marks, escaped and bounded
 * @param neededScopes with {@link Reason#MISSING} and {@link Reason#INSUFFICIENT_SCOPE} the scopes to ask for; with
 *     {@link Reason#INSUFFICIENT_AUTHENTICATION} those to ask for if scopes are missing as well; otherwise empty
 * @param neededAuthentication with {@link Reason#INSUFFICIENT_AUTHENTICATION} how to log in; otherwise null
 * @param issuer the issuer that the validator is configured for which refused the token; null if it is not known which
 *     that is. Never what only the token claims
 * @param neededDetails with {@link Reason#INSUFFICIENT_DETAILS} and {@link Reason#NOT_PERMITTED} the authorization details
 *     to ask for, if the application says which; otherwise empty
 */
public record Rejection(
        Reason reason,
        String detail,
        Set<String> neededScopes,
        @Nullable AuthenticationRequirement neededAuthentication,
        @Nullable String issuer,
        List<Map<String, Object>> neededDetails) {

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
     * A rejection of which no issuer is known.
     *
     * @param reason the stable reason
     * @param detail a sentence for the operator
     * @param neededScopes the scopes to ask for
     * @param neededAuthentication how to log in; null if that is not what is wrong
     */
    public Rejection(
            Reason reason,
            String detail,
            Set<String> neededScopes,
            @Nullable AuthenticationRequirement neededAuthentication) {
        this(reason, detail, neededScopes, neededAuthentication, null);
    }

    /**
     * A rejection that asks for no authorization details.
     *
     * @param reason the stable reason
     * @param detail a sentence for the operator
     * @param neededScopes the scopes to ask for
     * @param neededAuthentication how to log in; null if that is not what is wrong
     * @param issuer the issuer that the validator is configured for; null if it is not known
     */
    public Rejection(
            Reason reason,
            String detail,
            Set<String> neededScopes,
            @Nullable AuthenticationRequirement neededAuthentication,
            @Nullable String issuer) {
        this(reason, detail, neededScopes, neededAuthentication, issuer, List.of());
    }

    /**
     * Copies scopes and authorization details, and checks that nothing is null.
     *
     * @param reason the stable reason
     * @param detail a sentence for the operator; if it is blank, that of the reason
     * @param neededScopes the scopes to ask for
     * @param neededAuthentication how to log in; null if that is not what is wrong
     * @param issuer the issuer that the validator is configured for; null if it is not known
     * @param neededDetails the authorization details to ask for: each with a {@code type}, made of texts, numbers, booleans,
     *     lists and maps, with at most 4,096 characters in all, and 8 levels
     * @throws IllegalArgumentException if the authorization details are none, or too much to be sent
     */
    public Rejection {
        neededDetails = NeededDetails.copy(neededDetails);
        Objects.requireNonNull(reason, "reason");
        detail = detail.isBlank() ? reason.sentence : detail;
        neededScopes = inOrder(List.copyOf(neededScopes));
    }

    /** A copy, which for one scope, as most rules have, is a small one. */
    private static Set<String> inOrder(List<String> scopes) {
        return switch (scopes.size()) {
            case 0 -> Set.of();
            case 1 -> Set.of(scopes.get(0));
            default -> Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        };
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

    /**
     * The same rejection, by the validator of an issuer.
     *
     * @param configured the issuer that the validator is configured for; null if it is for any
     * @return the rejection
     */
    public Rejection from(@Nullable String configured) {
        return Objects.equals(issuer, configured)
                ? this
                : new Rejection(reason, detail, neededScopes, neededAuthentication, configured, neededDetails);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rejection that
                && reason == that.reason
                && neededScopes.equals(that.neededScopes)
                && Objects.equals(neededAuthentication, that.neededAuthentication)
                && Objects.equals(issuer, that.issuer)
                && neededDetails.equals(that.neededDetails);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reason, neededScopes, neededAuthentication, issuer, neededDetails);
    }

    /** What was wrong. Constants may be added; write a default branch. */
    public enum Reason {
        /** No token was sent. */
        MISSING(Kind.MISSING_TOKEN, "no token was sent"),
        /** The credentials are malformed, sent twice, or too long. */
        MALFORMED_REQUEST(Kind.INVALID_REQUEST, "the credentials are malformed"),
        /** The token came over a connection that is not secure, and that is demanded. */
        INSECURE_TRANSPORT(
                Kind.INVALID_REQUEST,
                "the connection is not secure, and requireHttps() demands it; behind a proxy the runtime must know the address that the client called"),
        /** Nobody knows the token. */
        UNKNOWN(Kind.INVALID_TOKEN, "nobody knows the token"),
        /** The token is expired. */
        EXPIRED(Kind.INVALID_TOKEN, "the token is expired"),
        /** The token is not valid yet. */
        NOT_YET_VALID(Kind.INVALID_TOKEN, "the token is not valid yet"),
        /** The token was revoked, or is not active. */
        REVOKED(Kind.INVALID_TOKEN, "the token was revoked, or is not active"),
        /** The token is not made as its kind demands. */
        MALFORMED_TOKEN(Kind.INVALID_TOKEN, "the token is malformed"),
        /** The token is signed with an algorithm that is not allowed. */
        WRONG_ALGORITHM(Kind.INVALID_TOKEN, "the algorithm is not allowed"),
        /** The key that signed the token is not one of the issuer's. */
        UNKNOWN_KEY(Kind.INVALID_TOKEN, "the key is unknown"),
        /** The signature does not match. */
        BAD_SIGNATURE(Kind.INVALID_TOKEN, "the signature does not match"),
        /** Another issuer's token. */
        WRONG_ISSUER(Kind.INVALID_TOKEN, "another issuer"),
        /** A token for another resource server. */
        WRONG_AUDIENCE(Kind.INVALID_TOKEN, "another audience"),
        /** Something else than an access token, or a token of another type. */
        WRONG_TYPE(Kind.INVALID_TOKEN, "not an access token"),
        /** A claim is missing or has a value that it cannot have. */
        INVALID_CLAIM(Kind.INVALID_TOKEN, "a claim is missing or cannot be"),
        /** The token is bound to a key or certificate, and the caller did not prove that it has it. */
        UNPROVEN_BINDING(Kind.INVALID_TOKEN, "nothing proves what the token is bound to"),
        /** The token is not bound to a key or certificate, and that is demanded. */
        UNBOUND_TOKEN(Kind.INVALID_TOKEN, "the token is not bound"),
        /** The DPoP proof is missing, malformed, or not one for this request. */
        INVALID_PROOF(Kind.INVALID_PROOF, "the proof is not good"),
        /** The DPoP proof was used before. */
        REPLAYED_PROOF(Kind.INVALID_PROOF, "the proof was used before"),
        /** The DPoP proof has no nonce of this server, or one that is not good any more. */
        MISSING_NONCE(Kind.MISSING_NONCE, "the proof has no nonce of this server"),
        /** The token is good, but the login behind it was too weak, or too long ago. */
        INSUFFICIENT_AUTHENTICATION(Kind.INSUFFICIENT_AUTHENTICATION, "the login was too weak or too long ago"),
        /** The token is good, but lacks scopes. */
        INSUFFICIENT_SCOPE(Kind.INSUFFICIENT, "scopes are missing"),
        /** The token is good, but lacks roles. */
        INSUFFICIENT_ROLES(Kind.INSUFFICIENT, "roles are missing"),
        /** The token is good, but lacks groups. */
        INSUFFICIENT_GROUPS(Kind.INSUFFICIENT, "groups are missing"),
        /** The token is good, but lacks entitlements. */
        INSUFFICIENT_ENTITLEMENTS(Kind.INSUFFICIENT, "entitlements are missing"),
        /** The token is good, but lacks authorization details. */
        INSUFFICIENT_DETAILS(Kind.INSUFFICIENT, "authorization details are missing"),
        /** The token is good, but a condition of the endpoint, or the application itself, does not permit the call. */
        NOT_PERMITTED(Kind.INSUFFICIENT, "a condition or the application does not permit the call"),
        /** The validator cannot find out. */
        UNAVAILABLE(Kind.UNAVAILABLE, "the validator cannot find out; the log has the cause"),
        /** The validator, a rule or the runtime is broken. */
        FAILED(Kind.INTERNAL_ERROR, "the validator, a rule or the runtime is broken; the log has the cause");

        private final Kind kind;
        private final String sentence;

        Reason(Kind kind, String sentence) {
            this.kind = kind;
            this.sentence = sentence;
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
