package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.testkit.ProtectionCheck;

/** Open methods beside protected ones of the same path, told apart by media types only, before the test kit. */
class MixedEndpointsTest {

    private static final Tokens TOKENS = new Tokens();

    @Path("/given")
    public static class Given {
        @GET
        @Produces("application/json")
        @Protected("profile")
        public String json() {
            return "{}";
        }

        @GET
        @Produces("*/*")
        public String any() {
            return "open";
        }
    }

    @Path("/taken")
    public static class Taken {
        @POST
        @Consumes("application/json")
        @Protected("profile")
        public String json(String body) {
            return "closed";
        }

        @POST
        @Consumes("*/*")
        public String any(String body) {
            return "open";
        }
    }

    private static Api api(Class<?> resource) {
        return new Api(resource, ResourceProtector.with(TOKENS.validator()));
    }

    @ParameterizedTest
    @CsvSource({
        "GET /given, org.resourceprotector.contract.MixedEndpointsTest$Given",
        "POST /taken, org.resourceprotector.contract.MixedEndpointsTest$Taken"
    })
    void openBesideProtectedOfOnePath_failsTheCheck(String name, Class<?> resource) {
        AssertionError failure = assertThrows(AssertionError.class, ProtectionCheck.of(api(resource))::verify);
        assertThat(failure.getMessage(), containsString("\n  " + name));
    }

    @Test
    void openBesideProtectedOfOnePath_isReached() {
        try (Server server = Server.start(api(Given.class))) {
            assertThat(
                    server.get("/given").header("Accept", "text/plain").send().body(), is("open"));
            assertThat(
                    server.get("/given")
                            .header("Accept", "application/json")
                            .send()
                            .status(),
                    is(401));
        }
    }

    @Test
    void namedAsOpenBesideProtectedOfOnePath_passesTheCheck() {
        ProtectionCheck.of(api(Given.class)).open("GET /given").verify();
    }
}
