package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.testkit.Challenges;

/** Which scopes, roles, groups and entitlements open which rule, and what the caller is told to ask for. */
class ScopesTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(Endpoints.Root.class, ResourceProtector.with(TOKENS.validator()));

    private static EndpointProbe probe(String name) {
        return new EndpointProbe(SERVER, "GET", "/" + name, name);
    }

    private static String token(String scopes) {
        String token = Secrets.token("scoped");
        TOKENS.scoped(token, scopes);
        return token;
    }

    @ParameterizedTest
    @CsvSource({
        "any, ''",
        "any, whatever",
        "profile, profile",
        "profile, email profile",
        "both, profile email",
        "both, email profile",
        "both, '  email   profile  '",
        "both, other email x profile",
        "either, profile",
        "either, email",
        "either, email profile",
        "mixed, user",
        "mixed, profile email",
        "read, things:write things:read"
    })
    @DisplayName("A32 A33 A34 A37 A38 A41 A49 R6749-3.3-a R6749-3.3-d R6749-3.3-e enough scopes, in any order")
    void enoughScopesOpenInAnyOrder(String name, String scopes) {
        probe(name).opensTo(token(scopes));
    }

    @ParameterizedTest
    @CsvSource({
        "profile, '', profile",
        "profile, email, profile",
        "profile, Profile, profile",
        "profile, PROFILE, profile",
        "profile, profiles, profile",
        "profile, pro, profile",
        "profile, xprofile, profile",
        "profile, 'profile,email', profile",
        "both, '', profile email",
        "both, profile, profile email",
        "both, email, profile email",
        "both, 'profile,email', profile email",
        "either, '', profile",
        "either, user, profile",
        "mixed, '', user",
        "mixed, profile, profile email",
        "mixed, email, profile email",
        "read, things:readonly, things:read",
        "read, xthings:read, things:read",
        "read, Things:Read, things:read",
        "read, 'a,things:read', things:read",
        "read, things:*, things:read",
        "read, things, things:read"
    })
    @DisplayName("A36 A40 A44 A46 R6749-3.3-a R6749-3.3-b R6749-3.3-c R6750-3.1-c R6750-3-e R9110-11.4-b"
            + " too few scopes are a 403 that names the nearest way in")
    void tooFewScopesAreForbiddenAndTheNearestWayInIsNamed(String name, String scopes, String needed) {
        Answer answer = probe(name).closedTo(token(scopes), 403);
        assertThat(
                answer.challenge(),
                is("Bearer realm=\"api\", scope=\"" + needed + "\", error=\"insufficient_scope\", "
                        + "error_description=\"The access token does not allow this request\""));
        assertThat(Challenges.parse(answer.challenge()).get(0).param("scope"), is(needed));
    }

    @Test
    @DisplayName("R6749-3.3-c a tab separates no scopes")
    void tabSeparatesNoScopes() {
        probe("read").closedTo(token("a\tthings:read"), 403);
        probe("read").closedTo(token("things:read\n"), 403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"roles", "groups", "entitlements"})
    @DisplayName("A120 A121 roles, groups and entitlements have the grammar of scopes, and a failed one is a 403")
    void claimsOpenAndRefuseWithoutBeingNamed(String name) {
        Answer answer = probe(name).closedTo(Tokens.BOTH, 403);
        assertThat(
                answer.challenge(),
                is("Bearer realm=\"api\", error=\"insufficient_scope\", "
                        + "error_description=\"The access token does not allow this request\""));
        assertThat(answer.holds("admin") || answer.holds("staff") || answer.holds("print"), is(false));
        probe(name).opensTo(Tokens.ADMIN);
    }

    @Test
    void oneOfTwoRolesThatAreBothNeededIsTooFew() {
        TOKENS.store.put(Secrets.token("half"), Tokens.alice().withRoles("admin"));
        probe("roles").closedTo(Secrets.token("half"), 403);
        TOKENS.store.put(Secrets.token("other"), Tokens.alice().withRoles("root"));
        probe("roles").opensTo(Secrets.token("other"));
    }

    @Test
    void scopesAreNoRolesAndRolesNoScopes() {
        probe("roles").closedTo(token("root admin clerk"), 403);
        probe("groups").closedTo(token("staff"), 403);
        TOKENS.store.put(Secrets.token("mixed"), Tokens.alice().withRoles("profile", "staff", "print"));
        probe("profile").closedTo(Secrets.token("mixed"), 403);
        probe("groups").closedTo(Secrets.token("mixed"), 403);
        probe("entitlements").closedTo(Secrets.token("mixed"), 403);
    }

    @Test
    @DisplayName("A125 the scope is asked for before the role, and both must hold")
    void theScopeIsAskedForBeforeTheRole() {
        Answer neither = probe("scope-and-role").closedTo(Tokens.PLAIN, 403);
        assertThat(Challenges.parse(neither.challenge()).get(0).param("scope"), is("profile"));
        Answer scopeOnly = probe("scope-and-role").closedTo(Tokens.PROFILE, 403);
        assertThat(scopeOnly.challenge().contains("scope="), is(false));
        probe("scope-and-role").closedTo(Tokens.ADMIN, 403);
        TOKENS.store.put(
                Secrets.token("all"), Tokens.alice().withScopes("profile").withRoles("admin"));
        probe("scope-and-role").opensTo(Secrets.token("all"));
    }
}
