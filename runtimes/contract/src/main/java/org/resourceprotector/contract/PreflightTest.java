package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** OPTIONS: which ones are asked for a token, and which ones are not. */
@DisplayName("A17 BBA-a R9110-15.5.6-a")
class PreflightTest {

    private static final Tokens TOKENS = new Tokens();
    private static final FaultyValidator VALIDATOR = new FaultyValidator(TOKENS.validator());

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            OnMethods.class, OnClass.class, ByHand.class, MappersTest.Cors.class, ResourceProtector.with(VALIDATOR));

    @Path("/methods")
    public static class OnMethods {
        @GET
        @Protected
        public String get() {
            return Ran.here("options/get");
        }
    }

    @Path("/class")
    @Protected
    public static class OnClass {
        @GET
        public String get() {
            return Ran.here("options/get");
        }

        @Path("/sub")
        @Protected
        public Object sub() {
            return new OnMethods();
        }
    }

    @Path("/by-hand")
    @Protected
    public static class ByHand {
        @GET
        public String get() {
            return Ran.here("options/get");
        }

        @OPTIONS
        public String options(@Context SecurityContext security) {
            return Ran.here("options/by-hand") + " for " + (security.getUserPrincipal() == null ? "nobody" : "alice");
        }
    }

    private static Call preflight(String path) {
        return SERVER.call("OPTIONS", path)
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/methods", "/class", "/by-hand"})
    void genuinePreflightIsNeverAskedForToken(String path) {
        int asked = VALIDATOR.asked();
        Answer answer = preflight(path).sendRaw();
        assertThat(answer.toString(), answer.status(), is(lessThan(300)));
        assertThat(answer.header("Access-Control-Allow-Origin"), is("*"));
        assertThat(VALIDATOR.asked(), is(asked));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/methods", "/class"})
    void enginesOwnAnswerIsNotAskedForToken(String path) {
        Answer answer = SERVER.call("OPTIONS", path).sendRaw();
        assertThat(answer.toString(), answer.status(), is(lessThan(300)));
    }

    @Test
    void preflightOfMethodWrittenByHandRunsItAnonymously() {
        assertThat(preflight("/by-hand").sendRaw().body(), is("ran options/by-hand for nobody"));
        assertThat(preflight("/by-hand").bearer(Tokens.PLAIN).sendRaw().body(), is("ran options/by-hand for nobody"));
    }

    @Test
    void handwrittenOptions_isAnEndpointForAnyOtherRequest() {
        EndpointProbe probe = new EndpointProbe(SERVER, "OPTIONS", "/by-hand", "options/by-hand");
        probe.closedWithoutToken("Bearer realm=\"api\"");
        probe.closedTo(Tokens.UNKNOWN, 401);
        probe.opensTo(Tokens.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Origin: https://app.example", "Access-Control-Request-Method: GET"})
    void halfPreflightIsNone(String line) {
        String[] header = line.split(": ", -1);
        int ran = Ran.times("options/by-hand");
        Answer answer =
                SERVER.call("OPTIONS", "/by-hand").header(header[0], header[1]).sendRaw();
        assertThat(answer.status(), is(401));
        assertThat(Ran.times("options/by-hand"), is(ran));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "DELETE"})
    void headersOfPreflightOnAnotherMethodOpenNothing(String method) {
        Answer answer = SERVER.call(method, "/methods")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "GET")
                .header("X-HTTP-Method-Override", "OPTIONS")
                .sendRaw();
        assertThat(answer.status(), is(greaterThanOrEqualTo(400)));
        assertThat(Ran.times("options/get"), is(0));
    }

    @Test
    void preflightBehindLocatorRunsNothing() {
        preflight("/class/sub").sendRaw();
        assertThat(Ran.times("options/get"), is(0));
    }

    @Test
    void whatIsNotThereIsAnsweredByTheEngine() {
        assertThat(SERVER.get("/nowhere").send().status(), is(404));
        assertThat(SERVER.call("DELETE", "/methods").send().status(), is(405));
        assertThat(SERVER.get("/methods").header("Accept", "image/png").send().status() >= 400, is(true));
        assertThat(Ran.times("options/get"), is(0));
    }
}
