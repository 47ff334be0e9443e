package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.testkit.IntrospectionDefect;
import org.resourceprotector.testkit.IssuerEndpoint;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.testkit.TestToken;
import org.resourceprotector.token.TokenValidator;

/** Tokens that the authorization server is asked about: what its answers, and its bad days, become for the caller. */
class IntrospectionTest {

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final TokenValidator PLAIN = asking().build();

    private static final TokenValidator SIGNED =
            asking().requireSignedResponses().build();

    /** One application for both, because some engines run one at a time only: the query says which answers are asked for. */
    @RegisterExtension
    static final Deployed API = Deployed.application(
            Endpoints.Root.class,
            Payments.class,
            ResourceProtector.with(
                    token -> ("signed".equals(token.uri().getQuery()) ? SIGNED : PLAIN).validate(token)));

    private final EndpointProbe any = new EndpointProbe(API, "GET", "/any", "any");
    private final EndpointProbe profile = new EndpointProbe(API, "GET", "/profile", "profile");
    private final EndpointProbe anySigned = new EndpointProbe(API, "GET", "/any?signed", "any");

    /** Asks for authorization details. */
    @Path("/payments")
    public static class Payments {

        @GET
        @Protected(details = "payment:initiate")
        public String pay() {
            return Ran.here("payments");
        }

        @GET
        @Path("recent")
        @Protected(acr = "gold", maxAge = 300)
        public String recent() {
            return Ran.here("payments");
        }
    }

    private static IntrospectionValidator.Builder asking() {
        return IntrospectionValidator.builder()
                .issuer(ISSUER.issuer())
                .client(ClientAuthentication.basic(TestIssuer.CLIENT_ID, TestIssuer.CLIENT_SECRET))
                .audience(ISSUER.audience())
                .timeout(Duration.ofSeconds(20)) // the first call on a busy machine takes longer than the default
                .circuitBreaker(100_000, Duration.ofMillis(1))
                .insecureLoopbackHttp();
    }

    @AfterEach
    void recover() {
        ISSUER.recover();
    }

    @AfterAll
    static void close() {
        ISSUER.close();
    }

    private static TestToken token() {
        return ISSUER.token().subject(Secrets.EXCEPTION).claim("username", Secrets.EXCEPTION);
    }

    @Test
    @DisplayName("R7662-2.2-a A80 R9701-5-d an active token opens")
    void activeTokensOpen() {
        any.opensTo(token().opaqueValue());
        any.opensTo(token().value());
        anySigned.opensTo(token().opaqueValue());
        profile.opensTo(token().scope("profile").opaqueValue());
    }

    @Test
    @DisplayName("R7662-2.2-b A81 one that is not active is an invalid token")
    void otherTokensAreInvalid() {
        String revoked = token().opaqueValue();
        ISSUER.revoke(revoked);

        assertThat(any.closedTo(revoked, 401).challenge(), containsString("error=\"invalid_token\""));
        assertThat(any.closedTo(Secrets.token("unknown"), 401).challenge(), containsString("error=\"invalid_token\""));
        anySigned.closedTo(revoked, 401);
    }

    @Test
    @DisplayName("A84 R7662-5-a a token that lacks a scope is told which, and nothing about its owner")
    void missingScopes() {
        Answer answer = profile.closedTo(token().scope("email").opaqueValue(), 403);

        assertThat(answer.challenge(), containsString("scope=\"profile\""));
        assertThat(answer.holds("email"), is(false));
    }

    @Test
    @DisplayName("R9396-9.2-a authorization details of an introspection response count as those of a JWT")
    void authorizationDetails_count() {
        for (String query : new String[] {"", "?signed"}) {
            EndpointProbe payments = new EndpointProbe(API, "GET", "/payments" + query, "payments");
            payments.opensTo(detailed(List.of(Map.of("type", "payment", "actions", List.of("initiate")))));
            payments.closedTo(detailed(List.of(Map.of("type", "payment", "actions", List.of("status")))), 403);
            payments.closedTo(detailed(Map.of("type", "payment", "actions", List.of("initiate"))), 403);
            payments.closedTo(token().opaqueValue(), 403);
        }
    }

