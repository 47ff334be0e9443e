package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/**
 * A method whose HTTP method is an annotation that Quarkus has not seen is a locator for it: it is called for all HTTP methods,
 * and no filter before.
 */
class UnknownHttpMethodTest {

    /** As in a JAR without an index: the harness shows Quarkus no annotations. */
    @HttpMethod("LOCK")
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Lock {}

    /** A method of a root resource. */
    @Path("/unknown-method")
    public static class Root {

        @Lock
        @Path("{id}")
        @Protected("profile")
        public void lock() {
            Ran.here("locked");
        }
    }

    /** A method behind a locator. */
    @Path("/unknown-method-behind")
    public static class Leading {

        @Path("sub")
        public Behind sub() {
            return new Behind();
        }
    }

    /** With one that Quarkus knows, too. */
    public static class Behind {

        @GET
        public String get() {
            return "open";
        }

        @Lock
        @Path("{id}")
        @Protected("profile")
        public void lock() {
            Ran.here("locked");
        }
    }

    /** Two locators of one path, one of which is none. */
    @Path("/unknown-method-twice")
    public static class Twice {

        @Lock
        @Path("sub")
        @Produces("text/plain")
        public void lock() {
            Ran.here("locked");
        }

        @Path("sub")
        @Produces("text/html")
        public Behind sub() {
            return new Behind();
        }
    }

    /** Registers the protector of an application that lists its classes. */
    @Provider
    public static class Protecting implements Feature {

        @Override
        public boolean configure(FeatureContext context) {
            return ResourceProtector.with(new Tokens().validator()).configure(context);
        }
    }

    /** Has the annotation in its archive, which Quarkus looks at. */
    public static class WithIndex extends Application implements Listing {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Root.class, Protecting.class);
        }

        @Override
        public Set<Class<?>> unlisted() {
            return Set.of(Lock.class);
        }
    }

    @Test
    void methodWhoseAnnotationIsIndexed_isProtected() {
        try (Server server = Server.start(new WithIndex())) {
            int ran = Ran.times("locked");
            assertThat(server.call("LOCK", "/unknown-method/1").send().status(), is(401));
            assertThat(server.get("/unknown-method/1").send().status(), is(405));
            assertThat(Ran.times("locked"), is(ran));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {Root.class, Leading.class, Twice.class})
    void methodThatQuarkusTakesForALocator_isNotDeployed(Class<?> root) {
        Api application = new Api(root, ResourceProtector.with(new Tokens().validator()));
        Throwable refused =
                assertThrows(Throwable.class, () -> Server.start(application).close());
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace));
        assertThat(
                trace.toString(), containsString("#lock: Quarkus calls it for every HTTP method, without any filter"));
    }
}
