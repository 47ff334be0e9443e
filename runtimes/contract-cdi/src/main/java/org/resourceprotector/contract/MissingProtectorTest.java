package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;

/** Containers that inject in ways of their own hide from nobody that a protector is missing. */
class MissingProtectorTest {

    @Path("undeclared")
    public static class Undeclared {

        @GET
        public String get() {
            return Ran.here("missing/undeclared");
        }
    }

    @Protected
    public static class ProtectedApplication extends Api {

        ProtectedApplication() {
            super(Undeclared.class);
        }
    }

    @Test
    @DisplayName("P1 an application with a rule is not deployed without a protector")
    void protectedApplicationIsNotDeployed() {
        Throwable refusal = Deployment.refused(new ProtectedApplication());
        assertThat(
                Deployment.messages(refusal),
                containsString("protected by annotation, but no ResourceProtector is registered"));
        assertThat(Ran.times("missing/undeclared"), is(0));
    }
}
