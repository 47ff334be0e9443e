package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

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

/** A protector that is a bean protects an application of Quarkus REST, whose own tokens are injected. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuarkusBeanTest {

    private ServerProcess server;

    /** The name of its folder. */
    String application() {
        return "quarkus-bean";
    }

    @BeforeAll
    void start() {
        server = ServerProcess.quarkus(
                application(), application(), "-Dresource-protector.issuer=https://not-asked.example.com");
        server.started();
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private HttpResponse<String> get(String path, String token) {
        return server.call("GET", path, "Authorization", "Bearer " + token);
    }

    @Test
    void protectedEndpoint_needsItsScope() {
        HttpResponse<String> without = server.call("GET", "/orders");
        assertThat(without.statusCode(), is(401));
        assertThat(
                without.headers().firstValue("WWW-Authenticate").orElse(""),
                is("Bearer realm=\"bean\", scope=\"orders\""));
        assertThat(get("/orders", "unknown").statusCode(), is(401));
        assertThat(get("/orders", "ada.other").statusCode(), is(403));
        assertThat(get("/orders", "ada.orders").body(), is("ada ada ada ada ada"));
        assertThat(server.call("GET", "/orders/open").body(), is("for all"));
    }

    @Test
    void optionalEndpoint_hasATokenIfThereIsOne() {
        assertThat(server.call("GET", "/orders/offers").body(), is("nobody"));
        assertThat(get("/orders/offers", "ada.any").body(), is("ada"));
        assertThat(get("/orders/offers", "unknown").statusCode(), is(401));
    }

    @Test
    void callersAtTheSameTime_haveTheirOwnTokens() {
        Map<String, CompletableFuture<String>> bodies = new LinkedHashMap<>();
        ExecutorService callers = Executors.newFixedThreadPool(16);
        try {
            for (int i = 0; i < 100; i++) {
                String caller = "caller" + i;
                bodies.put(
                        caller,
                        CompletableFuture.supplyAsync(
                                () -> get("/orders", caller + ".orders").body(), callers));
            }
            bodies.forEach((caller, body) ->
                    assertThat(body.join(), is(String.join(" ", caller, caller, caller, caller, caller))));
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void refusalsAreEvents() {
        get("/orders", "ada.other");

        server.says("CallRefused[GET /orders: INSUFFICIENT_SCOPE]");
    }

    @Test
    void propertiesCountForNothing_asIsSaid() {
        server.says(
                "resource-protector.issuer counts for nothing, because org.resourceprotector.servers.bean.Protection#protector makes");
    }
}
