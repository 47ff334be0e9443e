package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ApiToken;
import org.resourceprotector.challenge.Refusals;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** One enforcer for all filters: what was decided counts for one request, one endpoint and one protector. */
class EnforcerTest {

    private static final Refusals REFUSALS = new Refusals("api", (URI) null, Duration.ofSeconds(5));

    private final AtomicInteger validations = new AtomicInteger();
    private final Heard heard = new Heard();
    private final Enforcer enforcer = enforcer(this::validate);

    private Verdict validate(org.resourceprotector.token.PresentedToken token) {
        validations.incrementAndGet();
        return token.value().equals("good")
                ? Verdict.accepted(ApiToken.of("alice", "read"))
                : Verdict.rejected(Rejection.of(Reason.UNKNOWN));
    }

    private Enforcer enforcer(TokenValidator validator) {
        return new Enforcer(new Validation(TokenValidator.chain(validator), 100, false), REFUSALS, heard);
    }

    private static Endpoint endpoint(String path, Access access, String... scopes) {
        return new Endpoint(
                "GET", path, new Declaration(new Rule(access, ScopeRule.of(scopes), ClaimRules.NONE), "EnforcerTest"));
    }

    private static final Endpoint READ = endpoint("/read", Access.PROTECTED, "read");
    private static final Endpoint WRITE = endpoint("/write", Access.PROTECTED, "write");
    private static final Endpoint OPTIONAL = endpoint("/maybe", Access.OPTIONAL);

    private FakeRequest enforced(Endpoint endpoint, FakeRequest request) {
        enforcer.enforce(request, endpoint, Enforcer.passage(request));
        return request;
    }

    private static boolean hasPassed(Enforcer enforcer, FakeRequest request) {
        return enforcer.hasPassed(request, Enforcer.passage(request));
    }

    @Test
    void aGoodTokenBecomesThePrincipal() {
        FakeRequest request = enforced(READ, new FakeRequest("GET", "read").bearer("good"));
        assertThat(request.status(), is(200));
        SecurityContext security = request.getSecurityContext();
        assertThat(AccessToken.require(security, ApiToken.class).getName(), is("alice"));
        assertThat(security.getAuthenticationScheme(), is("Bearer"));
        assertThat(security.isUserInRole("read"), is(false));
        assertThat(heard.events(), contains("accepted alice at /read"));
    }

    @Test
    void aSecondFilterValidatesNothingAgainAndTellsNobodyAgain() {
        FakeRequest request = enforced(READ, new FakeRequest("GET", "read").bearer("good"));
        SecurityContext first = request.getSecurityContext();
        enforced(READ, request);
        assertThat(validations.get(), is(1));
        assertThat(heard.events(), contains("accepted alice at /read"));
        assertThat(request.getSecurityContext(), is(sameInstance(first)));
    }

    @Test
    void aRequestHasPassedHereAndAsItIsOnly() {
        FakeRequest request = new FakeRequest("GET", "read").bearer("good");
        assertThat(hasPassed(enforcer, request), is(false));
        enforced(READ, request);
        assertThat(hasPassed(enforcer, request), is(true));
        assertThat(hasPassed(enforcer(this::validate), request), is(false));
        assertThat(hasPassed(enforcer, request.forwarded()), is(false));
        request.setSecurityContext(new RequestSecurity(null, false));
        assertThat(hasPassed(enforcer, request), is(false));
        assertThat(hasPassed(enforcer, enforced(READ, new FakeRequest("GET", "read"))), is(false));
        FakeRequest open = new FakeRequest("GET", "open").bearer("good");
        enforcer.letThrough(open, Enforcer.passage(open));
        assertThat(hasPassed(enforcer, open), is(false));
    }

    @Test
    void anAnonymousRequestThatIsForwardedHasNotPassed() {
        FakeRequest request = enforced(OPTIONAL, new FakeRequest("GET", "maybe"));
        assertThat(hasPassed(enforcer, request), is(true));
        FakeRequest forwarded = request.forwarded();
        assertThat(hasPassed(enforcer, forwarded), is(false));
        assertThat(enforced(READ, forwarded).status(), is(401));
    }

    @Test
    void theEndOfARequestForgetsItsCredentialsAndTellsWhatWasCalled() {
        FakeRequest request = enforced(READ, new FakeRequest("GET", "read").bearer("good"));
        FakeRequest refused = enforced(WRITE, new FakeRequest("GET", "write").bearer("good"));
        assertThat(enforcer.remembered(), is(2));
        assertThat(enforcer.end(request), is(READ));
        assertThat(enforcer.end(refused), is(WRITE));
        assertThat(enforcer.remembered(), is(0));
        assertThat(enforcer.end(new FakeRequest("GET", "read").bearer("good")), is(nullValue()));
    }

