package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import jakarta.annotation.Priority;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Configuration;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.UnaryOperator;
import org.glassfish.jersey.process.Inflector;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.ModelProcessor;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.glassfish.jersey.server.model.ResourceModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

/** What a program adds to the resources of classes, or binds by name: with a protector, and without one. */
class AddedToModelTest {

    private static final String COUNTER = "added";

    private static final Tokens TOKENS = new Tokens();

    private static String ran() {
        return Ran.here(COUNTER);
    }

    /** Handles any method. */
    public static class Inflecting implements Inflector<ContainerRequestContext, String> {
        @Override
        public String apply(ContainerRequestContext request) {
            return ran();
        }
    }

    @Path("/closed")
    @Protected("profile")
    public static class Closed {
        @GET
        public String get() {
            return ran();
        }
    }

    @Path("/lifted")
    @Unprotected
    public static class Lifted {
        @GET
        public String get() {
            return ran();
        }
    }

    /** Has methods below its path only. */
    @Path("/pathed")
    @Protected("profile")
    public static class Pathed {
        @GET
        @Path("own")
        public String own() {
            return ran();
        }
    }

    /** The same with locators. */
    @Path("/leading")
    @Protected("profile")
    public static class Leading {
        @Path("own")
        public Sub own() {
            return new Sub();
        }
    }

    @Path("/on-method")
    public static class OnMethod {
        @GET
        @Protected("profile")
        public String get() {
            return ran();
        }
    }

    public static class Sub {
        @GET
        public String get() {
            return ran();
        }
    }

    /** Has locators that programs add to other classes. */
    public static class Foreign {
        public Sub bare() {
            return new Sub();
        }

        @Protected("profile")
        public Sub guarded() {
            return new Sub();
        }
    }

    /** Returns what a program made. */
    @Path("/returning")
    public static class Returning {
        @Path("bound")
        public Resource bound() {
            Resource.Builder made = Resource.builder();
            bind(made.addMethod("GET"));
            return made.build();
        }

        @Path("extended")
        public Resource extended() {
            return posting(Resource.builder(Closed.class)).build();
        }

        @Path("open")
        public Resource open() {
            return Resource.from(Sub.class);
        }
    }

    private static Resource.Builder posting(Resource.Builder resource) {
        resource.addMethod("POST").handledBy(new Inflecting());
        return resource;
    }

    private static void bind(ResourceMethod.Builder method) {
        method.nameBindings(List.of(Protected.class)).handledBy(new Inflecting());
    }

    private static Resource bound(Class<?> type) {
        Resource.Builder resource = Resource.builder(type);
        bind(resource.addMethod("POST"));
        return resource.build();
    }

    private static Resource leading(Class<?> type, String locator) {
        Resource.Builder resource = type == Foreign.class ? Resource.builder("foreign") : Resource.builder(type);
        resource.addChildResource("led").addMethod().handledBy(Foreign.class, method(Foreign.class, locator));
        return resource.build();
    }

