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
    static final Deployed SERVER =
            Deployed.application(Trees.class, Folder.class, ResourceProtector.with(TOKENS.validator()));

    /** Leads to folders of one tree each. */
    @Path("/trees")
    public static class Trees {

        @Path("open")
        public Folder open() {
            return new Folder();
        }

        @Path("later")
        public Folder later() {
            return new Shelf();
        }
    }

    /** A folder in folders. Nothing is declared here. */
    public static class Folder {

        @Path("{name}")
        public CompletionStage<? extends Folder> child(@PathParam("name") String name) {
            return CompletableFuture.completedStage("vault".equals(name) ? new Vault() : new Folder());
        }

        @GET
        public String get() {
            return Ran.here("folder");
        }
    }

    /** Another one, which nothing leads to but the root. */
    @Protected("email")
    public static class Shelf extends Folder {
        @Override
        public CompletionStage<? extends Folder> child(String name) {
            return super.child(name);
        }
    }

    /** Is not among the classes that a locator names. */
    @Protected("profile")
    public static class Vault extends Folder {}

    @Test
    void ruleOfAnObjectThatIsNotKept_holds() {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", "/trees/open/a/vault/b", "folder");
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @Test
    void ruleOfTheFirstObject_holds() {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", "/trees/later/a", "folder");
        probe.closedTo(Tokens.PROFILE, 403);
        probe.opensTo(Tokens.EMAIL);
    }

    @Test
    void openFolderBehindOpenFolder_isOpen() {
        assertThat(SERVER.get("/trees/open/a").send().body(), is("ran folder"));
    }
}
