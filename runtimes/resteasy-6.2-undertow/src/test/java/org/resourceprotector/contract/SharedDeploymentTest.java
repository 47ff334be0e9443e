package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.ServletInfo;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.Set;
import org.jboss.resteasy.plugins.server.servlet.HttpServlet30Dispatcher;
import org.jboss.resteasy.plugins.server.servlet.ResteasyBootstrap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

/**
 * Servlets of one web application that share a deployment of RESTEasy, each with an {@code Application} of its own: all of
 * them serve the resources of all.
 */
class SharedDeploymentTest {

    private static final Tokens TOKENS = new Tokens();
    private static final String SHARES = "resteasy.servlet.context.deployment";
    private static final ResourceProtector PROTECTOR = ResourceProtector.with(TOKENS.validator());

    @Path("/news")
    public static class News {
        @GET
        public String get() {
            return Ran.here("shared/news");
        }
    }

    @Path("/orders")
    public static class Orders {
        @GET
        public String get() {
            return Ran.here("shared/orders");
        }
    }

    /** Has a rule of its own. */
    @Path("/secrets")
    public static class Secrets {
        @GET
        @Protected("profile")
        public String get() {
            return Ran.here("shared/secrets");
        }
    }

    public static class OfNews extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(News.class);
        }
    }

    public static class OfNewsWithProtector extends OfNews {
        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            return Set.of(PROTECTOR);
        }
    }

    @Protected("profile")
    public static class ClosedOfNewsWithProtector extends OfNewsWithProtector {}

    public static class OfOrders extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Orders.class);
        }
    }

    public static class OfSecrets extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Secrets.class);
        }
    }

    @Protected("profile")
    public static class ClosedOfOrders extends OfOrders {}

    @Protected("profile")
    public static class ClosedOfOrdersWithProtector extends OfOrders {
        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            return Set.of(PROTECTOR);
        }
    }

    /** Lists nothing, and is served what others list. */
    @Protected("profile")
    public static class ClosedOfNothing extends Application {}

    /** Lists nothing of the protector, which the deployment knows before it makes an application. */
    @Protected(optional = true)
    public static class OptionalOfNews extends OfNews {}

    /** Says what holds anyway. */
    @Unprotected
    public static class OpenOfNews extends OfNews {}

    /** As above. */
    @Protected("profile")
    public static class ClosedOfNews extends OfNews {}

    /** Makes the protector known. */
    public static final class Found implements Feature {
        @Override
        public boolean configure(FeatureContext context) {
            return PROTECTOR.configure(context);
        }
    }

    private static ServletInfo servlet(String path, int order, Class<? extends Application> application) {
        return Servlets.servlet("at " + path, HttpServlet30Dispatcher.class)
                .addMapping(path + "/*")
                .addInitParam("resteasy.servlet.mapping.prefix", path)
                .addInitParam("jakarta.ws.rs.Application", application.getName())
                .setLoadOnStartup(order);
    }

    private static DeploymentInfo web(ServletInfo... servlets) {
        return Servlets.deployment()
                .setDeploymentName("shared")
                .setContextPath("/")
                .setClassLoader(SharedDeploymentTest.class.getClassLoader())
                .addServlets(servlets);
    }

    private static DeploymentInfo shared(Class<? extends Application> first, Class<? extends Application> second) {
        return web(servlet("/one", 1, first), servlet("/two", 2, second))
                .addListener(Servlets.listener(ResteasyBootstrap.class));
    }

    private static void assertNotDeployed(DeploymentInfo web, String reason) {
        RuntimeException refusal = assertThrows(
                RuntimeException.class, () -> ConfiguredServer.start(web).close());
        assertThat(Deployment.messages(refusal), containsString(reason));
    }

    /** Everything is a 500, and nothing runs. */
    private static void assertClosed(DeploymentInfo web, String... paths) {
        int ran = Ran.times("shared/news") + Ran.times("shared/orders");
        try (ConfiguredServer server = ConfiguredServer.start(web)) {
            for (String path : paths) {
                assertThat(path, server.get(path).send().status(), is(500));
                assertThat(path, server.get(path).bearer(Tokens.PROFILE).send().status(), is(500));
            }
        }
        assertThat(Ran.times("shared/news") + Ran.times("shared/orders"), is(ran));
    }

    @Test
    void ruleOnTheSecondApplication_isNoticedWithoutAProtector() {
        assertNotDeployed(shared(OfNews.class, ClosedOfOrders.class), "no ResourceProtector is registered");
    }

    @Test
    void ruleOnTheFirstApplication_isNoticedWithoutAProtector() {
        assertNotDeployed(shared(ClosedOfOrders.class, OfNews.class), "no ResourceProtector is registered");
    }

    @Test
    void ruleOnAnApplicationThatListsNothing_isNoticedWithoutAProtector() {
        assertNotDeployed(shared(OfNews.class, ClosedOfNothing.class), "no ResourceProtector is registered");
    }

    @Test
    void ruleOnAnApplicationThatOthersFollow_isNoticedWithoutAProtector() {
        assertNotDeployed(shared(ClosedOfNothing.class, OfNews.class), "no ResourceProtector is registered");
    }

    @Test
    void ruleOnTheSecondApplication_isNoticedByTheProtectorOfTheFirst() {
        assertNotDeployed(shared(OfNewsWithProtector.class, ClosedOfOrders.class), "ClosedOfOrders: RESTEasy serves");
    }

    @Test
    void ruleOnTheFirstApplication_isNoticedByTheProtectorOfTheSecond() {
        assertNotDeployed(shared(ClosedOfNothing.class, OfNewsWithProtector.class), "ClosedOfNothing: RESTEasy serves");
    }

    @Test
    void ruleOnAnApplicationThatListsNothing_isNoticedByTheProtectorOfAnother() {
        assertNotDeployed(shared(OfNewsWithProtector.class, ClosedOfNothing.class), "ClosedOfNothing: RESTEasy serves");
    }

    /** Nobody can tell before the first request. The servlet that makes the deployment does not know its own path. */
    @ParameterizedTest
    @ValueSource(classes = {OfNews.class, OfNewsWithProtector.class})
    void servletThatSharesWhatItMade_isNoticedAtTheCall(Class<? extends Application> first) {
        DeploymentInfo web =
                web(servlet("", 1, first).addInitParam(SHARES, "true"), servlet("/two", 2, ClosedOfNothing.class));
        assertClosed(web, "/news", "/two/news");
    }

    @Test
    void ruleOfTheProtectorsOwnApplication_holdsForTheOthers() {
        try (ConfiguredServer server =
                ConfiguredServer.start(shared(ClosedOfNewsWithProtector.class, OfOrders.class))) {
            for (String path : new String[] {"/one/news", "/one/orders", "/two/orders"}) {
                assertThat(path, server.get(path).send().status(), is(401));
                assertThat(path, server.get(path).bearer(Tokens.PROFILE).send().status(), is(200));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {OptionalOfNews.class, ClosedOfNews.class})
    void ruleOfAnApplication_holdsForAProtectorThatIsFound(Class<? extends Application> application) {
        DeploymentInfo web =
                web(servlet("", 1, application)).addInitParameter("resteasy.providers", Found.class.getName());
        try (ConfiguredServer server = ConfiguredServer.start(web)) {
            assertThat(server.get("/news").send().status(), is(application == OptionalOfNews.class ? 200 : 401));
            assertThat(server.get("/news").bearer("unknown").send().status(), is(401));
            assertThat(server.get("/news").bearer(Tokens.PROFILE).send().status(), is(200));
        }
    }

    /** The application is known to nobody when the protector is, which is registered before. */
    @ParameterizedTest
    @ValueSource(classes = {OptionalOfNews.class, ClosedOfNews.class})
    void ruleOfAnApplication_holdsForAProtectorOfTheListeners(Class<? extends Application> application) {
        DeploymentInfo web = web(servlet("/one", 1, application))
                .addInitParameter("resteasy.providers", Found.class.getName())
                .addListener(Servlets.listener(ResteasyBootstrap.class));
        try (ConfiguredServer server = ConfiguredServer.start(web)) {
            assertThat(server.get("/one/news").send().status(), is(application == OptionalOfNews.class ? 200 : 401));
            assertThat(server.get("/one/news").bearer("unknown").send().status(), is(401));
            assertThat(server.get("/one/news").bearer(Tokens.PROFILE).send().status(), is(200));
        }
    }

    @Test
    void applicationsWithTheSameRule_shareADeployment() {
        DeploymentInfo web = shared(ClosedOfNewsWithProtector.class, ClosedOfOrders.class);
        try (ConfiguredServer server = ConfiguredServer.start(web)) {
            for (String path : new String[] {"/one/news", "/two/orders"}) {
                assertThat(path, server.get(path).send().status(), is(401));
                assertThat(path, server.get(path).bearer(Tokens.PROFILE).send().status(), is(200));
            }
        }
    }

    @Test
    void applicationThatIsDeclaredOpen_isServedWithoutAProtector() {
        try (ConfiguredServer server = ConfiguredServer.start(shared(OpenOfNews.class, OfOrders.class))) {
            assertThat(server.get("/one/news").send().status(), is(200));
            assertThat(server.get("/two/orders").send().status(), is(200));
        }
    }

    @Test
    void rulesOnResourcesHold_whicheverApplicationListsThem() {
        try (ConfiguredServer server = ConfiguredServer.start(shared(OfNewsWithProtector.class, OfSecrets.class))) {
            assertThat(server.get("/one/news").send().status(), is(200));
            assertThat(server.get("/two/secrets").send().status(), is(401));
            assertThat(server.get("/one/secrets").send().status(), is(401));
            assertThat(server.get("/two/secrets").bearer(Tokens.PROFILE).send().status(), is(200));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void applicationWithADeploymentOfItsOwn_hasARuleOfItsOwn(boolean otherShares) {
        DeploymentInfo web = web(
                servlet("", 1, OfNewsWithProtector.class).addInitParam(SHARES, String.valueOf(otherShares)),
                servlet("/two", 2, ClosedOfOrdersWithProtector.class).addInitParam(SHARES, "false"));
        try (ConfiguredServer server = ConfiguredServer.start(web)) {
            assertThat(server.get("/news").send().status(), is(200));
            assertThat(server.get("/two/orders").send().status(), is(401));
            assertThat(server.get("/two/orders").bearer(Tokens.PROFILE).send().status(), is(200));
        }
    }

    @Test
    void applicationsWithoutRules_areServedWithoutAProtector() {
        try (ConfiguredServer server = ConfiguredServer.start(shared(OfNews.class, OfOrders.class))) {
            assertThat(server.get("/one/news").send().status(), is(200));
            assertThat(server.get("/two/orders").send().status(), is(200));
        }
    }
}
