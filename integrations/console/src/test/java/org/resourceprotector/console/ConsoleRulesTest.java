package org.resourceprotector.console;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.InternalServerErrorException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.security.Principal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;

/** Which classes can be a console: none that would be open to whoever has any token. */
class ConsoleRulesTest {

    private static final ResourceProtector PROTECTOR =
            ResourceProtector.with(TokenValidator.lookup(token -> Optional.empty()));

    abstract static class Console extends ConsoleResource {

        Console() {
            super(PROTECTOR, new RecentDecisions());
        }
    }

    @Path("/console")
    public static class WithoutRule extends Console {}

    @Path("/console")
    @Unprotected
    public static class Open extends Console {}

    @Path("/console")
    @Protected
    public static class AnyToken extends Console {}

    @Path("/console")
    @Protected(acr = "gold", maxAge = 60)
    public static class AnyUser extends Console {}

    @Path("/console")
    @Protected(value = "ops", optional = true)
    public static class OptionalToken extends Console {}

    @Path("/console")
    @Protected(value = "ops", optional = true, ignoreInvalid = true)
    public static class IgnoredToken extends Console {}

    @Path("/console")
    @Protected("ops")
    public static class OneOpenMethod extends Console {

        @Override
        @Unprotected
        public Response state(SecurityContext security) {
            return super.state(security);
        }
    }

    @Path("/console")
    @Protected("ops")
    public static class AnyTokenForOneMethod extends Console {

        @Override
        @Protected
        public Response endpoints(SecurityContext security) {
            return super.endpoints(security);
        }
    }

    @Path("/console")
    @Protected("ops")
    public static class AnyTokenBesideAnotherMethod extends Console {

        @Override
        @GET
        @Path("state")
        @Protected
        public Response state(SecurityContext security) {
            return super.state(security);
        }

        @POST
        @Path("state")
        public String more() {
            return "";
        }
    }

    @Path("/console")
    @Protected("ops")
    public static class WithMoreOfItsOwn extends Console {

        @DELETE
        @Path("state")
        public void forget() {}

        @GET
        @Path("machine/state")
        public String machine() {
            return "";
        }
    }

    @Test
    void consoleWithMoreMethodsUnderItsRule_mayBeDeployed() {
        ConsoleRules rules = ConsoleRules.of(
                ResourceProtector.with(TokenValidator.lookup(token -> Optional.empty())), WithMoreOfItsOwn.class);

        assertThat(rules.name(), is("console"));
        assertThat(rules.data(), is(Set.of("/console/state", "/console/endpoints", "/console/token")));
    }

    static Stream<Class<?>> classesWithoutARule() {
        return Stream.of(
                WithoutRule.class,
                Open.class,
                AnyToken.class,
                AnyUser.class,
                OptionalToken.class,
                IgnoredToken.class,
                OneOpenMethod.class,
                AnyTokenForOneMethod.class,
                AnyTokenBesideAnotherMethod.class);
    }

    @ParameterizedTest
    @MethodSource("classesWithoutARule")
    void consoleWithoutARule_cannotBeBuilt(Class<? extends Console> console) {
        Throwable refused = assertThrows(
                        ReflectiveOperationException.class,
                        () -> console.getConstructor().newInstance())
                .getCause();

        assertThat(
                refused.getMessage(),
                is(console.getName() + " is not a console that may be deployed: write @Protected on the class, with a"
                        + " scope, role, group, entitlement, authorization detail or condition that operators have and"
                        + " other callers do not, and no other rule on a method"));
    }

    @Test
    void protectUnannotated_isNoRuleForAConsole() {
        ResourceProtector protector = ResourceProtector.builder()
                .validator(TokenValidator.lookup(token -> Optional.empty()))
                .protectUnannotated()
                .build();

        assertThrows(IllegalStateException.class, () -> ConsoleRules.of(protector, WithoutRule.class));
    }

    @Protected("ops")
    public static class WithoutPath extends Console {}

    @Path("/")
    @Protected("ops")
    public static class AtTheRoot extends Console {}

    @Path("/{tenant}")
    @Protected("ops")
    public static class WithTemplate extends Console {}

    @Test
    void consoleWithoutAName_cannotBeBuilt() {
        assertThat(
                assertThrows(IllegalStateException.class, WithoutPath::new).getMessage(),
                containsString("write @Path with its address on the class"));
        assertThat(
                assertThrows(IllegalStateException.class, AtTheRoot::new).getMessage(),
                containsString("its @Path must end with a name"));
        assertThrows(IllegalStateException.class, WithTemplate::new);
    }

    @Path("/{tenant}/ops/console")
    @Protected(roles = "operator")
    public static class ForTenants extends Console {}

    @Test
    void ruleOtherThanAScope_willDo() {
        assertDoesNotThrow(ForTenants::new);
        assertThat(
                ConsoleRules.of(PROTECTOR, ForTenants.class),
                is(new ConsoleRules(
                        "console",
                        Set.of(
                                "/{tenant}/ops/console/state",
                                "/{tenant}/ops/console/endpoints",
                                "/{tenant}/ops/console/token"))));
    }

    /** As if nothing had refused the deployment without a protector. */
    @Test
    void callThatNobodyLetIn_getsNothing() {
        ForTenants console = new ForTenants();
        SecurityContext anonymous = principal(null);
        SecurityContext another = principal(() -> "operator");
        InputStream token = InputStream.nullInputStream();

        for (SecurityContext caller : List.of(anonymous, another)) {
            assertThrows(InternalServerErrorException.class, () -> console.state(caller));
            assertThrows(InternalServerErrorException.class, () -> console.endpoints(caller));
            assertThrows(InternalServerErrorException.class, () -> console.token(caller, token));
        }
    }

    @Test
    void callThatAProtectorLetIn_getsTheData() {
        AccessToken token = new Shop.Token("olga", Set.of("ops"));

        assertThat(new ForTenants().state(principal(token)).getStatus(), is(200));
    }

    private static SecurityContext principal(@Nullable Principal principal) {
        return new SecurityContext() {
            @Override
            public @Nullable Principal getUserPrincipal() {
                return principal;
            }

            @Override
            public boolean isUserInRole(String role) {
                return true;
            }

            @Override
            public boolean isSecure() {
                return true;
            }

            @Override
            public String getAuthenticationScheme() {
                return "Bearer";
            }
        };
    }
}
