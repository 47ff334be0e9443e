package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.testkit.Challenge;
import org.resourceprotector.testkit.Challenges;

/** An application with mappers for everything and a response filter of its own. */
class MappersTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Endpoints.Root.class,
            Own.class,
            Cors.class,
            AcquireTest.EatsThrowables.class,
            AcquireTest.EatsWebExceptions.class,
            ResourceProtector.with(new FaultyValidator(TOKENS.validator())));

    public static class Cors implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            response.getHeaders().putSingle("Access-Control-Allow-Origin", "*");
            response.getHeaders().putSingle("Vary", "Origin");
        }
    }

    /** Answers of the application's own, on protected endpoints and on open ones. */
    @Path("/own")
    public static class Own {
        @GET
        @Path("bare-401")
        @Protected
        public Response bare401() {
            return Response.status(401).build();
        }

        @GET
        @Path("empty-401")
        @Protected
        public Response empty401() {
            return Response.status(401).header("WWW-Authenticate", "").build();
        }

        @GET
        @Path("basic-401")
        @Protected
        public Response basic401() {
            return Response.status(401)
                    .header("WWW-Authenticate", "Basic realm=\"x\"")
                    .build();
        }

        @GET
        @Path("two-401")
        @Protected
        public Response two401() {
            return Response.status(401)
                    .header("WWW-Authenticate", "Basic realm=\"x\"")
                    .header("WWW-Authenticate", "Bearer realm=\"api\", error=\"invalid_token\"")
                    .build();
        }

        @GET
        @Path("403")
        @Protected
        public Response forbidden() {
            return Response.status(403).entity("own").build();
        }

        @GET
        @Path("thrown")
        @Protected
        public String thrown() {
            throw new NotAuthorizedException("Own realm=\"x\"");
        }

        @GET
        @Path("optional")
        @Protected(optional = true)
        public String optional() {
            return "optional";
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 401, Bearer realm=\"api\"",
        "Bearer a b, 400, 'Bearer realm=\"api\", error=\"invalid_request\"'",
        "Bearer s3cr3t-unknown, 401, 'Bearer realm=\"api\", error=\"invalid_token\"'",
        "Bearer s3cr3t-plain, 403, 'Bearer realm=\"api\", scope=\"profile\", error=\"insufficient_scope\"'",
        "Bearer s3cr3t-down, 503, ''",
        "Bearer s3cr3t-throws, 500, ''",
        "Bearer s3cr3t-throws-error, 500, ''"
    })
    @DisplayName("P11 P15 no mapper changes a refusal, and response filters run for it")
    void noMapperChangesRefusalAndResponseFiltersRun(String authorization, int status, String challenge) {
        Answer answer =
                SERVER.get("/profile").header("Authorization", authorization).sendRaw();
        assertThat(answer.status(), is(status));
        assertThat(answer.challenge(), startsWith(challenge));
        assertThat(answer.mediaType(), is("application/problem+json"));
        assertThat(answer.body(), startsWith("{\"title\":"));
        assertThat(answer.header("Access-Control-Allow-Origin"), is("*"));
        assertThat(answer.header("Access-Control-Allow-Credentials"), is(""));
    }

    @Test
    @DisplayName("R9111-4.1-a what the application says about caching is kept")
    void whatTheApplicationSaysOfVaryIsKept() {
        assertThat(SERVER.get("/own/optional").send().header("Vary"), is("Origin, Authorization"));
        assertThat(SERVER.get("/open").send().header("Vary"), is("Origin"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/own/bare-401", "/own/empty-401"})
    @DisplayName("R9110-15.5.2-a a 401 of the application's own gets a challenge")
    void bareAnswerOfTheApplicationGetsChallenge(String path) {
        Answer answer = SERVER.get(path).bearer(Tokens.PLAIN).sendRaw();
        assertThat(answer.status(), is(401));
        assertThat(answer.challenge(), is("Bearer realm=\"api\""));
    }

    @Test
    @DisplayName("R9110-11.6.1-b challenges of the application's own survive")
    void challengesOfTheApplicationSurvive() {
        assertThat(SERVER.get("/own/basic-401").bearer(Tokens.PLAIN).sendRaw().challenge(), is("Basic realm=\"x\""));
        Answer two = SERVER.get("/own/two-401").bearer(Tokens.PLAIN).sendRaw();
        List<Challenge> challenges = Challenges.parse(two.challenge());
        assertThat(challenges.get(0).scheme(), is("Basic"));
        assertThat(challenges.get(1).param("error"), is("invalid_token"));
    }

    @Test
    @DisplayName("R9110-11.6.1-a a 403 of the application's own stays as it is")
    void forbiddenOfTheApplicationStaysAsItIs() {
        Answer answer = SERVER.get("/own/403").bearer(Tokens.PLAIN).sendRaw();
        assertThat(answer.status() + answer.challenge(), is("403"));
        assertThat(answer.body(), containsString("own"));
    }

    @Test
    void whatTheApplicationThrowsIsStillMappedByTheApplication() {
        assertThat(SERVER.get("/own/thrown").bearer(Tokens.PLAIN).sendRaw().status(), is(419));
    }
}
