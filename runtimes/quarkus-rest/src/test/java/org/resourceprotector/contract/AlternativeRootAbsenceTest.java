package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.arc.Unremovable;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;

/** Without a protector, the rule of a bean that takes the place of a root resource is noticed, too. */
class AlternativeRootAbsenceTest {

    @Test
    void alternativeWithoutAProtector_isNotDeployed() {
        Throwable refused = assertThrows(
                Throwable.class,
                () -> Server.start(new Api(Orders.class, Audited.class)).close());
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString(), containsString("Audited#all"));
    }

    /** Nothing is declared here at all. */
    @Path("/replaced-without")
    @ApplicationScoped
    public static class Orders {
        @GET
        public String all() {
            return Ran.here("replaced/without");
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
            return Ran.here("replaced/without");
        }
    }
}
