package org.resourceprotector.openapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.TokenValidator;

/** The settings, the listener of swagger-core, and what is logged, without a server. */
class OpenApiSecurityTest {

    private static final ResourceProtector PROTECTOR =
            ResourceProtector.with(TokenValidator.lookup(token -> Optional.empty()));

    @Path("/items")
    public static class Items {

        @GET
        @Protected("items")
        public String all() {
            return "";
        }

        @GET
        @Path("open")
        public String open() {
            return "";
        }
    }

    public static class Api extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Items.class);
        }
    }

    public static class BrokenApi extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Broken.class);
        }
    }

    @Path("/broken")
    public static class Broken {

        @GET
        @Protected(ignoreInvalid = true)
        public String get() {
            return "";
        }
    }

    /** As an application writes it. */
    @OpenAPIDefinition(info = @Info(title = "Items", version = "1"))
    public static class ItemsDocument extends SwaggerSecurity {

        public ItemsDocument() {
            super(OpenApiSecurity.builder(PROTECTOR).application(new Api()).build());
        }
    }

    private static OpenAPI write(OpenApiSecurity security, OpenAPI document) {
        SwaggerModel.write(security, document);
        return document;
    }

    private static OpenAPI items() {
        return new OpenAPI()
                .paths(new Paths()
                        .addPathItem("/items", new PathItem().get(new Operation().description("All items.")))
                        .addPathItem("/items/open", new PathItem().get(new Operation())));
    }

    private static OpenApiSecurity.Builder builder() {
        return OpenApiSecurity.builder(PROTECTOR).application(new Api());
    }

    @Test
    void listenerOfSwagger_writesIntoItsDocument() {
        OpenAPI document = new Reader(new OpenAPI()).read(Set.of(Items.class, ItemsDocument.class));

        assertThat(
                document.getPaths().get("/items").getGet().getSecurity().get(0).get("bearerAuth"), is(empty()));
        assertThat(
                document.getPaths()
                        .get("/items")
                        .getGet()
                        .getResponses()
                        .get("403")
                        .get$ref(),
                is("#/components/responses/TokenInsufficient"));
        assertThat(document.getInfo().getTitle(), is("Items"));
    }

    @Test
    void filterBehindOurs_mayAddARequirement() {
        OpenAPI document = write(builder().build(), items());
        Operation operation = document.getPaths().get("/items").getGet();

        operation.addSecurityItem(new SecurityRequirement().addList("apiKey"));

        assertThat(operation.getSecurity().get(1).get("apiKey"), is(empty()));
    }

    @Test
    void descriptionOfTheApplication_isKeptBeforeOurs() {
        OpenApiSecurity security = builder().build();
        OpenAPI document = write(security, write(security, items()));

        assertThat(
                document.getPaths().get("/items").getGet().getDescription(),
                is("All items.\n\n**Access token:** scope `items`."));
    }

    @Test
    void operationOfWhichNoRuleIsKnown_isNamedAndClosed() {
        OpenAPI document = items();
        document.getPaths().addPathItem("/stranger", new PathItem().post(new Operation()));
        try (CapturedErrors log = new CapturedErrors()) {
            write(builder().build(), document);

            assertThat(log.messages(), contains(containsString("POST /stranger")));
        }
        Operation stranger = document.getPaths().get("/stranger").getPost();
        assertThat(stranger.getSecurity().size(), is(1));
        assertThat(stranger.getDescription(), is(AccessText.UNKNOWN));
    }

    @Test
    void rulesThatCannotBeRead_leaveNothingOpen() {
        try (CapturedErrors log = new CapturedErrors()) {
            OpenAPI document = write(
                    OpenApiSecurity.builder(PROTECTOR)
                            .application(new BrokenApi())
                            .build(),
                    items());

            assertThat(
                    document.getPaths()
                            .get("/items/open")
                            .getGet()
                            .getSecurity()
                            .size(),
                    is(1));
            assertThat(log.messages().get(0), containsString("cannot be read"));
        }
    }

    @Test
    void whatAMethodAcquires_isItsRequirement() {
        OpenApiSecurity security = builder()
                .openIdConnect("https://login.example.com/.well-known/openid-configuration")
                .acquires("GET", "/items/open", "a b", "c")
                .build();
        OpenAPI document = write(security, items());

        Operation open = document.getPaths().get("/items/open").getGet();
        assertThat(
                open.getSecurity().stream().map(one -> one.get("bearerAuth")).toList(),
                contains(List.of("a", "b"), List.of("c")));
        assertThat(open.getResponses().containsKey("403"), is(true));
    }

    @Test
    void acquiresAtADeclaredEndpoint_changesNothingAndIsLogged() {
        try (CapturedErrors log = new CapturedErrors()) {
            OpenAPI document = write(builder().acquires("GET", "/items").build(), items());

            assertThat(document.getPaths().get("/items").getGet().getDescription(), containsString("scope `items`"));
            assertThat(log.messages(), contains(containsString("GET /items")));
        }
    }

    @Test
    void schemeOfTheApplication_isKept() {
        OpenAPI document = items();
        SecurityScheme own = new SecurityScheme()
                .type(SecurityScheme.Type.OPENIDCONNECT)
                .openIdConnectUrl("https://login.example.com/metadata");
        document.setComponents(new Components().addSecuritySchemes("login", own));
        write(builder().schemeName("login").build(), document);

        assertThat(document.getComponents().getSecuritySchemes().get("login"), is(own));
        assertThat(
                document.getPaths().get("/items").getGet().getSecurity().get(0).get("login"), contains("items"));
    }

    @Test
    void answerOfTheApplication_isKept() {
        OpenAPI document = items();
        ApiResponse own = new ApiResponse().description("own");
        document.getPaths().get("/items").getGet().setResponses(new ApiResponses().addApiResponse("400", own));
        write(builder().build(), document);

        assertThat(
                document.getPaths()
                        .get("/items")
                        .getGet()
                        .getResponses()
                        .get("400")
                        .getDescription(),
                is("own"));
    }

    @Test
    void clientCredentials_areAFlow() {
        OpenAPI document = write(
                builder().clientCredentials("https://login.example.com/token").build(), items());

        SecurityScheme scheme = document.getComponents().getSecuritySchemes().get("bearerAuth");
        assertThat(scheme.getFlows().getClientCredentials().getTokenUrl(), is("https://login.example.com/token"));
        assertThat(scheme.getFlows().getClientCredentials().getScopes().keySet(), contains("items"));
    }

    @Test
    void withoutServer_bearerIsAnHttpScheme() {
        SecurityScheme scheme = write(builder().build(), items())
                .getComponents()
                .getSecuritySchemes()
                .get("bearerAuth");

        assertThat(scheme.getType(), is(SecurityScheme.Type.HTTP));
        assertThat(scheme.getScheme(), is("bearer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/token", "mailto:token", ""})
    void addressThatIsNoAbsoluteUri_isRefused(String address) {
        assertThrows(IllegalArgumentException.class, () -> builder().clientCredentials(address));
        assertThrows(IllegalArgumentException.class, () -> builder().openIdConnect(address));
    }

    @Test
    void flowsAndMetadata_areRefusedTogether() {
        OpenApiSecurity.Builder both = builder()
                .clientCredentials("https://login.example.com/token")
                .openIdConnect("https://login.example.com/metadata");

        assertThrows(IllegalStateException.class, both::build);
    }

    @Test
    void nameThatIsNoComponent_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> builder().schemeName("a/b"));
    }
}
