package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.testkit.TestIssuer;

/** An application of Quarkus REST with one dependency, and properties, is protected. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuarkusCdiTest {

    private static final String P = "-Dresource-protector.";

    private final TestIssuer issuer = TestIssuer.start();
    private ServerProcess server;

    /** The name of its folder. */
    String application() {
        return "quarkus-cdi";
    }

    private ServerProcess start(String without, String... options) {
        return ServerProcess.quarkus(application(), application() + without, options);
    }

    @BeforeAll
    void start() {
        server = start(
                "",
                P + "issuer=" + issuer.issuer(),
                P + "audience=" + issuer.audience(),
                P + "insecure-loopback-http=true");
        server.started();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        issuer.close();
    }

    private HttpResponse<String> get(String path, String subject, String scope) {
        return server.call(
                "GET",
                path,
                "Authorization",
                issuer.token().subject(subject).scope(scope).authorization());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders", "/orders/uni", "/mine"})
    void protectedEndpoint_needsItsScope(String path) {
        HttpResponse<String> without = server.call("GET", path);
        assertThat(without.statusCode(), is(401));
        assertThat(
                without.headers().firstValue("WWW-Authenticate").orElse(""),
                is("Bearer realm=\"api\", scope=\"orders\""));
        assertThat(get(path, "ada", "other").statusCode(), is(403));
        assertThat(get(path, "ada", "orders").statusCode(), is(200));
    }

    @Test
    void tokenIsInjected_thatOfEachCaller() {
        assertThat(get("/orders", "ada", "orders").body(), is("orders of ada"));
        assertThat(get("/orders", "grace", "orders").body(), is("orders of grace"));
        assertThat(get("/mine", "ada", "orders").body(), is("ada ada ada"));
        assertThat(get("/mine", "grace", "orders").body(), is("grace grace grace"));
    }

    @Test
    void callersAtTheSameTime_haveTheirOwnTokens() {
        Map<String, CompletableFuture<String>> bodies = new LinkedHashMap<>();
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            for (int i = 0; i < 200; i++) {
                String caller = "caller" + i;
                String path = i % 2 == 0 ? "/orders" : "/orders/uni";
                bodies.put(
                        caller,
                        CompletableFuture.supplyAsync(
                                () -> get(path, caller, "orders").body(), callers));
            }
            bodies.forEach((caller, body) -> assertThat(body.join(), is("orders of " + caller)));
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void optionalEndpoint_hasATokenIfThereIsOne() {
        assertThat(server.call("GET", "/orders/offers").body(), is("offers for nobody"));
        assertThat(get("/orders/offers", "ada", "any").body(), is("offers for ada"));
        assertThat(
                server.call("GET", "/orders/offers", "Authorization", "Bearer unknown")
                        .statusCode(),
                is(401));
    }

    @Test
    void openEndpoint_hasNoToken() {
        assertThat(server.call("GET", "/orders/open").body(), is("for all"));
        assertThat(
                get("/orders/nobody", "ada", "orders").body(),
                containsString("there is no access token in this request"));
    }

    @Test
    void decisionsAreEvents() {
        get("/mine", "audited", "orders");
        get("/mine", "audited", "other");

        server.says("CallAccepted[GET /mine] audited");
        server.says("CallRefused[GET /mine: INSUFFICIENT_SCOPE]");
    }

    @Test
    void withoutProperties_doesNotStart() {
        try (ServerProcess refused = start("-without-properties")) {
            refused.endsSaying("it is protected by annotation, but no ResourceProtector is registered");
            assertThat(refused.log(), not(containsString("Listening on")));
        }
    }

    @Test
    void withoutIssuer_doesNotStart() {
        try (ServerProcess refused = start("-without-issuer", P + "audience=" + issuer.audience())) {
            refused.endsSaying("resource-protector.issuer is missing");
            assertThat(refused.log(), not(containsString("Listening on")));
        }
    }

    @Test
    void unknownProperty_doesNotStart() {
        try (ServerProcess refused = start(
                "quarkus-cdi-unknown-property",
                P + "issuer=" + issuer.issuer(),
                P + "audience=" + issuer.audience(),
                P + "introspection.client-secert=hidden")) {
            refused.endsSaying("resource-protector.introspection.client-secert is no property of Resource Protector");
            assertThat(refused.log(), allOf(not(containsString("Listening on")), not(containsString("hidden"))));
        }
    }
}
