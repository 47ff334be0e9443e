package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.oneOf;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Configuration;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.List;
import org.glassfish.jersey.process.Inflector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.ModelProcessor;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** Resources that are built by Jersey's own API instead of by annotations. */
class ProgrammaticResourcesTest {

    private static final Tokens TOKENS = new Tokens();
    private static final ResourceProtector PROTECTOR = ResourceProtector.with(TOKENS.validator());

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(() ->
            new ResourceConfig(Locating.class).registerResources(resource()).register(PROTECTOR));

    public static class Handler {
        @Protected("profile")
        public String annotated() {
            return Ran.here("programmatic/annotated");
        }

        public String bare() {
            return Ran.here("programmatic/bare");
        }
    }

    @Protected("profile")
    public static class AnnotatedHandler {
        public String onClass() {
            return Ran.here("programmatic/on-class");
        }
    }

    public static class Inflecting implements Inflector<ContainerRequestContext, String> {
        @Override
        public String apply(ContainerRequestContext request) {
            return Ran.here("programmatic/inflected");
        }
    }

    /** Its locators lead to resources that its own class, or another one, handles. */
    @Path("/locating")
    public static class Locating {
        @Path("own")
        @Protected("profile")
        public Resource own() {
            return handledBy(Locating.class, "handle");
        }

        @Path("other")
        @Protected("profile")
        public Resource other() {
            return handledBy(Handler.class, "bare");
        }

        @Path("inflected")
        @Protected("profile")
        public Resource inflected() {
            Resource.Builder resource = Resource.builder();
            resource.addMethod("GET").handledBy(new Inflecting());
            return resource.build();
        }

        @Path("modelled")
        @Protected("profile")
        public Resource modelled() {
            return Resource.from(Subs.OnMethod.class);
        }

        @Path("optional-bound")
        @Protected(optional = true)
        public Resource optionalBound() {
            return bound();
        }

        @Path("email-bound")
        @Protected("email")
        public Resource emailBound() {
            return bound();
        }

        private static Resource bound() {
            Resource.Builder resource = Resource.builder();
            resource.addMethod("GET")
                    .nameBindings(List.of(Protected.class))
                    .handledBy(Handler.class, method(Handler.class, "bare"));
            return resource.build();
        }

        public String handle() {
            return Ran.here("programmatic/own");
        }

        @GET
        public String get() {
            return Ran.here("programmatic/locating");
        }
    }

    private static Resource handledBy(Class<?> handler, String name) {
        Resource.Builder resource = Resource.builder();
        resource.addMethod("GET").handledBy(handler, method(handler, name));
        return resource.build();
    }

    private static Resource resource() {
        Resource.Builder root = Resource.builder("programmatic");
        root.addChildResource("annotated")
                .addMethod("GET")
                .handledBy(Handler.class, method(Handler.class, "annotated"));
        root.addChildResource("on-class")
                .addMethod("GET")
                .handledBy(AnnotatedHandler.class, method(AnnotatedHandler.class, "onClass"));
        root.addChildResource("open").addMethod("GET").handledBy(Handler.class, method(Handler.class, "bare"));
        root.addChildResource("bound-annotated")
                .addMethod("GET")
                .nameBindings(List.of(Protected.class))
                .handledBy(Handler.class, method(Handler.class, "annotated"));
        root.addChildResource("inflected").addMethod("GET").handledBy(new Inflecting());
        return root.build();
    }

    private static Annotation protectedByProfile() {
        return method(Handler.class, "annotated").getAnnotation(Protected.class);
    }

