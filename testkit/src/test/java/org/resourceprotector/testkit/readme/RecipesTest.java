package org.resourceprotector.testkit.readme;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.testkit.InMemoryToken;
import org.resourceprotector.testkit.InMemoryTokens;
import org.resourceprotector.testkit.IssuerEndpoint;
import org.resourceprotector.testkit.MutableClock;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;
import org.slf4j.MDC;

/** Every recipe of docs/recipes.md, by real calls. */
class RecipesTest {

    private static final String APP = "https://app.example.com";

    private final InMemoryTokens tokens = new InMemoryTokens()
            .put("alice", InMemoryToken.of("alice").withScopes("orders cart events invoices"))
            .put("bob", InMemoryToken.of("bob"));
    private final List<SeBootstrap.Instance> running = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (SeBootstrap.Instance instance : running) {
            instance.stop().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    /** Starts an application at a free port, and answers where. */
    private URI start(Object... singletons) throws Exception {
        Application application = new Application() {
            @Override
            @SuppressWarnings("deprecation") // what the recipes hold is made by the application
            public Set<Object> getSingletons() {
                return Set.of(singletons);
            }
        };
        SeBootstrap.Instance instance = SeBootstrap.start(
                        application,
                        SeBootstrap.Configuration.builder()
                                .protocol("HTTP")
                                .host("localhost")
                                .port(SeBootstrap.Configuration.FREE_PORT)
                                .rootPath("/")
                                .build())
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        running.add(instance);
        return instance.configuration().baseUri();
    }

    private ResourceProtector protector() {
        return ResourceProtector.with(TokenValidator.lookup(tokens));
    }

    /** A client for each call: a server closes the connection on which a body came that it did not read. */
    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        request.version(HttpClient.Version.HTTP_1_1)
                                .timeout(Duration.ofSeconds(30))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static HttpRequest.Builder call(URI base, String path) {
        return HttpRequest.newBuilder(base.resolve(path));
    }

    private static String header(HttpResponse<?> response, String name) {
        return String.join(" | ", response.headers().allValues(name));
    }

    /** Says who called. */
    @Path("me")
    public static final class Me {

        @GET
        @Protected
        public String me(@Context SecurityContext security) {
            return security.getUserPrincipal().getName() + ", in the log: " + MDC.get("caller");
        }

        /**
         * Answers everybody.
         *
         * @return the caller in the log
         */
        @GET
        @Path("open")
        public String open() {
            return "in the log: " + MDC.get("caller");
        }
    }

    @Test
    void apiKeyInAnotherHeader_isAToken() throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            JwtValidator jwts = JwtValidator.builder()
                    .issuer(issuer.issuer())
                    .audience(issuer.audience())
                    .keys(KeySource.jwkSet(issuer.jwkSetJson()))
                    .build();
            Map<String, Recipes.ApiKey> keys = Map.of(
                    "key_1", new Recipes.ApiKey("robot", Set.of(), false),
                    "key_2", new Recipes.ApiKey("other", Set.of(), true));
            URI base = start(
                    Recipes.withKeys(jwts, key -> Optional.ofNullable(keys.get(key))), new Recipes.ApiKeys(), new Me());
            String jwt = "Bearer " + issuer.token().value();

            assertThat(send(call(base, "me").header("X-API-Key", "key_1")).body(), startsWith("robot"));
            assertThat(send(call(base, "me").header("Authorization", jwt)).statusCode(), is(200));
            assertThat(send(call(base, "me").header("X-API-Key", "key_2")).statusCode(), is(401));
            assertThat(send(call(base, "me").header("X-API-Key", "key_3")).statusCode(), is(401));
            assertThat(send(call(base, "me").header("X-API-Key", "key 1")).statusCode(), is(400));
            assertThat(send(call(base, "me")).statusCode(), is(401));
            assertThat(
                    send(call(base, "me").header("X-API-Key", "key_1").header("Authorization", jwt))
                            .statusCode(),
                    is(400));
            assertThat(
                    send(call(base, "me").header("X-API-Key", "key_1").header("X-API-Key", "key_1"))
                            .statusCode(),
                    is(400));
        }
    }

    @Test
    void apiKeyInFrontOfIntrospection_isNotShownToTheServer() throws Exception {
        try (TestIssuer issuer = TestIssuer.start()) {
            JwtValidator jwts = JwtValidator.builder()
                    .issuer(issuer.issuer())
                    .audience(issuer.audience())
                    .keys(KeySource.jwkSet(issuer.jwkSetJson()))
                    .build();
            IntrospectionValidator introspection = IntrospectionValidator.builder()
                    .issuer(issuer.issuer())
                    .client(ClientAuthentication.basic(TestIssuer.CLIENT_ID, TestIssuer.CLIENT_SECRET))
                    .audience(issuer.audience())
                    .insecureLoopbackHttp()
                    .build();
            Map<String, Recipes.ApiKey> keys = Map.of("key_1", new Recipes.ApiKey("robot", Set.of(), false));
            URI base = start(
                    Recipes.withKeysBeforeIntrospection(jwts, key -> Optional.ofNullable(keys.get(key)), introspection),
                    new Recipes.ApiKeys(),
                    new Me());
            String opaque = "Bearer " + issuer.token().opaqueValue();

            assertThat(send(call(base, "me").header("X-API-Key", "key_1")).body(), startsWith("robot"));
            assertThat(issuer.requestCount(IssuerEndpoint.INTROSPECTION), is(0));
            assertThat(send(call(base, "me").header("Authorization", opaque)).statusCode(), is(200));
            assertThat(issuer.requestCount(IssuerEndpoint.INTROSPECTION), is(1));
        }
    }

    @Test
    void crossOriginRequest_seesTheChallenge() throws Exception {
        URI base = start(protector(), new Recipes.Cors(), new Me());
        HttpRequest.Builder preflight = call(base, "me")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization");

        HttpResponse<String> allowed = send(preflight.copy().header("Origin", APP));
        HttpResponse<String> foreign = send(preflight.copy().header("Origin", "https://evil.example"));
        HttpResponse<String> refused = send(call(base, "me").header("Origin", APP));
        HttpResponse<String> good = send(call(base, "me").header("Origin", APP).header("Authorization", "Bearer bob"));

        assertThat(allowed.statusCode(), is(204));
        assertThat(header(allowed, "Access-Control-Allow-Headers"), is("Authorization, DPoP, Content-Type"));
        assertThat(header(allowed, "Access-Control-Allow-Origin"), is(APP));
        assertThat(header(foreign, "Access-Control-Allow-Origin"), is(""));
        assertThat(refused.statusCode(), is(401));
        assertThat(header(refused, "Access-Control-Allow-Origin"), is(APP));
        assertThat(header(refused, "Access-Control-Expose-Headers"), is("WWW-Authenticate, DPoP-Nonce"));
        assertThat(header(refused, "WWW-Authenticate"), is("Bearer realm=\"api\""));
        assertThat(good.statusCode(), is(200));
        assertThat(header(send(call(base, "me")), "Vary"), is("Origin"));
    }

    @Test
    void ownErrorBody_keepsStatusAndHeaders() throws Exception {
        URI base = start(protector(), new Recipes.OwnErrors(), new Me(), new Recipes.Invoices());

        HttpResponse<String> refused = send(call(base, "me").header("Authorization", "Bearer nobody"));
        HttpResponse<String> byMethod = send(call(base, "invoices").header("Authorization", "Bearer alice"));

        assertThat(refused.statusCode(), is(401));
        assertThat(header(refused, "WWW-Authenticate"), startsWith("Bearer realm=\"api\", error=\"invalid_token\""));
        assertThat(refused.headers().map() + refused.body(), header(refused, "Content-Type"), is("application/json"));
        assertThat(refused.body(), is("{\"code\":401,\"help\":\"https://example.com/errors\"}"));
        assertThat(byMethod.body(), is("{\"code\":403,\"help\":\"https://example.com/errors\"}"));
        assertThat(
                send(call(base, "me").header("Accept", "application/json")).body(),
                is("{\"code\":401,\"help\":\"https://example.com/errors\"}"));
        assertThat(send(call(base, "me").header("Authorization", "Bearer bob")).body(), startsWith("bob"));
    }

    @Test
    void tokenThatIsPassedOn_isValidatedThereToo() throws Exception {
        URI prices = start(protector(), new Me());
        Client client = ClientBuilder.newClient();
        try {
            URI cart = start(protector(), new Recipes.Cart(client, prices.resolve("me")));

            assertThat(
                    send(call(cart, "cart").header("Authorization", "Bearer alice"))
                            .body(),
                    startsWith("alice"));
        } finally {
            client.close();
        }
    }

    @Test
    void caller_isInTheLogOfItsRequestAndOfNoOther() throws Exception {
        URI base = start(protector(), new Recipes.CallerInLog(), new Me());

        assertThat(
                send(call(base, "me").header("Authorization", "Bearer alice")).body(), is("alice, in the log: alice"));
        for (int i = 0; i < 20; i++) {
            assertThat(send(call(base, "me/open")).body(), is("in the log: null"));
        }
    }

    @Test
    void tenantOfTheToken_isThatOfTheResource() throws Exception {
        InMemoryToken alice = InMemoryToken.of("alice").withScopes("invoices");
        TokenValidator validator = TokenValidator.lookup(tokens)
                .as(token -> token.getName().equals("alice") ? new OfTenant(alice, "acme") : token);
        URI base = start(ResourceProtector.with(validator), new Recipes.Invoices());
        tokens.put("carol", InMemoryToken.of("carol").withScopes("invoices"));

        assertThat(
                send(call(base, "invoices").header("Authorization", "Bearer alice"))
                        .body(),
                is("invoices of acme"));
        HttpResponse<String> without = send(call(base, "invoices").header("Authorization", "Bearer carol"));
        assertThat(without.statusCode(), is(403));
        assertThat(without.body(), not(containsString("tenant")));
    }

    /** A token with a tenant. */
    record OfTenant(InMemoryToken token, String tenant) implements AccessToken {

        @Override
        public String getName() {
            return token.getName();
        }

        @Override
        public Set<String> scopes() {
            return token.scopes();
        }

        @Override
        public Map<String, Object> claims() {
            return Map.of("tenant", tenant);
        }
    }

    @Test
    void bodyIsValidated_behindTheToken() throws Exception {
        URI base = start(protector(), new Recipes.Orders());
        HttpRequest.Builder blank = call(base, "orders")
                .POST(HttpRequest.BodyPublishers.ofString(" "))
                .header("Content-Type", "text/plain");
        HttpRequest.Builder good = call(base, "orders")
                .POST(HttpRequest.BodyPublishers.ofString("tea"))
                .header("Content-Type", "text/plain");

        assertThat(send(blank.copy()).statusCode(), is(401));
        assertThat(send(blank.copy().header("Authorization", "Bearer bob")).statusCode(), is(403));
        assertThat(send(blank.copy().header("Authorization", "Bearer alice")).statusCode(), is(400));
        assertThat(send(good.copy().header("Authorization", "Bearer alice")).body(), is("ordered tea"));
    }

    @Test
    void events_endWithTheToken() throws Exception {
        MutableClock clock = MutableClock.at(Instant.parse("2026-11-28T12:00:00Z"));
        tokens.put(
                "short",
                InMemoryToken.of("dora")
                        .withScopes("events")
                        .withExpiresAt(clock.instant().plusSeconds(3)));
        URI base = start(
                ResourceProtector.with(TokenValidator.lookup(tokens, clock)),
                new Recipes.Events(clock, () -> clock.advance(Duration.ofSeconds(2))));

        HttpResponse<String> events = send(call(base, "events").header("Authorization", "Bearer short"));

        assertThat(events.statusCode(), is(200));
        assertThat(
                events.body().lines().filter(line -> line.startsWith("data:")).toList(),
                contains("data: tick", "data: tick"));
        assertThat(
                send(call(base, "events").header("Authorization", "Bearer short"))
                        .statusCode(),
                is(401));
        assertThat(send(call(base, "events")).statusCode(), is(401));
    }
}
