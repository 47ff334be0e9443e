package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.List;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.jboss.resteasy.spi.metadata.ResourceBuilder;
import org.jboss.resteasy.spi.metadata.ResourceClass;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

/** Resources that are built by RESTEasy's own API instead of by annotations. */
class ProgrammaticResourcesTest {

    private static final Tokens TOKENS = new Tokens();

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

    /** Its annotated locator is none to the runtime, which takes public methods only. */
    @Path("leading-hidden")
    public static class LeadingBesideHidden {
        @Protected("profile")
        public Leaf closed() {
            return new Leaf();
        }

        @Path("closed")
        @Unprotected
        Leaf hidden() {
            return new Leaf();
        }
    }

    /** Its annotated locator is none to the runtime, which is told of the other only. */
    public static class LeadingBesideUnused {
        @Protected("profile")
        public Leaf closed() {
            return new Leaf();
        }

        @Path("closed")
        @Unprotected
        public Leaf unused() {
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
        deployment.getRegistry().addPerRequestResource(leading(Leading.class, "/leading", "closed", "open"));
        deployment.getRegistry().addPerRequestResource(leading(LeadingBesideHidden.class, "/leading-hidden", "closed"));
        deployment.getRegistry().addPerRequestResource(leading(LeadingBesideUnused.class, "/leading-unused", "closed"));
        deployment.getRegistry().addPerRequestResource(leading(LeadingInTheOpen.class, "/leading-open", "open"));
        return server;
    }

    private static ResourceClass resource(Class<?> handler, String path, String... methods) {
        ResourceBuilder.ResourceClassBuilder builder = new ResourceBuilder.ResourceClassBuilder(handler, path);
        for (String name : methods) {
            builder.method(method(handler, name)).get().path(name).buildMethod();
        }
        return builder.buildClass();
    }

    private static ResourceClass leading(Class<?> handler, String path, String... locators) {
        ResourceBuilder.ResourceClassBuilder builder = new ResourceBuilder.ResourceClassBuilder(handler, path);
        for (String name : locators) {
            builder.locator(method(handler, name)).path(name).buildMethod();
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
    void annotatedLocatorThatIsNotThere_opensNoneOfProgram() {
        try (ConfiguredServer server = server(ResourceProtector.with(TOKENS.validator()))) {
            for (String path : new String[] {"/leading-hidden/closed", "/leading-unused/closed"}) {
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
}
