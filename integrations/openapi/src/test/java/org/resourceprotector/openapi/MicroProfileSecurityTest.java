package org.resourceprotector.openapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.util.Arrays;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;

/** The document that SmallRye OpenAPI makes of the same application. */
class MicroProfileSecurityTest {

    @ApplicationPath("/api")
    public static final class Below extends Application {}

    /** As an application writes it. */
    public static final class ShopDocument extends MicroProfileSecurity {

        public ShopDocument() {
            super(Shop.described(Shop.protector()).application(new Shop()).build());
        }
    }

    private static JsonNode document(MicroProfileSecurity filter, Class<?>... classes) throws IOException {
        String json = SmallRyeOpenAPI.builder()
                .withConfig(new NoConfig())
                .withIndex(Index.of(classes))
                .addFilter(filter)
                .build()
                .toJSON();
        return Documents.read(json);
    }

    @Test
    void everyOperation_hasItsRequirementsAndRefusals() throws IOException {
        JsonNode document = document(new ShopDocument(), Shop.Orders.class, Shop.Lines.class, Shop.More.class);

        Documents.keep("smallrye.json", document.toString());

        assertThat(Documents.operations(document), contains(Shop.OPERATIONS));
        assertThat(
                Documents.operation(document, "delete", "/orders/{id}")
                        .get("description")
                        .asText(),
                containsString("permitted by `Shop.OwnOrder`"));
    }

    @Test
    void emptyPlaceThatServersFind_isNotInTheDocument() throws IOException {
        JsonNode document = document(
                new ShopDocument(), Shop.Orders.class, Shop.Lines.class, Shop.More.class, DocumentResource.class);

        assertThat(Documents.operations(document), contains(Shop.OPERATIONS));
    }

    @Test
    void pathOfTheApplication_isFoundByComparing() throws IOException {
        JsonNode document =
                document(new ShopDocument(), Shop.Orders.class, Shop.Lines.class, Shop.More.class, Below.class);

        assertThat(
                Documents.operations(document),
                contains(Arrays.stream(Shop.OPERATIONS)
                        .map(line -> line.replaceFirst(" /", " /api/"))
                        .toArray(String[]::new)));
    }

    @Test
    void schemesAndAnswers_areThoseOfSwagger() throws IOException {
        JsonNode components = document(new ShopDocument(), Shop.Orders.class, Shop.Lines.class, Shop.More.class)
                .get("components");

        assertThat(
                components
                        .at("/securitySchemes/bearerAuth/flows/authorizationCode/scopes/orders:read")
                        .asText(),
                is("See orders"));
        assertThat(components.at("/securitySchemes/dpopAuth/scheme").asText(), is("dpop"));
        assertThat(
                components
                        .at("/responses/TokenInsufficient/content/application~1problem+json/example/error")
                        .asText(),
                is("insufficient_scope"));
        assertThat(components.at("/schemas/TokenProblem/required/0").asText(), is("title"));
    }

    @Test
    void protectorThatIsNotDeployed_leavesNothingOpen() throws IOException {
        ResourceProtector notDeployed = Shop.protector();
        MicroProfileSecurity filter = new MicroProfileSecurity(OpenApiSecurity.of(notDeployed)) {};

        JsonNode document = document(filter, Shop.More.class, Shop.Lines.class);

        assertThat(
                Documents.operations(document).stream()
                        .filter(line -> line.contains("/health"))
                        .toList(),
                contains("GET /health [{bearerAuth=[]}, {dpopAuth=[]}] 400 401 403 503"));
    }
}
