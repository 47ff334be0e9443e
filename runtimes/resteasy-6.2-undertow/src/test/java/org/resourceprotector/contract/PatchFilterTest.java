package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jboss.resteasy.contract.DisabledFilter;
import org.jboss.resteasy.contract.ReadingFilter;
import org.jboss.resteasy.core.ResteasyDeploymentImpl;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;
import org.resourceprotector.token.TokenValidator;

/** The GET method that RESTEasy's filter for JSON Patch calls, without any filter, for what is to be patched. */
class PatchFilterTest {

    private static final String PATCH_TYPE = "application/json-patch+json";
    private static final String OWN_TYPE = "application/vnd.own.patch+json";
    private static final Tokens TOKENS = new Tokens();

    private static ConfiguredServer server;

    /** An application's own, which goes by the format alone. */
    @Priority(Integer.MAX_VALUE)
    public static class ByFormat extends ReadingFilter {
        @Override
        protected boolean isDisabled(ContainerRequestContext context) {
            return !OWN_TYPE.equals(String.valueOf(context.getMediaType()));
        }
    }

    /** An application's own, for a format of its own. */
    @Priority(Integer.MAX_VALUE)
    public static class OwnFilter extends ReadingFilter {
        @Override
        protected boolean isDisabled(ContainerRequestContext context) {
            return !"PATCH".equals(context.getMethod());
        }
    }

    @Path("/patched")
    public static class Patched {
        @GET
        @Protected("profile")
        @Produces("application/json")
        public byte[] get() {
            return Ran.here("patched/get").getBytes(StandardCharsets.UTF_8);
        }

        @PATCH
        @Protected("email")
        @Consumes({PATCH_TYPE, "application/json"})
        public String patch(String patched) {
            return "patched " + patched;
        }
    }

    @Path("/patched-open")
    public static class PatchedOpen {
        @GET
        @Protected("profile")
        @Produces("application/json")
        public byte[] get() {
            return Ran.here("patched-open/get").getBytes(StandardCharsets.UTF_8);
        }

        @PATCH
        @Consumes(PATCH_TYPE)
        public String patch(String patched) {
            return "patched " + patched;
        }
    }

    /** A resource by its interface. */
    @Path("/patched-interface")
    public interface Contract {
        @GET
        @Produces("application/json")
        byte[] get();

        @PATCH
        @Consumes(PATCH_TYPE)
        String patch(String patched);
    }

    /** Has the rule. */
    @Protected("profile")
    public static class OfContract implements Contract {
        @Override
        public byte[] get() {
            return Ran.here("patched-interface/get").getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String patch(String patched) {
            return "patched " + patched;
        }
    }

    /** A resource by its superclass. */
    @Path("/patched-class")
    public static class Base {
        @GET
        @Produces("application/json")
        public byte[] get() {
            return Ran.here("patched-class/get").getBytes(StandardCharsets.UTF_8);
        }

        @PATCH
        @Consumes(PATCH_TYPE)
        public String patch(String patched) {
            return "patched " + patched;
        }
    }

    /** Has the rule of one method. */
    public static class OfBase extends Base {
        @Override
        @Protected("profile")
        public byte[] get() {
            return super.get();
        }
    }

    /** Has one method for a path, and another one for the rest; an empty segment makes the difference. */
    @Path("/patched-rest")
    public static class Rest {
        @GET
        @Path("s")
        @Produces("application/json")
        public byte[] open() {
            return Ran.here("patched-rest/open").getBytes(StandardCharsets.UTF_8);
        }

        @GET
        @Path("{x: .*}")
        @Produces("application/json")
        @Protected("profile")
        public byte[] closed() {
            return Ran.here("patched-rest/closed").getBytes(StandardCharsets.UTF_8);
        }

        @PATCH
        @Path("{x: .*}")
        @Consumes(PATCH_TYPE)
        public String patch(String patched) {
            return "patched " + patched;
        }
    }

    /** The same at the root. */
    @Path("/")
    public static class RestOfRoot extends Rest {}

