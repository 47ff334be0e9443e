package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;

/** Public endpoints that know their caller where it shows a token. */
class OptionalTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(Endpoints.Root.class, ResourceProtector.with(TOKENS.validator()));

    private static Answer with(String path, String authorization) {
        return SERVER.get(path).header("Authorization", authorization).sendRaw();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/optional", "/optional-any", "/ignoring"})
    @DisplayName("A21 A50 A54 without a token of ours the call goes through anonymously")
    void withoutTokenOfOursTheCallGoesThroughAnonymously(String path) {
        String anonymous = "ran " + path.substring(1) + " for nobody";
        assertThat(SERVER.get(path).send().body(), is(anonymous));
        assertThat(with(path, "").body(), is(anonymous));
        assertThat(with(path, "Basic dXNlcjpwdw==").body(), is(anonymous));
        assertThat(SERVER.get(path + "?access_token=s3cr3t-profile").send().body(), is(anonymous));
    }

    @ParameterizedTest
    @CsvSource({"/optional, s3cr3t-profile", "/optional-any, s3cr3t-plain", "/ignoring, s3cr3t-profile"})
    @DisplayName("A52 A56 a good token is the principal")
    void goodTokenIsThePrincipal(String path, String token) {
        Answer answer = SERVER.get(path).bearer(token).send();
        assertThat(answer.body(), is("ran " + path.substring(1) + " for alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3cr3t-unknown", "s3cr3t-expired", "s3cr3t-early", "s3cr3t-revoked"})
    @DisplayName("A53 A129 a bad token is refused, also where none is needed")
    void badTokenIsRefused(String token) {
        new EndpointProbe(SERVER, "GET", "/optional", "optional").closedTo(token, 401);
        new EndpointProbe(SERVER, "GET", "/optional-any", "optional-any").closedTo(token, 401);
    }

    @Test
    @DisplayName("A52 a token without the scope is refused")
    void tokenWithoutTheScopeIsRefused() {
        Answer answer = new EndpointProbe(SERVER, "GET", "/optional", "optional").closedTo(Tokens.EMAIL, 403);
        assertThat(answer.challenge(), startsWith("Bearer realm=\"api\", scope=\"profile\", error=\"insufficient"));
    }

    @Test
    @DisplayName("A22 a malformed request is refused")
    void malformedRequestIsRefused() {
        int ran = Ran.times("optional");
        assertThat(with("/optional", "Bearer").status(), is(400));
        assertThat(with("/optional", "Bearer a b").status(), is(400));
        Call two = SERVER.get("/optional").bearer(Tokens.PROFILE).bearer(Tokens.PROFILE);
        assertThat(two.sendRaw().status(), is(400));
        assertThat(Ran.times("optional"), is(ran));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer s3cr3t-unknown",
                "Bearer s3cr3t-expired",
                "Bearer s3cr3t-revoked",
                "Bearer s3cr3t-email",
                "Bearer",
                "Bearer a b"
            })
    @DisplayName("A53 with ignoreInvalid a bad token counts as none")
    void withIgnoreInvalidBadTokenCountsAsNone(String authorization) {
        assertThat(with("/ignoring", authorization).body(), is("ran ignoring for nobody"));
    }

    @Test
    void withIgnoreInvalidTwoLinesCountAsNone() {
        Call two = SERVER.get("/ignoring").bearer(Tokens.PROFILE).bearer(Tokens.PROFILE);
        assertThat(two.sendRaw().body(), is("ran ignoring for nobody"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/optional", "/optional-any", "/ignoring"})
    @DisplayName("R9111-4.1-a an answer that depends on the token says so to caches")
    void answerThatDependsOnTheTokenSaysSoToCaches(String path) {
        assertThat(SERVER.get(path).send().header("Vary"), is("Authorization"));
        assertThat(SERVER.get(path).bearer(Tokens.PROFILE).send().header("Vary"), is("Authorization"));
        assertThat(SERVER.get("/open").send().header("Vary"), is(""));
    }

    @Test
    @DisplayName("R9111-3.5-a nothing is added that lets caches share an answer")
    void nothingIsAddedThatLetsCachesShareAnAnswer() {
        assertThat(SERVER.get("/any").bearer(Tokens.PLAIN).send().header("Cache-Control"), is(""));
        assertThat(SERVER.get("/optional").send().header("Cache-Control"), is(""));
    }
}