    @Test
    void aRequestInsideOfAnotherLeavesThatAsItWas() {
        FakeRequest outer = enforced(OPTIONAL, new FakeRequest("GET", "maybe").bearer("good"));
        FakeRequest inner = outer.forwarded();
        enforcer.letThrough(inner, Enforcer.passage(inner));
        assertThat(enforcer.end(inner), is(nullValue()));
        assertThat(Enforcer.passage(inner), is(sameInstance(Enforcer.passage(outer))));

        FakeRequest another = outer.forwarded();
        enforced(READ, another);
        enforced(READ, another);
        assertThat(enforcer.end(another), is(READ));
        assertThat(enforcer.end(another), is(OPTIONAL));
        assertThat(enforcer.remembered(), is(0));
    }

    @Test
    void aPreflightThatAcquiresValidatesOnce() {
        FakeRequest preflight = enforced(
                READ,
                new FakeRequest("OPTIONS", "read")
                        .header("Origin", "https://app.example")
                        .header("Access-Control-Request-Method", "GET")
                        .bearer("good"));
        List<String> authorization = preflight.getHeaders().get(HttpHeaders.AUTHORIZATION);
        enforcer.acquire(READ, authorization, around());
        enforcer.acquire(READ, authorization, around());
        assertThat(validations.get(), is(1));
    }

    @Test
    void aSecondRuleOnTheSameRequestIsHeldButTheTokenIsValidatedOnce() {
        FakeRequest request = enforced(READ, new FakeRequest("GET", "read").bearer("good"));
        enforced(WRITE, request);
        assertThat(request.status(), is(403));
        assertThat(validations.get(), is(1));
    }

    @Test
    void acquiringAfterTheFilterValidatesNothingAgain() {
        FakeRequest request = enforced(OPTIONAL, new FakeRequest("GET", "maybe").bearer("good"));
        List<String> authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        assertThat(enforcer.acquire(READ, authorization, around()).token(), is(notNullValue()));
        assertThat(enforcer.acquire(WRITE, authorization, around()).token(), is(nullValue()));
        assertThat(validations.get(), is(1));
    }

    @Test
    void acquiringBehindAnOpenEndpointValidatesOnce() {
        FakeRequest request = new FakeRequest("GET", "open").bearer("good");
        enforcer.letThrough(request, Enforcer.passage(request));
        enforcer.letThrough(request, Enforcer.passage(request));
        assertThat(validations.get(), is(0));
        List<String> authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        enforcer.acquire(READ, authorization, around());
        enforcer.acquire(READ, authorization, around());
        assertThat(validations.get(), is(1));
        assertThat(enforcer.remembered(), is(1));
        assertThat(enforcer.end(request), is(nullValue()));
        assertThat(enforcer.remembered(), is(0));
    }

    @Test
    void headerValueOfTheRuntimesIsNotWhatTheFilterRemembersBy() {
        String shared = "Bearer good";
        enforced(READ, new FakeRequest("GET", "read").header(HttpHeaders.AUTHORIZATION, shared));
        enforcer.acquire(READ, List.of(shared), around());
        assertThat(validations.get(), is(2));
    }

