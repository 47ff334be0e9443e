package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.annotation.Priority;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/**
 * A filter of the application that looks at the path parameters before the protector decides, as one does that finds out the
 * tenant: Quarkus REST names the locator as the matched method from then on.
 */
class EarlyPathParametersTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(Tenants.class, Node.class, new Looking(), ResourceProtector.with(TOKENS.validator()));

    /** Runs first. */
    @Priority(1)
    public static final class Looking implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            request.getUriInfo().getPathParameters();
        }
    }

    /** Nothing is declared here. */
    @Path("/tenants/{tenant}")
    public static class Tenants {
        @GET
        @Path("direct")
        @Protected("profile")
        public String direct() {
            return Ran.here("early/direct");
        }

        @Path("orders")
        public Orders orders(@PathParam("tenant") String tenant) {
            return new Orders();
        }
    }

    /** Has a rule that no engine finds by itself in a subclass. */
    public abstract static class Ruled {
        @GET
        @Path("overridden")
        @Protected("profile")
        public abstract String overridden();
    }

    /** Behind a locator without a rule. */
    public static class Orders extends Ruled {
        @GET
        @Path("{order}")
        @Protected("profile")
        public String get(@PathParam("order") String order) {
            return Ran.here("early/get");
        }

        @Override
        @GET
        @Path("overridden")
        public String overridden() {
            return Ran.here("early/overridden");
        }

        @GET
        @Path("open/{order}")
        public String open(@PathParam("order") String order) {
            return Ran.here("early/open");
        }

        @Path("deep")
        public Orders deep() {
            return new Orders();
        }
    }

    /** A root, and its own sub-resource; only the way there has a rule. */
    @Path("/early-nodes")
    public static class Node {
        @GET
        public String get() {
            return Ran.here("early/node");
        }

        @Path("child")
        @Protected("profile")
        public Node child() {
            return new Node();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/early-nodes/child", "/early-nodes/child/child", "/early-nodes/child/child/child"})
    void ruleOfALocatorToItsOwnClassHolds(String path) {
        assertThat(SERVER.get("/early-nodes").send().status(), is(200));
        int ran = Ran.times("early/node");

        assertThat(SERVER.get(path).send().status(), is(401));
        assertThat(SERVER.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
        assertThat(Ran.times("early/node"), is(ran));
        assertThat(SERVER.get(path).bearer(Tokens.PROFILE).send().status(), is(200));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tenants/a/direct",
                "/tenants/a/orders/7",
                "/tenants/a/orders/overridden",
                "/tenants/a/orders/deep/7",
                "/tenants/a/orders/deep/overridden"
            })
    void ruleOfTheMethodHolds(String path) {
        String name = path.contains("overridden")
                ? "early/overridden"
                : path.contains("direct") ? "early/direct" : "early/get";
        int ran = Ran.times(name);

        assertThat(SERVER.get(path).send().status(), is(401));
        assertThat(SERVER.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
        assertThat(Ran.times(name), is(ran));
        assertThat(SERVER.get(path).bearer(Tokens.PROFILE).send().status(), is(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/tenants/a/orders/open/7", "/tenants/a/orders/deep/open/7"})
    void whatIsOpenStaysOpen(String path) {
        assertThat(SERVER.get(path).send().status(), is(200));
    }
}
