package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

/** A locator may hand out its sub-resource later, which its return type does not tell. */
@DisplayName("P6 the rule of a locator counts whatever it wraps its sub-resource in")
class LaterLocatorTest {

    private static final Tokens TOKENS = new Tokens();

    /** Two ways to the same sub-resource, of which one is open. */
    @Path("/later")
    public static class Root {

        @Path("mine")
        @Protected("profile")
        public CompletionStage<Undeclared> mine() {
            return CompletableFuture.completedStage(new Undeclared());
        }

        @Path("public")
        @Unprotected
        public Undeclared open() {
            return new Undeclared();
        }
    }

    /** Says nothing itself. */
    public static class Undeclared {

        @GET
        @Path("x")
        public String x() {
            return Ran.here("later");
        }
    }

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(Root.class, Undeclared.class, ResourceProtector.with(TOKENS.validator()));

    @Test
    void ruleOfTheLocatorCounts() {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", "/later/mine/x", "later");
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @Test
    void theOtherWayIsOpen() {
        assertThat(SERVER.get("/later/public/x").send().body(), is("ran later"));
    }
}
