package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
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

    @ParameterizedTest
    @ValueSource(classes = {Root.class, Leading.class})
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
