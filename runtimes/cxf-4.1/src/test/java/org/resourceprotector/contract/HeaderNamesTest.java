package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** Headers whose names an application writes in two ways, of which CXF sends one. */
class HeaderNamesTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Root.class, ResourceProtector.with(TOKENS.validator()));

    @Path("/names")
    public static class Root {
        @GET
        @Path("vary")
        @Protected(optional = true)
        public Response vary() {
            return Response.ok("anything")
                    .header("vary", "authorization")
                    .header("Vary", "Accept")
                    .build();
        }

        @GET
        @Path("challenges")
        @Protected
        public Response challenges() {
            return Response.status(401)
                    .header("www-authenticate", "Basic realm=\"x\"")
                    .header("WWW-Authenticate", "Own realm=\"y\"")
                    .build();
        }
    }

    private static List<String> elements(String path, String header) {
        return List.of(
                SERVER.get(path).bearer(Tokens.PLAIN).sendRaw().header(header).split(", "));
    }

    @Test
    @DisplayName("R9111-4.1-a what the answer depends on is all there")
    void whatTheAnswerDependsOn_isAllThere() {
        assertThat(elements("/names/vary", "Vary"), containsInAnyOrder("authorization", "Accept"));
    }

    @Test
    @DisplayName("R9110-11.6.1-b challenges of the application's own survive")
    void challengesOfTheApplication_surviveAll() {
        assertThat(
                elements("/names/challenges", "WWW-Authenticate"),
                containsInAnyOrder("Basic realm=\"x\"", "Own realm=\"y\""));
    }
}
