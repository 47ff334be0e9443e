package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

/** What the report and the test kit say, and what is refused at deployment, is what callers meet. */
class DeployedAsDeclaredTest {

    private static final Tokens TOKENS = new Tokens();

    private static ResourceProtector protector() {
        return ResourceProtector.with(TOKENS.validator());
    }

    private static List<String> rows(ResourceProtector protector) {
        return protector.endpoints().stream()
                .map(row -> row.method() + " " + row.path() + " " + row.access())
                .toList();
    }

    /** An application with a rule. */
    @Protected("profile")
    static class ProtectedApi extends Api {
        ProtectedApi(Object... parts) {
            super(parts);
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

    /** Has an annotation on what is no resource method. */
    @Path("/idle")
    public static class Idle {
        @Path("open")
        public By open() {
            return new By("open");
        }

        @Protected("email")
        public By helper() {
            return new By("no resource method");
        }
    }

    /** Has one that cannot be a rule. */
    @Path("/idle-broken")
    public static class IdleBroken {
        @Path("open")
        public By open() {
            return new By("open");
        }

        @Protected("")
        public Object helper() {
            return "no resource method";
        }
    }

    @Test
    void annotationWithoutEffect_closesNothing() {
        try (Server server = Server.start(new Api(Idle.class, protector()))) {
            assertThat(server.get("/idle/open").send().status(), is(200));
        }
    }

    @Test
    void brokenAnnotationWithoutEffect_isRefusedOrHasNone() {
        Server server;
        try {
            server = Server.start(new Api(IdleBroken.class, protector()));
        } catch (IllegalStateException refused) {
            return;
        }
        try (server) {
            assertThat(server.get("/idle-broken/open").send().status(), is(200));
        }
    }

    /** Protected as declared. */
    @Protected("profile")
    public interface ClosedApi {
        @GET
        String get();
    }

    /** Open as implemented. */
    @Unprotected
    public static class OpenImplementation implements ClosedApi {
        @Override
        public String get() {
            return "open";
        }
    }

    /** Open as declared. */
    public interface OpenApi {
        @GET
        String get();
    }

    /** Protected as implemented. */
    @Protected("profile")
    public static class ClosedImplementation implements OpenApi {
        @Override
        public String get() {
            return "closed";
        }
    }

    /** Leads to both. */
    @Path("/typed")
    public static class Typed {
        @Path("open")
        public ClosedApi open() {
            return new OpenImplementation();
        }

        @Path("closed")
        public OpenApi closed() {
            return new ClosedImplementation();
        }
    }

    @ParameterizedTest
    @CsvSource({"/typed/open, PROTECTED, 200", "/typed/closed, OPEN, 401"})
    void rowOfInterface_saysWhatItsImplementationDoes(String path, String wrong, int status) {
        ResourceProtector protector = protector();
        try (Server server = Server.start(new Api(Typed.class, protector))) {
            assertThat(server.get(path).send().status(), is(status));
            assertThat(rows(protector), not(hasItem("GET " + path + " " + wrong)));
        }
    }

    /** Asks for one scope. */
    public interface One {
        @GET
        @Protected("profile")
        String get();
    }

    /** Asks for another. */
    public interface Other {
        @Protected("email")
        String get();
    }

    /** Cannot decide. */
    public interface Both extends One, Other {}

    /** Decides. */
    public static class Decided implements Both {
        @Override
        @Protected("profile")
        public String get() {
            return "closed";
        }
    }

    /** Leads to it. */
    @Path("/decided")
    public static class Deciding {
        @Path("sub")
        public Both sub() {
            return new Decided();
        }
    }

    @Test
    void implementationThatDecidesBetweenInterfaces_isDeployed() {
        needsProfile(Deciding.class, "/decided/sub");
    }

    record Own(ResourceProtector protector) implements Feature {
        @Override
        public boolean configure(FeatureContext context) {
            context.register(protector);
            return true;
        }
    }

    record Direct(ResourceProtector protector) implements Feature {
        @Override
        public boolean configure(FeatureContext context) {
            return protector.configure(context);
        }
    }

    /** Carries nothing. */
    @Path("/bare")
    public static class Bare {
        @GET
        public String get() {
            return "closed";
        }
    }

    @Protected("")
    static class MisdeclaredApi extends Api {
        MisdeclaredApi(Object... parts) {
            super(parts);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ruleOfApplication_isInTheReportByFeature(boolean direct) {
        ResourceProtector protector = protector();
        Feature feature = direct ? new Direct(protector) : new Own(protector);
        try (Server server = Server.start(new ProtectedApi(Bare.class, feature))) {
            assertThat(server.get("/bare").send().status(), is(401));
            assertThat(rows(protector), hasItem("GET /bare PROTECTED"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void misdeclaredApplication_isRefusedByFeature(boolean direct) {
        Feature feature = direct ? new Direct(protector()) : new Own(protector());
        Deployment.refused(new MisdeclaredApi(Bare.class, feature));
    }

    /** Has a method that is not public, and a misdeclared sub-resource. */
    @Path("/ignored")
    public static class Ignored {
        @GET
        String notPublic() {
            return "never";
        }

        @Path("sub")
        public Misdeclared.Sub sub() {
            return new Misdeclared.Sub();
        }
    }

    @Test
    void misdeclaredBesideMethodThatIsNone_isRefused() {
        Deployment.refused(new Api(Ignored.class, protector()));
    }

    /** A generic method. */
    public abstract static class Generic<T> {
        @GET
        @Path("a")
        @Protected("profile")
        public String find(@QueryParam("q") T q) {
            return "closed";
        }
    }

    @Path("/overloaded")
    public static class Overloaded extends Generic<String> {
        @Override
        public String find(String q) {
            return "closed";
        }

        @GET
        @Path("b")
        @Unprotected
        public String find(@QueryParam("q") Integer q) {
            return "open";
        }
    }

    @Test
    void overloadBesideGenericOverride_isDeployed() {
        needsProfile(Overloaded.class, "/overloaded/a");
    }
}
