package org.resourceprotector.jwt;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.CompactClaims;
import org.resourceprotector.claims.RefusedException;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;

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

    private final Map<String, Object> claims;
    private final Parties parties;
    private final Times times;
    private final Grants grants;
    private final @Nullable Confirmation confirmation;

    /** Between whom the token is. */
    record Parties(
            String issuer,
            @Nullable String subject,
            @Nullable String clientId,
            Set<String> audience) {}

    /** When the token counts, and when the login was. */
    record Times(
            Instant expiresAt,
            @Nullable Instant notBefore,
            @Nullable Instant issuedAt,
            @Nullable Instant authTime) {}

    /** What the token allows. */
    record Grants(Set<String> scopes, Set<String> roles, Set<String> groups, Set<String> entitlements) {}

    JwtAccessToken(Claims claims, Parties parties, Times times, Grants grants) throws RefusedException {
        this.claims = CompactClaims.of(claims.members());
        this.parties = parties;
        this.times = times;
        this.grants = grants;
        this.confirmation = claims.confirmation();
    }

    /**
     * The subject; the client where the token has no subject.
     *
     * @return the name, never null and never empty
     */
    @Override
    public String getName() {
        String name = parties.subject() == null ? parties.clientId() : parties.subject();
        return name == null ? "" : name;
    }

    @Override
    public Set<String> scopes() {
        return grants.scopes();
    }

    @Override
    public Instant expiresAt() {
        return times.expiresAt();
    }

    @Override
    public @Nullable Instant notBefore() {
        return times.notBefore();
    }

    /**
     * When the token was issued: the claim {@code iat}.
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

    @Override
    public @Nullable String clientId() {
        return parties.clientId();
    }

    /**
     * Whether the token speaks for the client itself and not for a user, as far as RFC 9068 can tell: its subject is its
     * client. Servers that give their clients another subject are not seen through.
     *
     * @return true if subject and client are the same, or there is no subject
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-5">RFC 9068, section 5</a>
     */
    public boolean isClient() {
        return getName().equals(parties.clientId());
    }

    @Override
    public String issuer() {
        return parties.issuer();
    }

    @Override
    public Set<String> audience() {
        return parties.audience();
    }

    /**
     * What tells this token from all others of its issuer: the claim {@code jti}.
     *
     * @return the identifier; null where there is none
     */
    public @Nullable String jwtId() {
        return claims.get("jti") instanceof String id ? id : null;
    }

    /**
     * When the subject logged in; stays the same when the token is refreshed.
     *
     * @return the moment; null where it is not known
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2.1">RFC 9068, section 2.2.1</a>
     */
    public @Nullable Instant authTime() {
        return times.authTime();
    }

    /**
     * How the subject logged in, as a class that issuer and resource server agreed on: the claim {@code acr}.
     *
     * @return the authentication context class reference; null where it is not known
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-2.2.1">RFC 9068, section 2.2.1</a>
     */
    public @Nullable String acr() {
        return claims.get("acr") instanceof String reference ? reference : null;
    }

    /**
     * How the subject logged in, method by method: the claim {@code amr}.
     *
     * @return the authentication methods references; empty where they are not known
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8176#section-2">RFC 8176, section 2</a>
     */
    public List<String> amr() {
        return claims.get("amr") instanceof List<?> methods
                ? methods.stream().map(String::valueOf).toList()
                : List.of();
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
     * All claims, private ones included, by their names, in no order. Numbers are {@code Long} or {@code Double}, objects {@code Map},
     * arrays {@code List}.
     *
     * @return the claims; unmodifiable at every depth; a claim that is JSON null is left out
     */
    @Override
    public Map<String, Object> claims() {
        return claims;
    }

    @Override
    public @Nullable Confirmation confirmation() {
        return confirmation;
    }

    @Override
    public String toString() {
        return "JwtAccessToken[issuer=" + parties.issuer() + ", expiresAt=" + times.expiresAt() + "]";
    }
}
