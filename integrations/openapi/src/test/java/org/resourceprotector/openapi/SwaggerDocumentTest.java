package org.resourceprotector.openapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Yaml;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ResourceProtector;

/** The document of a running application on the engine of the class path, read over HTTP, and whether it is true. */
class SwaggerDocumentTest {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static SeBootstrap.Instance server;
    private static ResourceProtector protector;

    @BeforeAll
    static void start() throws Exception {
        protector = Shop.protector();
        server = started(new Shop(
                protector,
                new SwaggerDocument(
                        Shop.described(protector).build(),
                        new OpenAPI().info(new Info().title("Shop").version("1")))));
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

    @AfterAll
    static void stop() throws Exception {
        stop(server);
    }

    private static void stop(SeBootstrap.Instance instance) throws Exception {
        instance.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private static HttpResponse<String> call(String method, String path, String... headers) throws Exception {
        return call(server, method, path, headers);
    }

    private static HttpResponse<String> call(
            SeBootstrap.Instance instance, String method, String path, String... headers) throws Exception {
        URI base = instance.configuration().baseUri();
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode document() throws Exception {
        return Documents.read(call("GET", "/openapi.json").body());
    }

    @Test
    void everyOperation_hasItsRequirementsAndRefusals() throws Exception {
        HttpResponse<String> response = call("GET", "/openapi.json");
        Documents.keep("swagger-3.0.json", response.body());

        assertThat(response.statusCode(), is(200));
        assertThat(response.headers().firstValue("Content-Type").orElse(""), startsWith("application/json"));
        assertThat(
                Documents.operations(Documents.read(response.body())),
                contains(Arrays.stream(Shop.OPERATIONS)
                        .map(SwaggerDocumentTest::inVersion30)
                        .toArray(String[]::new)));
    }

    /** There, only requirements with schemes that have flows name scopes. */
    private static String inVersion30(String operation) {
        String without = operation.replaceAll("dpopAuth=\\[[^\\]]*]", "dpopAuth=[]");
        return without.replace(
                "{dpopAuth=[]}, {bearerAuth=[admin]}, {dpopAuth=[]}", "{dpopAuth=[]}, {bearerAuth=[admin]}");
    }

    @Test
    void yaml_isServedToo() throws Exception {
        HttpResponse<String> response = call("GET", "/openapi.yaml", "Accept", "text/html");

        assertThat(response.statusCode(), is(200));
        assertThat(response.headers().firstValue("Content-Type").orElse(""), startsWith("application/yaml"));
        assertThat(response.body(), containsString("openapi: 3.0"));
    }

    @Test
    void flows_nameAllScopesOfTheApplication() throws Exception {
        JsonNode scheme = document().at("/components/securitySchemes/bearerAuth");

        assertThat(scheme, is(Documents.read("""
                                {"type": "oauth2", "flows": {"authorizationCode": {
                                  "authorizationUrl": "https://login.example.com/authorize",
                                  "tokenUrl": "https://login.example.com/token",
                                  "scopes": {"admin": "", "json": "", "lines": "", "orders:read": "See orders",
                                    "orders:write": "", "profile": "See who you are", "text": ""}}}}
                                """)));
    }

    @Test
    void dpop_isASchemeOfItsOwn() throws Exception {
        JsonNode scheme = document().at("/components/securitySchemes/dpopAuth");

        assertThat(scheme.get("type").asText(), is("http"));
        assertThat(scheme.get("scheme").asText(), is("dpop"));
        assertThat(scheme.get("description").asText(), containsString("RFC 9449"));
    }

    @Test
    void whatNoRequirementCanSay_isInTheDescription() throws Exception {
        JsonNode operation = Documents.operation(document(), "delete", "/orders/{id}");

        assertThat(
                operation.get("description").asText(),
                is("**Access token:** scope `orders:write`; role `manager`; of a login with acr `gold` or `platinum`;"
                        + " of a login within 300 seconds; for the audience `https://pay.example.com`;"
                        + " authorization details `order:delete`; permitted by `Shop.OwnOrder`."));
    }

    @Test
    void reportBeforeDeployment_isThatOfTheDeployedApplication() {
        List<ProtectedEndpoint> before = Shop.protector().endpoints(new Shop());

        assertThat(before, hasSize(Shop.OPERATIONS.length + 1));
        assertThat(protector.endpoints(), hasItems(before.toArray(ProtectedEndpoint[]::new)));
    }

    @Test
    void server_isThePathOfTheApplication() throws Exception {
        HttpResponse<String> response = call("GET", "/openapi.json", "X-Forwarded-Host", "evil.example.com");

        assertThat(Documents.read(response.body()).at("/servers/0/url").asText(), is("/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/app/", "/%61pp/", "/app;a=1/", "/a:b/", "/it's/"})
    void server_isThePathAsTheCallerSpelledItAndNothingIsKeptOfIt(String path) throws Exception {
        SwaggerDocument served = new SwaggerDocument(
                Shop.described(protector).build(),
                new OpenAPI().info(new Info().title("Shop").version("1")));
        for (int i = 0; i < 20; i++) {
            read(served, "json", "/spelled" + i + "/");
        }
        String expected = path.length() < 2 ? "/" : path.substring(0, path.length() - 1);

        assertThat(
                Documents.read(read(served, "json", path)).at("/servers/0/url").asText(), is(expected));
        assertThat(
                Yaml.mapper()
                        .readTree(read(served, "yaml", path))
                        .at("/servers/0/url")
                        .asText(),
                is(expected));
    }

    private static String read(SwaggerDocument served, String type, String path) {
        UriInfo uri = (UriInfo) Proxy.newProxyInstance(
                SwaggerDocumentTest.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> URI.create("http://localhost" + path));
        return new String((byte[]) served.document(type, new Shop(), uri).getEntity(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /orders, '', 401",
        "GET, /orders, Bearer reader, 200",
        "POST, /orders, Bearer reader, 403",
        "GET, /orders, Bearer outage, 503",
        "GET, /orders, Bearer two words, 400",
        "GET, /orders/7, '', 200",
        "GET, /orders/7, Bearer nobody, 401",
        "GET, /orders/7/lines, Bearer reader, 403",
        "GET, /health, Bearer nobody, 200",
        "GET, /news, Bearer nobody, 200",
        "GET, /news, Bearer outage, 503",
        "GET, /anything, Bearer reader, 200",
        "GET, /transfer, Bearer reader, 401",
    })
    void whatTheDocumentSays_isWhatIsAnswered(String method, String path, String credentials, int status)
            throws Exception {
        HttpResponse<String> response =
                credentials.isEmpty() ? call(method, path) : call(method, path, "Authorization", credentials);

        assertThat(response.statusCode(), is(status));
        if (status != 200) {
            assertDocumented(response);
        }
    }

    /** The reusable answer of this status has this header, and the members that this body has. */
    private static void assertDocumented(HttpResponse<String> response) throws Exception {
        String status = Integer.toString(response.statusCode());
        Refusal refusal = Arrays.stream(Refusal.values())
                .filter(value -> value.status().equals(status))
                .findFirst()
                .orElseThrow();
        JsonNode documented = document().at("/components/responses/" + refusal.component());
        JsonNode body = Documents.read(response.body());
        String type = response.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        JsonNode example = documented.get("content").get(type).get("example");
        for (String member : new String[] {"title", "status"}) {
            assertThat(body.get(member), is(example.get(member)));
        }
        if (body.has("error") && !body.get("error").asText().equals("invalid_dpop_proof")) {
            assertThat(body.get("error"), is(example.get("error")));
            assertThat(body.get("error_description"), is(example.get("error_description")));
        }
        body.fieldNames().forEachRemaining(member -> assertThat(Refusal.MEMBERS.keySet(), hasItem(member)));
        assertThat(
                response.headers().firstValue(refusal.header()).isPresent(),
                is(documented.get("headers").has(refusal.header())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.1.0", "3.2.0"})
    void version31_namesScopesWithHttpSchemesToo(String version) throws Exception {
        ResourceProtector another = Shop.protector();
        OpenAPI template =
                new OpenAPI().openapi(version).info(new Info().title("Shop").version("1"));
        SeBootstrap.Instance other =
                started(new Shop(another, new SwaggerDocument(OpenApiSecurity.of(another), template)));
        try {
            String json = call(other, "GET", "/openapi.json").body();
            if (version.equals("3.1.0")) {
                Documents.keep("swagger-3.1.json", json);
            }

            assertThat(Documents.read(json).get("openapi").asText(), is(version));
            assertThat(
                    Documents.read(json)
                            .at("/components/schemas/" + Refusal.PROBLEM + "/type")
                            .asText(),
                    is("object"));
            assertThat(Documents.operations(Documents.read(json)), contains(Shop.OPERATIONS));
        } finally {
            stop(other);
        }
    }

    @Test
    void version30_namesNoScopesWithHttpSchemes() throws Exception {
        ResourceProtector another = Shop.protector();
        OpenAPI template = new OpenAPI().info(new Info().title("Shop").version("1"));
        SeBootstrap.Instance other =
                started(new Shop(another, new SwaggerDocument(OpenApiSecurity.of(another), template)));
        try {
            JsonNode document =
                    Documents.read(call(other, "GET", "/openapi.json").body());

            assertThat(
                    Documents.operations(document),
                    hasItem("POST /orders [{bearerAuth=[]}, {dpopAuth=[]}] 400 401 403 503"));
            assertThat(
                    Documents.operation(document, "post", "/orders")
                            .get("description")
                            .asText(),
                    is("**Access token:** scope `orders:read` and `orders:write`, or `admin`."));
        } finally {
            stop(other);
        }
    }
}
