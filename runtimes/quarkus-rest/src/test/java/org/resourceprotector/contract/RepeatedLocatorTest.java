package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** Quarkus keeps the first object only where a locator is called on what it led to; the rules of the others hold all the same. */
class RepeatedLocatorTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Folder.class, ResourceProtector.with(TOKENS.validator()));

    /** A folder in folders, which it hands out later, so that the runtime does not know of which class. Nothing is declared here. */
    @Path("/repeated")
    public static class Folder {

        @Path("{name}")
        public CompletionStage<Folder> child(@PathParam("name") String name) {
            return CompletableFuture.completedStage("vault".equals(name) ? new Vault() : new Folder());
        }

        @GET
        public String get() {
            return Ran.here("folder");
        }
    }

    /** Is not among the classes that a locator names. */
    @Protected("profile")
    public static class Vault extends Folder {}

    @Test
    void ruleOfAnObjectThatIsNotKept_holds() {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", "/repeated/a/vault/b", "folder");
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @Test
    void ruleOfTheLastObject_holds() {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", "/repeated/vault", "folder");
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @Test
    void openFolderBehindOpenFolder_isOpen() {
        assertThat(SERVER.get("/repeated/a").send().body(), is("ran folder"));
    }
}
