package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.glassfish.jersey.process.Inflector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.api.Test;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.ApiToken;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;
import org.resourceprotector.runtime.InProcess;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Verdict;

/** Resources of every make on Jersey: behind locators, from interfaces, proxies and programs. */
class ResourcesOnJerseyTest {

    private final ResourceProtector protector = ResourceProtector.with(
            token -> Verdict.accepted(ApiToken.of("alice", token.value().replace('.', ' '))));

    private InProcess application(Object... resources) {
        ResourceConfig config = new ResourceConfig().register(protector);
        for (Object resource : resources) {
            if (resource instanceof Class<?> type) {
                config.register(type);
            } else if (resource instanceof Resource programmed) {
                config.registerResources(programmed);
            } else {
                config.register(resource);
            }
        }
        return new InProcess(config);
    }

    private static int status(InProcess application, String path, String scopes) {
        return application
                .call("GET", path, "Authorization", "Bearer " + scopes)
                .status();
    }

    private List<String> rows() {
        return protector.endpoints().stream()
                .map(row -> (row.method() + " " + row.path() + " " + row.access() + " " + row.scopes()).strip())
                .sorted()
                .toList();
    }

    private String failure(Object... resources) {
        Throwable failure = assertThrows(Throwable.class, () -> application(resources));
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        return all.toString();
    }

    /** What a locator returns. */
    public interface Leaf {

        /** Answers. */
        @GET
        String get();
    }

    /** Declares for itself. */
    @Protected("leaf")
    public static class Declared implements Leaf {

        @Override
        public String get() {
            return "declared";
        }
    }

    /** Declares nothing. */
    public static class Undeclared implements Leaf {

        @Override
        public String get() {
            return "undeclared";
        }
    }

    /** Locators whose types tell everything, something or nothing. */
    @Path("root")
    public static class Root {

        @Path("typed")
        @Protected("locator")
        public Declared typed() {
            return new Declared();
        }

        @Path("interface/{which}")
        public Leaf byInterface(@Context UriInfo uri) {
            return uri.getPath().endsWith("declared") && !uri.getPath().endsWith("undeclared")
                    ? new Declared()
                    : new Undeclared();
        }

        @Path("any")
        @Protected("locator")
        public Object any() {
            return new Undeclared();
        }

        @Path("class")
        public Class<Declared> byClass() {
            return Declared.class;
        }

        @Path("later")
        @Protected("locator")
        public CompletionStage<Leaf> later() {
            return CompletableFuture.completedFuture(new Undeclared());
        }

        @Path("self")
        @Protected("self")
        public Root again() {
            return new Root();
        }
    }

    @Test
    void behindLocators_whatIsCalledIsUnderItsRule() {
        InProcess application = application(Root.class);
        assertThat(status(application, "root/typed", "locator.leaf"), is(200));
        assertThat(status(application, "root/typed", "locator"), is(403));
        assertThat(status(application, "root/typed", "leaf"), is(403));
        assertThat(status(application, "root/interface/declared", "leaf"), is(200));
        assertThat(status(application, "root/interface/declared", "other"), is(403));
        assertThat(application.call("GET", "root/interface/undeclared").status(), is(200));
        assertThat(status(application, "root/any", "locator"), is(200));
        assertThat(status(application, "root/any", "leaf"), is(403));
        assertThat(status(application, "root/class", "leaf"), is(200));
        assertThat(status(application, "root/class", "locator"), is(403));
        assertThat(status(application, "root/self/self/typed", "self.locator.leaf"), is(200));
        assertThat(status(application, "root/self/self/typed", "locator.leaf"), is(403));
    }

    @Test
    void resourceThatLeadsToItself_isUnderEachRuleHoweverOften() {
        InProcess application = application(Root.class);
        for (int times : new int[] {2, 17, 40}) {
            String path = "root/" + "self/".repeat(times);
            assertThat(path, status(application, path + "typed", "self.locator.leaf"), is(200));
            assertThat(path, status(application, path + "typed", "locator.leaf"), is(403));
            assertThat(path, status(application, path + "typed", "self.leaf"), is(403));
            assertThat(path, status(application, path + "typed", "self.locator"), is(403));
            assertThat(path, status(application, path + "any", "self"), is(403));
        }
    }

    @Test
    void endpointsThatTypesDoNotTell_areReportedWhenTheyAreCalled() {
        InProcess application = application(Root.class);
        assertThat(rows(), hasItem("GET /root/typed PROTECTED locator leaf"));
        assertThat(rows().contains("GET /root/any PROTECTED locator"), is(false));
        status(application, "root/any", "locator");
        assertThat(rows(), hasItem("GET /root/any PROTECTED locator"));
    }

    /** What a resource is registered by. */
    @Path("shown")
    public interface Shown {

        /** Answers. */
        @GET
        @Protected("shown")
        String get();
    }

    /** Declares nothing. */
    @Path("silent")
    public interface Silent {

        /** Answers. */
        @GET
        String get();
    }

