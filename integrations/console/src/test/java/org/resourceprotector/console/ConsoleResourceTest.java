package org.resourceprotector.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/** The console over HTTP, on the engine of the class path. */
class ConsoleResourceTest {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Shop shop = new Shop(true);
    private SeBootstrap.Instance server;

    @BeforeEach
    void start() throws Exception {
        server = started(shop);
    }

    @AfterEach
    void stop() throws Exception {
        server.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static SeBootstrap.Instance started(Application application) throws Exception {
        return SeBootstrap.start(
                        application,
                        SeBootstrap.Configuration.builder()
                                .host("localhost")
                                .port(SeBootstrap.Configuration.FREE_PORT)
                                .build())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static HttpResponse<String> call(
            SeBootstrap.Instance instance, String method, String path, String token, BodyPublisher body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        instance.configuration().baseUri().resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (method.equals("POST")) {
            request.header("Content-Type", "text/plain;charset=UTF-8");
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path, String token) throws Exception {
        return call(server, "GET", path, token, BodyPublishers.noBody());
    }

    private HttpResponse<String> ask(String pasted) throws Exception {
        return call(server, "POST", "/ops/console/token", "operator", BodyPublishers.ofString(pasted));
    }

    private JsonNode state() throws Exception {
        return read(get("/ops/console/state", "operator"));
    }

    private static JsonNode read(HttpResponse<String> response) throws Exception {
        assertThat(response.body(), response.statusCode(), is(200));
        return new ObjectMapper().readTree(response.body());
    }

    /** Servers write the media type in their own way. */
    private static Map<String, String> headers(HttpResponse<?> response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : new String[] {
            "Cache-Control",
            "Content-Security-Policy",
            "Cross-Origin-Resource-Policy",
            "Referrer-Policy",
            "X-Content-Type-Options"
        }) {
            headers.put(name, String.join(" | ", response.headers().allValues(name)));
        }
        headers.put(
                "Content-Type",
                String.join(" | ", response.headers().allValues("Content-Type"))
                        .toLowerCase(Locale.ROOT)
                        .replace(" ", ""));
        return headers;
    }

    private static Map<String, String> expected(String type, String cacheControl) {
        return Map.of(
                "Content-Type",
                type,
                "Cache-Control",
                cacheControl,
                "Content-Security-Policy",
                POLICY,
                "Cross-Origin-Resource-Policy",
                "same-origin",
                "Referrer-Policy",
                "no-referrer",
                "X-Content-Type-Options",
                "nosniff");
    }

    private static JsonNode endpoint(JsonNode document, String method, String path) {
        for (JsonNode endpoint : document.get("endpoints")) {
            if (endpoint.get("method").asText().equals(method)
                    && endpoint.get("path").asText().equals(path)) {
                return endpoint;
            }
        }
        throw new AssertionError(method + " " + path + " is not in " + document);
    }

    private static JsonNode outcome(JsonNode state, String name) {
        for (JsonNode outcome : state.at("/decisions/outcomes")) {
            if (outcome.get("outcome").asText().equals(name)) {
                return outcome;
            }
        }
        throw new AssertionError("no " + name + " in " + state);
    }

    @ParameterizedTest
    @CsvSource({
        "/ops/console, text/html;charset=utf-8",
        "/ops/console/, text/html;charset=utf-8",
        "/ops/console/console.css, text/css;charset=utf-8",
        "/ops/console/console.js, text/javascript;charset=utf-8",
    })
    void filesOfThePage_areOpenUnderAStrictPolicy(String path, String type) throws Exception {
        HttpResponse<String> response = get(path, "");

        assertThat(response.statusCode(), is(200));
        assertThat(headers(response), is(expected(type, "no-cache")));
    }

    @Test
    void filesOfThePage_holdNothingOfTheApplication() throws Exception {
        for (String path : new String[] {"/ops/console", "/ops/console/console.css", "/ops/console/console.js"}) {
            assertThat(get(path, "").body(), is(get(path, "operator").body()));
            assertThat(get(path, "").body(), not(containsString("orders")));
        }
    }

    @Test
    void page_findsItsFilesWithAndWithoutSlash() throws Exception {
        assertThat(get("/ops/console", "").body(), containsString("\"console/console.js\""));
        assertThat(get("/ops/console/", "").body(), containsString("\"console.js\""));
        assertThat(
                get("/ops/console;%22%3E%3Cscript%3E", "").body(),
                oneOf(get("/ops/console", "").body(), get("/none", "").body()));
    }

    @ParameterizedTest
    @CsvSource({"GET, state", "GET, endpoints", "POST, token"})
    void data_areClosed(String method, String path) throws Exception {
        BodyPublisher body = method.equals("POST") ? BodyPublishers.ofString("reader") : BodyPublishers.noBody();

        HttpResponse<String> missing = call(server, method, "/ops/console/" + path, "", body);
        assertThat(missing.statusCode(), is(401));
        assertThat(
                missing.headers().firstValue("WWW-Authenticate").orElse(""), is("Bearer realm=\"api\", scope=\"ops\""));
        HttpResponse<String> unknown = call(server, method, "/ops/console/" + path, "nobody", body);
        assertThat(unknown.statusCode(), is(401));
        HttpResponse<String> insufficient = call(server, method, "/ops/console/" + path, "reader", body);
        assertThat(insufficient.statusCode(), is(403));
        assertThat(
                insufficient.headers().firstValue("WWW-Authenticate").orElse(""),
                is("Bearer realm=\"api\", scope=\"ops\", error=\"insufficient_scope\","
                        + " error_description=\"The access token does not allow this request\""));
        HttpResponse<String> sufficient = call(server, method, "/ops/console/" + path, "operator", body);
        assertThat(sufficient.statusCode(), is(200));
        assertThat(headers(sufficient), is(expected("application/json", "no-store")));
        for (HttpResponse<String> refused : List.of(missing, unknown, insufficient)) {
            assertThat(refused.body(), not(containsString("endpoints")));
            assertThat(refused.body(), not(containsString("decisions")));
        }
    }

    @Test
    void withoutAProtector_nothingIsServed() throws Exception {
        SeBootstrap.Instance unprotected;
        try {
            unprotected = started(new Shop(false));
        } catch (Exception refusedToDeploy) {
            StringWriter why = new StringWriter();
            refusedToDeploy.printStackTrace(new PrintWriter(why));
            assertThat(why.toString(), containsString("no ResourceProtector is registered"));
            return;
        }
        try {
            for (String path : new String[] {"/ops/console/state", "/ops/console/endpoints", "/ops/console/token"}) {
                String method = path.endsWith("token") ? "POST" : "GET";
                HttpResponse<String> response =
                        call(unprotected, method, path, "operator", BodyPublishers.ofString("operator"));
                assertThat(response.statusCode(), is(500));
                assertThat(response.body(), not(containsString("endpoints")));
            }
        } finally {
            unprotected.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void testKit_findsNothingOpenButThePage() {
        RecentDecisions decisions = new RecentDecisions();
        ResourceProtector protector = Shop.protector(decisions);
        Set<Object> singletons = Set.of(protector, new Snippets.OpsConsole(protector, decisions));
        Snippets.verify(new Application() {
            @Override
            @SuppressWarnings("deprecation") // instances are registered there on every runtime
            public Set<Object> getSingletons() {
                return singletons;
            }
        });
    }

    @Test
    void accessMap_hasEveryEndpointWithItsRule() throws Exception {
        JsonNode document = read(get("/ops/console/endpoints", "operator"));

        assertThat(document.get("endpoints").size(), is(9));
        assertThat(endpoint(document, "GET", "/health"), is(json("""
                        {"method": "GET", "path": "/health", "access": "open"}
                        """)));
        assertThat(endpoint(document, "GET", "/orders"), is(json("""
                        {"method": "GET", "path": "/orders", "access": "protected",
                         "declaredAt": "Shop.Orders",
                         "scopes": [["orders:read"]], "schemes": ["Bearer"]}
                        """)));
        assertThat(endpoint(document, "POST", "/orders"), is(json("""
                        {"method": "POST", "path": "/orders", "access": "protected",
                         "declaredAt": "Shop.Orders#add",
                         "scopes": [["orders:read", "orders:write"], ["admin"]], "roles": [["Super User"]],
                         "audience": [["https://shop.example.com"]], "acr": ["gold"], "maxAge": 300,
                         "conditions": ["org.resourceprotector.console.Shop$OwnOrder"], "schemes": ["Bearer"]}
                        """)));
        assertThat(
                endpoint(document, "GET", "/ops/console/state").get("scopes"),
                is(new ObjectMapper().readTree("[[\"ops\"]]")));
        assertThat(endpoint(document, "GET", "/ops/console").get("access").asText(), is("open"));
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }

    @ParameterizedTest
    @CsvSource({"reader", "'  Bearer reader\n'", "Authorization: Bearer reader", "dpop reader"})
    void pastedToken_isToldWhatItOpens(String pasted) throws Exception {
        JsonNode document = read(ask(pasted));

        assertThat(endpoint(document, "GET", "/health").get("opens").asBoolean(), is(true));
        assertThat(endpoint(document, "GET", "/orders").get("opens").asBoolean(), is(true));
        JsonNode refused = endpoint(document, "GET", "/ops/console/state");
        assertThat(refused.get("opens").asBoolean(), is(false));
        assertThat(refused.get("reason").asText(), is("INSUFFICIENT_SCOPE"));
        assertThat(refused.get("status").asInt(), is(403));
        assertThat(refused.get("detail").asText(), containsString("ops"));
    }

    @ParameterizedTest
    @CsvSource({"nobody", "''", "two words", "ü", "'{\"a\":1}'", "Bearer"})
    void pastedTokenThatIsNone_opensWhatIsOpen(String pasted) throws Exception {
        HttpResponse<String> response = ask(pasted);
        JsonNode document = read(response);

        assertThat(endpoint(document, "GET", "/health").get("opens").asBoolean(), is(true));
        assertThat(endpoint(document, "GET", "/orders").get("opens").asBoolean(), is(false));
        assertThat(
                endpoint(document, "GET", "/orders").get("reason").asText(),
                is(pasted.equals("nobody") || pasted.equals("Bearer") ? "UNKNOWN" : "MALFORMED_REQUEST"));
    }

    @Test
    void pastedToken_isNowhereAfterwards() throws Exception {
        String secret = "c2VjcmV0LXRoYXQtbm9ib2R5LW1heS1zZWU";
        assertThat(ask(secret).body(), not(containsString(secret)));
        assertThat(get("/ops/console/state", "operator").body(), not(containsString(secret)));
        assertThat(state().get("refusals").size(), is(0));
    }

    @Test
    void pastedTokenDuringAnOutage_isNotCalledBad() throws Exception {
        assertThat(endpoint(read(ask("outage")), "GET", "/orders").get("reason").asText(), is("UNAVAILABLE"));
    }

    @Test
    void pastedTokenThatIsTooLong_isNotLookedAt() throws Exception {
        assertThat(ask("x".repeat(16 * 1024)).statusCode(), is(200));
        HttpResponse<String> response = ask("x".repeat(16 * 1024 + 1));

        assertThat(response.statusCode(), is(413));
        assertThat(response.headers().firstValue("Cache-Control").orElse(""), is("no-store"));
    }

    @Test
    void pastedTokenInTheUrlOrAsAForm_isNotTaken() throws Exception {
        assertThat(get("/ops/console/token?token=reader", "operator").statusCode(), is(405));
        HttpRequest form = HttpRequest.newBuilder(
                        server.configuration().baseUri().resolve("/ops/console/token"))
                .header("Authorization", "Bearer operator")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("token=reader"))
                .build();
        assertThat(CLIENT.send(form, BodyHandlers.ofString()).statusCode(), is(415));
    }

    @Test
    void decisions_areShownWithoutTheConsolesOwn() throws Exception {
        get("/orders", "reader");
        get("/orders", "reader");
        get("/orders", "nobody");
        get("/health", "");

        JsonNode state = state();
        assertThat(state.get("listening").asBoolean(), is(true));
        assertThat(state.at("/decisions/outcomes").size(), is(2));
        assertThat(sum(outcome(state, "accepted")), is(2L));
        assertThat(sum(outcome(state, "UNKNOWN")), is(1L));
        assertThat(outcome(state, "UNKNOWN").get("status").asInt(), is(401));
        JsonNode refusal = state.at("/refusals/0");
        assertThat(refusal.get("reason").asText(), is("UNKNOWN"));
        assertThat(refusal.get("method").asText(), is("GET"));
        assertThat(refusal.get("path").asText(), is("/orders"));
        assertThat(sum(outcome(state(), "accepted")), is(2L));
    }

    private static long sum(JsonNode outcome) {
        long sum = 0;
        for (JsonNode count : outcome.get("perMinute")) {
            sum += count.asLong();
        }
        return sum;
    }

    @Test
    void thousandHostileRefusals_areBoundedAndEscaped() throws Exception {
        String hostile = "</script><img src=x onerror=alert(1)>\"'\\\r\n\u202e\u0000\ud800" + "x".repeat(100_000);
        Reason[] reasons = Reason.values();
        for (int i = 0; i < 1_000; i++) {
            shop.decisions.refused(
                    Rejection.of(reasons[i % reasons.length], hostile).from(hostile),
                    RecentDecisionsTest.endpoint("/" + hostile),
                    null);
        }

        HttpResponse<String> response = get("/ops/console/state", "operator");
        assertThat(response.body().length(), lessThan(RecentDecisions.PER_REASON * reasons.length * 4_000));
        assertThat(response.body().matches("[ -~]*"), is(true));
        assertThat(response.body(), not(containsString("<")));
        assertThat(response.body(), not(containsString("'")));
        JsonNode state = read(response);
        assertThat(state.get("refusals").size(), is(RecentDecisions.PER_REASON * reasons.length));
        String detail = state.at("/refusals/0/detail").asText();
        assertThat(detail.startsWith(hostile.substring(0, 40)), is(true));
        assertThat(detail.length(), is(Refusal.MAX_LENGTH + 1));
    }
}
