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
                    bind(BoundFirst.class).to(First.class);
                    bind(BoundSecond.class).to(Second.class);
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

        @Path("class")
        public Class<First> first() {
            return First.class;
        }

        @Path("instance")
        public First instance() {
            return new First();
        }
    }

    /** Jersey makes it, and then once more, of the class that is bound. */
    public static class First {
        @Path("next")
        public Class<Second> next() {
            return Second.class;
        }

        @Path("closed")
        public Located closed() {
            return new Located();
        }
    }

    public static class BoundFirst extends First {
        @Override
        @Protected("profile")
        public Located closed() {
            return super.closed();
        }
    }

    public static class Second {
        @GET
        public String method() {
            return Ran.here(COUNTER);
        }

        @Path("last")
        public Located last() {
            return new Located();
        }

        @Path("open")
        public Located open() {
            return new Located();
        }
    }

    public static class BoundSecond extends Second {
        @Override
        @Protected("profile")
        public String method() {
            return super.method();
        }

        @Override
        @Protected("profile")
        public Located last() {
            return super.last();
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
    @ValueSource(
            strings = {
                "/bound/method",
                "/bound/locator",
                "/bound/class/closed",
                "/bound/class/next",
                "/bound/class/next/last",
                "/bound/instance/next",
                "/bound/instance/next/last"
            })
    void annotationsOfTheBoundSubclassHold(String path) {
        int ran = Ran.times(COUNTER);
        assertThat(SERVER.get(path).send().status(), is(401));
        assertThat(SERVER.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
        assertThat(Ran.times(COUNTER), is(ran));
        assertThat(SERVER.get(path).bearer(Tokens.PROFILE).send().body(), is("ran " + COUNTER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bound/class/next/open", "/bound/instance/closed", "/bound/instance/next/open"})
    void whatNeitherClassProtects_isOpen(String path) {
        assertThat(SERVER.get(path).send().body(), is("ran " + COUNTER));
    }
}