    /** Is read by a patch of another class at its path. */
    @Path("/patched-by-other")
    public static class ReadByOther {
        @GET
        @Produces("application/json")
        public byte[] get() {
            return Ran.here("patched-by-other/get").getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Has the rule of what is read. */
    public static class OfReadByOther extends ReadByOther {
        @Override
        @Protected("profile")
        public byte[] get() {
            return super.get();
        }
    }

    /** Patches what the other class has. */
    @Path("/patched-by-other")
    public static class Other {
        @PATCH
        @Consumes(PATCH_TYPE)
        public String patch(String patched) {
            return "patched " + patched;
        }
    }

    /** Is read by a patch of its subclass. */
    @Path("/patched-beside")
    public static class Beside {
        @GET
        @Produces("application/json")
        @Protected("profile")
        public byte[] get() {
            return Ran.here("patched-beside/get").getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Answers for another format, and to everybody. */
    @Path("/patched-beside")
    public static class OfBeside extends Beside {
        @Override
        @GET
        @Produces("text/plain")
        @Unprotected
        public byte[] get() {
            return new byte[0];
        }

        @PATCH
        @Consumes(PATCH_TYPE)
        public String patch(String patched) {
            return "patched " + patched;
        }
    }

    @BeforeAll
    static void start() {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setProviders(List.of(ResourceProtector.with(TOKENS.validator()), new ReadingFilter()));
        deployment
                .getActualResourceClasses()
                .addAll(List.of(
                        Patched.class,
                        PatchedOpen.class,
                        OfContract.class,
                        OfBase.class,
                        Other.class,
                        OfReadByOther.class,
                        Beside.class,
                        OfBeside.class,
                        Rest.class,
                        RestOfRoot.class));
        server = ConfiguredServer.start(deployment);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Call patch(String path, String type) {
        return new Call(server, "PATCH", path).header("Accept", "*/*").body(type, "[]");
    }

    @Test
    void openPatchOfProtectedResource_needsTheTokenOfGet() {
        int ran = Ran.times("patched-open/get");
        assertThat(patch("/patched-open", PATCH_TYPE).send().status(), is(401));
        assertThat(
                patch("/patched-open", PATCH_TYPE).bearer(Tokens.EMAIL).send().status(), is(403));
        assertThat(Ran.times("patched-open/get"), is(ran));
        Answer answer =
                patch("/patched-open", PATCH_TYPE).bearer(Tokens.PROFILE).send();
        assertThat(answer.body(), is("patched ran patched-open/get"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"patched-interface", "patched-class", "patched-by-other", "patched-beside"})
    void patchOfInheritedResource_needsWhatItsOwnClassAsksForGet(String name) {
        int ran = Ran.times(name + "/get");
        assertThat(patch("/" + name, PATCH_TYPE).send().status(), is(401));
        assertThat(patch("/" + name, PATCH_TYPE).bearer(Tokens.EMAIL).send().status(), is(403));
        assertThat(Ran.times(name + "/get"), is(ran));
        Answer answer = patch("/" + name, PATCH_TYPE).bearer(Tokens.PROFILE).send();
        assertThat(answer.body(), is("patched ran " + name + "/get"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//s", "/patched-rest//s", "/x/s", "/s/", "//", "/s;a=b", "/;a=b/s", "/;a=b"})
    void methodThatPatchReads_isTheOneThatRestEasyReads(String path) {
        int ran = Ran.times("patched-rest/closed");
        Answer answer = patch(path, PATCH_TYPE).sendRaw();
        assertThat(path + ": " + answer, Ran.times("patched-rest/closed"), is(ran));
    }

    @Test
    void protectedPatch_needsTheScopesOfBoth() {
        int ran = Ran.times("patched/get");
        Answer answer = patch("/patched", PATCH_TYPE).bearer(Tokens.EMAIL).send();
        assertThat(answer.status(), is(403));
        assertThat(Ran.times("patched/get"), is(ran));
    }

    @Test
    void patchOfApplicationsOwnFormat_needsTheScopesOfBoth() {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setProviders(List.of(ResourceProtector.with(TOKENS.validator()), new OwnFilter()));
        deployment.getActualResourceClasses().add(Patched.class);
        try (ConfiguredServer own = ConfiguredServer.start(deployment)) {
            int ran = Ran.times("patched/get");
            Call call =
                    new Call(own, "PATCH", "/patched").header("Accept", "*/*").body("application/json", "[]");
            assertThat(call.bearer(Tokens.EMAIL).send().status(), is(403));
            assertThat(Ran.times("patched/get"), is(ran));
        }
    }

    /** Tells another format than the one that was sent. */
    private static final class Retyping implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext context) {
            context.getHeaders().putSingle("Content-Type", PATCH_TYPE);
        }
    }

    /** Of the priority of the filter that RESTEasy has for JSON-P. */
    @Priority(Integer.MAX_VALUE - 1)
    public static class EarlierFilter extends ReadingFilter {}

    private static Stream<ReadingFilter> filters() {
        return Stream.of(new ReadingFilter(), new EarlierFilter());
    }

    @ParameterizedTest
    @MethodSource("filters")
    void patchOfAFormatThatALaterFilterTells_needsTheScopesOfBoth(ReadingFilter filter) {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setProviders(List.of(filter, ResourceProtector.with(TOKENS.validator()), new Retyping()));
        deployment.getActualResourceClasses().add(Patched.class);
        try (ConfiguredServer own = ConfiguredServer.start(deployment)) {
            int ran = Ran.times("patched/get");
            Call call =
                    new Call(own, "PATCH", "/patched").header("Accept", "*/*").body("application/json", "[]");
            assertThat(call.bearer(Tokens.EMAIL).send().status(), is(403));
            assertThat(Ran.times("patched/get"), is(ran));
            Call both =
                    new Call(own, "PATCH", "/patched").header("Accept", "*/*").body("application/json", "[]");
            assertThat(both.bearer(Tokens.BOTH).send().body(), is("patched ran patched/get"));
        }
    }

    /** Knows roles of its own, as an application may that maps those of the token. */
    @Priority(Priorities.USER)
    private static final class OwnRoles implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext context) {
            SecurityContext security = context.getSecurityContext();
            context.setSecurityContext(new SecurityContext() {
                @Override
                public Principal getUserPrincipal() {
                    return security.getUserPrincipal();
                }

                @Override
                public boolean isUserInRole(String role) {
                    return "reader".equals(role);
                }

                @Override
                public boolean isSecure() {
                    return security.isSecure();
                }

                @Override
                public String getAuthenticationScheme() {
                    return security.getAuthenticationScheme();
                }
            });
        }
    }

    @Test
    void patchBehindRolesOfTheApplication_isDecidedOnOnce() {
        AtomicInteger lookedUp = new AtomicInteger();
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        TokenValidator counting = token -> {
            lookedUp.incrementAndGet();
            return TOKENS.validator().validate(token);
        };
        deployment.setProviders(List.of(ResourceProtector.with(counting), new ReadingFilter(), new OwnRoles()));
        deployment.getActualResourceClasses().add(Patched.class);
        try (ConfiguredServer own = ConfiguredServer.start(deployment)) {
            Call call =
                    new Call(own, "PATCH", "/patched").header("Accept", "*/*").body(PATCH_TYPE, "[]");
            assertThat(call.bearer(Tokens.BOTH).send().body(), is("patched ran patched/get"));
            assertThat(lookedUp.get(), is(1));
        }
    }

    /** Has a method that is no PATCH, for every format. */
    @Path("/patched-by-post")
    public static class ByPost {
        @GET
        @Protected("profile")
        @Produces("application/json")
        public byte[] get() {
            return Ran.here("patched/get").getBytes(StandardCharsets.UTF_8);
        }

        @POST
        public String post(String patched) {
            return "posted " + patched;
        }
    }

    @Test
    void filterThatGoesByFormatAlone_needsTheTokenOfGetForPost() {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setProviders(List.of(ResourceProtector.with(TOKENS.validator()), new ByFormat()));
        deployment.getActualResourceClasses().add(ByPost.class);
        try (ConfiguredServer own = ConfiguredServer.start(deployment)) {
            int ran = Ran.times("patched/get");
            Call call = new Call(own, "POST", "/patched-by-post").header("Accept", "*/*");
            assertThat(call.body(OWN_TYPE, "[]").send().status(), is(401));
            assertThat(Ran.times("patched/get"), is(ran));
            Call other = new Call(own, "POST", "/patched-by-post").header("Accept", "*/*");
            assertThat(other.body("application/json", "[]").send().body(), is("posted []"));
        }
    }

    /** A filter of RESTEasy's that another one takes the place of does nothing. */
    @Test
    void filterThatIsSwitchedOff_readsNothing() {
        ResteasyDeployment deployment = new ResteasyDeploymentImpl();
        deployment.setProviders(List.of(ResourceProtector.with(TOKENS.validator()), new DisabledFilter()));
        deployment.getActualResourceClasses().add(Patched.class);
        deployment.getActualResourceClasses().add(Other.class);
        try (ConfiguredServer own = ConfiguredServer.start(deployment)) {
            Call call =
                    new Call(own, "PATCH", "/patched").header("Accept", "*/*").body(PATCH_TYPE, "[]");
            assertThat(call.bearer(Tokens.EMAIL).send().body(), is("patched []"));
            Call alone = new Call(own, "PATCH", "/patched-by-other")
                    .header("Accept", "*/*")
                    .body(PATCH_TYPE, "[]");
            assertThat(alone.send().body(), is("patched []"));
        }
    }

    @Test
    void patchThatReadsNothing_needsItsOwnScopeOnly() {
        Answer answer =
                patch("/patched", "application/json").bearer(Tokens.EMAIL).send();
        assertThat(answer.body(), is("patched []"));
    }
}
