package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

/** The annotation on the {@code Application}, which counts for all that has none of its own. */
@DisplayName("row r: the rule on the Application")
class OnApplicationTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            () -> new ProtectedApi(Bare.class, Own.class, OpenClass.class, ResourceProtector.with(TOKENS.validator())));

    @Protected("profile")
    static class ProtectedApi extends Api {
        ProtectedApi(Object... parts) {
            super(parts);
        }
    }

    @Path("/bare")
    public static class Bare {
        @GET
        public String get() {
            return Ran.here("app/bare");
        }

        @GET
        @Path("/lifted")
        @Unprotected
        public String lifted() {
            return Ran.here("app/lifted");
        }

        @GET
        @Path("/email")
        @Protected("email")
        public String email() {
            return Ran.here("app/email");
        }

        @Path("/object")
        public Object object() {
            return new Sub();
        }

        @Path("/typed")
        public Sub typed() {
            return new Sub();
        }
    }

    public static class Sub {
        @GET
        public String get() {
            return Ran.here("app/sub");
        }

        @GET
        @Path("/email")
        @Protected("email")
        public String email() {
            return Ran.here("app/sub/email");
        }
    }

    @Path("/own")
    @Protected("email")
    public static class Own {
        @GET
        public String get() {
            return Ran.here("app/own");
        }
    }

    @Path("/open")
    @Unprotected
    public static class OpenClass {
        @GET
        public String get() {
            return Ran.here("app/open");
        }
    }

    @ParameterizedTest
    @CsvSource({"/bare, app/bare", "/bare/object, app/sub", "/bare/typed, app/sub"})
    void closedWithoutTheScopeAndOpenWithIt(String path, String counter) {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", path, counter);
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.UNKNOWN, 401);
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @ParameterizedTest
    @CsvSource({"/bare/email, app/email", "/own, app/own", "/bare/object/email, app/sub/email"})
    void whatHasItsOwnRuleIsUnderThatOne(String path, String counter) {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", path, counter);
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"email\"");
        probe.closedTo(Tokens.PROFILE, 403);
        probe.opensTo(Tokens.EMAIL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bare/lifted", "/open"})
    void whatSaysSoIsOpen(String path) {
        assertThat(SERVER.get(path).send().status(), is(200));
    }

    @Test
    @DisplayName("BBA-a a preflight is not asked for a token")
    void preflightIsNotAskedForToken() {
        Answer answer = SERVER.call("OPTIONS", "/bare")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "GET")
                .sendRaw();
        assertThat(answer.status() + " " + answer.challenge(), answer.status() < 300, is(true));
    }

    @Test
    void enginesOwnAnswerToOptionsIsNotAskedForToken() {
        Answer answer = SERVER.call("OPTIONS", "/bare").sendRaw();
        assertThat(answer.status() + " " + answer.challenge(), answer.status() < 300, is(true));
    }
}
