package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

/** A bean that takes the place of a root resource: the runtime names the class that has the path, and calls the other one. */
@DisplayName("P6 the rule of the bean that is called counts")
class AlternativeRootTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Orders.class, Audited.class, Rivals.class, Rival.class, ResourceProtector.with(TOKENS.validator()));

    /** Nothing is declared here. */
    @Path("/replaced")
    @ApplicationScoped
    public static class Orders {
        @GET
        public String all() {
            return Ran.here("replaced/orders");
        }

        @GET
        @Path("open")
        @Protected("profile")
        public String open() {
            return Ran.here("replaced/closed");
        }
    }

    /** Is called in its place. */
    @Alternative
    @Priority(1)
    @ApplicationScoped
    public static class Audited extends Orders {
        @Override
        @Protected("profile")
        public String all() {
            return Ran.here("replaced/audited");
        }

        @Override
        @Unprotected
        public String open() {
            return Ran.here("replaced/open");
        }
    }

    /** One of two beans, of which Quarkus takes the one that has the path. */
    @Path("/rivals")
    @ApplicationScoped
    public static class Rivals {
        @GET
        public String all() {
            return Ran.here("replaced/rivals");
        }
    }

    /** Is not called. */
    @ApplicationScoped
    public static class Rival extends Rivals {
        @Override
        @Protected("profile")
        public String all() {
            return Ran.here("replaced/rival");
        }
    }

    @Test
    void ruleOfTheAlternativeHolds() {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", "/replaced", "replaced/audited");
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @Test
    void whatTheAlternativeOpensIsOpen() {
        assertThat(SERVER.get("/replaced/open").send().body(), is("replaced/open"));
    }

    @Test
    void ruleOfABeanThatIsNotCalledDoesNotCount() {
        assertThat(SERVER.get("/rivals").send().body(), is("replaced/rivals"));
    }

    @Test
    void alternativeWithoutAProtector_isNotDeployed() {
        Throwable refused = assertThrows(
                Throwable.class, () -> Server.start(new Api(Orders2.class, Audited2.class)).close());
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString(), containsString("AlternativeRootTest$Audited2#all"));
    }

    /** Nothing is declared here at all. */
    @Path("/replaced-without")
    @ApplicationScoped
    public static class Orders2 {
        @GET
        public String all() {
            return Ran.here("replaced/without");
        }
    }

    /** Is called in its place. */
    @Alternative
    @Priority(1)
    @ApplicationScoped
    public static class Audited2 extends Orders2 {
        @Override
        @Protected("profile")
        public String all() {
            return Ran.here("replaced/without");
        }
    }
}