    @Test
    @DisplayName("R9470-6.2-a acr and auth_time of an introspection response are those of the login")
    void login_isThatOfTheResponse() {
        long now = System.currentTimeMillis() / 1_000;
        for (String query : new String[] {"", "?signed"}) {
            EndpointProbe recent = new EndpointProbe(API, "GET", "/payments/recent" + query, "payments");
            recent.opensTo(loggedIn("gold", now));
            recent.closedTo(loggedIn("silver", now), 401);
            recent.closedTo(loggedIn(List.of("gold"), now), 401);
            recent.closedTo(loggedIn("gold", String.valueOf(now)), 401);
            recent.closedTo(loggedIn("gold", now - 3_600), 401);
            recent.closedTo(token().opaqueValue(), 401);
        }
    }

    private static String loggedIn(Object acr, Object authTime) {
        return token().claim("acr", acr).claim("auth_time", authTime).opaqueValue();
    }

    private static String detailed(Object details) {
        return token().claim("authorization_details", details).opaqueValue();
    }

    @Test
    @DisplayName("R7662-2.3-a A86 a server that is down is a 503 with Retry-After, and never a challenge")
    void outage() {
        String good = token().opaqueValue();
        ISSUER.outage();

        Answer answer = any.closedTo(good, 503);
        assertThat(answer.challenge(), is(""));
        assertThat(answer.header("Retry-After"), is("5"));
        assertThat(answer.header("Cache-Control"), is("no-store"));
        any.closedTo(Secrets.token("unknown"), 503);
        anySigned.closedTo(good, 503);

        ISSUER.recover();
        any.opensTo(good);
        anySigned.opensTo(good);
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 500, 502, 503})
    @DisplayName("R7662-2.3-a whatever else the server answers is its fault, not the token's")
    void failures(int status) {
        String good = token().opaqueValue();
        ISSUER.failing(status, IssuerEndpoint.INTROSPECTION);

        any.closedTo(good, 503);
        anySigned.closedTo(good, 503);
    }

    @Test
    @DisplayName("R7662-2.3-a the server's Retry-After is passed on")
    void retryAfterIsPassedOn() {
        ISSUER.answer(IssuerEndpoint.INTROSPECTION, 429, Map.of("Retry-After", "17"), "{}");

        assertThat(any.closedTo(Secrets.token("any"), 503).header("Retry-After"), is("17"));
    }

    @Test
    @DisplayName("R7662-2.3-a nonsense is the server's fault")
    void garbage() {
        ISSUER.garbage(IssuerEndpoint.INTROSPECTION);

        any.closedTo(token().opaqueValue(), 503);
    }

    private static Stream<IntrospectionDefect> plainDefects() {
        return Stream.of(IntrospectionDefect.values()).filter(defect -> !defect.signedAnswersOnly());
    }

    @ParameterizedTest
    @MethodSource("plainDefects")
    @DisplayName("R7662-2.2-a to 2.2-g, A82 A85: an answer with a defect opens nothing")
    void noAnswerWithADefectOpens(IntrospectionDefect defect) {
        ISSUER.introspectionDefects(defect);

        assertThat(refusedWith(any), is(oneOf(401, 503)));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R9701-5-a to 5-g: a signed answer with a defect opens nothing")
    void noSignedAnswerWithADefectOpens(IntrospectionDefect defect) {
        ISSUER.introspectionDefects(defect);

        assertThat(refusedWith(anySigned), is(oneOf(401, 503)));
    }

    private static int refusedWith(EndpointProbe probe) {
        int before = Ran.times(probe.counter());
        Answer answer = API.get(probe.path()).bearer(token().opaqueValue()).send();
        assertThat(probe + " ran", Ran.times(probe.counter()), is(before));
        return answer.status();
    }
}
