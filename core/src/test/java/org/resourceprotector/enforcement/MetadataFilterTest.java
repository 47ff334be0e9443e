package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.LogLines;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.declaration.AuthorityRules;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.FurtherRules;
import org.resourceprotector.declaration.Rule;
import org.resourceprotector.declaration.RuleSettings;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.metadata.MetadataHandler;
import org.resourceprotector.metadata.MetadataResponse;
import org.resourceprotector.metadata.PublishedResources;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.Verdict;

/** Where the document is served, and what the operator is told if it cannot be. */
class MetadataFilterTest {

    private static final String PATH = ".well-known/oauth-protected-resource/orders";

    private final AccessReport report = new AccessReport();

    private static ResourceMetadata.Builder metadata() {
        return ResourceMetadata.builder().resource("https://api.example.com/orders");
    }

    private MetadataFilter filter(ResourceMetadata.Builder builder) {
        return new MetadataFilter(enforcer(builder.build()), report);
    }

    private static Enforcer enforcer(ResourceMetadata... resources) {
        RateLimitedLog log = new RateLimitedLog(System.getLogger("org.resourceprotector"), Clock.systemUTC());
        return new Enforcer(
                new Authenticator(token -> Verdict.notMine(), 100, false, log),
                new ErrorResponses("api", (URI) null, Duration.ofSeconds(5)),
                new Listeners(List.of(), log, RecordingListener.REFUSALS),
                RuleSettings.NONE,
                new PublishedResources(List.of(resources)));
    }

    private void add(String path, String... scopes) {
        report.add(new Endpoint(
                "GET",
                path,
                new Declaration(
                        new Rule(Access.PROTECTED, ScopeRule.of(scopes), AuthorityRules.NONE), "Resource#" + path)));
    }

    private static FakeRequest get(MetadataFilter filter, String path) {
        FakeRequest request = new FakeRequest("GET", path);
        filter.filter(request);
        return request;
    }

