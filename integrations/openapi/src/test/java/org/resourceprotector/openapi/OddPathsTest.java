package org.resourceprotector.openapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.responses.ApiResponses;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Paths;
import org.hamcrest.Matcher;
import org.jboss.jandex.Index;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.TokenValidator;

/** Paths and methods that generators and the report might write in different ways. */
class OddPathsTest {

    private static final String[] OPERATIONS = {
        "GET /odd",
        "GET /odd/deep/{rest}/end",
        "GET /odd/inherited",
        "GET /odd/slashes/all",
        "GET /odd/spaced/{id}",
        "GET /odd/sub/below",
        "GET /odd/two/{a}-{b}",
        "HEAD /odd/head",
        "OPTIONS /odd/head",
        "PATCH /odd/{id}",
        "POST /odd/{id}",
    };

    public interface Inherited {

        @GET
        @Path("inherited")
        @Protected("inherited")
        String inherited();
    }

    @Path("odd/")
    @Protected("odd")
    public static class Odd implements Inherited {

        @Override
        public String inherited() {
            return "";
        }

        @GET
        public String root() {
            return "";
        }

        @GET
        @Path("/slashes/all/")
        public String slashes() {
            return "";
        }

        @GET
        @Path("spaced/{ id : [0-9]{1,3} }")
        public String spaced(@PathParam("id") String id) {
            return "";
        }

        @GET
        @Path("two/{a}-{b: [a-z]+}")
        public String two(@PathParam("a") String a, @PathParam("b") String b) {
            return "";
        }

        @GET
        @Path("deep/{rest: .+}/end")
        public String deep(@PathParam("rest") String rest) {
            return "";
        }

        @HEAD
        @Path("head")
        public void head() {}

        @OPTIONS
        @Path("head")
        public void options() {}

        @POST
        @Path("{id: \\d{2}}")
        public void post(@PathParam("id") String id) {}

        @PATCH
        @Path("{id: [^/]+?}")
        public void patch(@PathParam("id") String id) {}

        @Path("/sub")
        public Sub sub() {
            return new Sub();
        }
    }

    public static class Sub {

        @GET
        @Path("/below")
        public String below() {
            return "";
        }
    }

    public static class Api extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Odd.class);
        }
    }

    private static OpenApiSecurity security() {
        return OpenApiSecurity.builder(ResourceProtector.with(TokenValidator.lookup(token -> Optional.empty())))
                .application(new Api())
                .build();
    }

    private static List<String> operations(JsonNode document) {
        return Documents.operations(document).stream()
                .map(line -> line.replaceFirst("^(\\S+ \\S+) .*", "$1"))
                .toList();
    }

    private static List<String> errors(Runnable write) {
        try (CapturedErrors log = new CapturedErrors()) {
            write.run();
            return log.messages();
        }
    }

    @Test
    void swagger_writesThemSoThatTheirRulesAreFound() throws Exception {
        OpenAPI document = new Reader(new OpenAPI()).read(Set.of(Odd.class));
        List<String> errors = errors(() -> SwaggerModel.write(security(), document));

        assertThat(operations(Documents.read(Json.mapper().writeValueAsString(document))), contains(OPERATIONS));
        assertThat(errors, is(empty()));
    }

    @Test
    void smallRye_writesThemSoThatTheirRulesAreFound() throws IOException {
        Index index = Index.of(Odd.class, Sub.class, Inherited.class);
        StringBuilder json = new StringBuilder();
        List<String> errors = errors(() -> json.append(SmallRyeOpenAPI.builder()
                .withConfig(new NoConfig())
                .withIndex(index)
                .addFilter(new MicroProfileSecurity(security()) {})
                .build()
                .toJSON()));

        assertThat(operations(Documents.read(json.toString())), contains(OPERATIONS));
        assertThat(errors, is(empty()));
    }

    @Test
    void swagger_pathsThatDifferInSlashesOnlyHaveTheSameRule() throws Exception {
        OpenAPI document = new OpenAPI();
        for (String path : List.of("/odd", "/odd/", "/odd//sub/below", "/odd/sub/below/")) {
            document.path(path, new PathItem().get(new Operation().responses(new ApiResponses())));
        }
        SwaggerModel.write(security(), document);

        assertThat(
                Documents.operations(Documents.read(Json.mapper().writeValueAsString(document))),
                sameRules("[{bearerAuth=[]}] 400 401 403 503"));
    }

    @Test
    void smallRye_pathsThatDifferInSlashesOnlyHaveTheSameRule() throws IOException {
        Paths paths = OASFactory.createPaths();
        for (String path : List.of("/odd", "/odd/", "/odd//sub/below", "/odd/sub/below/")) {
            paths.addPathItem(
                    path,
                    OASFactory.createPathItem()
                            .GET(OASFactory.createOperation().responses(OASFactory.createAPIResponses())));
        }
        String json = SmallRyeOpenAPI.builder()
                .withConfig(new NoConfig())
                .withInitialModel(OASFactory.createOpenAPI().paths(paths))
                .addFilter(new MicroProfileSecurity(security()) {})
                .build()
                .toJSON();

        assertThat(Documents.operations(Documents.read(json)), sameRules("[{bearerAuth=[odd]}] 400 401 403 503"));
    }

    private static Matcher<Iterable<? extends String>> sameRules(String security) {
        return contains(
                "GET /odd " + security,
                "GET /odd/ " + security,
                "GET /odd//sub/below " + security,
                "GET /odd/sub/below/ " + security);
    }
}
