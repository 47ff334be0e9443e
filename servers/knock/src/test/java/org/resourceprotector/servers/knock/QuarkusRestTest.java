package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is declared holds on Quarkus REST. */
class QuarkusRestTest {

    private static final ServerProcess SERVER = ServerProcess.quarkus("quarkus-rest", "quarkus-rest");

    @BeforeAll
    static void start() {
        SERVER.started();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static HttpResponse<String> get(String path, String token) {
        return SERVER.call("GET", path, "Authorization", "Bearer " + token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/declared", "/declared/optional", "/declared/open-locator/x", "/class/open"})
    void openEndpoint_needsNoToken(String path) {
        HttpResponse<String> response = SERVER.call("GET", path);

        assertThat(response.statusCode(), is(200));
        assertThat(response.headers().firstValue("WWW-Authenticate"), is(Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /declared/method, profile, profile",
        "HEAD, /declared/method, profile, profile",
        "GET, /declared/both, admin, profile.email",
        "GET, /declared/both, admin, admin",
        "GET, /declared/uni, profile, profile",
        "GET, /declared/stage, profile, profile",
        "POST, /declared/post, profile, profile",
        "OPTIONS, /declared/options, profile, profile",
        "GET, /declared/variable/abc, profile, profile",
        "GET, /declared/interface, profile, profile",
        "GET, /declared/superclass, profile, profile",
        "GET, /declared/open-locator/x/method, profile, profile",
        "GET, /declared/protected-locator, admin, admin",
        "GET, /declared/protected-locator/method, admin profile, admin.profile",
        "GET, /class, profile, profile",
        "GET, /class/stricter, admin, admin",
        "GET, /row/c-d/own, profile, profile",
        "GET, /row/c-d/inherited, profile, profile",
        "GET, /row/e/method, profile, profile",
        "GET, /row/f/method, profile, profile",
        "GET, /row/g/method, profile, profile",
        "GET, /row/h/promised, profile, profile",
        "GET, /row/h/own, profile, profile",
        "GET, /row/i/promised, profile, profile",
        "GET, /row/k/interface, profile, profile",
        "GET, /row/l/method, profile, profile",
        "GET, /row/m/method, profile, profile",
        "GET, /row/m-interface/promised, profile, profile",
        "GET, /row/m-abstract/method, profile, profile",
        "GET, /row/o/method, profile, profile",
        "GET, /row/p/method, profile, profile"
    })
    void protectedEndpoint_needsItsScopes(String method, String path, String scope, String scopes) {
        HttpResponse<String> without = SERVER.call(method, path);
        assertThat(without.statusCode(), is(401));
        assertThat(challenge(without), is("Bearer realm=\"api\", scope=\"" + scope + "\""));
        assertThat(without.body(), not(containsString("ran")));

        HttpResponse<String> unknown = SERVER.call(method, path, "Authorization", "Bearer unknown");
        assertThat(unknown.statusCode(), is(401));
        assertThat(challenge(unknown), containsString("error=\"invalid_token\""));

        HttpResponse<String> insufficient = SERVER.call(method, path, "Authorization", "Bearer has.other");
        assertThat(insufficient.statusCode(), is(403));
        assertThat(challenge(insufficient), containsString("error=\"insufficient_scope\""));
        assertThat(insufficient.body(), not(containsString("ran")));

        HttpResponse<String> good = SERVER.call(method, path, "Authorization", "Bearer has." + scopes);
        assertThat(good.statusCode(), is(200));
        if (!method.equals("HEAD")) {
            assertThat(good.body(), containsString("ran"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/declared", "/declared/open-locator/x"})
    void rule_ofTheApplicationCounts(String path) {
        assertThat(get(path, "has.profile").statusCode(), is(200));
        assertThat(get(path, "unknown").statusCode(), is(401));
    }

    @ParameterizedTest
    @CsvSource({
        "/conditions/query, 200",
        "/conditions/query?id=me, 200",
        "/conditions/query?ID=me&id=me, 200",
        "/conditions/query?id=you, 403",
        "/conditions/query?ID=you, 403",
        "/conditions/query?Id=you&id=me, 403",
        "/conditions/path/me, 200",
        "/conditions/path/me;x=1, 200",
        "/conditions/path/you, 403"
    })
    void condition_seesTheParametersOfTheMethod(String path, int status) {
        assertThat(get(path, "has.profile").statusCode(), is(status));
    }

    @Test
    void conditionThatIsABean_isMadeByQuarkus() {
        assertThat(get("/conditions/bean/7", "has.profile").body(), is("ran with 7"));

        HttpResponse<String> other = get("/conditions/bean/8", "has.profile");
        assertThat(other.statusCode(), is(403));
        assertThat(
                challenge(other),
                is(
                        "Bearer realm=\"api\", error=\"insufficient_scope\", error_description=\"The access token does not allow"
                                + " this request\""));
        assertThat(
                other.body(),
                is("{\"title\":\"Forbidden\",\"status\":403,\"error\":\"insufficient_scope\",\"error_description\":"
                        + "\"The access token does not allow this request\",\"authorization_details\":"
                        + "[{\"identifier\":\"8\",\"type\":\"account\"}]}"));
        assertThat(get("/conditions/bean/9", "has.profile").statusCode(), is(403));
        assertThat(SERVER.call("GET", "/conditions/bean/7").statusCode(), is(401));
    }

    @ParameterizedTest
    @CsvSource({
        "/declared/method?access_token=has.profile, 200",
        "/declared/method?ACCESS_TOKEN=has.profile, 200",
        "/declared/method?ACCESS_TOKEN=unknown, 401",
        "/declared/method?access_token=has.profile&ACCESS_TOKEN=unknown, 400"
    })
    void tokenInTheQuery_countsInAnyCaseAsForMethods(String path, int status) {
        assertThat(SERVER.call("GET", path).statusCode(), is(status));
    }

    private static HttpResponse<String> post(String path, String type, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", type));
        all.addAll(List.of(headers));
        return SERVER.post(path, body, all.toArray(new String[0]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "a/b/c", ";;;", "text/plain"})
    void bodyOfAnyType_needsTheToken(String type) {
        assertThat(post("/conditions/bytes", type, "a=b").statusCode(), is(401));
        assertThat(
                post("/conditions/bytes", type, "a=b", "Authorization", "Bearer has.profile")
                        .statusCode(),
                is(not(500)));
    }

    private static final String FORM = "application/x-www-form-urlencoded";

    @Test
    void tokenInAForm_counts() {
        assertThat(post("/conditions/bytes", FORM, "a=b").statusCode(), is(401));
        assertThat(
                post("/conditions/bytes", FORM, "a=b&access_token=has.profile").body(),
                is("ran with a=b&access_token=has.profile"));
    }

    @Test
    void formOnTheEventLoop_needsTheTokenInTheHeader() {
        assertThat(
                post("/conditions/form", FORM, "a=b", "Authorization", "Bearer has.profile")
                        .body(),
                is("ran with b"));
        assertThat(
                post("/conditions/form", FORM, "a=b", "Authorization", "Bearer has.other")
                        .statusCode(),
                is(403));
        assertThat(post("/conditions/form", FORM, "a=b").statusCode(), is(401));
        assertThat(
                post("/conditions/form", FORM, "a=b&access_token=has.profile").statusCode(), is(401));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/conditions/uri",
                "/conditions/uri;x=1",
                "/conditions/uri/a;x=1/b;y=2?q=1",
                "/conditions//uri//a",
                "/conditions/uri/a%2Fb;x=1",
                "/conditions/uri?a=%7C"
            })
    void request_isToTheUriThatWasSent(String path) {
        String name = get(path, "at.profile").body();

        assertThat(name.substring(name.indexOf("/conditions")), is(path));
    }

    private static String challenge(HttpResponse<String> response) {
        return String.join(" | ", response.headers().allValues("WWW-Authenticate"));
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
        assertThat(SERVER.call("GET", "/declared/optional").body(), is("ran for nobody"));
        assertThat(get("/declared/optional", "unknown").statusCode(), is(401));
    }

    @Test
    void malformedHeader_isRefused() {
        HttpResponse<String> response = SERVER.call("GET", "/declared/method", "Authorization", "Bearer a b");

        assertThat(response.statusCode(), is(400));
    }

    @Test
    void subResource_hasTheRulesOfItsLocator() {
        assertThat(SERVER.call("GET", "/declared/open-locator/x").statusCode(), is(200));
        assertThat(get("/declared/protected-locator/method", "has.profile").statusCode(), is(403));
    }

    @Test
    void report_isLoggedAtTheStart() {
        String log = SERVER.log();
        String beforeListening = log.substring(0, log.indexOf("Listening on"));

        assertThat(
                beforeListening,
                allOf(
                        containsString("/declared/method"),
                        containsString("Promised#ofInterface"),
                        containsString("/declared/protected-locator/method"),
                        containsString("OfClass#open")));
    }

    @Test
    void document_hasTheRuleOfEveryOperation() {
        HttpResponse<String> response = SERVER.call("GET", "/q/openapi?format=json");
        String document = response.body().replaceAll("\\s", "");

        assertThat(response.statusCode(), is(200));
        assertThat(
                document,
                allOf(
                        containsString(
                                "\"security\":[{\"bearerAuth\":[\"profile\",\"email\"]},{\"bearerAuth\":[\"admin\"]}]"),
                        containsString("\"security\":[{\"bearerAuth\":[\"admin\",\"profile\"]}]"),
                        containsString("\"security\":[{\"bearerAuth\":[]},{}]"),
                        not(containsString("isnotknown"))));
        assertThat(count(document, "\"security\":"), is(count(document, "\"responses\":{\"200\"")));
        assertThat(SERVER.log(), not(containsString("the access report knows no rule")));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    @Test
    void applicationWithoutProtector_doesNotStart() {
        try (ServerProcess forgotten =
                ServerProcess.quarkus("quarkus-rest", "without-protector", "-Dservers.unprotected=true")) {
            forgotten.says("it is protected by annotation, but no ResourceProtector is registered");

            assertThat(forgotten.log(), not(containsString("Listening on")));
        }
    }
}
