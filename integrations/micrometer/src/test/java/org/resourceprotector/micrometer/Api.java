package org.resourceprotector.micrometer;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** An API on Jersey, at a free port of loopback, and a client of it. */
final class Api implements AutoCloseable {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final SeBootstrap.Instance instance;

    private Api(SeBootstrap.Instance instance) {
        this.instance = instance;
    }

    static Api start(ResourceProtector protector) throws Exception {
        Application application = new Application() {
            @Override
            @SuppressWarnings("deprecation") // the resource is made here, with its protector
            public Set<Object> getSingletons() {
                return Set.of(protector, new Orders(protector));
            }
        };
        return new Api(SeBootstrap.start(
                        application,
                        SeBootstrap.Configuration.builder()
                                .protocol("HTTP")
                                .host("localhost")
                                .port(SeBootstrap.Configuration.FREE_PORT)
                                .rootPath("/")
                                .build())
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS));
    }

    /** The status of a GET, with a token or without. */
    int get(String path, @Nullable String token) throws Exception {
        return later(path, token).get(60, TimeUnit.SECONDS);
    }

    CompletableFuture<Integer> later(String path, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(60));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return send(request);
    }

    CompletableFuture<Integer> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.discarding()).thenApply(answer -> answer.statusCode());
    }

    URI uri(String path) {
        return instance.configuration().baseUri().resolve(path);
    }

    @Override
    public void close() {
        instance.stop().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** What it serves. */
    @Path("/")
    public static final class Orders {

        private final ResourceProtector protector;

        Orders(ResourceProtector protector) {
            this.protector = protector;
        }

        @GET
        @Path("orders/{id}")
        @Protected("orders")
        public String order(@PathParam("id") String id) {
            return id;
        }

        @GET
        @Path("admin")
        @Protected(roles = "admin")
        public String admin() {
            return "admin";
        }

        @GET
        @Path("news")
        @Protected(optional = true)
        public String news() {
            return "news";
        }

        @GET
        @Path("ads")
        @Protected(optional = true, ignoreInvalid = true)
        public String ads() {
            return "ads";
        }

        @GET
        @Path("acquired/{id}")
        public String acquired(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
            return protector.acquire(headers, uri, request, "orders").getName();
        }
    }
}
