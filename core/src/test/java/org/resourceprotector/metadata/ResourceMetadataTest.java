package org.resourceprotector.metadata;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.LogLines;
import org.resourceprotector.metadata.ResourceMetadata.Proofs;

/** What is in the document, and where it is. */
class ResourceMetadataTest {

    private static ResourceMetadata.Builder of(String resource) {
        return ResourceMetadata.builder().resource(resource);
    }

    private static String document(ResourceMetadata.Builder builder, String... declared) {
        return new String(
                builder.build().document(List.of(declared), List.of("header"), Proofs.NONE), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "https://h.example, https://h.example/.well-known/oauth-protected-resource",
        "https://h.example/, https://h.example/.well-known/oauth-protected-resource",
        "https://h.example/api, https://h.example/.well-known/oauth-protected-resource/api",
        "https://h.example:8443/api/v1, https://h.example:8443/.well-known/oauth-protected-resource/api/v1",
        "https://h.example/a%20b, https://h.example/.well-known/oauth-protected-resource/a%20b",
        "HTTPS://H.example/api, HTTPS://H.example/.well-known/oauth-protected-resource/api"
    })
    @DisplayName("R9728-3-a R9728-3.1-a the well-known path comes between host and path")
    void address_hasTheWellKnownPathBetweenHostAndPath(String resource, String address) {
        ResourceMetadata metadata = of(resource).build();
        assertThat(metadata.address(), is(address));
        assertThat(metadata.resource(), is(resource));
        assertThat(document(of(resource)), containsString("{\"resource\":\"" + resource + "\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com",
                "https://api.example.com/a#b",
                "https://api.example.com/a#",
                "https://api.example.com/a?b",
                "https://api.example.com/a?",
                "https://user@api.example.com",
                "https://api.example.com/\u00e9",
                "https://api example.com",
                "api.example.com",
                "urn:example:api",
                "http://localhost:8080",
                ""
            })
    @DisplayName(
            "R9728-1.2-a R9728-1.2-b R9728-7.1-a R8707-2-a MCP-canon-a a resource is an absolute https address without"
                    + " query and fragment")
    void resourceThatIsNoSafeAddress_isRefused(String resource) {
        ResourceMetadata.Builder builder = of(resource);
        assertThrows(IllegalArgumentException.class, builder::build);
        ResourceMetadata.Builder issuer = of("https://api.example.com").authorizationServers(resource);
        assertThrows(IllegalArgumentException.class, issuer::build);
    }

    @Test
    void loopbackHttp_isAcceptedBySwitchOnly() {
        assertThat(
                of("http://localhost:8080/api")
                        .authorizationServers("http://127.0.0.1:9000")
                        .insecureLoopbackHttp()
                        .build()
                        .address(),
                is("http://localhost:8080/.well-known/oauth-protected-resource/api"));
        ResourceMetadata.Builder elsewhere = of("http://api.example.com").insecureLoopbackHttp();
        assertThrows(IllegalArgumentException.class, elsewhere::build);
        assertThrows(
                IllegalStateException.class, () -> ResourceMetadata.builder().build());
    }

    @Test
    @DisplayName("R9728-2-d R9728-3.2-b MCP-scope-f scopes are those declared, without offline_access, or those set")
    void scopes_areThoseDeclaredOrSet() {
        assertThat(
                document(of("https://h.example"), "b", "offline_access", "a"),
                is("{\"resource\":\"https://h.example\",\"scopes_supported\":[\"b\",\"a\"],"
                        + "\"bearer_methods_supported\":[\"header\"]}"));
        assertThat(document(of("https://h.example"), "offline_access"), not(containsString("scopes_supported")));
        assertThat(
                document(of("https://h.example").scopesSupported("x"), "a"),
                containsString("\"scopes_supported\":[\"x\"]"));
        assertThat(document(of("https://h.example").scopesSupported(), "a"), not(containsString("scopes_supported")));
        for (String none : new String[] {"offline_access", "a b", "", "\""}) {
            ResourceMetadata.Builder builder = of("https://h.example");
            assertThrows(IllegalArgumentException.class, () -> builder.scopesSupported(none));
        }
    }

    @Test
    @DisplayName("R9728-2-g R9728-2-j R9728-2.1-a names, pages and types appear when they are set")
    void whatIsSet_appears() {
        assertThat(
                document(of("https://h.example")
                        .authorizationServers("https://as.example", "https://as2.example/t")
                        .authorizationDetailsTypes("payment")
                        .name("A \"b\" \\ \n\u0001 \u00e9")
                        .name("pt-BR", "B")
                        .documentation(URI.create("https://h.example/docs"))
                        .policy(URI.create("https://h.example/policy"))
                        .termsOfService(URI.create("https://h.example/tos"))),
                is("{\"resource\":\"https://h.example\","
                        + "\"authorization_servers\":[\"https://as.example\",\"https://as2.example/t\"],"
                        + "\"bearer_methods_supported\":[\"header\"],"
                        + "\"authorization_details_types_supported\":[\"payment\"],"
                        + "\"resource_name\":\"A \\\"b\\\" \\\\ \\n\\u0001 \u00e9\",\"resource_name#pt-BR\":\"B\","
                        + "\"resource_documentation\":\"https://h.example/docs\","
                        + "\"resource_policy_uri\":\"https://h.example/policy\","
                        + "\"resource_tos_uri\":\"https://h.example/tos\"}"));
        ResourceMetadata.Builder builder = of("https://h.example");
        assertThrows(IllegalArgumentException.class, () -> builder.name("no tag", "x"));
        assertThrows(IllegalArgumentException.class, () -> builder.documentation(URI.create("/docs")));
    }

    @Test
    @DisplayName(
            "R9728-2-e R9728-2-h R9728-2-i R9728-3.2-b proofs of possession appear if they are taken, and bearer tokens"
                    + " in no way if nothing but DPoP is")
    void proofs_appear() {
        ResourceMetadata metadata = of("https://h.example").build();
        Proofs proofs = new Proofs(List.of("ES256", "PS256"), true, true);
        assertThat(
                new String(metadata.document(List.of(), List.of("header"), proofs), StandardCharsets.UTF_8),
                is("{\"resource\":\"https://h.example\",\"bearer_methods_supported\":[],"
                        + "\"dpop_signing_alg_values_supported\":[\"ES256\",\"PS256\"],"
                        + "\"dpop_bound_access_tokens_required\":true,"
                        + "\"tls_client_certificate_bound_access_tokens\":true}"));
    }

    @Test
    @DisplayName("R9728-2.2-a R9728-2.2-b signed metadata says the same again, with who vouches for it")
    void signedMetadata_saysTheSameAgain() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        String document = document(
                of("https://h.example")
                        .authorizationServers("https://as.example")
                        .name("Orders")
                        .signedBy("https://vouch.example", pair.getPrivate(), "ES256", "k1"),
                "read");
        String plain = "{\"resource\":\"https://h.example\",\"authorization_servers\":[\"https://as.example\"],"
                + "\"scopes_supported\":[\"read\"],\"bearer_methods_supported\":[\"header\"],"
                + "\"resource_name\":\"Orders\",\"signed_metadata\":\"";
        assertThat(document, startsWith(plain));
        SignedJWT jwt = SignedJWT.parse(document.substring(plain.length(), document.length() - 2));
        assertThat(jwt.verify(new ECDSAVerifier((ECPublicKey) pair.getPublic())), is(true));
        assertThat(jwt.getHeader().getKeyID(), is("k1"));
        Map<String, Object> claims = new HashMap<>(jwt.getPayload().toJSONObject());
        assertThat(claims.remove("iss"), is("https://vouch.example"));
        assertThat(claims.remove("iat"), is(instanceOf(Long.class)));
        assertThat(
                claims,
                is(Map.of(
                        "resource", "https://h.example",
                        "authorization_servers", List.of("https://as.example"),
                        "scopes_supported", List.of("read"),
                        "bearer_methods_supported", List.of("header"),
                        "resource_name", "Orders")));
        ResourceMetadata.Builder other = of("https://h.example");
        assertThrows(IllegalArgumentException.class, () -> other.signedBy("x", pair.getPrivate(), "RS256", null));
    }

