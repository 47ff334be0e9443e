package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertThrowsExactly;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.TokenValidator;

/** What is refused when the application starts, with the place in the message. */
class DeploymentTest {

    private static final Tokens TOKENS = new Tokens();

    private static ResourceProtector protector() {
        return ResourceProtector.with(TOKENS.validator());
    }

    static List<Arguments> misdeclared() {
        return Stream.<Arguments>of(
                        Arguments.of(Misdeclared.Empty.class, "Misdeclared.Empty#get"),
                        Arguments.of(Misdeclared.Blank.class, "Misdeclared.Blank#get"),
                        Arguments.of(Misdeclared.Quote.class, "Misdeclared.Quote#get"),
                        Arguments.of(Misdeclared.BackslashOnClass.class, "Misdeclared.BackslashOnClass"),
                        Arguments.of(Misdeclared.Tab.class, "Misdeclared.Tab#get"),
                        Arguments.of(Misdeclared.NonAscii.class, "Misdeclared.NonAscii#get"),
                        Arguments.of(Misdeclared.BlankRole.class, "Misdeclared.BlankRole#get"),
                        Arguments.of(
                                Misdeclared.IgnoringWithoutOptional.class, "Misdeclared.IgnoringWithoutOptional#get"),
                        Arguments.of(Misdeclared.Meta.class, "Misdeclared.Meta#get"),
                        Arguments.of(Misdeclared.MetaOnClass.class, "Misdeclared.MetaOnClass"),
                        Arguments.of(Misdeclared.Both.class, "Misdeclared.Both#get"),
                        Arguments.of(Misdeclared.BothOnClass.class, "Misdeclared.BothOnClass"),
                        Arguments.of(Misdeclared.Disagreeing.class, "Misdeclared.Disagreeing#get"),
                        Arguments.of(Misdeclared.DisagreeingAboutAll.class, "Misdeclared.DisagreeingAboutAll"),
                        Arguments.of(Misdeclared.Heir.class, "Misdeclared.Above#get"),
                        Arguments.of(Misdeclared.BadLocator.class, "Misdeclared.BadLocator#sub"),
                        Arguments.of(
                                Misdeclared.WithoutHttpMethod.class,
                                "Misdeclared.WithoutHttpMethod#sub has @Path and no HTTP method"),
                        Arguments.of(Misdeclared.UnprovableLocator.class, "Misdeclared.UnprovableLocator#sub"),
                        Arguments.of(Misdeclared.BadBehindLocator.class, "Misdeclared.Sub#get"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("misdeclared")
    @DisplayName("A42 A128 R6750-3-i P21 row q: what cannot be a rule is refused, and the place is named")
    void whatCannotBeRuleIsRefusedAndThePlaceIsNamed(Class<?> resource, String place) {
        Throwable refusal = Deployment.refused(new Api(resource, protector()));
        assertThat(Deployment.messages(refusal), containsString(place));
    }

    @Test
    void twoProtectorsInOneApplicationAreRefused() {
        Throwable refusal = Deployment.refused(new Api(Endpoints.Root.class, protector(), protector()));
        assertThat(Deployment.messages(refusal), containsString("ResourceProtector"));
    }

    @Test
    void secondProtectorThatTheEngineLeavesOutOpensNothing() {
        // Jakarta REST has a second instance of a class that is registered left out; where it is not, all is refused
        Feature own = context -> {
            context.register(protector());
            return true;
        };
        try (Server server = Server.start(new Api(Endpoints.Root.class, protector(), own))) {
            assertThat(server.get("/profile").send().status(), is(oneOf(401, 500)));
            assertThat(server.get("/profile").bearer(Tokens.UNKNOWN).send().status(), is(oneOf(401, 500)));
            assertThat(server.get("/profile").bearer(Tokens.PROFILE).send().status(), is(oneOf(200, 500)));
        }
    }

    @Test
    @DisplayName("P1 what is protected is not deployed without a protector")
    void whatIsProtectedIsNotDeployedWithoutProtector() {
        try (Server open = Server.start(new Api(HarnessTest.Doors.class))) {
            assertThat(open.get("/doors/open").send().status(), is(200));
        }
        Throwable refusal = Deployment.refused(new Api(Endpoints.Root.class));
        assertThat(Deployment.messages(refusal), containsString("ResourceProtector"));
    }

    public static class Below {
        @GET
        public String get() {
            return Ran.here("absent/below");
        }
    }

    @Path("/reports")
    public static class Reports {
        @GET
        public String get() {
            return Ran.here("absent/reports");
        }
    }

    @Path("/admin")
    public static class Admin {
        @Path("below")
        @Protected("profile")
        public Below below() {
            return new Below();
        }

        @Path("reports")
        @Protected("profile")
        public Reports reports() {
            return new Reports();
        }
    }

    @Protected
    public static class ProtectedApplication extends Api {
        ProtectedApplication() {
            super(Reports.class);
        }
    }

    @Test
    void whatIsBehindProtectedLocator_isNotDeployedWithoutProtector() {
        Throwable refusal = Deployment.refused(new Api(Admin.class, Reports.class));
        assertThat(Deployment.messages(refusal), containsString("ResourceProtector"));
        assertThat(Ran.times("absent/below") + Ran.times("absent/reports"), is(0));
    }

    @Test
    void protectedApplicationIsNotDeployedWithoutProtector() {
        Throwable refusal = Deployment.refused(new ProtectedApplication());
        assertThat(Deployment.messages(refusal), containsString("ResourceProtector"));
    }

    @Test
    @DisplayName("P32 what is found out late to be no rule is a closed 500")
    void whatIsFoundOutLateToBeNoRuleIsClosed() {
        try (Server server = Server.start(new Api(Misdeclared.BadBehindUntypedLocator.class, protector()))) {
            Answer answer = server.get("/late/sub").bearer(Tokens.PLAIN).send();
            assertThat(answer.status(), is(500));
            assertThat(answer.body(), is("{\"title\":\"Internal Server Error\",\"status\":500}"));
            assertThat(server.get("/late/both").bearer(Tokens.PLAIN).send().status(), is(500));
            assertThat(Ran.times("bad/sub") + Ran.times("bad/both"), is(0));
            assertThat(server.get("/late").send().status(), is(200));
        }
    }

    @Test
    void oneProtectorServesTwoDeploymentsOneAfterTheOther() {
        ResourceProtector protector = protector();
        for (int i = 0; i < 2; i++) {
            try (Server server = Server.start(new Api(Endpoints.Root.class, protector))) {
                assertThat(server.get("/profile").send().status(), is(401));
                assertThat(server.get("/profile").bearer(Tokens.PROFILE).send().status(), is(200));
            }
        }
    }

    @Test
    void protectorRegisteredByFeatureOfTheApplicationProtects() {
        Feature own = context -> {
            context.register(protector());
            return true;
        };
        try (Server server = Server.start(new Api(Endpoints.Root.class, own))) {
            assertThat(server.get("/profile").send().status(), is(401));
            assertThat(server.get("/profile").bearer(Tokens.EMAIL).send().status(), is(403));
            assertThat(server.get("/profile").bearer(Tokens.PROFILE).send().status(), is(200));
        }
    }

    @Test
    @DisplayName("A64 a protector without a validator is refused")
    void protectorWithoutValidatorIsRefused() {
        assertThrowsExactly(IllegalStateException.class, ResourceProtector::with);
        assertThrowsExactly(
                IllegalStateException.class, () -> ResourceProtector.builder().build());
    }

    @Test
    void nothingMayBeNull() {
        ResourceProtector.Builder builder = ResourceProtector.builder();
        assertThrows(NullPointerException.class, () -> ResourceProtector.with((TokenValidator) null));
        assertThrows(NullPointerException.class, () -> ResourceProtector.with((TokenValidator[]) null));
        assertThrows(NullPointerException.class, () -> builder.validator(null));
        assertThrows(NullPointerException.class, () -> builder.realm(null));
        assertThrows(NullPointerException.class, () -> builder.listener((ProtectionListener) null));
        assertThrows(NullPointerException.class, () -> builder.errorUri(null));
        assertThrows(NullPointerException.class, () -> TokenValidator.lookup(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\u0000b", "\u00e4pi", "a\tb"})
    @DisplayName("R9110-5.5-a a realm that cannot be sent is refused")
    void realmThatCannotBeSentIsRefused(String realm) {
        assertThrows(
                IllegalArgumentException.class,
                () -> ResourceProtector.builder()
                        .validator(TOKENS.validator())
                        .realm(realm)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"not absolute", "/errors", "https://example.com/a b", "mailto:a@b", "https://example.com/\n"})
    @DisplayName("R6750-3-j an error page that is no absolute URI is refused")
    void errorPageThatIsNoAbsoluteUriIsRefused(String page) {
        assertThrows(
                IllegalArgumentException.class,
                () -> ResourceProtector.builder().errorUri(page));
    }

    @Path("/only-locators")
    public static class OnlyLocators {
        @Path("sub")
        public Subs.OnMethod sub() {
            return new Subs.OnMethod();
        }
    }

    @Test
    void protectedBehindTypedLocator_isNotDeployedWithoutProtector() {
        Throwable refusal = Deployment.refused(new Api(OnlyLocators.class, Reports.class));
        assertThat(Deployment.messages(refusal), containsString("ResourceProtector"));
    }

    @Path("/many")
    public static class Many {
        @GET
        @Path("a")
        public String a() {
            return "a";
        }

        @GET
        @Path("b")
        public String b() {
            return "b";
        }

        @POST
        @Path("c")
        public String c() {
            return "c";
        }
    }

    /** How often an application hands out its singletons for a resource with one method, and for one with several. */
    private static int asked(Object... parts) {
        AtomicInteger asked = new AtomicInteger();
        Application counted = new Api(parts) {
            @Override
            public Set<Object> getSingletons() {
                asked.incrementAndGet();
                return super.getSingletons();
            }
        };
        try (Server server = Server.start(counted)) {
            assertThat(server.get("/many/a").send().status(), is(oneOf(200, 404)));
        }
        return asked.get();
    }

    @Test
    void openApplication_isAskedOnceForItsSingletonsWhateverItsSize() {
        assertThat(asked(Many.class), is(asked(HarnessTest.Doors.class)));
    }

    @Test
    void protectedBehindRootOfLocators_isClosedWithoutProtector() {
        Server server;
        try {
            server = Server.start(new Api(OnlyLocators.class));
        } catch (RuntimeException refused) {
            assertThat(Deployment.messages(refused), containsString("ResourceProtector"));
            return;
        }
        try (server) { // RESTEasy shows nothing of it before its first call
            assertThat(server.get("/only-locators/sub").send().status(), is(500));
        }
    }
}
