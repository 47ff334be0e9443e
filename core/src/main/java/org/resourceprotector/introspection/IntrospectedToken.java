package org.resourceprotector.introspection;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.TokenClaims;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.Rejection;

/**
 * An access token that the authorization server said is active.
 *
 * <p>What a member says was checked as far as the {@link IntrospectionValidator} checks it: activity, times, issuer,
 * audience, type. Whether the scopes and roles are enough for an endpoint was not.
 *
 * <p>Its {@code toString()} shows the issuer and the expiry only. Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.2">RFC 7662, section 2.2</a>
 */
public final class IntrospectedToken implements AccessToken {

    /** The name of all tokens of which the server does not tell whose they are. No user of any server is called that. */
    private static final String UNKNOWN = "(unknown)";

    private final TokenClaims claims;
    private final String name;
    private final @Nullable String username;
    private final @Nullable String issuer;

    private IntrospectedToken(TokenClaims claims, String name, @Nullable String username, @Nullable String issuer) {
        this.claims = claims;
        this.name = name;
        this.username = username;
        this.issuer = issuer;
    }

    /**
     * Reads a response.
     *
     * @param issuerAsked whose tokens the server is asked about, where it does not say whose one is; null if that is not known
     * @param acceptsMissingSubject whether it need not tell whose token it is
     */
    static IntrospectedToken of(
            Claims response, TokenClaims.Places places, @Nullable String issuerAsked, boolean acceptsMissingSubject)
            throws RejectedException {
        TokenClaims claims = TokenClaims.of(response, places);
        response.identifier("token_type");
        response.identifier("jti");
        // Some servers write an empty name if there is no user.
        String username =
                Objects.requireNonNullElse(response.text("username"), "").isBlank() ? null : response.text("username");
        String subject = claims.subject();
        String name = username != null ? username : subject != null ? subject : claims.clientId();
        if (name == null && !acceptsMissingSubject) {
            throw Claims.invalid(
                    "sub",
                    "is missing, and there is neither a username nor a client_id; acceptMissingSubject() accepts that");
        }
        String issuer = claims.issuer() == null ? issuerAsked : claims.issuer();
        return new IntrospectedToken(claims, name == null ? UNKNOWN : name, username, issuer);
    }

    /**
     * The user's name; the subject where the server did not tell it; the client where there is no subject either. If
     * {@link IntrospectionValidator.Builder#acceptMissingSubject} was said it is {@code (unknown)} for all tokens of which the
     * server tells none of these: do not tell callers apart by it. A username may be what somebody else's subject is.
     *
     * @return the name, never null and never empty
     */
    @Override
    public String getName() {
        return name;
    }

    @Override
    public Set<String> scopes() {
        return claims.scopes();
    }

    @Override
    public @Nullable Instant expiresAt() {
        return claims.validity().expiresAt();
    }

    @Override
    public @Nullable Instant notBefore() {
        return claims.validity().notBefore();
    }

    /**
     * When the token was issued: {@code iat}.
     *
     * @return the moment; null where it is not known
     */
    public @Nullable Instant issuedAt() {
        return claims.validity().issuedAt();
    }

    @Override
    public @Nullable String subject() {
        return claims.subject();
    }

    /**
     * The name that a person would know the subject by: {@code username}.
     *
     * @return the name; null where it is not known
     */
    public @Nullable String username() {
        return username;
    }

    @Override
    public @Nullable String clientId() {
        return claims.clientId();
    }

    /**
     * Whether the token speaks for the client itself and not for a user, as far as the answer can tell: it names no user,
     * and no subject but the client. Servers that give their clients another subject, or a user's name, are not seen through.
     *
     * @return true if there is a client, no {@code username} but the client's, and no subject but the client
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9700#section-4.15">RFC 9700, section 4.15</a>
     */
    public boolean isClient() {
        String client = claims.clientId();
        return client != null
                && (username == null || username.equals(client))
                && (claims.subject() == null || claims.subject().equals(client));
    }

    /**
     * The authorization server that issued the token: {@code iss}, or the {@link IntrospectionValidator.Builder#issuer} that
     * the validator is configured for where the answer has none.
     *
     * @return the issuer identifier; null where neither is known
     */
    @Override
    public @Nullable String issuer() {
        return issuer;
    }

    @Override
    public Set<String> audience() {
        return claims.audience();
    }

    /**
     * The type of the token: {@code token_type}, for example {@code Bearer}.
     *
     * @return the type as the server wrote it; null where it is not known
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.1">RFC 6749, section 5.1</a>
     */
    public @Nullable String tokenType() {
        return claims.text("token_type");
    }

    /**
     * The identifier of the token: {@code jti}.
     *
     * @return the identifier; null where it is not known
     */
    public @Nullable String tokenId() {
        return claims.text("jti");
    }

    @Override
    public Set<String> roles() {
        return claims.roles();
    }

    @Override
    public Set<String> groups() {
        return claims.groups();
    }

    @Override
    public Set<String> entitlements() {
        return claims.entitlements();
    }

    /**
     * All members of the answer by their names, {@code active} and extensions included. Numbers are {@code Long} or
     * {@code Double}, objects {@code Map}, arrays {@code List}.
     *
     * @return the members; unmodifiable at every depth; one that is JSON null is left out
     */
    @Override
    public Map<String, Object> claims() {
        return claims.members();
    }

    /**
     * A member of the answer by name and type, for extensions.
     *
     * @param <T> the type
     * @param name the name of the member
     * @param type {@code String}, {@code Boolean}, {@code Long}, {@code Double}, {@code List} or {@code Map}
     * @return the member; null where there is none, or one of another type
     */
    public <T> @Nullable T claim(String name, Class<T> type) {
        Object value = claims.members().get(Objects.requireNonNull(name, "name"));
        return type.isInstance(value) ? type.cast(value) : null;
    }

    @Override
    public @Nullable Confirmation confirmation() {
        return claims.confirmation();
    }

    /** Why the token is not valid now; null if it is. */
    @Nullable
    Rejection checkTime(Instant now, Duration clockSkew) {
        return claims.validity().check(now, clockSkew);
    }

    @Override
    public String toString() {
        return "IntrospectedToken[issuer=" + issuer + ", expiresAt=" + expiresAt() + "]";
    }
}