    @Test
    void pathOfEndpoints_isOneWithoutVariables() {
        for (String none : List.of("orders", "/orders/", "/", "/{id}", "")) {
            ResourceMetadata.Builder builder = of("https://h.example");
            assertThrows(IllegalArgumentException.class, () -> builder.endpointsBelow(none));
        }
    }

    @Test
    void severalResources_areToldApartByTheLongestPath() {
        ResourceMetadata all = of("https://h.example").build();
        ResourceMetadata orders =
                of("https://h.example/orders").endpointsBelow("/orders").build();
        ResourceMetadata old =
                of("https://h.example/old").endpointsBelow("/orders/old").build();
        PublishedResources resources = new PublishedResources(List.of(all, orders, old));
        assertThat(resources.of("/orders/old/{id}"), is(old));
        assertThat(resources.of("orders/old"), is(old));
        assertThat(resources.of("/orders/older"), is(orders));
        assertThat(resources.of("/orders"), is(orders));
        assertThat(resources.of("/orderso"), is(all));
        assertThat(resources.of(""), is(all));
        assertThat(new PublishedResources(List.of(orders)).of("/other"), is(nullValue()));
        assertThat(resources.certainlyOf("/orders/old/{id}"), is(old));
        assertThat(resources.certainlyOf("/orders/old/\u2026/x"), is(old));
        assertThat(resources.certainlyOf("/orders/\u2026/x"), is(nullValue()));
        assertThat(resources.certainlyOf("/\u2026"), is(nullValue()));
        assertThat(resources.certainlyOf("/other/\u2026"), is(all));
        assertThat(new PublishedResources(List.of(orders)).address(""), is(nullValue()));
        assertThat(resources.isOneForAll(), is(false));
        assertThat(new PublishedResources(List.of(orders)).isOneForAll(), is(false));
        assertThat(new PublishedResources(List.of(all)).isOneForAll(), is(true));
        assertThat(PublishedResources.NONE.isOneForAll(), is(true));
        ResourceMetadata same =
                of("https://other.example/orders").endpointsBelow("/x").build();
        ResourceMetadata everything = of("https://h.example/x").build();
        assertThrows(IllegalStateException.class, () -> new PublishedResources(List.of(orders, same)));
        assertThrows(IllegalStateException.class, () -> new PublishedResources(List.of(all, everything)));
    }