    private static Method method(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has something else handle each GET of some classes, as what measures or caches does. */
    public static class Decorating implements ModelProcessor {
        @Override
        public ResourceModel processResourceModel(ResourceModel model, Configuration configuration) {
            return each(model, AddedToModelTest::decorated);
        }

        @Override
        public ResourceModel processSubResource(ResourceModel model, Configuration configuration) {
            return model;
        }
    }

    /** Binds a method that it adds to some classes. */
    public static class Binding implements ModelProcessor {
        @Override
        public ResourceModel processResourceModel(ResourceModel model, Configuration configuration) {
            return each(model, resource -> "/lifted".equals(resource.getPath()) ? bound(Lifted.class) : resource);
        }

        @Override
        public ResourceModel processSubResource(ResourceModel model, Configuration configuration) {
            return model;
        }
    }

    /** The same with what locators lead to, after all others have read and changed it. */
    @Priority(Integer.MAX_VALUE)
    public static class BindingLate implements ModelProcessor {
        @Override
        public ResourceModel processResourceModel(ResourceModel model, Configuration configuration) {
            return model;
        }

        @Override
        public ResourceModel processSubResource(ResourceModel model, Configuration configuration) {
            return new ResourceModel.Builder(true).addResource(bound(Sub.class)).build();
        }
    }

    private static ResourceModel each(ResourceModel model, UnaryOperator<Resource> change) {
        ResourceModel.Builder all = new ResourceModel.Builder(false);
        model.getResources().forEach(resource -> all.addResource(change.apply(resource)));
        return all.build();
    }

    private static Resource decorated(Resource resource) {
        if (resource.getPath() == null || !resource.getPath().matches("/(closed|on-method)")) {
            return resource;
        }
        Resource.Builder builder = Resource.builder(resource);
        for (ResourceMethod method : resource.getResourceMethods()) {
            if (method.getHttpMethod().equals("GET")) {
                builder.updateMethod(method).handlingMethod(null).handledBy(new Inflecting());
            }
        }
        return builder.build();
    }

    private static Server protectedServer(ResourceConfig config) {
        return Server.start(config.register(ResourceProtector.with(TOKENS.validator())));
    }

    private static void needsTheScope(Server server, String method, String path) {
        int ran = Ran.times(COUNTER);
        assertThat(server.call(method, path).send().status(), is(401));
        assertThat(server.call(method, path).bearer(Tokens.EMAIL).send().status(), is(403));
        assertThat(Ran.times(COUNTER), is(ran));
        assertThat(server.call(method, path).bearer(Tokens.PROFILE).send().body(), is("ran " + COUNTER));
    }

    private static void isClosed(Server server, String method, String path) {
        int ran = Ran.times(COUNTER);
        assertThat(server.call(method, path).send().status(), is(oneOf(401, 500)));
        assertThat(server.call(method, path).bearer(Tokens.EMAIL).send().status(), is(oneOf(403, 500)));
        assertThat(Ran.times(COUNTER), is(ran));
    }

    @Test
    void boundMethodThatIsAddedToProtectedClass_isUnderItsRule() {
        try (Server server = protectedServer(new ResourceConfig().registerResources(bound(Closed.class)))) {
            needsTheScope(server, "POST", "/closed");
        }
    }

    /** The binding asks for protection, and the class for none, so that nobody knows what is meant. */
    @Test
    void boundMethodThatIsAddedToUnprotectedClass_isNotDeployed() {
        ResourceConfig config = new ResourceConfig()
                .registerResources(bound(Lifted.class))
                .register(ResourceProtector.with(TOKENS.validator()));
        assertThat(
                Deployment.messages(Deployment.refused(config)),
                containsString("it is bound to @Protected by a program, which tells no rule"));
    }

    @Test
    void locatorThatIsAddedToProtectedClass_isUnderItsRule() {
        try (Server server = protectedServer(new ResourceConfig().registerResources(leading(Closed.class, "bare")))) {
            needsTheScope(server, "GET", "/closed/led");
        }
    }

    @Test
    void locatorThatIsAddedToOtherClass_leadsOn() {
        try (Server server = protectedServer(new ResourceConfig()
                .registerResources(leading(Lifted.class, "bare"), leading(Foreign.class, "guarded")))) {
            assertThat(server.get("/lifted/led").send().body(), is("ran " + COUNTER));
            needsTheScope(server, "GET", "/foreign/led");
        }
    }

    @Test
    void whatIsAddedToRenamedClassWithPaths_isUnderItsRule() {
        try (Server server = protectedServer(new ResourceConfig()
                .registerResources(
                        posting(Resource.builder(Pathed.class).name("renamed")).build(),
                        posting(Resource.builder(Leading.class).name("renamed")).build()))) {
            needsTheScope(server, "POST", "/pathed");
            needsTheScope(server, "POST", "/leading");
            needsTheScope(server, "GET", "/leading/own");
        }
    }

    @Test
    void decoratedMethodOfProtectedClass_isUnderItsRule() {
        try (Server server = protectedServer(new ResourceConfig(Closed.class, Decorating.class))) {
            needsTheScope(server, "GET", "/closed");
        }
    }

    /** Nothing of the annotation is left but that it was there. */
    @Test
    void decoratedProtectedMethod_isNotDeployed() {
        ResourceConfig config = new ResourceConfig(OnMethod.class, Decorating.class)
                .register(ResourceProtector.with(TOKENS.validator()));
        assertThat(
                Deployment.messages(Deployment.refused(config)),
                containsString("it is bound to @Protected by a program, which tells no rule"));
    }

    @Path("/late")
    public static class Late {
        @Path("sub")
        public Sub sub() {
            return new Sub();
        }
    }

    /** If nobody has seen the binding at deployment. */
    @Test
    void methodThatIsBoundLate_isClosed() {
        try (Server server = protectedServer(new ResourceConfig(Late.class, BindingLate.class))) {
            isClosed(server, "POST", "/late/sub");
            assertThat(server.get("/late/sub").send().body(), is("ran " + COUNTER));
        }
    }

    @Test
    void preflightOfMethodForOptions_needsNoToken() {
        Resource.Builder resource = Resource.builder(Closed.class);
        resource.addMethod("OPTIONS").handledBy(new Inflecting());
        try (Server server = protectedServer(new ResourceConfig().registerResources(resource.build()))) {
            assertThat(
                    server.call("OPTIONS", "/closed")
                            .header("Origin", "https://app.example.org")
                            .header("Access-Control-Request-Method", "GET")
                            .send()
                            .body(),
                    is("ran " + COUNTER));
            needsTheScope(server, "OPTIONS", "/closed");
        }
    }

    /** An ordinary root class, of which a program makes a part of another one. */
    @Path("/users")
    public static class Users {
        @GET
        public String get() {
            return ran();
        }

        @Path("led")
        public Sub led() {
            return new Sub();
        }
    }

    /** The same with a locator. */
    @Path("/groups")
    public static class Groups {
        @Path("/")
        public Sub all() {
            return new Sub();
        }
    }

    /** The same, with the path of the class that it becomes a part of. */
    @Path("/closed")
    public static class Namesake {
        @GET
        public String get() {
            return ran();
        }
    }

    /** Has the path of a class that a program adds its methods to, but for the annotations of these. */
    @Path("/closed")
    public static class Unannotated {
        public String post() {
            return ran();
        }

        @Path("y")
        public String pathOnly() {
            return ran();
        }

        public Sub led() {
            return new Sub();
        }
    }

    @Path("/")
    @Protected("profile")
    public static class Top {
        @GET
        public String get() {
            return ran();
        }
    }

    /** Is at the path of the class above, and leads on there. */
    @Path("/")
    public static class LeadingOn {
        @Path("/")
        public Pathy all() {
            return new Pathy();
        }

        @GET
        @Path("/")
        public String get() {
            return ran();
        }
    }

    /** Is below a path. */
    public static class Pathy {
        @GET
        @Path("x")
        public String get() {
            return ran();
        }
    }

    @ParameterizedTest
    @CsvSource({"POST, /closed", "PUT, /closed/y", "GET, /closed/led"})
    void methodWithoutAnnotationsOfClassWithTheSamePath_isUnderItsRule(String method, String path) {
        Resource.Builder resource = Resource.builder(Closed.class);
        resource.addMethod("POST").handledBy(Unannotated.class, method(Unannotated.class, "post"));
        resource.addChildResource("y")
                .addMethod("PUT")
                .handledBy(Unannotated.class, method(Unannotated.class, "pathOnly"));
        resource.addChildResource("led").addMethod().handledBy(Unannotated.class, method(Unannotated.class, "led"));
        try (Server server = protectedServer(new ResourceConfig().registerResources(resource.build()))) {
            needsTheScope(server, method, path);
        }
    }

    @Test
    void locatorWithoutPathBelowClassOfTheSamePath_isUnderItsRule() {
        try (Server server =
                protectedServer(new ResourceConfig().registerResources(below(Top.class, LeadingOn.class)))) {
            needsTheScope(server, "GET", "/x");
            needsTheScope(server, "GET", "/");
        }
    }

    private static Resource below(Class<?> above, Class<?>... types) {
        Resource.Builder resource = Resource.builder(above);
        for (Class<?> type : types) {
            resource.addChildResource(Resource.from(type));
        }
        return resource.build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/closed/users", "/closed/groups", "/closed/closed"})
    void rootClassThatIsAddedBelowProtectedClass_isUnderItsRule(String path) {
        ResourceProtector protector = ResourceProtector.with(TOKENS.validator());
        try (Server server = Server.start(new ResourceConfig()
                .registerResources(below(Closed.class, Users.class, Groups.class, Namesake.class))
                .register(protector))) {
            needsTheScope(server, "GET", path);
            assertThat(
                    protector.endpoints().stream()
                            .map(row -> row.path() + " " + row.access())
                            .toList(),
                    hasItems("/closed/users PROTECTED", "/closed/closed PROTECTED"));
        }
    }

    @Test
    void rootClassThatIsGivenToPathOfProtectedClass_isUnderItsRule() {
        Resource.Builder resource = Resource.builder(Pathed.class);
        resource.mergeWith(Resource.from(Users.class));
        try (Server server = protectedServer(new ResourceConfig().registerResources(resource.build()))) {
            needsTheScope(server, "GET", "/pathed");
            needsTheScope(server, "GET", "/pathed/led");
        }
    }

    private static void isNotDeployed(ResourceConfig config, String place) {
        String messages = Deployment.messages(Deployment.refused(config));
        assertThat(messages, containsString(place));
        assertThat(messages, containsString("no ResourceProtector is registered"));
    }

    @Test
    void withoutProtector_boundMethodIsNotDeployed() {
        Resource.Builder made = Resource.builder("made");
        bind(made.addMethod("GET"));
        isNotDeployed(
                new ResourceConfig().registerResources(made.build()), "AddedToModelTest.Inflecting#apply at /made");
    }

    @Test
    void withoutProtector_methodThatExtensionBindsIsNotDeployed() {
        isNotDeployed(new ResourceConfig(Lifted.class, Binding.class), "AddedToModelTest.Inflecting#apply at /lifted");
    }

    @Test
    void withoutProtector_methodThatIsBoundLateIsClosed() {
        try (Server server = Server.start(new ResourceConfig(Late.class, BindingLate.class))) {
            int ran = Ran.times(COUNTER);
            assertThat(server.call("POST", "/late/sub").send().status(), is(500));
            assertThat(Ran.times(COUNTER), is(ran));
            assertThat(server.get("/late/sub").send().body(), is("ran " + COUNTER));
        }
    }

    @Test
    void withoutProtector_whatIsAddedToProtectedClassIsNotDeployed() {
        isNotDeployed(
                new ResourceConfig()
                        .registerResources(
                                posting(Resource.builder(Leading.class)).build()),
                "at /leading");
    }

    @Test
    void withoutProtector_protectedLocatorOfProgramIsNotDeployed() {
        isNotDeployed(
                new ResourceConfig().registerResources(leading(Foreign.class, "guarded")),
                "AddedToModelTest.Foreign#guarded");
    }

    @ParameterizedTest
    @CsvSource({"GET, /returning/bound", "POST, /returning/extended", "GET, /returning/extended"})
    void withoutProtector_whatLocatorReturnsIsClosed(String method, String path) {
        try (Server server = Server.start(new ResourceConfig(Returning.class))) {
            int ran = Ran.times(COUNTER);
            Answer answer = server.call(method, path).send();
            assertThat(answer.toString(), answer.status(), is(500));
            assertThat(answer.toString(), answer.toString().contains("AddedToModelTest"), is(false));
            assertThat(Ran.times(COUNTER), is(ran));
            assertThat(server.get("/returning/open").send().body(), is("ran " + COUNTER));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/lifted", "/lifted/led"})
    void withoutProtector_whatIsNotProtectedIsDeployed(String path) {
        try (Server server = Server.start(new ResourceConfig().registerResources(leading(Lifted.class, "bare")))) {
            assertThat(server.get(path).send().body(), is("ran " + COUNTER));
        }
    }

    /** Jersey says of the class that it has no constructor. */
    @Test
    void protectorThatIsRegisteredByItsClass_isRefusedWithWhatToWrite() {
        for (ResourceConfig config : List.of(
                new ResourceConfig(Closed.class, ResourceProtector.class),
                new ResourceConfig(Closed.class).register(ResourceProtector.class))) {
            assertThat(
                    Deployment.messages(Deployment.refused(config)),
                    containsString("register ResourceProtector.with(validator)"));
        }
    }
}
