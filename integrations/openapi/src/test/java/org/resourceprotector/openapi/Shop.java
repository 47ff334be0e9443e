package org.resourceprotector.openapi;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;

/** An application with every kind of protection, and what a document has to say of it. */
public class Shop extends Application {

    /** Where tokens come from, as the document says. */
    static final String AUTHORIZE = "https://login.example.com/authorize";

    static final String TOKEN = "https://login.example.com/token";

    /** What its document says: method, path, requirements, statuses of refusals. */
    static final String[] OPERATIONS = {
        "DELETE /orders/{id} [{bearerAuth=[orders:write]}, {dpopAuth=[orders:write]}] 400 401 403 503",
        "GET /anything [{bearerAuth=[]}, {dpopAuth=[]}] 400 401 503",
        "GET /export [{bearerAuth=[profile]}] 400 401 403 503",
        "GET /health []",
        "GET /key [{other=[]}]",
        "GET /news [{bearerAuth=[]}, {dpopAuth=[]}, {}] 503",
        "GET /open []",
        "GET /orders [{bearerAuth=[orders:read]}, {dpopAuth=[orders:read]}] 400 401 403 503",
        "GET /orders/{id} [{bearerAuth=[]}, {dpopAuth=[]}, {}] 400 401 503",
        "GET /orders/{id}/lines [{bearerAuth=[orders:read, lines]}, {dpopAuth=[orders:read, lines]}] 400 401 403 503",
        "GET /report [{bearerAuth=[json, text]}, {dpopAuth=[json, text]}] 400 401 403 503",
        "GET /transfer [{dpopAuth=[]}] 400 401 503",
        "POST /orders [{bearerAuth=[orders:read, orders:write]}, {dpopAuth=[orders:read, orders:write]},"
                + " {bearerAuth=[admin]}, {dpopAuth=[admin]}] 400 401 403 503",
    };

    /** A token of its own. */
    record ShopToken(Set<String> scopes) implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }

        @Override
        public @Nullable Instant expiresAt() {
            return null;
        }

        @Override
        public Map<String, Object> claims() {
            return Map.of();
        }
    }

    /** Permits nobody. */
    public static final class OwnOrder implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return false;
        }
    }

    @Path("/orders")
    @Protected("orders:read")
    public static class Orders {

        @GET
        public String all() {
            return "all";
        }

        @POST
        @Protected({"orders:read orders:write", "admin"})
        public String add() {
            return "added";
        }

        @GET
        @Path("{id: [0-9]{1,18}}")
        @Protected(optional = true)
        public String one(@PathParam("id") long id) {
            return "one";
        }

        @DELETE
        @Path("{id: [0-9]{1,18}}")
        @Protected(
                value = "orders:write",
                roles = "manager",
                acr = {"gold", "platinum"},
                maxAge = 300,
                audience = "https://pay.example.com",
                details = "order:delete",
                conditions = OwnOrder.class)
        public void remove(@PathParam("id") long id) {}

        @Path("{id}/lines")
        public Lines lines(@PathParam("id") String id) {
            return new Lines();
        }
    }

    public static class Lines {

        @GET
        @Protected("lines")
        public String all() {
            return "lines";
        }
    }

    @Path("/")
    @io.swagger.v3.oas.annotations.security.SecurityScheme(
            name = "other",
            type = io.swagger.v3.oas.annotations.enums.SecuritySchemeType.APIKEY,
            in = io.swagger.v3.oas.annotations.enums.SecuritySchemeIn.HEADER,
            paramName = "Key")
    @SecurityScheme(
            securitySchemeName = "other",
            type = SecuritySchemeType.APIKEY,
            in = SecuritySchemeIn.HEADER,
            apiKeyName = "Key")
    public static class More {

        @GET
        @Path("health")
        @Unprotected
        public String health() {
            return "well";
        }

        @GET
        @Path("open")
        public String open() {
            return "open";
        }

        /** Is protected, whatever is written here. */
        @GET
        @Path("anything")
        @io.swagger.v3.oas.annotations.security.SecurityRequirement(name = "other")
        @SecurityRequirement(name = "other")
        @Protected
        public String anything(@Context SecurityContext security) {
            return AccessToken.require(security, ShopToken.class).getName();
        }

        @GET
        @Path("news")
        @Protected(optional = true, ignoreInvalid = true)
        public String news() {
            return "news";
        }

        /** Asks for a token by itself, so that only what is written here can tell. */
        @GET
        @Path("export")
        @io.swagger.v3.oas.annotations.security.SecurityRequirement(name = "bearerAuth", scopes = "profile")
        @SecurityRequirement(name = "bearerAuth", scopes = "profile")
        public String export() {
            return "export";
        }

        /** Asks for a key of another kind by itself, of which the library knows nothing. */
        @GET
        @Path("key")
        @io.swagger.v3.oas.annotations.security.SecurityRequirement(
                name = "other",
                scopes = {})
        @SecurityRequirement(
                name = "other",
                scopes = {})
        public String key() {
            return "key";
        }

        @GET
        @Path("transfer")
        @Protected(senderConstrained = true)
        public String transfer() {
            return "transferred";
        }

        @GET
        @Path("report")
        @Produces("application/json")
        @Protected("json")
        public String json() {
            return "{}";
        }

        @GET
        @Path("report")
        @Produces("text/plain")
        @Protected("text")
        public String text() {
            return "report";
        }
    }

    private final ResourceProtector protector;
    private final Set<Object> singletons;

    /** The application alone, as one that is described. */
    public Shop() {
        this(protector());
    }

    Shop(ResourceProtector protector, Object... further) {
        this.protector = protector;
        Set<Object> all = new LinkedHashSet<>(Set.of(protector));
        all.addAll(Set.of(further));
        this.singletons = all;
    }

    ResourceProtector protectorInIt() {
        return protector;
    }

    static ResourceProtector protector() {
        return ResourceProtector.builder()
                .validator(TokenValidator.lookup(token -> switch (token) {
                    case "reader" -> Optional.of(new ShopToken(Set.of("orders:read")));
                    case "outage" -> throw new ValidationUnavailableException("down");
                    default -> Optional.empty();
                }))
                .senderConstraint(Dpop.builder().build())
                .build();
    }

    static OpenApiSecurity.Builder described(ResourceProtector protector) {
        return OpenApiSecurity.builder(protector)
                .authorizationCode(AUTHORIZE, TOKEN)
                .scope("orders:read", "See orders")
                .scope("profile", "See who you are");
    }

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(Orders.class, More.class);
    }

    @Override
    @SuppressWarnings("deprecation")
    public Set<Object> getSingletons() {
        return singletons;
    }
}
