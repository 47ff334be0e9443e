package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.quarkus.arc.Unremovable;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
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
    static final Deployed SERVER =
            Deployed.application(Orders.class, Audited.class, ResourceProtector.with(TOKENS.validator()));

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
    @Unremovable
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

    @Test
    void ruleOfTheAlternativeHolds() {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", "/replaced", "replaced/audited");
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @Test
    void whatTheAlternativeOpensIsOpen() {
        assertThat(SERVER.get("/replaced/open").send().body(), is("ran replaced/open"));
    }
}
