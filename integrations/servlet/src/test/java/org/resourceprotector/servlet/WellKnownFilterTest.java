package org.resourceprotector.servlet;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.resourceprotector.ResourceProtector;

/** The metadata is where challenges say, on real servlet containers, wherever the application is. */
class WellKnownFilterTest {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

    private static String document(String resource) {
        return "{\"resource\":\"" + resource + "\",\"authorization_servers\":[\"https://login.example.com\"],"
                + "\"scopes_supported\":[\"orders:read\"],\"bearer_methods_supported\":[\"header\"]}";
    }

    private static HttpResponse<String> call(Container.Running server, String method, String path) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .header("X-Forwarded-Host", "evil.example.com")
                        .header("Origin", "https://client.example.com")
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> response, String name) {
        return String.join(" | ", response.headers().allValues(name));
    }

    /** A login for everything but the API, as another library may demand it. */
    private static void addLogin(ServletContext context) {
        Filter login = (request, response, chain) -> {
            if (((HttpServletRequest) request).getRequestURI().startsWith("/api/")) {
                chain.doFilter(request, response);
            } else {
                ((HttpServletResponse) response).sendError(401);
            }
        };
        FilterRegistration.Dynamic filter = context.addFilter("login", login);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "R9728-3-a R9728-3.1-c R9728-3.1-d R9728-3.3-b a WAR at the root serves it, whatever its servlets' paths")
    void webApplicationAtTheRoot_servesItForItsServlet(Container container) throws Exception {
        ResourceProtector protector = Orders.protector("https://api.example.com/api");
        try (LogLines log = new LogLines();
                Container.Running server = container.start(Map.of("", context -> {
                    addLogin(context);
                    Orders.addTo(context, protector, "/api", true);
                    WellKnownFilter.addTo(context, protector);
                }))) {
            HttpResponse<String> refused = call(server, "GET", "/api/orders");
            assertThat(refused.statusCode(), is(401));
            assertThat(
                    header(refused, "WWW-Authenticate"),
                    is("Bearer realm=\"api\", scope=\"orders:read\", resource_metadata=\"https://api.example.com"
                            + WELL_KNOWN + "/api\""));

            HttpResponse<String> found = call(server, "GET", WELL_KNOWN + "/api");
            assertThat(found.statusCode(), is(200));
            assertThat(found.body(), is(document("https://api.example.com/api")));
            assertThat(header(found, "Content-Type"), is("application/json"));
            assertThat(header(found, "Cache-Control"), is("public, max-age=3600"));
            assertThat(header(found, "Access-Control-Allow-Origin"), is("*"));

            HttpResponse<String> head = call(server, "HEAD", WELL_KNOWN + "/api");
            assertThat(head.statusCode(), is(200));
            assertThat(head.body(), is(""));
            HttpResponse<String> preflight = call(server, "OPTIONS", WELL_KNOWN + "/api");
            assertThat(preflight.statusCode(), is(204));
            assertThat(header(preflight, "Access-Control-Allow-Headers"), is("*"));
            HttpResponse<String> post = call(server, "POST", WELL_KNOWN + "/api");
            assertThat(post.statusCode(), is(405));
            assertThat(header(post, "Allow"), is("GET, HEAD, OPTIONS"));
            assertThat(log.lines(), is(List.of()));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R9728-3.1-e what is at no such path goes on, to other filters and to nobody")
    void otherPaths_goOn(Container container) throws Exception {
        ResourceProtector protector = Orders.protector("https://api.example.com/api");
        try (Container.Running server = container.start(Map.of("", context -> {
            addLogin(context);
            Orders.addTo(context, protector, "/api", true);
            WellKnownFilter.addTo(context, protector);
        }))) {
            for (String other : List.of("", "/", "/api/", "/api;x=1", "/apis", "/orders", "/api/../orders")) {
                HttpResponse<String> answer = call(server, "GET", WELL_KNOWN + other);
                assertThat(other, answer.statusCode(), is(401));
                assertThat(answer.body(), not(containsString("login.example.com")));
            }
        }
        try (Container.Running server = container.start(Map.of("", context -> {
            Orders.addTo(context, protector, "/api", true);
            WellKnownFilter.addTo(context, protector);
        }))) {
            assertThat(call(server, "GET", WELL_KNOWN + "/orders").statusCode(), is(404));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R9728-3.1-d a web application at the root serves it for another one in the same process")
    void webApplicationAtTheRoot_servesItForAnother(Container container) throws Exception {
        ResourceProtector protector = Orders.protector("https://api.example.com/app");
        try (LogLines log = new LogLines();
                Container.Running server = container.start(Map.of(
                        "",
                        context -> WellKnownFilter.addTo(context, protector),
                        "/app",
                        context -> Orders.addTo(context, protector, "", true)))) {
            assertThat(call(server, "GET", "/app/orders").statusCode(), is(401));
            assertThat(call(server, "GET", WELL_KNOWN + "/app").body(), is(document("https://api.example.com/app")));
            assertThat(log.lines(), is(List.of()));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R9728-3.1-d a web application that is not at the root says at its start what cannot be reached")
    void webApplicationElsewhere_saysSoAtItsStart(Container container) throws Exception {
        ResourceProtector protector = Orders.protector("https://api.example.com/app");
        ResourceProtector forwarded =
                Orders.protector(Orders.metadata("https://api.example.com/app").servedElsewhere());
        try (LogLines log = new LogLines()) {
            container
                    .start(Map.of("/app", context -> WellKnownFilter.addTo(context, forwarded)))
                    .close();
            assertThat(log.lines(), is(List.of()));
            container
                    .start(Map.of("/app", context -> WellKnownFilter.addTo(context, protector)))
                    .close();
            assertThat(
                    log.lines(),
                    hasItem(containsString("SEVERE clients are told to ask for https://api.example.com" + WELL_KNOWN
                            + "/app, which is not below /app")));
        }
    }

    @ParameterizedTest
    @EnumSource
    void documentBeforeTheApplicationIsDeployed_isNotForCaches(Container container) throws Exception {
        ResourceProtector protector = Orders.protector("https://api.example.com/api");
        try (Container.Running server = container.start(Map.of("", context -> {
            Orders.addTo(context, protector, "/api", false);
            WellKnownFilter.addTo(context, protector);
        }))) {
            HttpResponse<String> early = call(server, "GET", WELL_KNOWN + "/api");
            assertThat(early.body(), not(containsString("scopes_supported")));
            assertThat(header(early, "Cache-Control"), is("no-store"));

            assertThat(call(server, "GET", "/api/orders").statusCode(), is(401));

            HttpResponse<String> later = call(server, "GET", WELL_KNOWN + "/api");
            assertThat(later.body(), is(document("https://api.example.com/api")));
            assertThat(header(later, "Cache-Control"), is("public, max-age=3600"));
        }
    }
}
