package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** Beside the report stands where the runtime may ask for roles by itself. */
class RuntimeRolesReportTest {

    private static final Tokens TOKENS = new Tokens();

    /** Has both kinds of rules. */
    @Path("/both")
    public static class Both {

        @GET
        @Protected("profile")
        @RolesAllowed("admin")
        public String both() {
            return Ran.here("both");
        }

        @GET
        @Path("ours")
        @Protected("profile")
        public String ours() {
            return Ran.here("ours");
        }
    }

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Both.class, ResourceProtector.with(TOKENS.validator()));

    @Test
    void annotationOfThePlatform_isTold() {
        assertThat(SERVER.get("/both/ours").bearer(Tokens.PROFILE).send().status(), is(200));
        assertThat(SERVER.log().text(), containsString("RuntimeRolesReportTest.Both#both has @RolesAllowed"));
        assertThat(SERVER.log().text(), not(containsString("Both#ours has")));
    }
}