    private static String body(FakeRequest request) {
        return new String((byte[]) Objects.requireNonNull(request.aborted()).getEntity(), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("R9728-3.1-e the document is at its own path, and every other request goes on")
    void document_isAtItsOwnPathOnly() {
        MetadataFilter filter = filter(metadata());
        assertThat(body(get(filter, PATH)), containsString("https://api.example.com/orders"));
        assertThat(body(get(filter, "/" + PATH)), containsString("https://api.example.com/orders"));
        for (String other :
                List.of("", "/", "orders", "//" + PATH, PATH + "/", "x" + PATH, PATH.substring(1), "/x" + PATH)) {
            assertThat(other, get(filter, other).aborted() == null, is(true));
        }
    }

    @Test
    void endpointThatIsFoundLater_addsItsScopes() {
        MetadataFilter filter = filter(metadata());
        assertThat(body(get(filter, PATH)), not(containsString("scopes_supported")));
        add("/late", "b a", "offline_access");
        assertThat(body(get(filter, PATH)), containsString("\"scopes_supported\":[\"a\",\"b\"]"));
    }

    @Test
    @DisplayName("R9728-3.1-d an application that is not at the root says once what the proxy must do")
    void applicationBelowTheRoot_saysOnceWhatTheProxyMustDo() {
        try (LogLines log = new LogLines()) {
            MetadataFilter filter = filter(metadata());
            get(filter, "orders");
            get(filter, PATH);
            assertThat(log.lines().size(), is(1));
            assertThat(log.lines(), hasItem(containsString("forward /" + PATH + " to /api/" + PATH)));
        }
    }

    @Test
    @DisplayName("each of several resources has a document with the scopes of its own endpoints")
    void severalResources_haveADocumentEach() {
        add("/orders/{id}", "orders:read");
        add("/orders-old", "old:read");
        add("/mcp", "tools");
        MetadataFilter filter = new MetadataFilter(
                enforcer(
                        metadata().endpointsBelow("/orders").build(),
                        ResourceMetadata.builder()
                                .resource("https://api.example.com/mcp")
                                .endpointsBelow("/mcp")
                                .build()),
                report);
        assertThat(body(get(filter, PATH)), containsString("\"scopes_supported\":[\"orders:read\"]"));
        assertThat(
                body(get(filter, ".well-known/oauth-protected-resource/mcp")),
                containsString("\"scopes_supported\":[\"tools\"]"));
    }

    @Test
    void endpointOutsideOfItsResource_isWarnedOfOnce() {
        add("/api/orders/{id}", "read");
        add("/api/customers", "read");
        report.add(new Endpoint("GET", "/api/open", null));
        try (LogLines log = new LogLines()) {
            MetadataFilter filter = filter(metadata().resource("https://api.example.com/api/api/orders"));
            get(filter, "orders");
            get(filter, "orders");
            assertThat(
                    log.lines().stream()
                            .filter(line -> line.contains("challenges of"))
                            .toList()
                            .size(),
                    is(1));
            assertThat(log.lines(), hasItem(containsString("challenges of 1 endpoints, such as /api/api/customers,")));
        }
    }

    @Test
    void detailsOfATypeThatIsNotPublished_areWarnedOfOnce() {
        addDetails("/api/orders", "payment:initiate", "urn:x:transfer");
        addDetails("/api/orders/{id}", "urn:x", "paymnet:status", "payments");
        try (LogLines log = new LogLines()) {
            MetadataFilter filter =
                    filter(metadata().servedElsewhere().authorizationDetailsTypes("payment", "urn:x:transfer"));
            get(filter, "orders");
            get(filter, "orders");
            assertThat(log.lines().size(), is(1));
            assertThat(
                    log.lines(),
                    hasItem(containsString("authorization details [payments, paymnet:status, urn:x], whose types")));
            get(filter(metadata().servedElsewhere()), "orders");
            assertThat(log.lines().size(), is(1));
        }
    }

    @Test
    @DisplayName("MCP-scope-f offline_access in an annotation is warned of once, and not in the metadata")
    void offlineAccessInAnAnnotation_isWarnedOfOnce() {
        add("/api/orders", "read offline_access");
        try (LogLines log = new LogLines()) {
            MetadataFilter filter = filter(metadata().servedElsewhere());
            get(filter, "orders");
            assertThat(body(get(filter, PATH)), containsString("\"scopes_supported\":[\"read\"]"));
            assertThat(log.lines().size(), is(1));
            assertThat(log.lines(), hasItem(containsString("1 endpoints, such as /api/orders, ask for the scope")));
        }
    }

    private void addDetails(String path, String... details) {
        Rule rule = new Rule(
                Access.PROTECTED,
                ScopeRule.of(),
                new FurtherRules(null, List.of(), ScopeRule.of(details), List.of()),
                AuthorityRules.NONE,
                false,
                null);
        report.add(new Endpoint("GET", path, new Declaration(rule, "Resource#" + path)));
    }

    @Test
    void applicationBelowTheRoot_isSilentIfServedElsewhere() {
        try (LogLines log = new LogLines()) {
            get(filter(metadata().servedElsewhere()), PATH);
            assertThat(log.lines(), is(List.of()));
        }
    }

    @Test
    @DisplayName("R9728-3.1-d who serves the metadata at the root is known, and where else that does not help")
    void metadataAtTheRootOfTheHost_isKnownToBeServed() {
        ResourceMetadata orders = metadata().build();
        Enforcer enforcer = enforcer(orders);
        add("/orders", "orders:read");
        try (LogLines log = new LogLines()) {
            MetadataHandler below = enforcer.metadataBelow("/app", () -> report);
            assertThat(log.lines(), hasItem(containsString(orders.address() + ", which is not below /app")));
            assertThat(enforcer.isServedOutside(orders), is(false));
            assertThat(below.handle("GET", "/app/" + PATH), is(nullValue()));
        }
        try (LogLines log = new LogLines()) {
            MetadataHandler atRoot = enforcer.metadataBelow("", () -> report);
            get(new MetadataFilter(enforcer, report), "orders");
            assertThat(log.lines(), not(hasItem(containsString("clients are told to ask for"))));
            MetadataResponse found = Objects.requireNonNull(atRoot.handle("GET", "/" + PATH));
            assertThat(
                    new String(found.body(), StandardCharsets.UTF_8),
                    is(body(get(new MetadataFilter(enforcer, report), PATH))));
            assertThat(found.headers().get("Cache-Control"), is("public, max-age=3600"));
            assertThat(Objects.requireNonNull(atRoot.handle("HEAD", "/" + PATH)).body().length, is(0));
            for (String other : List.of("", "/", PATH, "/" + PATH + "/", "/" + PATH + "?x", "/" + PATH + ";x")) {
                assertThat(other, atRoot.handle("GET", other), is(nullValue()));
            }
        }
    }

    @Test
    void documentOfUnknownEndpoints_isNotForCaches() {
        MetadataHandler documents = enforcer(metadata().build()).metadataBelow("", () -> report);
        MetadataResponse early = Objects.requireNonNull(documents.handle("GET", "/" + PATH));
        assertThat(early.headers().get("Cache-Control"), is("no-store"));
        early.body()[0] = 'x';
        assertThat(
                (char) Objects.requireNonNull(documents.handle("GET", "/" + PATH))
                        .body()[0],
                is('{'));
    }

    @Test
    @DisplayName("R9728-cors-a a browser gets one allowed origin, whatever other filters add")
    void allowedOrigin_isOne() {
        FakeRequest request = get(filter(metadata()), PATH);
        MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
        headers.add("access-control-allow-origin", "https://a.example.com");
        headers.add("Access-Control-Allow-Origin", "*");
        MetadataFilter.keepOneOrigin(request, headers);
        assertThat(headers.get("Access-Control-Allow-Origin"), is(List.of("*")));
        assertThat(headers.size(), is(1));
        MultivaluedMap<String, Object> others = new MultivaluedHashMap<>();
        MetadataFilter.keepOneOrigin(new FakeRequest("GET", "orders"), others);
        assertThat(others.isEmpty(), is(true));
    }

    @Test
    void handler_answersEachMethod() {
        add("/orders", "read");
        MetadataHandler documents = enforcer(metadata().build()).metadataBelow("", () -> report);
        MetadataResponse get = Objects.requireNonNull(documents.handle("GET", "/" + PATH));
        MetadataResponse head = Objects.requireNonNull(documents.handle("HEAD", "/" + PATH));
        assertThat(get.status(), is(200));
        assertThat(
                new String(get.body(), StandardCharsets.UTF_8),
                containsString("\"bearer_methods_supported\":[\"header\"]"));
        assertThat(
                get.headers(),
                is(Map.of(
                        "Content-Type",
                        "application/json",
                        "Cache-Control",
                        "public, max-age=3600",
                        "Access-Control-Allow-Origin",
                        "*")));
        assertThat(head.headers(), is(get.headers()));
        assertThat(head.status(), is(200));
        MetadataResponse preflight = Objects.requireNonNull(documents.handle("OPTIONS", "/" + PATH));
        assertThat(preflight.status(), is(204));
        assertThat(preflight.headers().get("Access-Control-Allow-Methods"), is("GET, HEAD, OPTIONS"));
        assertThat(preflight.headers().get("Access-Control-Max-Age"), is("3600"));
        assertThat(preflight.body().length, is(0));
        MetadataResponse post = Objects.requireNonNull(documents.handle("POST", "/" + PATH));
        assertThat(post.status(), is(405));
        assertThat(post.headers(), is(Map.of("Allow", "GET, HEAD, OPTIONS")));
        assertThat(documents.handle("POST", "/orders"), is(nullValue()));
    }

    @Test
    void document_isWrittenOnceForTheSameEndpoints() {
        AtomicReference<AccessReport> current = new AtomicReference<>(report);
        MetadataHandler documents = enforcer(metadata().build()).metadataBelow("", current::get);
        MetadataResponse first = documents.handle("GET", "/" + PATH);
        assertThat(documents.handle("GET", "/" + PATH), sameInstance(first));
        add("/orders", "read");
        MetadataResponse second = documents.handle("GET", "/" + PATH);
        assertThat(second, not(sameInstance(first)));
        assertThat(documents.handle("GET", "/" + PATH), sameInstance(second));
        AccessReport other = new AccessReport();
        other.add(new Endpoint("GET", "/orders", null));
        current.set(other);
        assertThat(
                new String(
                        Objects.requireNonNull(documents.handle("GET", "/" + PATH))
                                .body(),
                        StandardCharsets.UTF_8),
                not(containsString("scopes_supported")));
    }

    @Test
    void answerOfTheFilter_isThatOfTheHandler() {
        add("/orders", "read");
        FakeRequest found = get(filter(metadata()), PATH);
        assertThat(found.status(), is(200));
        assertThat(found.aborted().getMediaType(), is(MediaType.APPLICATION_JSON_TYPE));
        assertThat(found.aborted().getHeaderString("Cache-Control"), is("public, max-age=3600"));
        FakeRequest head = new FakeRequest("HEAD", PATH);
        filter(metadata()).filter(head);
        assertThat(head.aborted().hasEntity(), is(false));
        assertThat(head.aborted().getMediaType(), is(MediaType.APPLICATION_JSON_TYPE));
        FakeRequest post = new FakeRequest("POST", PATH);
        filter(metadata()).filter(post);
        assertThat(post.status(), is(405));
        MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
        MetadataFilter.keepOneOrigin(found, headers);
        MetadataFilter.keepOneOrigin(found, headers);
        assertThat(headers.size(), is(1));
        assertThat(found.getPropertyNames().isEmpty(), is(true));
    }

    /** A request to a path of the server, on an application that is at the base. */
    private static FakeRequest at(String base, String path, String below) {
        URI called = URI.create("https://api.example.com" + path);
        return new FakeRequest("GET", (UriInfo) Proxy.newProxyInstance(
                MetadataFilterTest.class.getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getBaseUri" -> URI.create("https://api.example.com" + base);
                    case "getPath" -> below;
                    case "getRequestUri", "getAbsolutePath" -> {
                        if (path.isEmpty()) {
                            throw new IllegalArgumentException("no URI");
                        }
                        yield called;
                    }
                    default -> null;
                }));
    }

    private boolean isServed(FakeRequest request) {
        filter(metadata()).filter(request);
        return request.aborted() != null;
    }

    @Test
    @DisplayName("R9728-3.1-d a runtime that gets the calls of the whole server answers at its root, too")
    void document_isAtTheRootOfTheServerToo() {
        assertThat(isServed(at("/app/", "/" + PATH, "")), is(true));
        assertThat(isServed(at("/app/", "/" + PATH + "/x", "")), is(false));
        assertThat(isServed(at("/app/", "/app/orders", "orders")), is(false));
        assertThat(isServed(at("/app/", "", "orders")), is(false));
        assertThat(isServed(at("/", "/" + PATH, PATH)), is(true));
        assertThat(isServed(at("/", "/orders", "/orders")), is(false));
    }

    private List<String> lines(ResourceMetadata.Builder metadata, String base) {
        try (LogLines log = new LogLines()) {
            filter(metadata).filter(at(base, base + "orders", "orders"));
            return List.copyOf(log.lines());
        }
    }

    @Test
    @DisplayName("R9728-3.1-d an application whose path the metadata is below has nothing to be told of")
    void applicationThatAnswersAtTheAddress_isSilent() {
        assertThat(lines(metadata(), "/"), is(List.of()));
        assertThat(lines(metadata(), "/.well-known/"), is(List.of()));
        assertThat(lines(metadata(), "/app/").size(), is(1));
        add("/orders/1", "read");
        assertThat(lines(metadata(), "/"), is(List.of()));
        add("/orderlines", "read");
        assertThat(lines(metadata(), "/").size(), is(1));
        assertThat(
                lines(metadata(), "/"),
                hasItem(containsString("challenges of 1 endpoints, such as /orderlines, name")));
    }
}