    @ParameterizedTest
    @CsvSource({
        "/orders, /orders, true",
        "orders, /orders, true",
        "orders/7, /orders, true",
        "/orders/7, /orders, true",
        "/ordersx, /orders, false",
        "order, /orders, false",
        "/, /orders, false",
        "'', /orders, false",
        "xorders, /orders, false",
        "//orders, /orders, false",
        "'', '', true",
        "/a, '', true"
    })
    void path_isBelowAnotherBySegments(String path, String parent, boolean isBelow) {
        assertThat(PublishedResources.isBelow(path, parent), is(isBelow));
    }

    @Test
    void slashAtTheEnd_isWarnedOf() {
        try (LogLines log = new LogLines()) {
            of("https://h.example/mcp").build();
            of("https://h.example/").build();
            assertThat(log.lines(), is(List.of()));
            of("https://h.example/mcp/").build();
            assertThat(log.lines(), hasItem(containsString("leave the slash out")));
        }
    }

    @Test
    @DisplayName("R9728-2.1-a names in some languages and none for all others are warned of")
    void nameForSomeLanguagesOnly_isWarnedOf() {
        try (LogLines log = new LogLines()) {
            of("https://h.example").name("Orders").name("it", "Ordini").build();
            of("https://h.example").build();
            assertThat(log.lines(), is(List.of()));
            of("https://h.example").name("it", "Ordini").build();
            assertThat(log.lines(), hasItem(containsString("without a language")));
        }
    }

    @Test
    void builder_doesNotReachWhatWasBuilt() {
        ResourceMetadata.Builder builder = of("https://h.example");
        ResourceMetadata metadata = builder.build();
        builder.name("later").authorizationServers("https://as.example");
        assertThat(
                new String(metadata.document(List.of(), List.of("header"), Proofs.NONE), StandardCharsets.UTF_8),
                is("{\"resource\":\"https://h.example\",\"bearer_methods_supported\":[\"header\"]}"));
        assertThat(metadata.toString(), containsString("https://h.example"));
    }
}
