package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.glassfish.hk2.utilities.binding.AbstractBinder;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** A resource class whose instances are of a subclass, because a binding says so. */
class BoundSubclassTest {

    private static final String COUNTER = "bound/subclass";

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(() -> new ResourceConfig(Registered.class)
            .register(new AbstractBinder() {
                @Override
                protected void configure() {
                    bind(Bound.class).to(Registered.class);
                }
            })
            .register(ResourceProtector.with(TOKENS.validator())));

    @Path("/bound")
    public static class Registered {
        @GET
        @Path("method")
        public String method() {
            return Ran.here(COUNTER);
        }

        @Path("locator")
        public Located locator() {
            return new Located();
        }
    }

    public static class Bound extends Registered {
        @Override
        @Protected("profile")
        public String method() {
            return super.method();
        }

        @Override
        @Protected("profile")
        public Located locator() {
            return super.locator();
        }
    }

    public static class Located {
        @GET
        public String get() {
            return Ran.here(COUNTER);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bound/method", "/bound/locator"})
    void annotationsOfTheBoundSubclassHold(String path) {
        int ran = Ran.times(COUNTER);
        assertThat(SERVER.get(path).send().status(), is(401));
        assertThat(SERVER.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
        assertThat(Ran.times(COUNTER), is(ran));
        assertThat(SERVER.get(path).bearer(Tokens.PROFILE).send().body(), is("ran " + COUNTER));
    }
}
