package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.jboss.resteasy.spi.metadata.ResourceBuilder;
import org.jboss.resteasy.spi.metadata.ResourceClass;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

/** Resources that are built by RESTEasy's own API instead of by annotations. */
class ProgrammaticResourcesTest {

    private static final Tokens TOKENS = new Tokens();

    /** Methods that a program makes locators of, each at a path of an annotated one that the runtime does not have. */
    private static final List<String> MIXED = List.of("closed", "swapped", "ofClass", "endpoint");

    public static class Handler {
        @Protected("profile")
        public String closed() {
            return Ran.here("built/closed");
        }

        public String open() {
            return Ran.here("built/open");
        }
    }

    @Protected("profile")
    public static class AnnotatedHandler {
        public String onClass() {
            return Ran.here("built/on-class");
        }
    }

    public static class Leaf {
        @GET
        public String get() {
            return Ran.here("built/leaf");
        }
    }

    public static class Leading {
        @Protected("profile")
        public Leaf closed() {
            return new Leaf();
        }

        @Path("open")
        public Leaf open() {
            return new Leaf();
        }

        @Protected("email")
        public String help() {
            return "no locator";
        }
    }

    /** What a program makes locators of, whatever the annotations say. */
    @Path("annotated-elsewhere")
    public static class Mixed {
        @Protected("profile")
        public Leaf closed() {
            return new Leaf();
        }

        @Path("closed")
        @Unprotected
        Leaf hidden() {
            return new Leaf();
        }

        @Path("closed")
        @Unprotected
        public Leaf unused() {
            return new Leaf();
        }

        @Path("other")
        @Protected("profile")
        public Leaf swapped() {
            return new Leaf();
        }

        @Protected("profile")
        public static Leaf ofClass() {
            return new Leaf();
        }

        @GET
        @Protected("profile")
        public Leaf endpoint() {
            return new Leaf();
        }
    }

    /** A rule on the class only. */
    @Protected("profile")
    public static class RuleOnClass {
        @Path("open")
        @Unprotected
        public Leaf open() {
            return new Leaf();
        }

        public Leaf closed() {
            return new Leaf();
        }
    }

    public static class LeadingInTheOpen {
        public Object open() {
            return new Leaf();
        }
    }

    private static ConfiguredServer server(ResourceProtector protector) {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setProviders(List.of(protector));
        ConfiguredServer server = ConfiguredServer.start(deployment);
        deployment.getRegistry().addPerRequestResource(resource(Handler.class, "/built", "closed", "open"));
        deployment.getRegistry().addPerRequestResource(resource(AnnotatedHandler.class, "/built-class", "onClass"));
        deployment
                .getRegistry()
                .addPerRequestResource(leading(Leading.class, "/leading", "closed", "closed", "open", "open"));
        for (String name : MIXED) {
            deployment.getRegistry().addPerRequestResource(leading(Mixed.class, "/mixed-" + name, "closed", name));
        }
        deployment
                .getRegistry()
                .addPerRequestResource(leading(Mixed.class, "/annotated-elsewhere/closed", "closed", "closed"));
        deployment.getRegistry().addPerRequestResource(leading(RuleOnClass.class, "/on-class", "closed", "closed"));
        deployment
                .getRegistry()
                .addPerRequestResource(leading(LeadingInTheOpen.class, "/leading-open", "open", "open"));
        return server;
    }

    private static ResourceClass resource(Class<?> handler, String path, String... methods) {
        ResourceBuilder.ResourceClassBuilder builder = new ResourceBuilder.ResourceClassBuilder(handler, path);
        for (String name : methods) {
            builder.method(method(handler, name)).get().path(name).buildMethod();
        }
        return builder.buildClass();
    }

    /** Makes locators, each of a path and the name of a method. */
    private static ResourceClass leading(Class<?> handler, String path, String... locators) {
        ResourceBuilder.ResourceClassBuilder builder = new ResourceBuilder.ResourceClassBuilder(handler, path);
        for (int i = 0; i < locators.length; i += 2) {
            builder.locator(method(handler, locators[i + 1])).path(locators[i]).buildMethod();
        }
        return builder.buildClass();
    }

