package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.either;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;

/** Of several applications of an archive, all of them beans, the one that is deployed is looked at. */
@DisplayName("P1 a bean container hides from nobody which application has no protector")
class MissingProtectorOfBeansTest {

    @Path("undeclared")
    public static class Undeclared {

        @GET
        public String get() {
            return Ran.here("absent/undeclared");
        }
    }

    @ApplicationScoped
    @ApplicationPath("open")
    public static class Open extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Undeclared.class);
        }
    }

    @ApplicationScoped
    @ApplicationPath("closed")
    @Protected("profile")
    public static class Closed extends Open {}

    @Test
    void openApplication_isServedBesideProtectedOnes() {
        try (Server server = Server.start(new Open())) {
            assertThat(server.get("/open/undeclared").send().status(), is(200));
        }
    }

    @Test
    void protectedApplication_isNotDeployedBesideAnOpenOne() {
        Throwable refusal = Deployment.refused(new Closed());
        assertThat(
                Deployment.messages(refusal),
                containsString("protected by annotation, but no ResourceProtector is registered"));
    }

    /** Has the paths, as the local interface of an EJB has them. */
    @Path("orders")
    public interface Orders {

        @GET
        String get();
    }

    @ApplicationScoped
    public static class OrdersBean implements Orders {

        @Override
        @Protected("profile")
        public String get() {
            return Ran.here("absent/orders");
        }
    }

    @Test
    void ruleBehindAnInterface_isOpenNowhere() {
        try (Server server = Server.start(new Api(Orders.class))) {
            assertThat(server.get("/orders").send().status(), is(not(200)));
        } catch (RuntimeException refused) { // RESTEasy deploys no interfaces outside of a server
            assertThat(
                    Deployment.messages(refused),
                    either(containsString("ResourceProtector")).or(containsString("Could not find constructor")));
        }
        assertThat(Ran.times("absent/orders"), is(0));
    }
}
