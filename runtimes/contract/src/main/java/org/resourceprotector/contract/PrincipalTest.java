package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;

/** The application's own token, as a resource method gets it. */
class PrincipalTest {

    private static final Tokens TOKENS = new Tokens();
    private static final String OWN = Secrets.token("own");

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(PerRequest.class, new Singleton(), ResourceProtector.with(TOKENS.validator()));

    static {
        TOKENS.store.put(OWN, new ApiToken(new User(7, "alice"), Set.of("profile"), Set.of("admin")));
    }

    record User(int id, String name) {}

    /** What an application writes. */
    record ApiToken(User user, Set<String> scopes, Set<String> roles) implements AccessToken {
        @Override
        public String getName() {
            return user.name();
        }
    }

    private static String tell(SecurityContext security) {
        return AccessToken.from(security)
                .map(token -> token instanceof ApiToken own ? own.user().id() + " " + token.getName() : token.getName())
                .orElse(String.valueOf(security.getUserPrincipal()));
    }

    public static class Bean {
        @Context
        private SecurityContext security;
    }

    @Path("/per-request")
    @Protected(optional = true)
    public static class PerRequest {
        @Context
        private SecurityContext field;

        @GET
        @Path("parameter")
        public String parameter(@Context SecurityContext security) {
            return tell(security);
        }

        @GET
        @Path("field")
        public String field() {
            return tell(field);
        }

        @GET
        @Path("bean")
        public String bean(@BeanParam Bean bean) {
            return tell(bean.security);
        }

        @GET
        @Path("roles")
        public String roles(@Context SecurityContext security) {
            return security.isUserInRole("admin") + " " + security.isUserInRole("profile") + " " + security.isSecure()
                    + " " + security.getAuthenticationScheme();
        }

        @GET
        @Path("required")
        public String required(@Context SecurityContext security) {
            try {
                return AccessToken.require(security, ApiToken.class).user().name();
            } catch (IllegalStateException e) {
                return "not there";
            }
        }

        @Path("sub")
        public Object sub() {
            return new Sub();
        }
    }

    public static class Sub {
        @GET
        public String get(@Context SecurityContext security) {
            return tell(security);
        }
    }

    @Path("/singleton")
    @Protected(optional = true)
    public static class Singleton {
        @Context
        private SecurityContext field;

        @GET
        @Path("parameter")
        public String parameter(@Context SecurityContext security) {
            return tell(security);
        }

        @GET
        @Path("field")
        public String field() {
            return field == null ? "not injected" : tell(field);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/per-request/parameter",
                "/per-request/field",
                "/per-request/bean",
                "/per-request/sub",
                "/singleton/parameter"
            })
    @DisplayName("A28 the token of the application is the principal, and nobody is where there is none")
    void theTokenOfTheApplicationIsThePrincipal(String path) {
        for (int i = 0; i < 2; i++) {
            assertThat(SERVER.get(path).bearer(OWN).send().body(), is("7 alice"));
            assertThat(SERVER.get(path).send().body(), is("null"));
        }
    }

    @Test
    void fieldOfSingletonIsNeverThatOfAnotherRequest() {
        // with a bean container in it, one engine leaves the fields of instances that it is handed to that container
        assertThat(SERVER.get("/singleton/field").bearer(OWN).send().body(), is(oneOf("7 alice", "not injected")));
        assertThat(SERVER.get("/singleton/field").send().body(), is(oneOf("null", "not injected")));
    }

    @ParameterizedTest
    @CsvSource({"s3cr3t-own, alice", "s3cr3t-plain, not there"})
    void requiringTheWrongTypeOfTokenIsSaidClearly(String token, String body) {
        assertThat(SERVER.get("/per-request/required").bearer(token).send().body(), is(body));
    }

    @Test
    @DisplayName("P18 the rest of the security context is kept, and roles are those of the token")
    void rolesAreThoseOfTheToken() {
        String admin = SERVER.get("/per-request/roles").bearer(OWN).send().body();
        assertThat(admin, is("true false false Bearer"));
        String none =
                SERVER.get("/per-request/roles").bearer(Tokens.PROFILE).send().body();
        assertThat(none, is("false false false Bearer"));
        String nobody = SERVER.get("/per-request/roles").send().body();
        assertThat(nobody.startsWith("false false false"), is(true));
    }
}
