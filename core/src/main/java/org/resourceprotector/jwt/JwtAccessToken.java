package org.resourceprotector.jwt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.TokenClaims;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.Rejection;

/**
 * A JWT access token that a {@link JwtValidator} accepted.
 *
 * <p>What a claim says was checked as far as the validator checks it: signature, type, issuer, audience and times.
 * Whether the scopes and roles are enough for an endpoint was not. With a relaxed {@link JwtProfile} claims can be
 * absent that RFC 9068 demands.
 *
 * <p>Its {@code toString()} shows the issuer and the expiry only. Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2">RFC 9068, section 2.2</a>
 */
public final class JwtAccessToken implements AccessToken {

    private final TokenClaims claims;
    private final @Nullable Instant authTime;

    /**
     * A token whose claims were checked.
     *
     * @param claims with an issuer, an expiry, and a subject or a client
     */
    JwtAccessToken(TokenClaims claims, @Nullable Instant authTime) {
        this.claims = claims;
        this.authTime = authTime;
    }

    /**
     * The subject; the client where the token has no subject.
     *
     * @return the name, never null and never empty
     */
    @Override
    public String getName() {
        String name = claims.subject() == null ? claims.clientId() : claims.subject();
        return name == null ? "" : name;
    }

    @Override
    public Set<String> scopes() {
        return claims.scopes();
    }

    @Override
    public Instant expiresAt() {
        return Objects.requireNonNull(claims.validity().expiresAt());
    }

    @Override
    public @Nullable Instant notBefore() {
        return claims.validity().notBefore();
    }

    /**
     * When the token was issued: the claim {@code iat}.
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

    @Override
    public @Nullable String clientId() {
        return claims.clientId();
    }

    /**
     * Whether the token speaks for the client itself and not for a user, as far as RFC 9068 can tell: its subject is its
     * client. Servers that give their clients another subject are not seen through.
     *
     * @return true if subject and client are the same, or there is no subject
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-5">RFC 9068, section 5</a>
     */
    public boolean isClient() {
        return getName().equals(claims.clientId());
    }

    @Override
    public String issuer() {
        return Objects.requireNonNull(claims.issuer());
    }

    @Override
    public Set<String> audience() {
        return claims.audience();
    }

    /**
     * What tells this token from all others of its issuer: the claim {@code jti}.
     *
     * @return the identifier; null where there is none
     */
    public @Nullable String jwtId() {
        return claims.text("jti");
    }

    /**
     * When the subject logged in; stays the same when the token is refreshed.
     *
     * @return the moment; null where it is not known
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2.1">RFC 9068, section 2.2.1</a>
     */
    public @Nullable Instant authTime() {
        return authTime;
    }

    /**
     * How the subject logged in, as a class that issuer and resource server agreed on: the claim {@code acr}.
     *
     * @return the authentication context class reference; null where it is not known
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2.1">RFC 9068, section 2.2.1</a>
     */
    public @Nullable String acr() {
        return claims.text("acr");
    }

    /**
     * How the subject logged in, method by method: the claim {@code amr}.
     *
     * @return the authentication methods references; empty where they are not known
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8176#section-2">RFC 8176, section 2</a>
     */
    public List<String> amr() {
        return claims.members().get("amr") instanceof List<?> methods
                ? methods.stream().map(String::valueOf).toList()
                : List.of();
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
     * All claims, private ones included, by their names, in no order. Numbers are {@code Long} or {@code Double}, objects {@code Map},
     * arrays {@code List}.
     *
     * @return the claims; unmodifiable at every depth; a claim that is JSON null is left out
     */
    @Override
    public Map<String, Object> claims() {
        return claims.members();
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
        return "JwtAccessToken" + claims;
    }
}
