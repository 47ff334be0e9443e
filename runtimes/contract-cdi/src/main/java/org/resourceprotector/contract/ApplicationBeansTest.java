package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** Of several applications of an archive, all of them beans, the rule of the one that is deployed counts. */
@DisplayName("P6 a bean container confuses no applications")
class ApplicationBeansTest {

    private static final Tokens TOKENS = new Tokens();

    @Path("undeclared")
    public static class Undeclared {

        @GET
        public String get() {
            return Ran.here("undeclared");
        }
    }

    @ApplicationScoped
    @ApplicationPath("")
    @Protected("profile")
    public static class OfThisServer extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Undeclared.class);
        }

        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            return Set.of(ResourceProtector.with(TOKENS.validator()));
        }
    }

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(OfThisServer::new);

    @Test
    void ruleOfTheDeployedApplicationCounts() {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", "/undeclared", "undeclared");
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.UNKNOWN, 401);
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @Test
    void nothingElseIsServed() {
        assertThat(SERVER.get("/one/undeclared").send().status(), is(404));
    }
}
