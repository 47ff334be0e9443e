package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that know nothing but the address of a server of the Model Context Protocol find all the rest by themselves. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpClientTest {

    private static final String METADATA = ", resource_metadata=\"API/.well-known/oauth-protected-resource/mcp\"";
    private static final String READ_METADATA = "GET API/.well-known/oauth-protected-resource/mcp 200";
    private static final String READ_ISSUER = "GET AS/.well-known/oauth-authorization-server 200";
    private static final String TAKE_TOKEN = "POST AS/token grant_type=authorization_code resource=API/mcp 200";

    private final Map<Engine, String> resources = new EnumMap<>(Engine.class);
    private final List<Api> deployed = new ArrayList<>();
    private UserServer users;

    @BeforeAll
    void start() {
        for (Engine engine : Engine.values()) {
            resources.put(engine, "http://127.0.0.1:" + Workplace.freePort() + "/mcp");
        }
        users = new UserServer(List.copyOf(resources.values()));
        resources.forEach((engine, resource) -> deployed.add(engine.deploy("mcp", users.issuer(), resource)));
    }

    @AfterAll
    void stop() {
        deployed.forEach(Api::close);
        users.close();
    }

    private List<String> run(String script, Engine engine) {
        Engine other = engine == Engine.JERSEY ? Engine.RESTEASY : Engine.JERSEY;
        return Script.run(Workplace.target("mcp-client").resolve(script), resources.get(engine), resources.get(other));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("MCP-prm-a MCP-prm-b MCP-prm-c MCP-prm-d MCP-scope-a MCP-scope-b MCP-scope-c MCP-403-a R9728-3.3-b"
            + " the client of the TypeScript SDK finds the server, gets a token, steps up, and succeeds")
    void clientOfTheSdk_findsItsWayAndStepsUp(Engine engine) {
        assertThat(
                String.join("\n", run("client.mjs", engine)),
                is(String.join(
                        "\n",
                        // it has no token, and finds out where to get one
                        "POST API/mcp initialize 401 Bearer realm=\"api\", scope=\"profile\"" + METADATA,
                        READ_METADATA,
                        READ_ISSUER,
                        "the user goes to AS/auth scope=profile resource=API/mcp",
                        READ_METADATA,
                        READ_ISSUER,
                        TAKE_TOKEN,
                        // it calls the tool that the token is good for
                        "POST API/mcp initialize 200",
                        "POST API/mcp notifications/initialized 202",
                        "POST API/mcp tools/list 200",
                        "tools whoami write_post",
                        "POST API/mcp tools/call whoami 200",
                        "Alice Arden",
                        // it calls the other one, and is told all that this needs
                        "POST API/mcp tools/call write_post 403 Bearer realm=\"api\", scope=\"profile post\","
                                + " error=\"insufficient_scope\","
                                + " error_description=\"The access token does not allow this request\"" + METADATA,
                        READ_METADATA,
                        READ_ISSUER,
                        "the user goes to AS/auth scope=profile post resource=API/mcp",
                        READ_METADATA,
                        READ_ISSUER,
                        TAKE_TOKEN,
                        // it succeeds, and the new token is good for the first tool, too
                        "POST API/mcp tools/call write_post 200",
                        "post N",
                        "POST API/mcp tools/call whoami 200",
                        "Alice Arden",
                        "GET API/mcp 405")));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R9728-2-a R9728-3-a R9728-3.3-b R9728-5.1-a MCP-401-a MCP-403-a MCP-aud-a MCP-every-a MCP-origin-a"
            + " oauth4webapi reads the document and the challenges, and a token is for one resource")
    void strictClient_readsTheSame(Engine engine) {
        String bearer = "\"challenges\":[{\"scheme\":\"bearer\",\"parameters\":{\"realm\":\"api\",";
        String metadata = "\"resource_metadata\":\"%s/.well-known/oauth-protected-resource/mcp\"}}]}";
        String invalid = "{\"status\":401," + bearer + "\"error\":\"invalid_token\","
                + "\"error_description\":\"The access token is not valid here, or not valid any more\"," + metadata;
        assertThat(
                String.join("\n", run("oauth4webapi.mjs", engine)),
                is(String.join(
                        "\n",
                        "document {\"resource\":\"API/mcp\",\"authorization_servers\":[\"AS\"],"
                                + "\"scopes_supported\":[\"profile\"],\"bearer_methods_supported\":[\"header\"]}",
                        "no token {\"status\":401," + bearer + "\"scope\":\"profile\"," + metadata.formatted("API"),
                        "same document true",
                        "bad token " + invalid.formatted("API"),
                        "whoami Alice Arden",
                        "too narrow {\"status\":403," + bearer + "\"scope\":\"profile post\","
                                + "\"error\":\"insufficient_scope\","
                                + "\"error_description\":\"The access token does not allow this request\","
                                + metadata.formatted("API"),
                        "write_post post N",
                        "page of another origin 403",
                        "no token again 401",
                        "another resource " + invalid.formatted("OTHER"))));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("MCP-400-a MCP-query-a MCP-val-a what is wrong with the credentials comes before the message")
    void wrongCredentials_areRefusedBeforeTheMessageIsRead(Engine engine) {
        String resource = resources.get(engine);
        assertThat(
                Http.postJson(resource, Map.of("Authorization", "Bearer two words"), "{")
                        .status(),
                is(400));
        assertThat(Http.postJson(resource, Http.bearer("unknown"), "{").status(), is(401));
        Answer inTheQuery = Http.postJson(resource + "?access_token=unknown", Map.of(), "{");
        assertThat(inTheQuery.status(), is(401));
        assertThat(
                inTheQuery.challenge().replace(resource.replace("/mcp", ""), "API"),
                is("Bearer realm=\"api\", scope=\"profile\"" + METADATA));
    }
}
