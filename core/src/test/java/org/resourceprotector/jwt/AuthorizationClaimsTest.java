package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Rejection.Reason;

class AuthorizationClaimsTest {

    private final JwtFixture bench = JwtFixture.strict();
    private final TokenForge good = TokenForge.good();

    @Test
    @DisplayName("A117 R9068-2.2.3-a: scopes are one string or an array of strings")
    void scopesAreStringOrArray() {
        assertThat(bench.accepted(good.claim("scope", "a b")).scopes(), contains("a", "b"));
        assertThat(bench.accepted(good.claim("scope", List.of("a", "b"))).scopes(), contains("a", "b"));
        assertThat(bench.accepted(good.claim("scope", List.of("a b"))).scopes(), contains("a b"));
        assertThat(bench.accepted(good.without("scope")).scopes(), is(empty()));
    }

    @Test
    @DisplayName("A118: an empty scope is a token without scopes, not a bad one")
    void emptyScopeIsNoScope() {
        assertThat(bench.accepted(good.claim("scope", "")).scopes(), is(empty()));
        assertThat(bench.accepted(good.claim("scope", null)).scopes(), is(empty()));
        assertThat(bench.accepted(good.claim("scope", List.of())).scopes(), is(empty()));
        assertThat(bench.accepted(good.claim("scope", List.of(""))).scopes(), is(empty()));
        assertThat(bench.accepted(good.claim("scope", List.of("", "a"))).scopes(), contains("a"));
    }

    @Test
    void scopeOfAnotherTypeIsRefused() {
        bench.rejected(Reason.INVALID_CLAIM, good.claim("scope", 1));
        bench.rejected(Reason.INVALID_CLAIM, good.claim("scope", Map.of("a", "b")));
        bench.rejected(Reason.INVALID_CLAIM, good.claim("scope", List.of("a", 1)));
        bench.rejected(Reason.INVALID_CLAIM, good.claim("scope", Arrays.asList("a", null)));
    }

    @Test
    @DisplayName("R9068-2.2.3-a: scp counts only where it is asked for")
    void scpCountsWhereItIsAskedFor() {
        TokenForge scp = good.without("scope").claim("scp", List.of("a", "b"));
        JwtFixture mapped =
                JwtFixture.with(JwtValidator.builder().scopesFrom("scope").scopesFrom("scp"));

        assertThat(bench.accepted(scp).scopes(), is(empty()));
        assertThat(mapped.accepted(scp).scopes(), contains("a", "b"));
        assertThat(mapped.accepted(scp.claim("scp", "a b")).scopes(), contains("a", "b"));
        assertThat(mapped.accepted(scp.claim("scope", "c")).scopes(), contains("c"));
    }

    @ParameterizedTest
    @DisplayName("A120 A122 A124 R9068-4-j: roles, groups and entitlements in every shape")
    @ValueSource(strings = {"roles", "groups", "entitlements"})
    void authoritiesInEveryShape(String claim) {
        assertThat(authorities(claim, "admins users"), contains("admins", "users"));
        assertThat(authorities(claim, List.of("admins", "all users")), contains("admins", "all users"));
        assertThat(
                authorities(claim, List.of(Map.of("value", "admins", "display", "x"), Map.of("value", "users"))),
                contains("admins", "users"));
    }

    @ParameterizedTest
    @DisplayName("A121: what is no role grants nothing")
    @ValueSource(strings = {"roles", "groups", "entitlements"})
    void whatIsNoAuthorityGrantsNothing(String claim) {
        assertThat(authorities(claim, null), is(empty()));
        assertThat(authorities(claim, 1), is(empty()));
        assertThat(authorities(claim, ""), is(empty()));
        assertThat(authorities(claim, Map.of("value", "admins")), is(empty()));
        assertThat(
                authorities(
                        claim,
                        Arrays.asList(1, null, "", Map.of("name", "admins"), Map.of("value", 1), List.of("x"), "a")),
                contains("a"));
    }

    private java.util.Set<String> authorities(String claim, Object value) {
        JwtAccessToken token = bench.accepted(good.claim(claim, value));
        return switch (claim) {
            case "roles" -> token.roles();
            case "groups" -> token.groups();
            default -> token.entitlements();
        };
    }

    @Test
    void rolesComeFromWhereTheyAreSaidToBe() {
        TokenForge forge = good.claim("realm_access", Map.of("roles", List.of("a")))
                .claim("resource_access", Map.of("api", Map.of("roles", List.of("b"))))
                .claim("https://example.com/roles", List.of("c"))
                .claim("roles", "d");

        assertThat(roles(forge, "realm_access", "roles"), contains("a"));
        assertThat(roles(forge, "realm_access.roles"), contains("a"));
        assertThat(roles(forge, "resource_access", "api", "roles"), contains("b"));
        assertThat(roles(forge, "https://example.com/roles"), contains("c"));
        assertThat(roles(forge, "roles"), contains("d"));
        assertThat(roles(forge, "absent", "roles"), is(empty()));
        assertThat(roles(forge, "roles", "roles"), is(empty()));
        assertThat(
                JwtFixture.with(JwtValidator.builder()
                                .rolesFrom("realm_access", "roles")
                                .rolesFrom("resource_access", "api", "roles"))
                        .accepted(forge)
                        .roles(),
                contains("a", "b"));
    }

    @Test
    void claimOfExactlyThatNameComesBeforeThePath() {
        TokenForge forge = good.claim("a.b", "literal").claim("a", Map.of("b", "path"));

        assertThat(roles(forge, "a.b"), contains("literal"));
        assertThat(roles(forge, "a", "b"), contains("path"));
    }

    private static java.util.Set<String> roles(TokenForge forge, String... path) {
        return JwtFixture.with(JwtValidator.builder().rolesFrom(path))
                .accepted(forge)
                .roles();
    }
}