    private static Method method(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void annotatedHandlerNeedsTheScope() {
        try (ConfiguredServer server = server(ResourceProtector.with(TOKENS.validator()))) {
            for (String name : new String[] {"/built/closed", "/built-class/onClass"}) {
                String counter = name.endsWith("closed") ? "built/closed" : "built/on-class";
                int ran = Ran.times(counter);
                assertThat(server.get(name).send().status(), is(401));
                assertThat(server.get(name).bearer(Tokens.EMAIL).send().status(), is(403));
                assertThat(Ran.times(counter), is(ran));
                assertThat(server.get(name).bearer(Tokens.PROFILE).send().body(), is("ran " + counter));
            }
            assertThat(server.get("/built/open").send().body(), is("ran built/open"));
        }
    }

    @Test
    void annotatedLocatorOfProgram_needsTheScope() {
        try (ConfiguredServer server = server(ResourceProtector.with(TOKENS.validator()))) {
            int ran = Ran.times("built/leaf");
            assertThat(server.get("/leading/closed").send().status(), is(401));
            assertThat(server.get("/leading/closed").bearer(Tokens.EMAIL).send().status(), is(403));
            assertThat(Ran.times("built/leaf"), is(ran));
            Answer answer = server.get("/leading/closed").bearer(Tokens.PROFILE).send();
            assertThat(answer.body(), is("ran built/leaf"));
            assertThat(server.get("/leading-open/open").send().status(), is(200));
        }
    }

    @Test
    void locatorOfProgram_isUnderItsOwnRuleWhateverAnnotationsSay() {
        try (ConfiguredServer server = server(ResourceProtector.with(TOKENS.validator()))) {
            List<String> paths = new ArrayList<>(List.of("/annotated-elsewhere/closed/closed", "/on-class/closed"));
            MIXED.forEach(name -> paths.add("/mixed-" + name + "/closed"));
            for (String path : paths) {
                assertThat(path, server.get(path).send().status(), is(401));
                assertThat(path, server.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
                assertThat(path, server.get(path).bearer(Tokens.PROFILE).send().body(), is("ran built/leaf"));
            }
        }
    }

    /** The runtime tells their paths to nobody but itself. */
    @Test
    void methodsWithoutPathInAnyAnnotation_areNamedInTheLog() {
        LogCapture log = LogCapture.start();
        try (ConfiguredServer server = server(ResourceProtector.with(TOKENS.validator()))) {
            assertThat(server.get("/built/open").send().status(), is(200));
            assertThat(log.text(), containsString("ProgrammaticResourcesTest.Handler#"));
            assertThat(log.text(), containsString("the access report leaves it out"));
        } finally {
            log.close();
        }
    }

    /** Comes when the application has been called already. */
    @Path("/late")
    public static class Late {
        @GET
        public String get() {
            return "late";
        }
    }

    /** Comes late, and cannot be a rule. */
    @Path("/late-and-broken")
    public static class LateAndBroken {
        @GET
        @Protected(" ")
        public String get() {
            return Ran.here("built/broken");
        }
    }

    @Test
    void resourceThatIsRegisteredLate_isCheckedAndReported() {
        ResourceProtector protector = ResourceProtector.with(TOKENS.validator());
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setProviders(List.of(protector));
        deployment.getActualResourceClasses().add(Mixed.class);
        try (ConfiguredServer server = ConfiguredServer.start(deployment)) {
            server.get("/annotated-elsewhere/closed").send();
            deployment.getRegistry().addSingletonResource(new Late());
            assertThat(server.get("/late").send().body(), is("late"));
            assertThat(
                    protector.endpoints().stream().map(ProtectedEndpoint::path).toList(), hasItem("/late"));
            RuntimeException refused = assertThrows(
                    RuntimeException.class, () -> deployment.getRegistry().addSingletonResource(new LateAndBroken()));
            assertThat(Deployment.messages(refused), containsString("LateAndBroken#get"));
        }
    }
}
