package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.oneOf;

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

/** With {@code protectUnannotated()} saying so is the only way to be open. */
class ProtectUnannotatedTest {

    private static final Tokens TOKENS = new Tokens();
    private static final ResourceProtector PROTECTOR = ResourceProtector.builder()
            .validator(TOKENS.validator())
            .realm("strict")
            .protectUnannotated()
            .build();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Forgotten.class, Lobby.class, PROTECTOR);

    @Path("/forgotten")
    public static class Forgotten {
        @GET
        public String get() {
            return Ran.here("forgotten");
        }

        @GET
        @Path("open")
        @Unprotected
        public String open() {
            return Ran.here("forgotten/open");
        }

        @GET
        @Path("profile")
        @Protected("profile")
        public String profile() {
            return Ran.here("forgotten/profile");
        }

        @Path("typed")
        public Behind typed() {
            return new Behind();
        }

        @Path("object")
        public Object object() {
            return new Behind();
        }
    }

    public static class Behind {
        @GET
        public String get() {
            return Ran.here("behind");
        }

        @GET
        @Path("open")
        @Unprotected
        public String open() {
            return Ran.here("behind/open");
        }
    }

    @Path("/lobby")
    @Unprotected
    public static class Lobby {
        @GET
        public String get() {
            return Ran.here("lobby");
        }
    }

    @ParameterizedTest
    @CsvSource({"/forgotten, forgotten", "/forgotten/typed, behind", "/forgotten/object, behind"})
    void whatCarriesNothingNeedsToken(String path, String counter) {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", path, counter);
        probe.closedWithoutToken("Bearer realm=\"strict\"");
        probe.closedTo(Tokens.UNKNOWN, 401);
        probe.opensTo(Tokens.PLAIN);
    }

    @Test
    void whatHasItsOwnRuleIsUnderThatOne() {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", "/forgotten/profile", "forgotten/profile");
        probe.closedTo(Tokens.PLAIN, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/forgotten/open", "/lobby", "/forgotten/typed/open", "/forgotten/object/open"})
    void whatSaysSoIsOpen(String path) {
        assertThat(SERVER.get(path).send().status(), is(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/application.wadl", "/application.wadl?detail=true", "/application.wadl/xsd0.xsd"})
    @DisplayName("what an engine adds by itself is protected too")
    void whatTheEngineAddsByItselfIsProtectedToo(String path) {
        assertThat(SERVER.get(path).send().status(), is(oneOf(401, 404)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?_wadl", "/forgotten?_wadl", "/?_wadl&_type=xml", "/services"})
    void descriptionsThatEnginesMakeAreNotServed(String path) {
        Answer answer = SERVER.get(path).send();
        assertThat(path, answer.status(), is(oneOf(401, 404)));
        assertThat(answer.holds("forgotten/profile"), is(false));
    }

    @Test
    void preflightIsExempt() {
        Answer answer = SERVER.call("OPTIONS", "/forgotten")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "GET")
                .sendRaw();
        assertThat(answer.toString(), answer.status(), is(lessThan(300)));
    }

    @Test
    void theReportSaysSo() {
        assertThat(
                PROTECTOR.endpoints().stream()
                        .map(row -> row.path() + " " + row.access() + " " + row.declaredAt())
                        .toList(),
                hasItems(
                        "/forgotten PROTECTED protectUnannotated()",
                        "/forgotten/typed PROTECTED protectUnannotated()"));
    }
}
