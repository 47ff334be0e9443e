package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

/**
 * Methods that look like locators or endpoints and are none to the runtime, because they are not public, or because an
 * override has annotations of its own: none of them opens what the runtime walks, or shows up in the report.
 */
class AnnotationInheritanceTest {

    private static final Tokens TOKENS = new Tokens();

    private static ResourceProtector protector() {
        return ResourceProtector.with(TOKENS.validator());
    }

    private static List<String> rows(ResourceProtector protector) {
        return protector.endpoints().stream()
                .map(row -> row.method() + " " + row.path() + " " + row.access())
                .toList();
    }

    /** Has a locator. */
    public interface Top {
        @Path("docs")
        By docs();
    }

    /** Declares it again. */
    public interface Redeclared extends Top {
        @Override
        By docs();
    }

    /** Inherits it, and has another one that fits. */
    @Path("/redeclared")
    public static class OfRedeclared implements Redeclared {
        @Override
        public By docs() {
            return new By("open");
        }

        @Path("{x}")
        @Protected("profile")
        public By any() {
            return new By("closed");
        }
    }

    @Test
    void locatorThatIsDeclaredAgain_opensNoOther() {
        try (Server server = Server.start(new Api(OfRedeclared.class, protector()))) {
            Answer answer = server.get("/redeclared/docs").send();
            assertThat(
                    "the open one ran, or none did",
                    answer.status() == 401 || answer.body().equals("open"),
                    is(true));
        }
    }

    private static void needsProfile(Object resource, String path) {
        try (Server server = Server.start(new Api(resource, protector()))) {
            assertThat(server.get(path).bearer(Tokens.PROFILE).send().body(), is("closed"));
            assertThat(server.get(path).send().status(), is(401));
            assertThat(server.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
        }
    }

    /** A sub-resource that says who it is. */
    public static class By {
        private final String name;

        By(String name) {
            this.name = name;
        }

        @GET
        public String get() {
            return name;
        }
    }

    /** A locator that is not public, beside the one that is walked. */
    @Path("/not-public")
    public static class NotPublic {
        @Path("docs")
        By docs() {
            return new By("never walked");
        }

        @Path("{x}")
        @Protected("profile")
        public By any() {
            return new By("closed");
        }
    }

    /** The same, with a rule on the class. */
    @Path("/not-public-class")
    @Protected("profile")
    public static class NotPublicInProtectedClass {
        @Path("docs")
        @Unprotected
        By docs() {
            return new By("never walked");
        }

        @Path("{x}")
        public By any() {
            return new By("closed");
        }
    }

    /** Has a private locator. */
    public static class PrivateAbove {
        @Path("docs")
        @SuppressWarnings("unused")
        private By docs() {
            return new By("never walked");
        }
    }

    /** Inherits from it. */
    @Path("/private-above")
    public static class OfPrivateAbove extends PrivateAbove {
        @Path("{x}")
        @Protected("profile")
        public By any() {
            return new By("closed");
        }
    }

    /** Has a path. */
    public interface WithPath {
        @Path("docs")
        By docs();
    }

    /** Overrides it with another annotation, and thereby without the path. */
    @Path("/produces-only")
    public static class ProducesOnly implements WithPath {
        @Override
        @Produces("text/plain")
        public By docs() {
            return new By("never walked");
        }

        @Path("{x}")
        @Protected("profile")
        public By any() {
            return new By("closed");
        }
    }

    /** Has a static method with a path. */
    public interface WithStatic {
        @Path("docs")
        static By docs() {
            return new By("never walked");
        }
    }

    /** Inherits from it. */
    @Path("/static-above")
    public static class OfWithStatic implements WithStatic {
        @Path("{x}")
        @Protected("profile")
        public By any() {
            return new By("closed");
        }
    }

    @Test
    @DisplayName("R9700-2.3-b a locator that the runtime does not know opens none that it walks")
    void locatorThatIsNotPublic_opensNoOther() {
        needsProfile(NotPublic.class, "/not-public/docs");
        ResourceProtector protector = protector();
        try (Server started = Server.start(new Api(NotPublic.class, protector))) {
            assertThat(started.get("/not-public/docs").send().status(), is(401));
            assertThat(rows(protector), not(hasItem("GET /not-public/docs OPEN")));
        }
    }

    @Test
    void openLocatorThatIsNotPublic_opensNoOther() {
        needsProfile(NotPublicInProtectedClass.class, "/not-public-class/docs");
    }

    @Test
    void privateLocatorOfSuperclass_opensNoOther() {
        needsProfile(OfPrivateAbove.class, "/private-above/docs");
    }

    @Test
    void overrideThatIsNoLocator_opensNoOther() {
        needsProfile(ProducesOnly.class, "/produces-only/docs");
    }

    @Test
    void staticMethodOfInterface_opensNoOther() {
        needsProfile(OfWithStatic.class, "/static-above/docs");
    }

    /** Has a method and a path. */
    public interface LeafApi {
        @GET
        @Path("x")
        String get();
    }

    /** Repeats the method and not the path. */
    public static class Leaf implements LeafApi {
        private final String name;

        Leaf(String name) {
            this.name = name;
        }

        @GET
        @Override
        public String get() {
            return name;
        }
    }

    /** Leads to it in two ways. */
    @Path("/joined")
    public static class Joined {
        @Path("{id}")
        public Leaf open() {
            return new Leaf("open");
        }

        @Path("{id}/x")
        @Protected("profile")
        public Leaf closed() {
            return new Leaf("closed");
        }
    }

    @Test
    void overrideWithoutThePath_isNotTakenForOneWithIt() {
        needsProfile(Joined.class, "/joined/1/x");
    }

    /** Repeats the method and not the path. */
    @Path("/own-path")
    public static class OwnPath implements LeafApi {
        @GET
        @Override
        @Protected("profile")
        public String get() {
            return "closed";
        }
    }

    @Test
    void row_hasThePathThatIsServed() {
        ResourceProtector protector = protector();
        try (Server server = Server.start(new Api(OwnPath.class, protector))) {
            assertThat(server.get("/own-path").send().status(), is(401));
            assertThat(server.get("/own-path/x").send().status(), is(404));
            assertThat(rows(protector), hasItem("GET /own-path PROTECTED"));
            assertThat(rows(protector), not(hasItem("GET /own-path/x PROTECTED")));
        }
    }
}