    private static Object proxy(Class<?> type) {
        return Proxy.newProxyInstance(
                ResourcesOnJerseyTest.class.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> switch (method.getName()) {
                    case "hashCode" -> 1;
                    case "equals" -> self == arguments[0];
                    default -> "proxy";
                });
    }

    @Test
    void proxyOfInterface_isUnderWhatThatDeclares_orRefused() {
        InProcess application = application(proxy(Shown.class));
        assertThat(status(application, "shown", "shown"), is(200));
        assertThat(status(application, "shown", "other"), is(403));
        assertThat(
                failure(proxy(Silent.class)), containsString("the runtime shows a type that hides its implementation"));
    }

    /** A resource that a program makes of a bare method. */
    public static class Handler {

        /** Handles. */
        public String handle() {
            return "handled";
        }

        /** Handles with a rule. */
        @Protected("handler")
        public String ruled() {
            return "ruled";
        }
    }

    private static Inflector<ContainerRequestContext, Object> inflector() {
        return request -> "inflected";
    }

    @Test
    void programmedResource_isUnderTheRuleOfItsMethod() throws Exception {
        Resource.Builder built = Resource.builder("built");
        built.addMethod("GET").handledBy(Handler.class, Handler.class.getMethod("ruled"));
        built.addChildResource("child").addMethod("GET").handledBy(Handler.class, Handler.class.getMethod("handle"));
        built.addChildResource("inflected").addMethod("GET").handledBy(inflector());
        InProcess application = application(built.build());
        assertThat(status(application, "built", "handler"), is(200));
        assertThat(status(application, "built", "other"), is(403));
        assertThat(application.call("GET", "built/child").status(), is(200));
        assertThat(application.call("GET", "built/inflected").status(), is(200));
        assertThat(
                rows(), contains("GET /built PROTECTED handler", "GET /built/child OPEN", "GET /built/inflected OPEN"));
    }

    @Test
    void programmedResource_isClosedIfAllAre() {
        ResourceProtector strict = ResourceProtector.builder()
                .validator(token -> Verdict.accepted(ApiToken.of("alice", "")))
                .protectUnannotated()
                .build();
        Resource.Builder built = Resource.builder("built");
        built.addMethod("GET").handledBy(inflector());
        InProcess application =
                new InProcess(new ResourceConfig().register(strict).registerResources(built.build()));
        assertThat(application.call("GET", "built").status(), is(401));
        assertThat(status(application, "built", "any"), is(200));
    }

    @Test
    void programThatBindsByName_tellsNoRule() {
        Resource.Builder built = Resource.builder("built");
        built.addMethod("GET").nameBindings(Protected.class).handledBy(inflector());
        assertThat(
                failure(built.build()), containsString("it is bound to @Protected by a program, which tells no rule"));
    }

    /** Extended by a program. */
    @Path("owned")
    @Protected("owner")
    public static class Owner {

        @GET
        public String get() {
            return "owned";
        }
    }

    @Test
    void whatAProgramAddsToAResource_isUnderTheRuleOfItsClass() {
        Resource.Builder extended = Resource.builder(Owner.class);
        extended.addChildResource("more").addMethod("GET").handledBy(inflector());
        InProcess application = application(extended.build());
        assertThat(status(application, "owned", "owner"), is(200));
        assertThat(status(application, "owned", "other"), is(403));
        assertThat(status(application, "owned/more", "owner"), is(200));
        assertThat(status(application, "owned/more", "other"), is(403));
        assertThat(application.call("GET", "owned/more").status(), is(401));
    }

    /** Asks what Jersey injects. */
    public static class Injected implements AccessCondition {

        @Context
        private HttpHeaders headers;

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return "yes".equals(headers.getHeaderString("Permit"));
        }
    }

    /** Asks a condition. */
    @Path("conditional")
    public static class Conditional {

        @GET
        @Protected(conditions = Injected.class)
        public String get() {
            return "permitted";
        }
    }

    @Test
    void condition_getsWhatJerseyInjects() {
        InProcess application = application(Conditional.class);
        assertThat(
                application
                        .call("GET", "conditional", "Authorization", "Bearer any", "Permit", "yes")
                        .status(),
                is(200));
        assertThat(
                application
                        .call("GET", "conditional", "Authorization", "Bearer any", "Permit", "no")
                        .status(),
                is(403));
    }

    /** Open behind a closed class. */
    @Path("mixed")
    @Protected("mixed")
    public static class Mixed {

        @GET
        @Unprotected
        public String get() {
            return "open";
        }
    }

    @Test
    void protectorOfTwoApplications_knowsEach() {
        InProcess first = application(Mixed.class);
        assertThat(rows(), contains("GET /mixed OPEN"));
        InProcess second = application(Owner.class);
        assertThat(rows(), contains("GET /owned PROTECTED owner"));
        assertThat(first.call("GET", "mixed").status(), is(200));
        assertThat(second.call("GET", "owned").status(), is(401));
        assertThat(ResourceProtector.with(token -> Verdict.notMine()).endpoints(), is(empty()));
    }
}
