package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.spi.AbstractContainerLifecycleListener;
import org.glassfish.jersey.server.spi.Container;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** Jersey's containers deploy an application anew while they run, with a copy of its configuration. */
class ReloadTest {

    private static final Tokens TOKENS = new Tokens();

    @Path("/later")
    @Protected("email")
    public static class Later {
        @GET
        public String get() {
            return Ran.here("later");
        }
    }

    private static final class Started extends AbstractContainerLifecycleListener {

        private @Nullable Container container;

        @Override
        public void onStartup(Container started) {
            container = started;
        }

        @Override
        public void onReload(Container reloaded) {
            container = reloaded;
        }
    }

    private final Started started = new Started();
    private final ResourceProtector protector = ResourceProtector.with(TOKENS.validator());

    private Server server() {
        return Server.start(
                new ResourceConfig(Endpoints.Root.class).register(protector).register(started));
    }

    private static void assertProtected(Server server) {
        assertThat(server.get("/open").send().status(), is(200));
        assertThat(server.get("/profile").send().status(), is(401));
        assertThat(server.get("/profile").bearer(Tokens.PROFILE).send().status(), is(200));
    }

    @Test
    void application_isProtectedAsBeforeHoweverOftenItIsReloaded() {
        try (Server server = server()) {
            assertProtected(server);
            started.container.reload();
            assertProtected(server);
            started.container.reload();
            assertProtected(server);
        }
    }

    @Test
    void resourceThatComesWithTheReload_isProtectedAndReported() {
        try (Server server = server()) {
            assertProtected(server);
            started.container.reload(new ResourceConfig(started.container.getConfiguration()).register(Later.class));

            assertProtected(server);
            assertThat(server.get("/later").send().status(), is(401));
            assertThat(server.get("/later").bearer(Tokens.PROFILE).send().status(), is(403));
            assertThat(
                    protector.endpoints().stream()
                            .anyMatch(endpoint -> endpoint.path().equals("/later")),
                    is(true));
        }
    }

    @Protected("email")
    public static final class WithARule extends ResourceConfig {
        public WithARule(ResourceConfig original) {
            super(original);
        }
    }

    @Test
    void ruleOfTheApplication_holdsHoweverOftenItIsReloaded() {
        ResourceConfig original =
                new ResourceConfig(Endpoints.Root.class).register(protector).register(started);
        try (Server server = Server.start(new WithARule(original))) {
            for (int reloads = 0; reloads < 6; reloads++) {
                assertThat(server.get("/open").send().status(), is(401));
                assertThat(server.get("/open").bearer(Tokens.EMAIL).send().status(), is(200));
                assertThat(server.get("/profile").bearer(Tokens.PROFILE).send().status(), is(200));
                if (reloads < 3) {
                    started.container.reload();
                } else {
                    started.container.reload(new ResourceConfig(started.container.getConfiguration()));
                }
            }
        }
    }

    @Test
    void ruleOfTheApplicationThatComesWithTheReload_holds() {
        try (Server server = server()) {
            assertProtected(server);
            started.container.reload(new WithARule(started.container.getConfiguration()));

            assertThat(server.get("/open").send().status(), is(401));
            assertThat(server.get("/profile").bearer(Tokens.PROFILE).send().status(), is(200));
        }
    }
}
