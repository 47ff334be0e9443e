package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/**
 * Roots that have locators and no method of their own, so that no runtime shows them to us at
 * deployment.
 */
class LocatorOnlyRootsTest {

    private static final Tokens TOKENS = new Tokens();

    /** Not public, so that the compiler writes its methods into public classes again; Jersey does not serve these. */
    abstract static class Hidden {
        @GET
        @Protected("profile")
        public String all() {
            return Ran.here("hidden");
        }

        @Path("first")
        @Protected("profile")
        public Subs.Plain first() {
            return new Subs.Plain();
        }

        @Path("second")
        @Protected("email")
        public Subs.Plain second() {
            return new Subs.Plain();
        }
    }

    public static class Shown extends Hidden {}

    @Path("/shown")
    public static class ShownRoot extends Hidden {}

    @Path("/only")
    public static class Only {
        @Path("shown")
        public Shown shown() {
            return new Shown();
        }

        @Path("plain")
        @Protected("profile")
        public Subs.OnMethod plain() {
            return new Subs.OnMethod();
        }

        @Path("class")
        public Class<Subs.OnClass> type() {
            return Subs.OnClass.class;
        }
    }

    @Path("/bad")
    public static class BadBehind {
        @Path("sub")
        public Misdeclared.Sub sub() {
            return new Misdeclared.Sub();
        }
    }

    @Path("/bad")
    public static class BadLocator {
        @Path("sub")
        @Protected("")
        public Subs.Plain sub() {
            return new Subs.Plain();
        }
    }

    @Path("/bad")
    @Protected
    public static class WithoutHttpMethod {
        @Path("sub")
        public Response sub() {
            return Response.ok(Ran.here("bad/only-without-http-method")).build();
        }
    }

    @Path("/bad")
    @Protected
    public static class PromiseWithoutHttpMethod {
        @Path("sub")
        public CompletionStage<Void> sub() {
            Ran.here("bad/promise-without-http-method");
            return CompletableFuture.completedFuture(null);
        }
    }

    @Path("/untyped")
    @Protected("profile")
    public static class Untyped {
        @Path("first")
        public Object first() {
            return new Subs.OnMethod();
        }

        @Path("second")
        public Object second() {
            return new Subs.OnMethod();
        }
    }

    private static List<String> rows(ResourceProtector protector) {
        return protector.endpoints().stream()
                .map(row -> row.method() + " " + row.path() + " " + row.access() + " [" + row.scopes() + "]")
                .toList();
    }

    @Test
    void whatIsBehindTypedLocatorsIsInTheReport() {
        ResourceProtector protector = ResourceProtector.with(TOKENS.validator());
        try (Server server = Server.start(new Api(Only.class, ShownRoot.class, protector))) {
            assertThat(
                    rows(protector),
                    hasItems(
                            "GET /only/plain PROTECTED [profile]",
                            "GET /only/plain/open PROTECTED [profile]",
                            "GET /only/class PROTECTED [profile]",
                            "GET /only/class/lifted OPEN []",
                            "GET /only/shown PROTECTED [profile]",
                            "GET /only/shown/second PROTECTED [email]"));
            assertThat(server.get("/only/plain/open").send().status(), is(401));
            for (String path : List.of("/only/shown", "/only/shown/first", "/shown/first")) {
                // in tests of Quarkus the calls are generated in another class loader, which sees no class that is not
                // public
                assertThat(server.get(path).send().status(), is(oneOf(401, 404, 500)));
                assertThat(server.get(path).bearer(Tokens.PROFILE).send().status(), is(not(oneOf(401, 403))));
            }
        }
    }

    @Test
    void misdeclaredMethodBehindTypedLocatorIsRefused() {
        Throwable refusal = Deployment.refused(new Api(BadBehind.class, ResourceProtector.with(TOKENS.validator())));
        assertThat(Deployment.messages(refusal), containsString("Misdeclared.Sub#get"));
    }

    @Test
    void misdeclaredLocatorIsRefused() {
        Throwable refusal = Deployment.refused(new Api(BadLocator.class, ResourceProtector.with(TOKENS.validator())));
        assertThat(Deployment.messages(refusal), containsString("LocatorOnlyRootsTest.BadLocator#sub"));
    }

    @Test
    void methodWithoutItsHttpMethodIsRefused() {
        Throwable refusal =
                Deployment.refused(new Api(WithoutHttpMethod.class, ResourceProtector.with(TOKENS.validator())));
        assertThat(
                Deployment.messages(refusal),
                containsString("LocatorOnlyRootsTest.WithoutHttpMethod#sub has @Path and no HTTP method"));
        Throwable ofPromise =
                Deployment.refused(new Api(PromiseWithoutHttpMethod.class, ResourceProtector.with(TOKENS.validator())));
        assertThat(
                Deployment.messages(ofPromise),
                containsString("what it returns, CompletionStage<Void>, is no resource"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/untyped/first", "/untyped/second"})
    void rowNamesThePathOfTheLocatorThatWasWalked(String path) {
        ResourceProtector protector = ResourceProtector.with(TOKENS.validator());
        try (Server server = Server.start(new Api(Untyped.class, protector))) {
            assertThat(server.get(path).bearer(Tokens.PROFILE).send().status(), is(200));
            assertThat(rows(protector), is(List.of("GET " + path + " PROTECTED [profile]")));
        }
    }

    @Path("/ignored")
    public static class BesideIgnoredMethod {
        @GET
        String notPublic() {
            return "never called";
        }

        @Path("sub")
        public Misdeclared.Sub sub() {
            return new Misdeclared.Sub();
        }
    }

    public interface WithMethod {
        @GET
        @Path("sub")
        Misdeclared.Sub sub();
    }

    @Path("/overridden")
    public static class BesideOverriddenMethod implements WithMethod {
        @Override
        @Path("sub")
        public Misdeclared.Sub sub() {
            return new Misdeclared.Sub();
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {BesideIgnoredMethod.class, BesideOverriddenMethod.class})
    void methodThatIsNone_hidesNoMisdeclaredSubResource(Class<?> root) {
        Throwable refusal = Deployment.refused(new Api(root, ResourceProtector.with(TOKENS.validator())));
        assertThat(Deployment.messages(refusal), containsString("Misdeclared.Sub#get"));
    }
}
