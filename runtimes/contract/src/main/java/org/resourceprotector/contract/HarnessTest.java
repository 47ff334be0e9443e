package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the suite itself stands on: without these, its other tests would prove nothing. */
class HarnessTest {

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Doors.class, new Guards());

    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Guard {}

    @Path("/doors")
    public static class Doors {

        @GET
        @Path("/open")
        public String open(@HeaderParam("X-Said") String said) {
            return Ran.here("open") + " " + said;
        }

        @GET
        @Path("/guarded")
        @Guard
        public String guarded() {
            return Ran.here("guarded");
        }

        @GET
        @Path("/global")
        public String global() {
            return Ran.here("global");
        }
    }

    public static class Guards implements Feature {
        @Override
        public boolean configure(FeatureContext context) {
            context.register(new BoundFilter(401));
            context.register(new GlobalFilter(403));
            return true;
        }
    }

    @Guard
    public static class BoundFilter implements ContainerRequestFilter {
        private final int status;

        BoundFilter(int status) {
            this.status = status;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            request.abortWith(Response.status(status).entity("no").build());
        }
    }

    public static class GlobalFilter implements ContainerRequestFilter {
        private final int status;

        @Context
        private ResourceInfo resource;

        GlobalFilter(int status) {
            this.status = status;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            if (resource.getResourceMethod().getName().equals("global")) {
                request.abortWith(Response.status(status).entity("no").build());
            }
        }
    }

    @Test
    void bothClientsSeeTheSameAnswer() {
        Answer polite = SERVER.get("/doors/open").header("X-Said", "hello").send();
        Answer raw = SERVER.get("/doors/open").header("X-Said", "hello").sendRaw();
        assertThat(polite.status(), is(200));
        assertThat(polite.body(), is("ran open hello"));
        assertThat(raw.status(), is(200));
        assertThat(raw.body(), is("ran open hello"));
    }

    @Test
    void filterInstancesOfFeatureCarryTheirConfiguration() {
        assertThat(SERVER.get("/doors/guarded").send().status(), is(401));
        assertThat(SERVER.get("/doors/global").send().status(), is(403));
        assertThat(Ran.times("guarded") + Ran.times("global"), is(0));
    }

    @Test
    void whatIsLoggedIsSeenWithItsStackTrace() {
        System.getLogger("org.resourceprotector.contract")
                .log(System.Logger.Level.DEBUG, "low", new IllegalStateException("cause of it"));
        assertThat(SERVER.log().text(), containsString("low"));
        assertThat(SERVER.log().text(), containsString("IllegalStateException: cause of it"));
    }

    @Test
    void severalHeaderLinesAreSeenOneByOne() {
        Answer answer = new Answer(
                200,
                java.util.List.of(
                        new Answer.Header("A", "1"), new Answer.Header("b", "2"), new Answer.Header("a", "3")),
                "");
        assertThat(answer.all("a"), containsInAnyOrder("1", "3"));
    }
}
