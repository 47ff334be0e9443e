package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.metadata.ResourceMetadata;

/** A client that knows nothing finds the authorization server from the challenge. */
class MetadataTest {

    private static final Tokens TOKENS = new Tokens();
    private static final String PATH = "/.well-known/oauth-protected-resource/orders";
    private static final String ADDRESS = "https://api.example.com" + PATH;

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Endpoints.Root.class,
            ResourceProtector.builder()
                    .validator(TOKENS.validator())
                    .protectUnannotated()
                    .metadata(ResourceMetadata.builder()
                            .resource("https://api.example.com/orders")
                            .authorizationServers("https://login.example.com")
                            .scopesSupported("profile", "email")
                            .name("Orders")
                            .name("it", "Ordini \"à la carte\"")
                            .build())
                    .build());

    private static final String DOCUMENT = "{\"resource\":\"https://api.example.com/orders\","
            + "\"authorization_servers\":[\"https://login.example.com\"],"
            + "\"scopes_supported\":[\"profile\",\"email\"],"
            + "\"bearer_methods_supported\":[\"header\"],"
            + "\"resource_name\":\"Orders\","
            + "\"resource_name#it\":\"Ordini \\\"à la carte\\\"\"}";

    @Test
    @DisplayName("R9728-2-a R9728-2-b R9728-2-e R9728-2-g R9728-3-a R9728-3.1-c R9728-3.2-a R9728-7.10-a R9728-cors-a"
            + " MCP-prm-a MCP-prm-b MCP-prm-d the document is there for everybody")
    void documentIsThereForEverybody() {
        Answer answer =
                SERVER.get(PATH).header("Origin", "https://client.example.com").send();
        assertThat(answer.status(), is(200));
        assertThat(answer.mediaType(), is("application/json"));
        assertThat(answer.body(), is(DOCUMENT));
        assertThat(answer.header("Cache-Control"), is("public, max-age=3600"));
        assertThat(answer.header("Access-Control-Allow-Origin"), is("*"));
        assertThat(answer.all("WWW-Authenticate"), is(List.of()));
    }

    @Test
    @DisplayName("R9728-3.1-c a bad token, HEAD and a preflight change nothing, other methods are not allowed")
    void nothingClosesTheDocument() {
        assertThat(SERVER.get(PATH).bearer(Tokens.UNKNOWN).send().body(), is(DOCUMENT));
        Answer head = SERVER.call("HEAD", PATH).send();
        assertThat(head.status(), is(200));
        assertThat(head.mediaType(), is("application/json"));
        assertThat(head.body(), is(""));
        Answer preflight = SERVER.call("OPTIONS", PATH)
                .header("Origin", "https://client.example.com")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "mcp-protocol-version")
                .sendRaw();
        assertThat(preflight.status(), is(204));
        assertThat(preflight.header("Access-Control-Allow-Headers"), is("*"));
        Answer post = SERVER.call("POST", PATH).body("text/plain", "x").send();
        assertThat(post.status(), is(405));
        assertThat(post.header("Allow"), is("GET, HEAD, OPTIONS"));
    }

    @Test
    @DisplayName("R9728-3.1-e R9728-3.3-a no document reflects another path, or the name of a host")
    void nothingIsReflected() {
        for (String other : List.of(PATH + "/more", PATH + "/", "/.well-known/oauth-protected-resource", PATH + "x")) {
            Answer answer = SERVER.get(other).send();
            assertThat(other + " is not found", answer.status() == 200, is(false));
            assertThat(answer.holds("login.example.com"), is(false));
        }
        Answer forwarded =
                SERVER.get(PATH).header("X-Forwarded-Host", "evil.example.com").send();
        assertThat(forwarded.body(), is(DOCUMENT));
    }

    @Test
    @DisplayName("R9728-3.3-b R9728-5.1-a R9728-5.1-c MCP-prm-c MCP-401-a every 401 names the address of the document")
    void everyRefusalForTheTokenNamesTheDocument() {
        String metadata = ", resource_metadata=\"" + ADDRESS + "\"";
        Answer missing = SERVER.get("/profile")
                .header("X-Forwarded-Host", "evil.example.com")
                .send();
        assertThat(missing.status(), is(401));
        assertThat(missing.challenge(), is("Bearer realm=\"api\", scope=\"profile\"" + metadata));
        String named =
                missing.challenge().replaceFirst(".*resource_metadata=\"https://api.example.com([^\"]*)\"", "$1");
        assertThat(SERVER.get(named).send().body(), startsWith("{\"resource\":\"https://api.example.com/orders\","));
        Answer unknown = SERVER.get("/profile").bearer(Tokens.UNKNOWN).send();
        assertThat(unknown.status(), is(401));
        assertThat(
                unknown.challenge(),
                is("Bearer realm=\"api\", error=\"invalid_token\", error_description=\"The access token is not valid"
                        + " here, or not valid any more\"" + metadata));
        Answer malformed =
                SERVER.get("/profile").header("Authorization", "Bearer a b").send();
        assertThat(malformed.status(), is(400));
        assertThat(malformed.challenge(), not(containsString("resource_metadata")));
    }

    @Test
    @DisplayName("MCP-scope-b MCP-403-a a 403 has error, scope and resource_metadata")
    void refusalForTheScopeNamesTheDocument() {
        Answer answer = SERVER.get("/both").bearer(Tokens.PROFILE).send();
        assertThat(answer.status(), is(403));
        assertThat(
                answer.challenge(),
                is("Bearer realm=\"api\", scope=\"profile email\", error=\"insufficient_scope\","
                        + " error_description=\"The access token does not allow this request\","
                        + " resource_metadata=\"" + ADDRESS + "\""));
        assertThat(answer.body(), not(containsString("resource_metadata")));
    }

    @Test
    @DisplayName("R9728-2-d R9728-3.1-a R9728-3.2-b the scopes are those of annotations; what is empty is left out")
    void scopesAreThoseOfTheAnnotations() {
        ResourceProtector generated = ResourceProtector.builder()
                .validator(TOKENS.validator())
                .metadata(ResourceMetadata.builder()
                        .resource("https://api.example.com/")
                        .build())
                .build();
        try (Server server = Server.start(new Api(Endpoints.Root.class, generated))) {
            Answer answer = server.get("/.well-known/oauth-protected-resource").send();
            assertThat(answer.body(), containsString("\"resource\":\"https://api.example.com/\""));
            assertThat(answer.body(), containsString("\"email\""));
            assertThat(answer.body(), containsString("\"things:read\""));
            assertThat(answer.body(), not(containsString("authorization_servers")));
            assertThat(answer.body(), not(containsString("[]")));
        }
    }

    private static ResourceMetadata of(String resource, String endpoints) {
        return ResourceMetadata.builder()
                .resource(resource)
                .endpointsBelow(endpoints)
                .build();
    }

    @Test
    @DisplayName("R9728-6-a identifiers are compared character by character, without Unicode normalization")
    void identifiersAreComparedByCharacter() {
        String composed = "https://api.example.com/caf%C3%A9";
        String decomposed = "https://api.example.com/cafe%CC%81";
        ResourceProtector both = ResourceProtector.builder()
                .validator(TOKENS.validator())
                .metadata(of(composed, "/profile"))
                .metadata(of(decomposed, "/both"))
                .build();
        try (Server server = Server.start(new Api(Endpoints.Root.class, both))) {
            String wellKnown = "/.well-known/oauth-protected-resource/";
            assertThat(
                    server.get(wellKnown + "caf%C3%A9").send().body(),
                    startsWith("{\"resource\":\"" + composed + "\","));
            assertThat(
                    server.get(wellKnown + "cafe%CC%81").send().body(),
                    startsWith("{\"resource\":\"" + decomposed + "\","));
            assertThat(server.get(wellKnown + "cafe").send().status() == 200, is(false));
            assertThat(
                    server.get("/both").send().challenge(),
                    containsString("resource_metadata=\"https://api.example.com" + wellKnown + "cafe%CC%81\""));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com",
                "https://api.example.com/a#b",
                "https://api.example.com/a?t=1",
                "https://api.example.com/caf\u00e9",
                "/orders",
                "urn:example:api"
            })
    @DisplayName("R9728-1.2-a R9728-3.1-b R9728-7.1-a R8707-2-a MCP-canon-a an identifier that is no https address with"
            + " host and path alone is refused")
    void identifierThatIsNone_isRefused(String resource) {
        ResourceMetadata.Builder builder = ResourceMetadata.builder().resource(resource);
        assertThrows(IllegalArgumentException.class, builder::build);
    }
}