    @Test
    void headerThatFilterReplacedIsForgottenToo() {
        FakeRequest request = enforced(READ, new FakeRequest("GET", "read").bearer("good"));
        request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, "Bearer bad");
        assertThat(enforced(WRITE, request).status(), is(401));
        assertThat(enforcer.remembered(), is(1));
        enforcer.end(request);
        assertThat(enforcer.remembered(), is(0));
    }

    @Test
    void aHeaderValueThatIsNotTheRequestsOwnIsNotRemembered() {
        List<String> shared = List.of("Bearer good");
        enforcer.acquire(READ, shared, around());
        enforcer.acquire(READ, shared, around());
        assertThat(validations.get(), is(2));
        assertThat(enforcer.remembered(), is(0));
    }

    @Test
    void twoRequestsWithTheSameTokenAreTwoValidations() {
        String header = "Bearer good";
        enforced(READ, new FakeRequest("GET", "read").header(HttpHeaders.AUTHORIZATION, header));
        enforced(READ, new FakeRequest("GET", "read").header(HttpHeaders.AUTHORIZATION, header));
        assertThat(validations.get(), is(2));
    }

    @Test
    void aRefusedRequestThatIsDispatchedAgainIsRefusedAgain() {
        FakeRequest refused = enforced(READ, new FakeRequest("GET", "read"));
        assertThat(refused.status(), is(401));
        assertThat(enforced(READ, refused.forwarded()).status(), is(401));
    }

    @Test
    void aForwardedRequestIsDecidedOnAgainBecauseItsPrincipalIsGone() {
        FakeRequest request = enforced(READ, new FakeRequest("GET", "read").bearer("good"));
        FakeRequest forwarded = enforced(READ, request.forwarded());
        assertThat(forwarded.status(), is(200));
        assertThat(AccessToken.from(forwarded.getSecurityContext()).isPresent(), is(true));
        assertThat(enforced(WRITE, request.forwarded()).status(), is(403));
    }

    @Test
    void whatAnotherProtectorDecidedDoesNotCount() {
        Enforcer other = enforcer(token -> Verdict.accepted(ApiToken.of("mallory", "read")));
        FakeRequest request = new FakeRequest("GET", "read").bearer("others");
        other.enforce(request, READ, Enforcer.passage(request));
        assertThat(request.status(), is(200));
        assertThat(enforced(READ, request).status(), is(401));
    }

    @Test
    void aPrincipalOfTheContainerIsNoToken() {
        FakeRequest request = new FakeRequest("GET", "read");
        SecurityContext container = new RequestSecurity(ApiToken.of("somebody", "read"), true);
        request.setSecurityContext(container);
        assertThat(enforced(READ, request).status(), is(401));

        FakeRequest optional = new FakeRequest("GET", "maybe");
        optional.setSecurityContext(container);
        assertThat(enforced(OPTIONAL, optional).status(), is(200));
        assertThat(optional.getSecurityContext().getUserPrincipal(), is(nullValue()));
        assertThat(optional.getSecurityContext().isSecure(), is(true));
    }

    @Test
    void aFilterThatReplacesThePrincipalHasTheTokenPutBack() {
        FakeRequest request = enforced(READ, new FakeRequest("GET", "read").bearer("good"));
        request.setSecurityContext(new RequestSecurity(null, false));
        enforced(READ, request);
        assertThat(AccessToken.from(request.getSecurityContext()).isPresent(), is(true));
        assertThat(validations.get(), is(1));
    }

    @Test
    void onlyAGenuinePreflightPassesWithoutAToken() {
        FakeRequest preflight = new FakeRequest("OPTIONS", "read")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "GET");
        assertThat(enforced(READ, preflight).status(), is(200));
        assertThat(preflight.getSecurityContext().getUserPrincipal(), is(nullValue()));
        assertThat(enforced(READ, new FakeRequest("OPTIONS", "read")).status(), is(401));
        assertThat(
                enforced(READ, new FakeRequest("OPTIONS", "read").header("Origin", "https://app.example"))
                        .status(),
                is(401));
        assertThat(
                enforced(READ, new FakeRequest("OPTIONS", "read").header("Access-Control-Request-Method", "GET"))
                        .status(),
                is(401));
        assertThat(
                enforced(
                                READ,
                                new FakeRequest("GET", "read")
                                        .header("Origin", "https://app.example")
                                        .header("Access-Control-Request-Method", "GET"))
                        .status(),
                is(401));
        assertThat(validations.get(), is(0));
    }

    @Test
    void headGetsTheHeadersOnly() {
        FakeRequest head = enforced(READ, new FakeRequest("HEAD", "read"));
        FakeRequest get = enforced(READ, new FakeRequest("GET", "read"));
        assertThat(head.aborted().getHeaders(), is(get.aborted().getHeaders()));
        assertThat(head.aborted().hasEntity(), is(false));
        assertThat(get.aborted().hasEntity(), is(true));
    }

    private int statusWith(TokenValidator validator, Endpoint endpoint) {
        FakeRequest request = new FakeRequest("GET", "read").bearer("any");
        enforcer(validator).enforce(request, endpoint, Enforcer.passage(request));
        assertThat(request.getSecurityContext(), request.status() == 200 ? is(notNullValue()) : is(nullValue()));
        return request.status();
    }

    @Test
    void whateverAValidatorDoesNobodyComesInWithoutAVerdict() {
        Endpoint ignoring = endpoint("/ignoring", Access.OPTIONAL_IGNORING_INVALID);
        for (Endpoint endpoint : List.of(READ, OPTIONAL, ignoring)) {
            assertThat(statusWith(token -> null, endpoint), is(500));
            assertThat(
                    statusWith(
                            token -> {
                                throw new IllegalStateException("any");
                            },
                            endpoint),
                    is(500));
            assertThat(
                    statusWith(
                            token -> {
                                throw new StackOverflowError();
                            },
                            endpoint),
                    is(500));
            assertThat(
                    statusWith(
                            token -> {
                                throw new ValidationUnavailableException("down");
                            },
                            endpoint),
                    is(503));
            assertThat(statusWith(token -> Verdict.rejected(Rejection.of(Reason.UNAVAILABLE)), endpoint), is(503));
            assertThat(statusWith(token -> Verdict.rejected(Rejection.of(Reason.FAILED)), endpoint), is(500));
        }
        assertThat(statusWith(token -> Verdict.notMine(), READ), is(401));
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "scopes", "roles", "groups", "entitlements"})
    void aTokenThatAnswersNullIsRefusedWithA500(String member) {
        assertThat(statusWith(token -> Verdict.accepted(new Nulls(member)), OPTIONAL), is(500));
    }

    private record Nulls(String member) implements AccessToken {

        private @Nullable Set<String> unless(String name) {
            return member.equals(name) ? null : Set.of("read");
        }

        @Override
        public @Nullable String getName() {
            return member.equals("name") ? null : "nobody";
        }

        @Override
        public @Nullable Set<String> scopes() {
            return unless("scopes");
        }

        @Override
        public @Nullable Set<String> roles() {
            return unless("roles");
        }

        @Override
        public @Nullable Set<String> groups() {
            return unless("groups");
        }

        @Override
        public @Nullable Set<String> entitlements() {
            return unless("entitlements");
        }
    }

    @Test
    void aBoundTokenIsRefusedWhileNothingCanProveItsBinding() {
        Confirmation empty = new Confirmation(Map.of());
        assertThat(
                statusWith(token -> Verdict.accepted(new ApiToken("alice", Set.of("read"), Set.of(), empty)), READ),
                is(401));
    }

    @Test
    void aTokenThatFailsToSayWhatItCarriesIsAClosed500EvenWhenAcquired() {
        AccessToken failing = new Failing(new AtomicInteger());
        assertThat(statusWith(token -> Verdict.accepted(failing), READ), is(500));
        Judgement judgement = enforcer.acquire(READ, new RequestSecurity(failing, true));
        assertThat(judgement.token(), is(nullValue()));
        assertThat(judgement.rejection().reason(), is(Reason.FAILED));
    }

    /** Answers once, and then no more. */
    private record Failing(AtomicInteger asked) implements AccessToken {

        @Override
        public String getName() {
            return "failing";
        }

        @Override
        public Set<String> scopes() {
            if (asked.incrementAndGet() > 1) {
                throw new IllegalStateException("the connection of the lazy collection is closed: secret");
            }
            return Set.of();
        }
    }

    @Test
    void anInsufficientTokenIsIgnoredOnlyWhereTheEndpointSaysSo() {
        Endpoint ignoring = endpoint("/ignoring", Access.OPTIONAL_IGNORING_INVALID, "write");
        FakeRequest request = enforced(ignoring, new FakeRequest("GET", "ignoring").bearer("good"));
        assertThat(request.status(), is(200));
        Principal principal = request.getSecurityContext().getUserPrincipal();
        assertThat(principal, is(nullValue()));
        assertThat(
                enforced(ignoring, new FakeRequest("GET", "ignoring").bearer("bad"))
                        .status(),
                is(200));
        assertThat(
                enforced(ignoring, new FakeRequest("GET", "ignoring").bearer("a b"))
                        .status(),
                is(200));
        assertThat(
                enforced(endpoint("/maybe", Access.OPTIONAL, "write"), new FakeRequest("GET", "maybe").bearer("good"))
                        .status(),
                is(403));
        assertThat(
                heard.events(),
                contains(
                        "ignored INSUFFICIENT_SCOPE at /ignoring",
                        "ignored UNKNOWN at /ignoring",
                        "ignored MALFORMED_REQUEST at /ignoring",
                        "refused INSUFFICIENT_SCOPE at /maybe"));
    }

    @Test
    void theContextNeverShowsTheToken() {
        FakeRequest request = enforced(READ, new FakeRequest("GET", "read").bearer("good"));
        assertThat(request.getSecurityContext().toString(), is("RequestSecurity[token]"));
        assertThat(request.getSecurityContext(), is(instanceOf(RequestSecurity.class)));
        assertThat(new Outcome.Valid(ApiToken.of("alice", "read")).toString(), is("Valid"));
        assertThat(Credentials.parse(List.of("Bearer abc"), 100).toString(), is("Bearer"));
    }

    private static PresentedToken.Request around() {
        return new PresentedToken.Request() {
            @Override
            public String method() {
                return "GET";
            }

            @Override
            public URI uri() {
                return URI.create("http://localhost/");
            }

            @Override
            public List<String> header(String name) {
                return List.of();
            }
        };
    }
}
