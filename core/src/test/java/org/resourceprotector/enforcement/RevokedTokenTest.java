package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.runtime.InProcess;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.SenderConstraint;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** A token that says it is revoked lets nobody in, whoever has accepted it. */
class RevokedTokenTest {

    private record Token(
            String getName, boolean revoked, @Nullable Confirmation confirmation) implements AccessToken {

        @Override
        public Set<String> scopes() {
            return Set.of();
        }
    }

    private static final Token GOOD = new Token("alice", false, null);
    private static final Token REVOKED = new Token("bob", true, null);
    private static final Token BOUND = new Token("bob", true, new Confirmation(Map.of("jkt", "key")));

    /** Cannot tell. */
    private static final AccessToken FAILING = new AccessToken() {

        @Override
        public String getName() {
            return "carol";
        }

        @Override
        public Set<String> scopes() {
            return Set.of();
        }

        @Override
        public boolean revoked() {
            throw new IllegalStateException("no database");
        }
    };

    private static TokenValidator accepting(AccessToken token) {
        return presented -> Verdict.accepted(token);
    }

    /** Endpoints of every kind. */
    @Path("/")
    public static class Endpoints {

        private final List<ResourceProtector> protector;

        Endpoints(List<ResourceProtector> protector) {
            this.protector = protector;
        }

        @GET
        @Path("protected")
        @Protected
        public String needed(@Context SecurityContext security) {
            return named(security);
        }

        @GET
        @Path("optional")
        @Protected(optional = true)
        public String optional(@Context SecurityContext security) {
            return named(security);
        }

        @GET
        @Path("ignoring")
        @Protected(optional = true, ignoreInvalid = true)
        public String ignoring(@Context SecurityContext security) {
            return named(security);
        }

        @GET
        @Path("acquired")
        public String acquired(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
            return protector.get(0).acquire(headers, uri, request).getName();
        }

        private static String named(SecurityContext security) {
            return security.getUserPrincipal() == null
                    ? "nobody"
                    : security.getUserPrincipal().getName();
        }
    }

    private final RecordingListener heard = new RecordingListener();
    private final List<String> proofs = new ArrayList<>();

    /** Proves everything, and remembers that it was asked. */
    private final class Proving implements SenderConstraint {

        @Override
        public String scheme() {
            return "Bearer";
        }

        @Override
        public String confirmationMember() {
            return "jkt";
        }

        @Override
        public Proof examine(PresentedToken presented) {
            return confirmation -> {
                proofs.add("used");
                return null;
            };
        }
    }

    private ResourceProtector protector(TokenValidator validator) {
        return ResourceProtector.builder()
                .validator(validator)
                .senderConstraint(new Proving())
                .listener(heard)
                .build();
    }

    private static InProcess deployed(ResourceProtector protector) {
        return new InProcess(
                new ResourceConfig().register(new Endpoints(List.of(protector))).register(protector));
    }

    private static String get(InProcess application, String path) {
        InProcess.Answer answer = application.call("GET", path, "Authorization", "Bearer abc");
        String challenge = answer.header("WWW-Authenticate");
        return answer.status() + (challenge == null ? " " + answer.body() : " " + challenge);
    }

    static Stream<TokenValidator> everyWay() {
        TokenValidator other = presented -> Verdict.notMine();
        TokenValidator own = accepting(REVOKED);
        return Stream.of(
                own,
                accepting(BOUND),
                accepting(GOOD).as(token -> REVOKED),
                own.as(token -> token),
                own.and(accepting(GOOD)),
                accepting(GOOD).and(own),
                accepting(GOOD).and(accepting(GOOD).as(token -> REVOKED)),
                own.unavailableOn(IllegalStateException.class),
                TokenValidator.chain(other, own, accepting(GOOD)));
    }

    @ParameterizedTest
    @DisplayName("FAPI2-5.3.4-3 a revoked token lets nobody in, whoever has accepted it")
    @MethodSource("everyWay")
    void revokedToken_letsNobodyIn(TokenValidator validator) {
        ResourceProtector protector = protector(validator);
        InProcess application = deployed(protector);
        String refused = "401 Bearer realm=\"api\", error=\"invalid_token\","
                + " error_description=\"The access token is not valid here, or not valid any more\"";

        assertThat(get(application, "protected"), is(refused));
        assertThat(get(application, "optional"), is(refused));
        assertThat(get(application, "ignoring"), is("200 nobody"));
        assertThat(get(application, "acquired"), is(refused));
        assertThat(
                heard.events(),
                contains(
                        "refused REVOKED at /protected",
                        "refused REVOKED at /optional",
                        "ignored REVOKED at /ignoring",
                        "refused REVOKED at "));
        assertThat("no proof is used up", proofs, is(empty()));
        Rejection why = protector.accessWith("abc").stream()
                .filter(access -> access.endpoint().path().equals("/protected"))
                .findFirst()
                .orElseThrow()
                .refusal();
        assertThat(why, is(notNullValue()));
        assertThat(why.reason(), is(Reason.REVOKED));
    }

    @Test
    void tokenThatIsNotRevoked_isAccepted() {
        InProcess application =
                deployed(protector(accepting(GOOD).and(accepting(GOOD).as(token -> GOOD))));

        assertThat(get(application, "protected"), is("200 alice"));
        assertThat(get(application, "acquired"), is("200 alice"));
    }

    @Test
    void tokenThatCannotTell_isClosed() {
        for (TokenValidator validator :
                List.of(accepting(FAILING), accepting(GOOD).and(accepting(FAILING)))) {
            assertThat(
                    get(deployed(protector(validator)), "protected"),
                    is("500 {\"title\":\"Internal Server Error\",\"status\":500}"));
        }
    }
}
