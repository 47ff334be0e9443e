package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

/**
 * Root classes that inherit their path, and whose locators have other paths than those that they override. Some runtimes serve
 * the paths of the class, some those of what it inherits from: the rule is that of the method that is walked.
 */
@DisplayName("P6 whichever locator the runtime walks, its own rule holds")
class InheritedRootPathsTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            OfInterface.class,
            OfClass.class,
            Swapped.class,
            OfTwo.class,
            OfAny.class,
            BelowPrivate.class,
            LeadingToPrivate.class,
            ResourceProtector.with(TOKENS.validator()));

    /** A sub-resource that says by which locator it was reached. */
    public static class Walked {
        private final String name;

        Walked(String name) {
            this.name = name;
        }

        @GET
        public String get() {
            return name;
        }
    }

    /** Has the path, and a locator. */
    @Path("inherited-interface")
    public interface Interface {
        @Path("b")
        Walked two();
    }

    /** Has a second one at that locator's path. */
    public static class OfInterface implements Interface {
        @Override
        @Path("z")
        @Protected("profile")
        public Walked two() {
            return new Walked("closed");
        }

        @Path("b")
        @Unprotected
        public Walked other() {
            return new Walked("open");
        }
    }

    /** The same as a class. */
    @Path("inherited-class")
    public static class Base {
        @Path("b")
        public Walked two() {
            return new Walked("base");
        }
    }

    /** Has a second one at that locator's path. */
    public static class OfClass extends Base {
        @Override
        @Path("z")
        @Protected("profile")
        public Walked two() {
            return new Walked("closed");
        }

        @Path("b")
        @Unprotected
        public Walked other() {
            return new Walked("open");
        }
    }

    /** Has two. */
    @Path("inherited-swapped")
    public interface Two {
        @Path("a")
        Walked one();

        @Path("b")
        Walked two();
    }

    /** Has them the other way round. */
    public static class Swapped implements Two {
        @Override
        @Path("b")
        @Unprotected
        public Walked one() {
            return new Walked("open");
        }

        @Override
        @Path("a")
        @Protected("profile")
        public Walked two() {
            return new Walked("closed");
        }
    }

    /** Takes whatever comes before. */
    @Path("inherited-any")
    public interface Any {
        @Path("{x: .*}b")
        Walked two();
    }

    /** Has an endpoint in the place of the locator. */
    public static class OfAny implements Any {
        @Override
        @GET
        @Path("z")
        @Protected("profile")
        public Walked two() {
            return new Walked("closed");
        }

        @Path("o")
        @Unprotected
        public Walked other() {
            return new Walked("open");
        }
    }

    /** One of two paths to inherit. */
    @Path("inherited-x")
    public static class Ground {}

    /** The other. */
    @Path("inherited-x/a")
    public interface Floor {}

    /** Inherits two. */
    public static class OfTwo extends Ground implements Floor {
        @Path("b")
        @Protected("profile")
        public Walked closed() {
            return new Walked("closed");
        }

        @Path("a/b")
        @Unprotected
        public Walked open() {
            return new Walked("open");
        }
    }

    /** Some runtimes let a method of the same name inherit from a private one. */
    public static class Private {
        @Path("p")
        @Unprotected
        private Walked leaf() {
            return new Walked("private");
        }

        String use() {
            return leaf().get();
        }
    }

    /** A method of the same name. */
    @Path("inherited-private")
    public static class BelowPrivate extends Private {
        @Protected("profile")
        public Walked leaf() {
            return new Walked("closed");
        }
    }

    /** The same for an endpoint. */
    public static class PrivateEndpoint {
        @GET
        @Path("p")
        private String get() {
            return "private";
        }

        String use() {
            return get();
        }
    }

    /** A method of the same name. */
    public static class BelowPrivateEndpoint extends PrivateEndpoint {
        public String get() {
            return "closed";
        }
    }

    /** The same with a rule. */
    public static class PrivateRule {
        @GET
        @Path("p")
        @Protected("profile")
        private String get() {
            return "private";
        }

        String use() {
            return get();
        }
    }

    /** A method of the same name. */
    public static class BelowPrivateRule extends PrivateRule {
        public String get() {
            return "closed";
        }
    }

    /** Leads to it. */
    @Path("inherited-endpoint")
    public static class LeadingToPrivate {
        @Path("a")
        @Protected("profile")
        public BelowPrivateEndpoint closed() {
            return new BelowPrivateEndpoint();
        }

        @Path("a/p")
        @Unprotected
        BelowPrivateEndpoint hidden() {
            return new BelowPrivateEndpoint();
        }

        @Path("optional")
        @Protected(optional = true)
        public BelowPrivateRule optional() {
            return new BelowPrivateRule();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/inherited-interface/b",
                "/inherited-interface/z",
                "/inherited-class/b",
                "/inherited-class/z",
                "/inherited-swapped/a",
                "/inherited-swapped/b",
                "/inherited-x/a/b",
                "/inherited-x/b",
                "/inherited-x/a/a/b",
                "/inherited-private/p",
                "/inherited-any/b",
                "/inherited-any//b",
                "//inherited-any/b",
                "/inherited-any/;a=b/b",
                "/inherited-endpoint/a/p",
                "/inherited-endpoint/optional/p"
            })
    void methodUnderRule_doesNotRunWithoutItsScope(String path) {
        assertThat(SERVER.get(path).sendRaw().body(), not(containsString("closed")));
        assertThat(SERVER.get(path).bearer(Tokens.EMAIL).sendRaw().body(), not(containsString("closed")));
        String withScope = SERVER.get(path).bearer(Tokens.PROFILE).sendRaw().body();
        if (withScope.equals("open")) {
            assertThat(SERVER.get(path).sendRaw().body(), is("open"));
        }
    }
}
