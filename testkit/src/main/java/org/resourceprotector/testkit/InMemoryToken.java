package org.resourceprotector.testkit;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.scope.Scopes;
import org.resourceprotector.token.AccessToken;

/**
 * A token of {@link InMemoryTokens}: good for ever and without scopes, until something else is said.
 *
 * <pre>{@code
 * InMemoryToken token = InMemoryToken.of("alice").withScopes("profile email").withExpiresAt(clock.instant());
 * }</pre>
 *
 * <p>Stands for the record that an application would write. Start from {@link #of(String)}; each {@code with} method answers a
 * copy.
 *
 * <p>Immutable, thread-safe.
 *
 * @param name whose token it is
 * @param scopes the scopes that were granted
 * @param expiresAt from when on it is expired; null for never
 * @param notBefore from when on it is valid; null for always
 * @param revoked whether it was revoked
 * @param roles the roles of its owner
 * @param groups the groups of its owner
 * @param entitlements the entitlements of its owner
 */
public record InMemoryToken(
        String name,
        Set<String> scopes,
        @Nullable Instant expiresAt,
        @Nullable Instant notBefore,
        boolean revoked,
        Set<String> roles,
        Set<String> groups,
        Set<String> entitlements)
        implements AccessToken {

    /**
     * Copies the sets.
     *
     * @param name whose token it is
     * @param scopes the scopes
     * @param expiresAt from when on it is expired
     * @param notBefore from when on it is valid
     * @param revoked whether it was revoked
     * @param roles the roles
     * @param groups the groups
     * @param entitlements the entitlements
     */
    public InMemoryToken {
        Objects.requireNonNull(name, "name");
        scopes = Set.copyOf(scopes);
        roles = Set.copyOf(roles);
        groups = Set.copyOf(groups);
        entitlements = Set.copyOf(entitlements);
    }

    /**
     * A token that is good for ever and has no scopes.
     *
     * @param name whose token it is
     * @return the token
     */
    public static InMemoryToken of(String name) {
        return new InMemoryToken(name, Set.of(), null, null, false, Set.of(), Set.of(), Set.of());
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String subject() {
        return name;
    }

    /**
     * The same token with other scopes.
     *
     * @param list the scopes, separated by blanks
     * @return a copy
     */
    public InMemoryToken withScopes(String list) {
        return new InMemoryToken(name, Scopes.parse(list), expiresAt, notBefore, revoked, roles, groups, entitlements);
    }

    /**
     * The same token with another expiry.
     *
     * @param moment from when on it is expired; null for never
     * @return a copy
     */
    public InMemoryToken withExpiresAt(@Nullable Instant moment) {
        return new InMemoryToken(name, scopes, moment, notBefore, revoked, roles, groups, entitlements);
    }

    /**
     * The same token with another first moment.
     *
     * @param moment from when on it is valid; null for always
     * @return a copy
     */
    public InMemoryToken withNotBefore(@Nullable Instant moment) {
        return new InMemoryToken(name, scopes, expiresAt, moment, revoked, roles, groups, entitlements);
    }

    /**
     * The same token, revoked or not.
     *
     * @param state whether it is revoked
     * @return a copy
     */
    public InMemoryToken withRevoked(boolean state) {
        return new InMemoryToken(name, scopes, expiresAt, notBefore, state, roles, groups, entitlements);
    }

    /**
     * The same token with other roles.
     *
     * @param others the roles
     * @return a copy
     */
    public InMemoryToken withRoles(String... others) {
        return new InMemoryToken(name, scopes, expiresAt, notBefore, revoked, Set.of(others), groups, entitlements);
    }

    /**
     * The same token with other groups.
     *
     * @param others the groups
     * @return a copy
     */
    public InMemoryToken withGroups(String... others) {
        return new InMemoryToken(name, scopes, expiresAt, notBefore, revoked, roles, Set.of(others), entitlements);
    }

    /**
     * The same token with other entitlements.
     *
     * @param others the entitlements
     * @return a copy
     */
    public InMemoryToken withEntitlements(String... others) {
        return new InMemoryToken(name, scopes, expiresAt, notBefore, revoked, roles, groups, Set.of(others));
    }
}
