package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ResourceProtector;

/**
 * One protector in several applications: each is protected, and the report is about the one
 * deployed last.
 */
class SeveralApplicationsTest {

    private static final Tokens TOKENS = new Tokens();

    @Path("/first")
    public static class First {
        @GET
        @Protected("profile")
        public String get() {
            return Ran.here("several/first");
        }

        @Path("sub")
        @Protected("email")
        public Object sub() {
            return new Subs.Plain();
        }
    }

    @Path("/second")
    public static class Second {
        @GET
        @Protected("email")
        public String get() {
            return Ran.here("several/second");
        }
    }

    @Path("/bare")
    public static class Bare {
        @GET
        public String get() {
            return Ran.here("several/bare");
        }
    }

    @Protected("profile")
    interface ProtectedInterface {}

    /** An application whose rule is found by this library only. */
    static class ProtectedApi extends Api implements ProtectedInterface {
        ProtectedApi(Object... parts) {
            super(parts);
        }
    }

    /** Registers the protector, as an application's own feature does; not every runtime injects into it then. */
    private record OwnFeature(ResourceProtector protector) implements Feature {
        @Override
        public boolean configure(FeatureContext context) {
            context.register(protector);
            return true;
        }
    }

    /** Rows of what the engine adds by itself are left out. */
    private static List<String> paths(ResourceProtector protector) {
        return protector.endpoints().stream()
                .map(ProtectedEndpoint::path)
                .filter(path -> path.startsWith("/first") || path.startsWith("/second"))
                .toList();
    }

    @Test
    void theReportIsAboutTheApplicationDeployedLast() {
        ResourceProtector protector = ResourceProtector.with(TOKENS.validator());
        try (Server server = Server.start(new Api(First.class, protector))) {
            assertThat(server.get("/first/sub").bearer(Tokens.EMAIL).send().status(), is(200));
        }
        try (Server server = Server.start(new Api(Second.class, protector))) {
            assertThat(server.get("/second").send().status(), is(401));
            assertThat(paths(protector), contains("/second"));
        }
    }

    @Test
    void eachOfTwoRunningApplicationsIsProtected() {
        ResourceProtector protector = ResourceProtector.with(TOKENS.validator());
        try (Server first = Server.start(new Api(First.class, protector));
                Server second = Server.start(new Api(Second.class, protector))) {
            assertThat(first.get("/first").bearer(Tokens.EMAIL).send().status(), is(403));
            assertThat(first.get("/first").bearer(Tokens.PROFILE).send().status(), is(200));
            assertThat(second.get("/second").bearer(Tokens.PROFILE).send().status(), is(403));
            assertThat(second.get("/second").bearer(Tokens.EMAIL).send().status(), is(200));
        }
    }

    @Test
    void applicationThatIsProtectedAfterAnOpenOne_isClosed() {
        ResourceProtector protector = ResourceProtector.with(TOKENS.validator());
        try (Server open = Server.start(new Api(Bare.class, protector));
                Server closed = Server.start(new ProtectedApi(Bare.class, new OwnFeature(protector)))) {
            assertThat(open.get("/bare").send().status(), is(200));
            assertThat(closed.get("/bare").send().status(), is(401));
            assertThat(closed.get("/bare").bearer(Tokens.PROFILE).send().status(), is(200));
        }
    }

    @Test
    void applicationThatIsOpenAfterProtectedOne_staysOpen() {
        ResourceProtector protector = ResourceProtector.with(TOKENS.validator());
        try (Server closed = Server.start(new ProtectedApi(Bare.class, protector));
                Server open = Server.start(new Api(Bare.class, new OwnFeature(protector)))) {
            assertThat(closed.get("/bare").send().status(), is(401));
            assertThat(open.get("/bare").send().status(), is(200));
        }
    }
}
