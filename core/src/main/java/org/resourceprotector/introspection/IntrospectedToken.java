package org.resourceprotector.introspection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.ClaimPath;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RefusedException;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;

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

    private static final List<ClaimPath> SCOPE = List.of(ClaimPath.of("scope"));
    private static final List<ClaimPath> GROUPS = List.of(ClaimPath.of("groups"));
    private static final List<ClaimPath> ENTITLEMENTS = List.of(ClaimPath.of("entitlements"));

    private final Map<String, Object> claims;
    private final Parties parties;
    private final Times times;
    private final Grants grants;
    private final Kind kind;

    /** Between whom the token is. */
    private record Parties(
            String name,
            @Nullable String subject,
            @Nullable String username,
            @Nullable String clientId,
            @Nullable String issuer,
            Set<String> audience) {

        static Parties of(Claims claims) throws RefusedException {
            String subject = claims.identifier("sub");
            String username = usernameOf(claims);
            String clientId = claims.identifier("client_id");
            String name = username != null ? username : subject != null ? subject : clientId;
            if (name == null) {
                throw Claims.invalid("sub", "is missing, and there is neither a username nor a client_id");
            }
            return new Parties(name, subject, username, clientId, claims.identifier("iss"), claims.textOrTexts("aud"));
        }

        /** Some servers write an empty name where there is no user. */
        private static @Nullable String usernameOf(Claims claims) throws RefusedException {
            String username = claims.text("username");
            return username == null || username.isBlank() ? null : username;
        }
    }

    /** When the token counts. */
    private record Times(
            @Nullable Instant expiresAt,
            @Nullable Instant notBefore,
            @Nullable Instant issuedAt) {

        static Times of(Claims claims) throws RefusedException {
            return new Times(claims.date("exp"), claims.date("nbf"), claims.date("iat"));
        }
    }

    /** What the token allows. */
    private record Grants(Set<String> scopes, Set<String> roles, Set<String> groups, Set<String> entitlements) {

        static Grants of(Claims claims, List<ClaimPath> roles) throws RefusedException {
            return new Grants(
                    claims.scopes(SCOPE),
                    claims.authorities(roles),
                    claims.authorities(GROUPS),
                    claims.authorities(ENTITLEMENTS));
        }
    }

    /** Which kind of token it is, and what it is bound to. */
    private record Kind(
            @Nullable String type,
            @Nullable String id,
            @Nullable Confirmation confirmation) {

        static Kind of(Claims claims) throws RefusedException {
            return new Kind(claims.identifier("token_type"), claims.identifier("jti"), claims.confirmation());
        }
    }

    private IntrospectedToken(Claims claims, Map<String, Object> members, List<ClaimPath> roles)
            throws RefusedException {
        this.claims = members;
        this.parties = Parties.of(claims);
        this.times = Times.of(claims);
        this.grants = Grants.of(claims, roles);
        this.kind = Kind.of(claims);
    }

    /** Reads an answer whose members are not null. */
    static IntrospectedToken of(Map<String, Object> members, List<ClaimPath> roles) throws RefusedException {
        return new IntrospectedToken(new Claims(Map.copyOf(members)), members, roles);
    }

    /**
     * The user's name; the subject where the server did not tell it; the client where there is no subject either.
     *
     * @return the name, never null and never empty
     */
    @Override
    public String getName() {
        return parties.name();
    }

    @Override
    public Set<String> scopes() {
        return grants.scopes();
    }

    @Override
    public @Nullable Instant expiresAt() {
        return times.expiresAt();
    }

    @Override
    public @Nullable Instant notBefore() {
        return times.notBefore();
    }

    /**
     * When the token was issued: {@code iat}.
     *
     * @return the moment; null where it is not known
     */
    public @Nullable Instant issuedAt() {
        return times.issuedAt();
    }

    @Override
    public @Nullable String subject() {
        return parties.subject();
    }

    /**
     * The name that a person would know the subject by: {@code username}.
     *
     * @return the name; null where it is not known
     */
    public @Nullable String username() {
        return parties.username();
    }

    @Override
    public @Nullable String clientId() {
        return parties.clientId();
    }

    @Override
    public @Nullable String issuer() {
        return parties.issuer();
    }

    @Override
    public Set<String> audience() {
        return parties.audience();
    }

    /**
     * The type of the token: {@code token_type}, for example {@code Bearer}.
     *
     * @return the type as the server wrote it; null where it is not known
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-5.1">RFC 6749, section 5.1</a>
     */
    public @Nullable String tokenType() {
        return kind.type();
    }

    /**
     * The identifier of the token: {@code jti}.
     *
     * @return the identifier; null where it is not known
     */
    public @Nullable String tokenId() {
        return kind.id();
    }

    @Override
    public Set<String> roles() {
        return grants.roles();
    }

    @Override
    public Set<String> groups() {
        return grants.groups();
    }

    @Override
    public Set<String> entitlements() {
        return grants.entitlements();
    }

    /**
     * All members of the answer by their names, {@code active} and extensions included. Numbers are {@code Long} or
     * {@code Double}, objects {@code Map}, arrays {@code List}.
     *
     * @return the members; unmodifiable at every depth; one that is JSON null is left out
     */
    @Override
    public Map<String, Object> claims() {
        return claims;
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
        Object value = claims.get(Objects.requireNonNull(name, "name"));
        return type.isInstance(value) ? type.cast(value) : null;
    }

    @Override
    public @Nullable Confirmation confirmation() {
        return kind.confirmation();
    }

    @Override
    public String toString() {
        return "IntrospectedToken[issuer=" + parties.issuer() + ", expiresAt=" + times.expiresAt() + "]";
    }
}
