package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/**
 * Locators that ask the {@code UriInfo} for the path parameters: Quarkus REST takes the first locator for the one that runs
 * from then on, and forgets the second one.
 */
class PathParametersInLocatorsTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Root.class, ResourceProtector.with(TOKENS.validator()));

    /** Nothing is declared here. */
    @Path("/asking/{root}")
    public static class Root {
        @Path("a/{x}")
        public Middle middle(@Context UriInfo uri) {
            uri.getPathParameters();
            return new Middle();
        }
    }

    /** Two ways to the same sub-resource, both with a rule. */
    public static class Middle {
        @Protected("profile")
        @Path("asks/{y}")
        public Leaf asks(@Context UriInfo uri) {
            uri.getPathParameters();
            return new Leaf();
        }

        @Protected("profile")
        @Path("silent/{y}")
        public Leaf silent(@PathParam("y") String parameter) {
            return new Leaf();
        }

        @GET
        public String get() {
            return Ran.here("asking/middle");
        }
    }

    /** Says nothing itself. */
    public static class Leaf {
        @GET
        public String get() {
            return Ran.here("asking/leaf");
        }

        @Path("on")
        public Leaf on() {
            return this;
        }
    }

    @Test
    void ruleOfTheSecondLocatorHoldsThoughItAsks() {
        int ran = Ran.times("asking/leaf");
        for (String path :
                new String[] {"/asking/r/a/1/asks/2", "/asking/r/a/1/asks/2/on", "/asking/r/a/1/asks/2/on/on"}) {
            assertThat(path, SERVER.get(path).send().status(), anyOf(is(401), is(500)));
            assertThat(path, SERVER.get(path).bearer(Tokens.EMAIL).send().status(), anyOf(is(403), is(500)));
        }
        assertThat(Ran.times("asking/leaf"), is(ran));
    }

    @Test
    void firstLocatorMayAsk() {
        assertThat(SERVER.get("/asking/r/a/1").send().status(), is(200));
        for (String path :
                new String[] {"/asking/r/a/1/silent/2", "/asking/r/a/1/silent/2/on", "/asking/r/a/1/silent/2/on/on"}) {
            assertThat(path, SERVER.get(path).send().status(), is(401));
            assertThat(path, SERVER.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
            assertThat(path, SERVER.get(path).bearer(Tokens.PROFILE).send().status(), is(200));
        }
    }
}
