package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.glassfish.hk2.utilities.binding.AbstractBinder;
import org.glassfish.jersey.process.Inflector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** A resource that leads to itself, as often as callers like, so that nobody keeps count of the objects on the way. */
class LongWaysTest {

    private static final String COUNTER = "long/way";

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(() -> new ResourceConfig(Tree.class)
            .register(new AbstractBinder() {
                @Override
                protected void configure() {
                    bind(ClosedBranch.class).to(Branch.class);
                }
            })
            .register(ResourceProtector.with(TOKENS.validator())));

    /** Nothing is declared here. */
    @Path("/long")
    public static class Tree {
        @Path("n")
        public Object next() {
            return new Tree();
        }

        @Path("closed")
        public Object closed() {
            return new ClosedTree();
        }

        @Path("branch")
        public Class<Branch> branch() {
            return Branch.class;
        }

        @Path("made")
        public Resource made() {
            Resource.Builder made = Resource.builder();
            made.addMethod("GET").handledBy(new Inflecting());
            return made.build();
        }

        @GET
        public String get() {
            return Ran.here(COUNTER);
        }
    }

    /** Leads out again. */
    @Protected("profile")
    public static class ClosedTree extends Tree {
        @Path("out")
        public Object out() {
            return new Tree();
        }
    }

    /** Another class is bound in its place. */
    public static class Branch {
        @Path("leaf")
        public Leaf leaf() {
            return new Leaf();
        }
    }

    @Protected("profile")
    public static class ClosedBranch extends Branch {}

    public static class Leaf {
        @GET
        public String get() {
            return Ran.here(COUNTER);
        }
    }

    /** Handles what a program made. */
    public static class Inflecting implements Inflector<ContainerRequestContext, String> {
        @Override
        public String apply(ContainerRequestContext request) {
            return Ran.here(COUNTER);
        }
    }

    private static String expanded(String path) {
        return path.replace("*", "/n".repeat(40));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/long*", "/long*/made"})
    void whatHasNoRule_isOpenBehindLongWay(String path) {
        assertThat(SERVER.get(expanded(path)).send().body(), is("ran " + COUNTER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/long*/closed",
                "/long*/closed*",
                "/long*/closed/out*",
                "/long*/closed/out",
                "/long*/closed/made",
                "/long*/branch/leaf"
            })
    void ruleOnLongWay_holds(String path) {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", expanded(path), COUNTER);
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }
}
