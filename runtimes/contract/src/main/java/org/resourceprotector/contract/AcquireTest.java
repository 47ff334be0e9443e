package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.testkit.Challenge;
import org.resourceprotector.testkit.Challenges;

/** {@code acquire}, in an application whose own mappers would eat every exception. */
class AcquireTest {

    private static final Tokens TOKENS = new Tokens();
    private static final FaultyValidator VALIDATOR = new FaultyValidator(TOKENS.validator());
    private static final ResourceProtector PROTECTOR = ResourceProtector.with(VALIDATOR);

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Endpoints.Root.class,
            new Acquiring(PROTECTOR),
            PROTECTOR,
            EatsThrowables.class,
            EatsWebExceptions.class,
            OffersBasic.class);

    /** Offers a scheme of the application's own, besides, to those who ask for it. */
    public static class OffersBasic implements ContainerResponseFilter {
        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            if (request.getHeaderString("Offer") != null) {
                response.getHeaders().add("WWW-Authenticate", "Basic realm=\"x\"");
            }
        }
    }

    public static class EatsThrowables implements ExceptionMapper<Throwable> {
        @Override
        public Response toResponse(Throwable thrown) {
            return Response.status(418).entity("eaten").build();
        }
    }

    public static class EatsWebExceptions implements ExceptionMapper<WebApplicationException> {
        @Override
        public Response toResponse(WebApplicationException thrown) {
            return Response.status(419).entity("eaten").build();
        }
    }

    private static Call with(String path, String authorization) {
        return SERVER.get(path).header("Authorization", authorization);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic dXNlcjpwdw==",
                "Bearer",
                "Bearer a b",
                "Bearer s3cr3t-unknown",
                "Bearer s3cr3t-expired",
                "Bearer s3cr3t-revoked",
                "Bearer s3cr3t-plain",
                "Bearer s3cr3t-email",
                "Bearer s3cr3t-down",
                "Bearer s3cr3t-down-for-a-while",
                "Bearer s3cr3t-throws",
                "Bearer s3cr3t-answers-null"
            })
    @DisplayName("A68 acquire answers as the annotation does")
    void acquireAnswersAsTheAnnotationDoes(String authorization) {
        int ran = Ran.times("acquire/profile");
        Answer acquired = with("/acquire/profile", authorization).sendRaw();
        Answer annotated = with("/profile", authorization).sendRaw();
        assertThat(acquired.status(), is(annotated.status()));
        assertThat(acquired.body(), is(annotated.body()));
        for (String name : new String[] {"WWW-Authenticate", "Cache-Control", "Retry-After", "Content-Type"}) {
            assertThat(name, acquired.header(name), is(annotated.header(name)));
        }
        assertThat(Ran.times("acquire/profile"), is(ran));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/profile", "/acquire/profile", "/acquire/narrowed", "/acquire/narrowed-further"})
    void acquireAnswersInTheKindOfJsonThatIsPreferred(String path) {
        String token = path.endsWith("further") ? Tokens.PROFILE : Tokens.EMAIL;
        for (String type : new String[] {"application/json", "application/problem+json"}) {
            String accept = type + ", text/plain;q=0.1";
            Answer answer =
                    SERVER.get(path).bearer(token).header("Accept", accept).sendRaw();
            assertThat(answer.status() + " " + answer.mediaType(), is("403 " + type));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/profile", "/acquire/profile", "/acquire/narrowed-open"})
    @DisplayName("R9110-11.6.1-b a challenge that the application adds survives, however the call is refused")
    void challengeThatTheApplicationAdds_survives(String path) {
        Answer answer = SERVER.get(path).header("Offer", "basic").sendRaw();
        assertThat(answer.status(), is(401));
        assertThat(
                Challenges.parse(answer.challenge()).stream()
                        .map(Challenge::scheme)
                        .toList(),
                contains("Bearer", "Basic"));
    }

    @Test
    void acquireAnswersTwoHeaderLinesAsTheAnnotationDoes() {
        int asked = VALIDATOR.asked();
        Answer acquired = SERVER.get("/acquire/any")
                .bearer(Tokens.PLAIN)
                .bearer(Tokens.PLAIN)
                .sendRaw();
        assertThat(acquired.status(), is(400));
        assertThat(acquired.challenge(), containsString("error=\"invalid_request\""));
        assertThat(VALIDATOR.asked(), is(asked));
    }

    @ParameterizedTest
    @CsvSource({
        "/acquire/any, s3cr3t-plain, ran acquire/any for alice",
        "/acquire/profile, s3cr3t-profile, ran acquire/profile for alice",
        "/acquire/mixed, s3cr3t-user, ran acquire/mixed",
        "/acquire/mixed, s3cr3t-both, ran acquire/mixed",
        "/acquire/often, s3cr3t-profile, ran acquire/often",
        "/acquire/after, s3cr3t-profile, ran acquire/after",
        "/acquire/narrowed, s3cr3t-profile, ran acquire/narrowed for alice",
        "/acquire/caught, s3cr3t-profile, let in",
        "/acquire/caught, s3cr3t-email, INSUFFICIENT_SCOPE 403",
        "/acquire/caught, s3cr3t-unknown, UNKNOWN 401",
        "/acquire/no-rule, s3cr3t-plain, no rule"
    })
    @DisplayName("A69 A72 acquire hands out the token, or says why not")
    void acquireHandsOutTheTokenOrSaysWhyNot(String path, String token, String body) {
        Answer answer = SERVER.get(path).bearer(token).send();
        assertThat(answer.status(), is(200));
        assertThat(answer.body(), is(body));
    }

    @ParameterizedTest
    @CsvSource({
        "/acquire/mixed, s3cr3t-email, profile email",
        "/acquire/often, s3cr3t-email, profile",
        "/acquire/after, s3cr3t-email, profile",
        "/acquire/narrowed, s3cr3t-email, profile",
        "/acquire/narrowed-further, s3cr3t-profile, profile email"
    })
    @DisplayName("A73 MCP-scope-c what is acquired beyond the annotation must hold too, and all is asked for at once")
    void whatIsAcquiredMustHoldToo(String path, String token, String scope) {
        int ran = Ran.times(path.substring(1));
        Answer answer = SERVER.get(path).bearer(token).send();
        assertThat(answer.status(), is(403));
        assertThat(answer.challenge(), containsString("scope=\"" + scope + "\", error=\"insufficient_scope\""));
        assertThat(answer.header("Cache-Control"), is("no-store"));
        assertThat(Ran.times(path.substring(1)), is(ran));
    }

    @Test
    void whereNothingWasValidatedTheSecurityContextHoldsNoToken() {
        for (Call call : Stream.of(
                        SERVER.get("/acquire/narrowed-open"),
                        SERVER.get("/acquire/narrowed-open").bearer(Tokens.PLAIN))
                .toList()) {
            Answer answer = call.send();
            assertThat(answer.status(), is(401));
            assertThat(answer.challenge(), is("Bearer realm=\"api\""));
        }
        assertThat(Ran.times("acquire/narrowed-open"), is(0));
    }

    @ParameterizedTest
    @CsvSource({"/acquire/any, 1", "/acquire/often, 6", "/acquire/after, 2", "/acquire/narrowed, 1"})
    @DisplayName("A74 a token is validated for its annotations once, and for each acquire of the headers")
    void tokenIsValidatedOncePerAcquireOfTheHeaders(String path, int times) {
        for (int i = 0; i < 3; i++) {
            int asked = VALIDATOR.asked();
            assertThat(SERVER.get(path).bearer(Tokens.PROFILE).send().status(), is(200));
            assertThat(VALIDATOR.asked(), is(asked + times));
        }
    }

    @Test
    void bodyReachesTheMethodThatAcquires() {
        Answer answer = SERVER.call("POST", "/acquire/posted")
                .bearer(Tokens.PROFILE)
                .body("text/plain", "hello")
                .send();
        assertThat(answer.body(), is("ran acquire/posted hello"));
    }

    @Test
    void headIsAnsweredWithoutBody() {
        Answer answer = SERVER.call("HEAD", "/acquire/profile").sendRaw();
        assertThat(answer.status(), is(401));
        assertThat(answer.challenge(), is("Bearer realm=\"api\", scope=\"profile\""));
    }

    @Test
    void theRefusalIsWrittenInTheJsonThatTheCallerPrefers() {
        String accept = "text/plain;q=0.1, application/json";
        Answer answer = SERVER.get("/acquire/profile").header("Accept", accept).send();
        assertThat(answer.status() + " " + answer.mediaType(), is("401 application/json"));
    }

    @Test
    void otherExceptionsAreStillTheApplications() {
        assertThat(SERVER.get("/acquire/nowhere").send().status(), is(419));
    }
}
