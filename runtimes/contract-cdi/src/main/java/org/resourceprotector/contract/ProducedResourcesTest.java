package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Qualifier;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/**
 * What a producer method makes is behind a proxy of the type that the method declares, and not of the class that it makes.
 * It may be refused, or ask for the token; it may not be open.
 */
class ProducedResourcesTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Root.class, ResourceProtector.with(TOKENS.validator()));

    /** Tells one producer from another. */
    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Alias {}

    /** What a producer declares. */
    public interface Service {
        @GET
        String get();
    }

    /** What it makes. */
    @Protected("profile")
    public static class OnClass implements Service {
        @Override
        public String get() {
            return Ran.here("produced/class");
        }
    }

    /** Another one. */
    public interface Other {
        @GET
        String get();
    }

    /** With a rule on the method. */
    public static class OnMethod implements Other {
        @Override
        @Protected("profile")
        public String get() {
            return Ran.here("produced/method");
        }
    }

    /** Has no rule itself. */
    public static class Leaf {
        @GET
        public String get() {
            return Ran.here("produced/leaf");
        }
    }

    /** Leads to it. */
    public interface Leading {
        @Path("leaf")
        Leaf leaf();
    }

    /** With a rule on the locator. */
    public static class ProtectedLocator implements Leading {
        @Override
        @Protected("profile")
        public Leaf leaf() {
            return new Leaf();
        }
    }

    /** A class that a producer declares. */
    public static class Base {
        @GET
        public String get() {
            return Ran.here("produced/base");
        }
    }

    /** The subclass that it makes. */
    @Protected("profile")
    public static class OfBase extends Base {
        @Override
        public String get() {
            return Ran.here("produced/of-base");
        }
    }

    /** Makes them. */
    @ApplicationScoped
    public static class Producers {
        @Produces
        @ApplicationScoped
        public Service onClass() {
            return new OnClass();
        }

        @Produces
        @ApplicationScoped
        public Other onMethod() {
            return new OnMethod();
        }

        @Produces
        @ApplicationScoped
        public Leading leading() {
            return new ProtectedLocator();
        }

        @Produces
        @ApplicationScoped
        public Base base() {
            return new OfBase();
        }

        @Produces
        @RequestScoped
        @Alias
        public Base alias(Base base) {
            return base;
        }
    }

    /** Hands them out. */
    @Path("/produced")
    @RequestScoped
    public static class Root {
        @Inject
        private Service onClass;

        @Inject
        private Other onMethod;

        @Inject
        private Leading leading;

        @Inject
        private Base base;

        @Inject
        @Alias
        private Base alias;

        @GET
        public String get() {
            return "root";
        }

        @Path("class")
        public Service onClass() {
            return onClass;
        }

        @Path("method")
        public Object onMethod() {
            return onMethod;
        }

        @Path("leading")
        public Object leading() {
            return leading;
        }

        @Path("alias")
        public Base alias() {
            return alias;
        }

        @Path("of-base")
        public Base base() {
            return base;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/produced/class",
                "/produced/method",
                "/produced/leading/leaf",
                "/produced/of-base",
                "/produced/alias"
            })
    void annotatedClassThatProducerMakes_doesNotRunWithoutToken(String path) {
        String counter =
                path.replace("leading/", "").replace("alias", "of-base").substring(1);
        int ran = Ran.times(counter);
        Answer answer = SERVER.get(path).send();
        assertThat(path + " without a token: " + answer, Ran.times(counter), is(ran));
    }
}
