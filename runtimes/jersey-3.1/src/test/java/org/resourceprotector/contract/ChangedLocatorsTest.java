package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import jakarta.annotation.Priority;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import java.util.Collections;
import java.util.LinkedList;
import java.util.List;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** Jersey hands out the list of the locators that it matched as its own, so that any filter can change it. */
class ChangedLocatorsTest {

    private static final String COUNTER = "changed/locators";

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(() -> new ResourceConfig(Root.class)
            .register(new Changing())
            .register(ResourceProtector.with(TOKENS.validator())));

    @Path("/changed")
    public static class Root {
        @Path("closed")
        @Protected("profile")
        public Open closed() {
            return new Open();
        }

        @Path("open")
        public Closed open() {
            return new Closed();
        }
    }

    public static class Open {
        @GET
        public String get() {
            return Ran.here(COUNTER);
        }

        @DELETE
        @Path("own")
        public String delete() {
            return Ran.here(COUNTER);
        }

        @Path("sub")
        public Open sub() {
            return this;
        }
    }

    public static class Closed {
        @Path("sub")
        @Protected("profile")
        public Open sub() {
            return new Open();
        }
    }

    /** Does what the caller asks for to the list, before anybody is asked for a token. */
    @Priority(1)
    static final class Changing implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {
            List<ResourceMethod> locators = ((ExtendedUriInfo) request.getUriInfo()).getMatchedResourceLocators();
            switch (String.valueOf(request.getHeaderString("Change"))) {
                case "empty" -> locators.clear();
                case "first" -> locators.remove(0);
                case "last" -> ((LinkedList<ResourceMethod>) locators).pollLast();
                case "twice" -> locators.add(locators.get(0));
                case "reverse" -> Collections.reverse(locators);
                default -> {}
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /changed/closed",
        "DELETE, /changed/closed/own",
        "GET, /changed/closed/sub",
        "HEAD, /changed/closed/sub",
        "DELETE, /changed/closed/sub/sub/own",
        "GET, /changed/open/sub",
        "DELETE, /changed/open/sub/own"
    })
    void listThatNobodyChanged_holdsTheRules(String method, String path) {
        assertThat(SERVER.call(method, path).send().status(), is(401));
        assertThat(SERVER.call(method, path).bearer(Tokens.EMAIL).send().status(), is(403));
        assertThat(SERVER.call(method, path).bearer(Tokens.PROFILE).send().status(), is(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "first", "last", "twice", "reverse"})
    void listThatFilterChanged_opensNothing(String change) {
        for (String path : List.of("/changed/closed", "/changed/closed/sub", "/changed/open/sub")) {
            int ran = Ran.times(COUNTER);
            assertThat(SERVER.get(path).header("Change", change).send().status(), is(oneOf(401, 500)));
            assertThat(
                    SERVER.get(path)
                            .header("Change", change)
                            .bearer(Tokens.EMAIL)
                            .send()
                            .status(),
                    is(oneOf(403, 500)));
            assertThat(Ran.times(COUNTER), is(ran));
        }
    }
}