    private static Method method(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/locating/own, programmatic/own",
        "/locating/other, programmatic/bare",
        "/locating/inflected, programmatic/inflected",
        "/locating/modelled, onmethod",
        "/locating/modelled/open, onmethod/open"
    })
    void protectedLocatorThatReturnsResourceNeedsItsScope(String path, String counter) {
        needsTheScope(path, counter);
    }

    @ParameterizedTest
    @CsvSource({
        "/programmatic/annotated, programmatic/annotated",
        "/programmatic/on-class, programmatic/on-class",
        "/programmatic/bound-annotated, programmatic/annotated"
    })
    void annotatedHandlerNeedsTheScope(String path, String counter) {
        needsTheScope(path, counter);
    }

    /**
     * Jersey keeps the type of such an annotation, and not what it says, so that no token can be
     * known to be enough.
     */
    @Test
    void methodBoundByAnnotationIsRefusedOrDoesNotRun() {
        Resource.Builder handled = Resource.builder("handled");
        handled.addMethod("GET")
                .nameBindings(protectedByProfile())
                .handledBy(Handler.class, method(Handler.class, "bare"));
        closedToTokensWithoutTheScope(handled.build(), "/handled", "programmatic/bare");
    }

    @Test
    void inflectorBoundByAnnotationIsRefusedOrDoesNotRun() {
        Resource.Builder inflected = Resource.builder("inflected");
        inflected.addMethod("GET").nameBindings(protectedByProfile()).handledBy(new Inflecting());
        closedToTokensWithoutTheScope(inflected.build(), "/inflected", "programmatic/inflected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/locating/optional-bound", "/locating/email-bound"})
    void methodBoundByProgram_isNotExplainedByTheRuleOfLocator(String path) {
        int ran = Ran.times("programmatic/bare");
        assertThat(SERVER.get(path).send().status(), is(oneOf(401, 500)));
        assertThat(SERVER.get(path).bearer(Tokens.EMAIL).send().status(), is(oneOf(403, 500)));
        assertThat(Ran.times("programmatic/bare"), is(ran));
    }

    /** Has a rule, and is given methods by programs. */
    @Path("/extended")
    @Protected("profile")
    public static class Extended {
        @GET
        public String get() {
            return Ran.here("programmatic/extended");
        }
    }

    /** Such as extensions that render views of a resource are. */
    @Test
    void methodThatIsAddedToResource_isUnderTheRuleOfItsClass() {
        Resource.Builder extended = Resource.builder(Extended.class);
        extended.addMethod("POST").handledBy(new Inflecting());
        try (Server server = Server.start(new ResourceConfig()
                .registerResources(extended.build())
                .register(ResourceProtector.with(TOKENS.validator())))) {
            int ran = Ran.times("programmatic/inflected");
            assertThat(server.call("POST", "/extended").send().status(), is(401));
            assertThat(
                    server.call("POST", "/extended").bearer(Tokens.EMAIL).send().status(), is(403));
            assertThat(Ran.times("programmatic/inflected"), is(ran));
            assertThat(
                    server.call("POST", "/extended")
                            .bearer(Tokens.PROFILE)
                            .send()
                            .body(),
                    is("ran programmatic/inflected"));
        }
    }

    /** Has a rule, and gets its path from a program. */
    @Protected("profile")
    public static class WithoutPath {
        @GET
        public String get() {
            return Ran.here("programmatic/extended");
        }
    }

    /** Has methods that a program gives to the resource of another class. */
    public static class Foreign {
        @DELETE
        public String delete() {
            return Ran.here("programmatic/foreign");
        }

        @GET
        public String get() {
            return Ran.here("programmatic/foreign");
        }
    }

    /** Adds the methods of another class to what has a path, and to what is behind a locator. */
    public static class Adding implements ModelProcessor {
        @Override
        public ResourceModel processResourceModel(ResourceModel model, Configuration configuration) {
            ResourceModel.Builder all = new ResourceModel.Builder(false);
            model.getResources().forEach(resource -> all.addResource(extended(resource)));
            return all.build();
        }

        @Override
        public ResourceModel processSubResource(ResourceModel model, Configuration configuration) {
            return new ResourceModel.Builder(true)
                    .addResource(extended(model.getResources().get(0)))
                    .build();
        }

        private static Resource extended(Resource resource) {
            if (!resource.getHandlerClasses().contains(Extended.class)) {
                return resource;
            }
            Resource.Builder builder = Resource.builder(resource);
            builder.addMethod("DELETE").handledBy(Foreign.class, method(Foreign.class, "delete"));
            builder.addChildResource("added").addMethod("GET").handledBy(Foreign.class, method(Foreign.class, "get"));
            return builder.build();
        }
    }

    /** What a resource class may inherit its annotations from. */
    public interface Annotated {

        @GET
        String get();
    }

    @Protected("profile")
    public static class Inheriting implements Annotated {

        @Override
        public String get() {
            return Ran.here("programmatic/inheriting");
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, /inheriting", "GET, /inheriting/child", "PUT, /inheriting-by-instance"})
    void methodAddedToInheritingResource_isUnderItsRule(String method, String path) {
        Resource.Builder named =
                Resource.builder(Inheriting.class).path("inheriting").name("a name for reports");
        named.addMethod("POST").handledBy(new Inflecting());
        named.addChildResource("child").addMethod("GET").handledBy(new Inflecting());
        Resource.Builder byInstance = Resource.builder("inheriting-by-instance");
        byInstance.addMethod("GET").handledBy(new Inheriting(), method(Inheriting.class, "get"));
        byInstance.addMethod("PUT").handledBy(new Inflecting());
        try (Server server = Server.start(new ResourceConfig()
                .registerResources(named.build(), byInstance.build())
                .register(ResourceProtector.with(TOKENS.validator())))) {
            needsTheScope(server, method, path, "programmatic/inflected");
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, /extended", "GET, /extended/child", "PUT, /by-instance"})
    void whatIsAddedToResourceOfAnotherName_isUnderItsRule(String method, String path) {
        Resource.Builder named = Resource.builder(Extended.class).name("a name for reports");
        named.addMethod("POST").handledBy(new Inflecting());
        named.addChildResource("child").addMethod("GET").handledBy(new Inflecting());
        Resource.Builder byInstance = Resource.builder("by-instance");
        byInstance.addMethod("GET").handledBy(new Extended(), method(Extended.class, "get"));
        byInstance.addMethod("PUT").handledBy(new Inflecting());
        try (Server server = Server.start(new ResourceConfig()
                .registerResources(named.build(), byInstance.build())
                .register(ResourceProtector.with(TOKENS.validator())))) {
            needsTheScope(server, method, path, "programmatic/inflected");
        }
    }

    @Test
    void whatIsAddedToAnOptionalResource_isUnderTheDefault() {
        Resource.Builder extended = Resource.builder(Public.class);
        extended.addMethod("DELETE").handledBy(new Inflecting());
        ResourceProtector protector = ResourceProtector.builder()
                .validator(TOKENS.validator())
                .protectUnannotated()
                .build();
        try (Server server = Server.start(
                new ResourceConfig().registerResources(extended.build()).register(protector))) {
            int ran = Ran.times("programmatic/inflected");
            assertThat(server.call("DELETE", "/public").send().status(), is(401));
            assertThat(Ran.times("programmatic/inflected"), is(ran));
            assertThat(server.get("/public").send().body(), is("public"));
            assertThat(
                    protector.endpoints().stream()
                            .map(row -> row.method() + " " + row.access())
                            .toList(),
                    hasItems("DELETE PROTECTED", "GET OPTIONAL"));
        }
    }

    /** Has no path, and no rule. */
    public static class Beside {
        @GET
        public String get() {
            return Ran.here("programmatic/beside");
        }
    }

    /** Needs no token. */
    @Path("public")
    @Protected(optional = true)
    public static class Public {
        @GET
        public String get() {
            return "public";
        }
    }

    private static Resource prefixed(Class<?> sibling) {
        Resource.Builder prefix = Resource.builder("prefix");
        prefix.addChildResource(Resource.from(sibling));
        prefix.addChildResource(Resource.builder(Beside.class).path("beside").build());
        prefix.addChildResource("ping").addMethod("GET").handledBy(new Inflecting());
        return prefix.build();
    }

    @ParameterizedTest
    @CsvSource({"/prefix/beside, programmatic/beside", "/prefix/ping, programmatic/inflected"})
    void resourceBesideAnother_isNotUnderItsRule(String path, String counter) {
        try (Server server = Server.start(new ResourceConfig()
                .registerResources(prefixed(Extended.class))
                .register(ResourceProtector.with(TOKENS.validator())))) {
            assertThat(server.get("/prefix/extended").send().status(), is(401));
            assertThat(server.get(path).send().body(), is("ran " + counter));
        }
        ResourceProtector protector = ResourceProtector.builder()
                .validator(TOKENS.validator())
                .protectUnannotated()
                .build();
        try (Server server = Server.start(
                new ResourceConfig().registerResources(prefixed(Public.class)).register(protector))) {
            assertThat(server.get("/prefix/public").send().body(), is("public"));
            int ran = Ran.times(counter);
            assertThat(server.get(path).send().status(), is(401));
            assertThat(Ran.times(counter), is(ran));
        }
    }

    /** Leads to the same. */
    @Path("/leading-to-extended")
    public static class LeadingToExtended {
        @Path("sub")
        public Object sub() {
            return new Extended();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /extended",
        "GET, /extended/added",
        "DELETE, /leading-to-extended/sub",
        "GET, /leading-to-extended/sub/added"
    })
    void annotatedMethodThatIsAddedToResource_isUnderItsRule(String method, String path) {
        try (Server server = Server.start(new ResourceConfig(Extended.class, LeadingToExtended.class)
                .register(new Adding())
                .register(ResourceProtector.with(TOKENS.validator())))) {
            needsTheScope(server, method, path, "programmatic/foreign");
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, /given", "GET, /given/child"})
    void methodThatIsAddedToClassWithoutPath_isUnderItsRule(String method, String path) {
        Resource.Builder given = Resource.builder(WithoutPath.class).path("given");
        given.addMethod("POST").handledBy(new Inflecting());
        given.addChildResource("child").addMethod("GET").handledBy(new Inflecting());
        try (Server server = Server.start(new ResourceConfig()
                .registerResources(given.build())
                .register(ResourceProtector.with(TOKENS.validator())))) {
            needsTheScope(server, method, path, "programmatic/inflected");
        }
    }

    @Test
    void whatIsAdded_isReportedUnderTheRuleOfItsResource() {
        ResourceProtector protector = ResourceProtector.with(TOKENS.validator());
        Resource.Builder extended = Resource.builder(Extended.class);
        extended.addMethod("POST").handledBy(new Inflecting());
        extended.addChildResource("child").addMethod("GET").handledBy(new Inflecting());
        try (Server started = Server.start(
                new ResourceConfig().registerResources(extended.build()).register(protector))) {
            assertThat(started.get("/extended").send().status(), is(401));
            assertThat(
                    protector.endpoints().stream()
                            .map(row ->
                                    row.method() + " " + row.path() + " " + row.access() + " [" + row.scopes() + "]")
                            .toList(),
                    hasItems("POST /extended PROTECTED [profile]", "GET /extended/child PROTECTED [profile]"));
        }
    }

    private static void needsTheScope(Server server, String method, String path, String counter) {
        int ran = Ran.times(counter);
        assertThat(server.call(method, path).send().status(), is(401));
        assertThat(server.call(method, path).bearer(Tokens.EMAIL).send().status(), is(403));
        assertThat(Ran.times(counter), is(ran));
        assertThat(server.call(method, path).bearer(Tokens.PROFILE).send().body(), is("ran " + counter));
    }

    private static void closedToTokensWithoutTheScope(Resource resource, String path, String counter) {
        Server server;
        try {
            server = Server.start(new ResourceConfig()
                    .registerResources(resource)
                    .register(ResourceProtector.with(TOKENS.validator())));
        } catch (IllegalStateException refused) {
            assertThat(Deployment.messages(refused), containsString("ProgrammaticResourcesTest"));
            return;
        }
        try (server) {
            int ran = Ran.times(counter);
            server.get(path).send();
            server.get(path).bearer(Tokens.EMAIL).send();
            assertThat(path, Ran.times(counter), is(ran));
        }
    }

    private static void needsTheScope(String path, String counter) {
        EndpointProbe probe = new EndpointProbe(SERVER, "GET", path, counter);
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.EMAIL, 403);
        probe.opensTo(Tokens.PROFILE);
    }

    @Test
    void whatNothingProtectsIsOpen() {
        assertThat(SERVER.get("/programmatic/open").send().body(), is("ran programmatic/bare"));
    }

    @Test
    void programmaticResourcesAreInTheReport() {
        assertThat(
                PROTECTOR.endpoints().stream()
                        .map(row -> row.method() + " " + row.path() + " " + row.access() + " [" + row.scopes() + "]")
                        .toList(),
                hasItems(
                        "GET /programmatic/annotated PROTECTED [profile]",
                        "GET /programmatic/on-class PROTECTED [profile]",
                        "GET /programmatic/bound-annotated PROTECTED [profile]",
                        "GET /programmatic/open OPEN []",
                        "GET /programmatic/inflected OPEN []"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/locating/own", "/programmatic/annotated", "/programmatic/inflected"})
    void enginesOwnAnswerToOptionsIsNotAskedForToken(String path) {
        Answer answer = SERVER.call("OPTIONS", path).sendRaw();
        assertThat(answer.toString(), answer.status(), is(lessThan(300)));
    }
}
