package org.resourceprotector.openapi;

import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Optional;
import java.util.Set;
import org.glassfish.jersey.server.ResourceConfig;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.TokenValidator;

/** The lines of docs/openapi.md; ReadmeTest of the test kit compares them. */
final class Recipes {

    private Recipes() {}

    @Path("/orders")
    @Protected("orders:read")
    static class OrdersResource {

        @GET
        public String all() {
            return "";
        }
    }

    @SuppressWarnings("deprecation") // instances are registered there on every runtime
    static class Api extends Application {

        static final ResourceProtector PROTECTOR =
                ResourceProtector.with(TokenValidator.lookup(token -> Optional.empty()));

        private final ResourceProtector protector = PROTECTOR;
        private final SwaggerDocument document = document(protector);

        @Override
        public Set<Object> getSingletons() {
            return Set.of(protector, new OrdersResource(), document);
        }
    }

    static SwaggerDocument document(ResourceProtector protector) {
        SwaggerDocument document = new SwaggerDocument(
                OpenApiSecurity.of(protector),
                new OpenAPI().info(new Info().title("Orders").version("1")));
        return document;
    }

    static ResourceConfig jersey(ResourceProtector protector, SwaggerDocument document) {
        return new ResourceConfig()
                .register(OrdersResource.class)
                .register(protector)
                .register(document);
    }

    static SwaggerDocument named(OpenApiSecurity security, OpenAPI template) {
        return new SwaggerDocument(security, template, OrdersResource.class);
    }

    static OpenApiSecurity login(ResourceProtector protector) {
        OpenApiSecurity security = OpenApiSecurity.builder(protector)
                .authorizationCode("https://login.example.com/authorize", "https://login.example.com/token")
                .scope("orders:read", "See orders")
                .build();
        return security;
    }

    static OpenApiSecurity.Builder acquires(ResourceProtector protector) {
        return OpenApiSecurity.builder(protector).acquires("GET", "/export", "profile");
    }

    @OpenAPIDefinition(info = @io.swagger.v3.oas.annotations.info.Info(title = "Orders", version = "1"))
    public static class OrdersDocument extends SwaggerSecurity {
        public OrdersDocument() {
            super(OpenApiSecurity.of(Api.PROTECTOR));
        }
    }

    public static class OrdersFilter extends MicroProfileSecurity {
        public OrdersFilter() {
            super(OpenApiSecurity.builder(Api.PROTECTOR)
                    .application(new Api(), OrdersResource.class)
                    .build());
        }
    }
}
