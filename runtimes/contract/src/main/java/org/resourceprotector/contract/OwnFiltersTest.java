package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import jakarta.annotation.Priority;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** Filters of the application's own, before and after protection, where the rule is the resource's or the application's. */
class OwnFiltersTest {

    private static final String HEADER = "X-Token";
    private static final Tokens TOKENS = new Tokens();
    private static final RecordingListener HEARD = new RecordingListener();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(() -> new ProtectedApi(
            Declared.class,
            Bare.class,
            Before.class,
            new After(),
            ResourceProtector.builder()
                    .validator(TOKENS.validator())
                    .listener(HEARD)
                    .build()));

    @Protected("profile")
    static class ProtectedApi extends Api {
        ProtectedApi(Object... parts) {
            super(parts);
        }
    }

    /** Makes up the header out of another one. */
    @Priority(Priorities.AUTHENTICATION - 1)
    public static class Before implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            MultivaluedMap<String, String> headers = request.getHeaders();
            String token = headers.getFirst(HEADER);
            if (token != null) {
                headers.putSingle(HttpHeaders.AUTHORIZATION, "Bearer " + token);
            }
        }
    }

    /** Notes who calls, and calls him something else. */
    @Priority(Priorities.AUTHENTICATION + 1)
    public static class After implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            Principal caller = request.getSecurityContext().getUserPrincipal();
            String name = caller == null ? "nobody" : caller.getName();
            Ran.here("after for " + name);
            request.setSecurityContext(new Renamed(request.getSecurityContext(), name + " the guest"));
        }
    }

    private record Renamed(SecurityContext original, String name) implements SecurityContext {
        @Override
        public Principal getUserPrincipal() {
            return () -> name;
        }

        @Override
        public boolean isUserInRole(String role) {
            return false;
        }

        @Override
        public boolean isSecure() {
            return original.isSecure();
        }

        @Override
        public String getAuthenticationScheme() {
            return original.getAuthenticationScheme();
        }
    }

    @Path("/declared")
    @Protected("profile")
    public static class Declared {
        @GET
        public String get(@Context SecurityContext security) {
            return security.getUserPrincipal().getName();
        }
    }

    @Path("/bare")
    public static class Bare {
        @GET
        public String get(@Context SecurityContext security) {
            return security.getUserPrincipal().getName();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/declared", "/bare"})
    void tokenThatAnEarlierFilterPutIntoTheHeaderCounts(String path) {
        assertThat(SERVER.get(path).header(HEADER, Tokens.PROFILE).send().status(), is(200));
        assertThat(SERVER.get(path).header(HEADER, Tokens.UNKNOWN).send().status(), is(401));
        assertThat(SERVER.get(path).send().status(), is(401));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/declared", "/bare"})
    void laterFilterKnowsTheCallerAndSeesNobodyElse(String path) {
        int nobody = Ran.times("after for nobody");
        int alice = Ran.times("after for alice");
        assertThat(SERVER.get(path).bearer(Tokens.PROFILE).send().status(), is(200));
        assertThat(Ran.times("after for alice"), is(alice + 1));
        assertThat(SERVER.get(path).send().status(), is(401));
        assertThat(SERVER.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
        assertThat(Ran.times("after for alice"), is(alice + 1));
        assertThat(Ran.times("after for nobody"), is(nobody));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/declared", "/bare"})
    void whatALaterFilterMakesOfTheCallerStays(String path) {
        HEARD.lines();
        assertThat(SERVER.get(path).bearer(Tokens.PROFILE).send().body(), is("alice the guest"));
        assertThat(HEARD.lines(), contains("accepted alice GET " + path));
    }
}
