package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.glassfish.hk2.utilities.binding.AbstractBinder;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.mvc.MvcFeature;
import org.glassfish.jersey.server.mvc.Template;
import org.glassfish.jersey.server.mvc.Viewable;
import org.glassfish.jersey.server.mvc.spi.TemplateProcessor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** The views that Jersey's MVC extension adds to a class with a template are under the rule of that class. */
class ViewsTest {

    private static final Tokens TOKENS = new Tokens();

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(() -> new ResourceConfig(Closed.class, Only.class, Open.class, Leading.class)
                    .register(MvcFeature.class)
                    .register(Renderer.class)
                    .register(ResourceProtector.with(TOKENS.validator())));

    /** Has views, and a rule. */
    @Path("/views")
    @Template
    @Protected("profile")
    public static class Closed {
        @POST
        public String post() {
            return "post";
        }
    }

    /** Has nothing but views. */
    @Path("/only-views")
    @Template
    @Protected("profile")
    public static class Only {
        public String getWord() {
            return "word";
        }
    }

    /** Has views without a rule. */
    @Path("/open-views")
    @Template
    public static class Open {
        @POST
        public String post() {
            return "post";
        }
    }

    /** Leads to views. */
    @Path("/leading-views")
    public static class Leading {
        @Path("sub")
        public Object sub() {
            return new Sub();
        }
    }

    /** The same behind a locator. */
    @Template
    @Protected("profile")
    public static class Sub {
        public String getWord() {
            return "word";
        }
    }

    /** Is not what is shown, if another class is bound in its place. */
    @Path("/replaced-views")
    @Template
    public static class Replaced {}

    /** Is shown in its place. */
    @Protected("profile")
    public static class Replacing extends Replaced {}

    /** Renders nothing but a word. */
    public static class Renderer implements TemplateProcessor<String> {
        @Override
        public String resolve(String path, MediaType mediaType) {
            return path;
        }

        @Override
        public void writeTo(
                String view,
                Viewable viewable,
                MediaType mediaType,
                MultivaluedMap<String, Object> headers,
                OutputStream out)
                throws IOException {
            out.write(Ran.here("views").getBytes(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/views",
                "/views/page",
                "/only-views",
                "/only-views/word",
                "/leading-views/sub",
                "/leading-views/sub/page"
            })
    void viewOfProtectedClass_needsItsScope(String path) {
        int ran = Ran.times("views");
        assertThat(SERVER.get(path).send().status(), is(401));
        assertThat(SERVER.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
        assertThat(Ran.times("views"), is(ran));
        assertThat(SERVER.get(path).bearer(Tokens.PROFILE).send().body(), is("ran views"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/replaced-views", "/replaced-views/page"})
    void viewOfSubclassThatIsBoundInstead_needsItsScope(String path) {
        ResourceConfig config = new ResourceConfig(Replaced.class)
                .register(MvcFeature.class)
                .register(Renderer.class)
                .register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        bind(Replacing.class).to(Replaced.class);
                    }
                })
                .register(ResourceProtector.with(TOKENS.validator()));
        try (Server server = Server.start(config)) {
            assertThat(server.get(path).send().status(), is(401));
            assertThat(server.get(path).bearer(Tokens.PROFILE).send().body(), is("ran views"));
        }
    }

    @Test
    void protectedViewsWithoutProtector_areNotDeployed() {
        IllegalStateException refused = assertThrows(
                IllegalStateException.class,
                () -> Server.start(new ResourceConfig(Only.class)
                        .register(MvcFeature.class)
                        .register(Renderer.class)));
        assertThat(Deployment.messages(refused), containsString("no ResourceProtector is registered"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/open-views", "/open-views/page"})
    void viewOfOtherClass_isOpen(String path) {
        assertThat(SERVER.get(path).send().body(), is("ran views"));
    }
}
