package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is declared holds on Quarkus REST. */
class QuarkusRestTest extends ServerContract {

    private static final ServerProcess SERVER = ServerProcess.quarkus("quarkus-rest", "quarkus-rest");

    @BeforeAll
    static void start() {
        SERVER.started();
    }

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Override
    ServerProcess server() {
        return SERVER;
    }

    @Test
    void methodOnTheEventLoop_needsItsScopes() {
        needsItsScopes("GET", "/reactive/uni", "profile", "profile");
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
            forgotten.endsSaying("it is protected by annotation, but no ResourceProtector is registered");

            assertThat(forgotten.log(), not(containsString("Listening on")));
        }
    }

    /** Quarkus registers nothing else then, and the check that is a provider least of all. It has asked when it built. */
    @ParameterizedTest
    @ValueSource(strings = {"all", "none", "fails"})
    void applicationThatListsClassesWithoutProtector_doesNotStart(String atTheStart) {
        try (ServerProcess forgotten = ServerProcess.quarkus(
                "quarkus-listed", "quarkus-listed-" + atTheStart, "-Dservers.listed=" + atTheStart)) {
            forgotten.endsSaying("Orders: it is protected by annotation, but nothing enforces this, because"
                    + " org.resourceprotector.servers.listed.Api lists its classes");

            assertThat(forgotten.log(), not(containsString("Listening on")));
        }
    }
}
