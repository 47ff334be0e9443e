package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** RESTEasy as embedders use it that have no {@code Application}: resources are added to the registry of a deployment. */
class EmbeddedRegistryTest {

    private static final Tokens TOKENS = new Tokens();

    /** Protected by its annotation. */
    @Path("embedded")
    public static class Orders {

        @GET
        @Protected("profile")
        public String get() {
            return Ran.here("embedded");
        }
    }

    /** Protected by nothing. */
    @Path("news")
    public static class News {

        @GET
        public String get() {
            return "news";
        }
    }

    private static String refusal(Runnable action) {
        StringBuilder all = new StringBuilder();
        for (Throwable e = assertThrows(RuntimeException.class, action::run); e != null; e = e.getCause()) {
            all.append(e.getMessage()).append('\n');
        }
        return all.toString();
    }

    @Test
    void resourceInTheRegistry_isRefusedWithoutAProtector() {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        try (ConfiguredServer server = ConfiguredServer.start(deployment)) {
            String refused = refusal(() -> deployment.getRegistry().addPerRequestResource(Orders.class));
            assertThat(refused, containsString("EmbeddedRegistryTest.Orders#get"));
            assertThat(refused, containsString("no ResourceProtector is registered"));
            int ran = Ran.times("embedded");
            server.get("/embedded").send();
            assertThat(Ran.times("embedded"), is(ran));
        }
    }

    @Test
    void deploymentThatListsResources_isRefusedWithoutAProtector() {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.getActualResourceClasses().add(Orders.class);
        assertThat(
                refusal(() -> ConfiguredServer.start(deployment)),
                containsString("no ResourceProtector is registered"));
    }

    @Test
    void withAProtector_itsRuleHoldsAndNothingIsSaid() {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.getProviders().add(ResourceProtector.with(TOKENS.validator()));
        LogCapture log = LogCapture.start();
        try (ConfiguredServer server = ConfiguredServer.start(deployment)) {
            deployment.getRegistry().addPerRequestResource(Orders.class);
            assertThat(server.get("/embedded").send().status(), is(401));
            assertThat(server.get("/embedded").bearer(Tokens.PROFILE).send().status(), is(200));
            assertThat(log.text(), not(containsString("MissingProtector")));
        } finally {
            log.close();
        }
    }

    @Test
    void whatNothingProtects_isServedWithoutAProtector() {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        try (ConfiguredServer server = ConfiguredServer.start(deployment)) {
            deployment.getRegistry().addPerRequestResource(News.class);
            assertThat(server.get("/news").send().status(), is(200));
        }
    }

    /** Lists what is protected. */
    public static class ClosedApi extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Orders.class);
        }
    }

    /** Without an application, nothing of ours is loaded then. */
    @Test
    void applicationWithoutRestEasysOwnProviders_isRefusedWithoutAProtector() {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setRegisterBuiltin(false);
        deployment.setApplication(new ClosedApi());
        assertThat(
                refusal(() -> ConfiguredServer.start(deployment)),
                containsString("no ResourceProtector is registered"));
    }

    /** Loads the check by two ways. */
    @ApplicationPath("")
    public static class Api extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(News.class);
        }
    }

    @Test
    void applicationWithNothingToProtect_isServedAndNothingIsSaid() {
        LogCapture log = LogCapture.start();
        try (ConfiguredServer server = ConfiguredServer.start(new Api(), "")) {
            assertThat(server.get("/news").send().status(), is(200));
            assertThat(log.text(), not(containsString("MissingProtector")));
        } finally {
            log.close();
        }
    }
}
