package org.resourceprotector.testkit.readme;

import jakarta.annotation.Priority;
import jakarta.validation.constraints.NotBlank;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectionException;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenLookup;
import org.resourceprotector.token.TokenValidator;
import org.slf4j.MDC;

/** The recipes of docs/recipes.md, which RecipesTest runs; ReadmeTest compares them. */
final class Recipes {

    private Recipes() {}

    /** API keys beside tokens: a key is a token that came in another header. */
    @Priority(Priorities.AUTHENTICATION - 1)
    public static final class ApiKeys implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            MultivaluedMap<String, String> headers = request.getHeaders();
            for (String key : headers.getOrDefault("X-API-Key", List.of())) {
                headers.add(HttpHeaders.AUTHORIZATION, "Bearer " + key);
            }
        }
    }

    /** An API key, as the application stores it: by its hash. */
    record ApiKey(String owner, Set<String> scopes, boolean revoked) implements AccessToken {

        @Override
        public String getName() {
            return owner;
        }
    }

    static TokenValidator withDatabase(Storage.Tokens tokens) {
        TokenValidator validator = TokenValidator.lookup(tokens::find).unavailableOn(SQLException.class);
        return validator;
    }

    static ResourceProtector withKeys(TokenValidator jwts, TokenLookup keys) {
        ResourceProtector protector = ResourceProtector.with(jwts, TokenValidator.lookup(keys));
        return protector;
    }

    static ResourceProtector withKeysBeforeIntrospection(
            TokenValidator jwts, TokenLookup keys, TokenValidator introspection) {
        ResourceProtector protector = ResourceProtector.with(jwts, TokenValidator.lookup(keys), introspection);
        return protector;
    }

    /** Cross-origin requests of one web application. */
    @PreMatching
    @Priority(Priorities.AUTHENTICATION - 1)
    public static final class Cors implements ContainerRequestFilter, ContainerResponseFilter {

        private static final String ORIGIN = "https://app.example.com";

        @Override
        public void filter(ContainerRequestContext request) {
            if (request.getMethod().equals("OPTIONS")
                    && ORIGIN.equals(request.getHeaderString("Origin"))
                    && request.getHeaderString("Access-Control-Request-Method") != null) {
                request.abortWith(Response.noContent()
                        .header("Access-Control-Allow-Methods", "GET, POST")
                        .header("Access-Control-Allow-Headers", "Authorization, DPoP, Content-Type")
                        .build());
            }
        }

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            response.getHeaders().add("Vary", "Origin");
            if (ORIGIN.equals(request.getHeaderString("Origin"))) {
                response.getHeaders().putSingle("Access-Control-Allow-Origin", ORIGIN);
                response.getHeaders().putSingle("Access-Control-Expose-Headers", "WWW-Authenticate, DPoP-Nonce");
            }
        }
    }

    /** The application's own body of errors. */
    @Priority(-1) // behind the filter of the protector, whose status and headers stay
    public static final class OwnErrors implements ContainerResponseFilter {

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            if (response.getHeaderString(HttpHeaders.WWW_AUTHENTICATE) != null
                    || response.getHeaderString(HttpHeaders.RETRY_AFTER) != null) {
                String body = "{\"code\":" + response.getStatus() + ",\"help\":\"https://example.com/errors\"}";
                response.setEntity(body);
                response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON);
            }
        }
    }

    /** Calls another API in the name of the caller. */
    @Path("cart")
    public static final class Cart {

        private final Client client;
        private final URI prices;

        Cart(Client client, URI prices) {
            this.client = client;
            this.prices = prices;
        }

        @GET
        @Protected("cart")
        public String total(@Context HttpHeaders headers) {
            return client.target(prices)
                    .request()
                    .header(HttpHeaders.AUTHORIZATION, headers.getHeaderString(HttpHeaders.AUTHORIZATION))
                    .get(String.class);
        }
    }

    /** Who called, for every line of the log. */
    @Priority(Priorities.AUTHORIZATION)
    public static final class CallerInLog implements ContainerRequestFilter, ContainerResponseFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            AccessToken.from(request.getSecurityContext()).ifPresent(token -> MDC.put("caller", token.getName()));
        }

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            MDC.remove("caller");
        }
    }

    /** The tenant of the caller. */
    record Tenant(String id) {

        static Tenant of(SecurityContext security) {
            AccessToken token = AccessToken.require(security, AccessToken.class);
            if (token.claims().get("tenant") instanceof String id && !id.isBlank()) {
                return new Tenant(id);
            }
            throw ProtectionException.forbidden("the token names no tenant");
        }
    }

    /** Invoices of one tenant. */
    @Path("invoices")
    public static final class Invoices {

        @GET
        @Protected("invoices")
        public String list(@Context SecurityContext security) {
            Tenant tenant = Tenant.of(security);
            return "invoices of " + tenant.id();
        }
    }

    /** Orders, whose bodies are validated. */
    @Path("orders")
    public static final class Orders {

        @POST
        @Protected("orders")
        @Consumes(MediaType.TEXT_PLAIN)
        public String order(@NotBlank String item) {
            return "ordered " + item;
        }
    }

    /** Server-sent events, no longer than the token is valid. */
    @Path("events")
    public static final class Events {

        private final Clock clock;
        private final Runnable pause;

        Events(Clock clock, Runnable pause) {
            this.clock = clock;
            this.pause = pause;
        }

        @GET
        @Protected("events")
        @Produces(MediaType.SERVER_SENT_EVENTS)
        public void events(@Context SseEventSink sink, @Context Sse sse, @Context SecurityContext security)
                throws IOException {
            AccessToken token = AccessToken.require(security, AccessToken.class);
            Instant end = token.expiresAt();
            while (!sink.isClosed() && (end == null || clock.instant().isBefore(end))) {
                sink.send(sse.newEvent("tick"));
                pause.run();
            }
            sink.close();
        }
    }
}
