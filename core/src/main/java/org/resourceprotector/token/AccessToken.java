package org.resourceprotector.token;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A validated access token, and the principal of the request that it came with.
 *
 * <p>An application's own token is a plain record; only {@link #scopes()} and {@link Principal#getName()} must be written:
 *
 * <pre>{@code
 * record ApiToken(User user, Set<String> scopes, @Nullable Instant expiresAt, boolean revoked) implements AccessToken {
 *     public String getName() {
 *         return user.name();
 *     }
 * }
 * }</pre>
 *
 * <p>A {@link SecurityContext} belongs to its request and its thread: take the token from it once and hand the token on.
 * Never cast a {@code SecurityContext}; runtimes inject proxies of it.
 *
 * <p>The name, the scopes, roles, groups and entitlements must not be null: a token that answers null is refused with a
 * 500, because a null is how anonymous callers look. The rest may be null where it is marked so.
 *
 * <p>Implementations must be immutable and thread-safe, and must not show the token string in {@code toString()}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-1.4">RFC 6749, section 1.4</a>
 */
public interface AccessToken extends Principal {

    /**
     * The scopes that were granted, as whole, case-sensitive tokens.
     *
     * @return the scopes; empty where there are none
     */
    Set<String> scopes();

    /**
     * The moment from which on the token is expired; the moment itself is too late. Checked by the validator of the token,
     * which may allow for clocks that differ.
     *
     * @return the expiry; null where the token does not expire
     */
    default @Nullable Instant expiresAt() {
        return null;
    }

    /**
     * The moment before which the token is not valid yet. Checked by the validator of the token, as the expiry is.
     *
     * @return the first moment at which it is valid; null where there is no such limit
     */
    default @Nullable Instant notBefore() {
        return null;
    }

    /**
     * Whether the token was revoked. The protector refuses one that was, as {@link Rejection.Reason#REVOKED}, whichever
     * validator accepted it; asked while the token is validated.
     *
     * @return true if it must not be accepted any more
     */
    default boolean revoked() {
        return false;
    }

    /**
     * Whom the token speaks for: the resource owner, or the client itself in the client credentials grant.
     *
     * @return the subject; null where it is not known
     */
    default @Nullable String subject() {
        return null;
    }

    /**
     * The client that asked for the token.
     *
     * @return the client identifier; null where it is not known
     */
    default @Nullable String clientId() {
        return null;
    }

    /**
     * The authorization server that issued the token.
     *
     * @return the issuer identifier; null where it is not known
     */
    default @Nullable String issuer() {
        return null;
    }

    /**
     * A name to keep under it what belongs to somebody, whichever issuer the token is of: {@link #subject()} behind the
     * issuer and a blank. Two issuers may give the same subject to different people. Blanks and percent signs inside are
     * percent-encoded, so that no two pairs of issuer and subject look alike.
     *
     * <p>Where there is no subject it has {@link #getName()} instead, which may be what a user chose, or a client, and is then
     * no other's only if the issuer gives it to no other as a subject. Where the issuer is not known, nothing tells it from
     * that of another token without an issuer, such as one of a look-up.
     *
     * @return for example {@code https://as.example.com 4711}; the subject alone where the issuer is not known
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7519#section-4.1.2">RFC 7519, section 4.1.2</a>
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.15">RFC 9700, section 4.15</a>
     */
    default String qualifiedName() {
        String issuer = issuer();
        String subject = subject();
        String name = encoded(subject == null ? getName() : subject);
        return issuer == null ? name : encoded(issuer) + " " + name;
    }

    private static String encoded(String text) {
        return text.replace("%", "%25").replace(" ", "%20");
    }

    /**
     * The resource servers that the token is meant for.
     *
     * @return the audience; empty where it is not known
     */
    default Set<String> audience() {
        return Set.of();
    }

    /**
     * The roles of the subject; {@code SecurityContext.isUserInRole} asks them.
     *
     * @return the roles; empty where there are none
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2.3.1">RFC 9068, section 2.2.3.1</a>
     */
    default Set<String> roles() {
        return Set.of();
    }

    /**
     * The groups of the subject.
     *
     * @return the groups; empty where there are none
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2.3.1">RFC 9068, section 2.2.3.1</a>
     */
    default Set<String> groups() {
        return Set.of();
    }

    /**
     * The entitlements of the subject.
     *
     * @return the entitlements; empty where there are none
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2.3.1">RFC 9068, section 2.2.3.1</a>
     */
    default Set<String> entitlements() {
        return Set.of();
    }

    /**
     * All that the authorization server said of the token, by the names that it used. Rules for the login and for
     * authorization details look here, for {@code acr}, {@code auth_time} and {@code authorization_details}.
     *
     * @return the claims; empty where there are none; unmodifiable
     */
    default Map<String, Object> claims() {
        return Map.of();
    }

    /**
     * The key or certificate that the token is bound to. A bound token is refused unless its binding was proved.
     *
     * @return the confirmation; null where the token is a plain bearer token
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7800#section-3.1">RFC 7800, section 3.1</a>
     */
    default @Nullable Confirmation confirmation() {
        return null;
    }

    /**
     * Takes the token from the security context of a request.
     *
     * @param security the context that the runtime injected, on the thread of its request
     * @return the token; empty where the caller is anonymous or the endpoint is not protected
     */
    static Optional<AccessToken> from(SecurityContext security) {
        return security.getUserPrincipal() instanceof AccessToken token ? Optional.of(token) : Optional.empty();
    }

    /**
     * Takes the token from the security context of a request that cannot be anonymous.
     *
     * @param <T> the application's type of token
     * @param security the context that the runtime injected, on the thread of its request
     * @param type the application's type of token
     * @return the token
     * @throws IllegalStateException if there is no token, or one of another type; the message names both types
     */
    static <T extends AccessToken> T require(SecurityContext security, Class<T> type) {
        Objects.requireNonNull(type, "type");
        AccessToken token = from(security)
                .orElseThrow(() -> new IllegalStateException("there is no access token in this request: is the endpoint"
                        + " @Protected, and not optional, and is a ResourceProtector registered?"));
        if (!type.isInstance(token)) {
            throw new IllegalStateException("the access token of this request is a "
                    + token.getClass().getName() + ", not a " + type.getName()
                    + "; ask for the former or for AccessToken, or have the validator make the latter:"
                    + " validator.as(token -> ...)");
        }
        return type.cast(token);
    }
}
