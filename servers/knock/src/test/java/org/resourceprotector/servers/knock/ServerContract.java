package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is declared holds, on every server. */
abstract class ServerContract {

    /** HTTP method, path, the scopes of the challenge, and those of a token that suffices. */
    static final String PROTECTED = """
            GET, /declared/method, profile, profile
            HEAD, /declared/method, profile, profile
            GET, /declared/both, admin, profile.email
            GET, /declared/both, admin, admin
            GET, /declared/stage, profile, profile
            POST, /declared/post, profile, profile
            OPTIONS, /declared/options, profile, profile
            GET, /declared/variable/abc, profile, profile
            GET, /declared/interface, profile, profile
            GET, /declared/superclass, profile, profile
            GET, /declared/open-locator/x/method, profile, profile
            GET, /declared/protected-locator, admin, admin
            GET, /declared/protected-locator/method, admin profile, admin.profile
            GET, /class, profile, profile
            GET, /class/stricter, admin, admin
            GET, /row/c-d/own, profile, profile
            GET, /row/c-d/inherited, profile, profile
            GET, /row/e/method, profile, profile
            GET, /row/f/method, profile, profile
            GET, /row/g/method, profile, profile
            GET, /row/h/promised, profile, profile
            GET, /row/h/own, profile, profile
            GET, /row/i/promised, profile, profile
            GET, /row/k/interface, profile, profile
            GET, /row/l/method, profile, profile
            GET, /row/m/method, profile, profile
            GET, /row/m-interface/promised, profile, profile
            GET, /row/m-abstract/method, profile, profile
            GET, /row/o/method, profile, profile
            GET, /row/p/method, profile, profile
            """;

    /** The server, which answers. */
    abstract ServerProcess server();

    /** Whether there is a class of the application for a rule to stand on. */
    boolean hasRuleOfTheApplication() {
        return true;
    }

    final HttpResponse<String> call(String method, String path) {
        return server().call(method, path);
    }

    final HttpResponse<String> get(String path, String token) {
        return server().call("GET", path, "Authorization", "Bearer " + token);
    }

    static String challenge(HttpResponse<String> response) {
        return String.join(" | ", response.headers().allValues("WWW-Authenticate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/declared", "/declared/optional", "/declared/open-locator/x", "/class/open"})
    void openEndpoint_needsNoToken(String path) {
        HttpResponse<String> response = call("GET", path);

        assertThat(response.statusCode(), is(200));
        assertThat(response.headers().firstValue("WWW-Authenticate"), is(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = PROTECTED)
    void protectedEndpoint_needsItsScopes(String method, String path, String scope, String scopes) {
        needsItsScopes(method, path, scope, scopes);
    }

    final void needsItsScopes(String method, String path, String scope, String scopes) {
        needsItsScopes(server(), method, path, scope, scopes);
    }

    static void needsItsScopes(ServerProcess server, String method, String path, String scope, String scopes) {
        HttpResponse<String> without = server.call(method, path);
        assertThat(without.statusCode(), is(401));
        assertThat(challenge(without), is("Bearer realm=\"api\", scope=\"" + scope + "\""));
        assertThat(without.body(), not(containsString("ran")));

        HttpResponse<String> unknown = server.call(method, path, "Authorization", "Bearer unknown");
        assertThat(unknown.statusCode(), is(401));
        assertThat(challenge(unknown), containsString("error=\"invalid_token\""));
        assertThat(unknown.body(), not(containsString("ran")));

        HttpResponse<String> insufficient = server.call(method, path, "Authorization", "Bearer has.other");
        assertThat(insufficient.statusCode(), is(403));
        assertThat(challenge(insufficient), containsString("error=\"insufficient_scope\""));
        assertThat(insufficient.body(), not(containsString("ran")));

        HttpResponse<String> good = server.call(method, path, "Authorization", "Bearer has." + scopes);
        assertThat(good.statusCode(), is(200));
        if (!method.equals("HEAD")) {
            assertThat(good.body(), containsString("ran"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/declared", "/declared/open-locator/x"})
    void rule_ofTheApplicationCounts(String path) {
        assertThat(get(path, "has.profile").statusCode(), is(200));
        assertThat(get(path, "unknown").statusCode(), is(hasRuleOfTheApplication() ? 401 : 200));
    }

    @Test
    void refusal_isAProblem() {
        HttpResponse<String> response = get("/declared/method", "has.other");

        assertThat(response.headers().firstValue("Content-Type"), is(Optional.of("application/problem+json")));
        assertThat(response.headers().firstValue("Cache-Control"), is(Optional.of("no-store")));
        assertThat(response.body(), containsString("\"status\":403"));
    }

    @Test
    void token_isThePrincipal() {
        assertThat(get("/declared/method", "has.profile").body(), is("ran for ada"));
        assertThat(get("/declared/optional", "has.profile").body(), is("ran for ada"));
        assertThat(call("GET", "/declared/optional").body(), is("ran for nobody"));
        assertThat(get("/declared/optional", "unknown").statusCode(), is(401));
    }

    @Test
    void malformedHeader_isRefused() {
        HttpResponse<String> response = server().call("GET", "/declared/method", "Authorization", "Bearer a b");

        assertThat(response.statusCode(), is(400));
    }

    @Test
    void subResource_hasTheRulesOfItsLocator() {
        assertThat(call("GET", "/declared/open-locator/x").statusCode(), is(200));
        assertThat(get("/declared/protected-locator/method", "has.profile").statusCode(), is(403));
    }
}
