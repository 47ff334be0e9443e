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
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ApiToken;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.declaration.AuthorityRules;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.Rule;
import org.resourceprotector.declaration.RuleSettings;
import org.resourceprotector.metadata.PublishedResources;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.scope.ScopeHierarchy;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.status.IntrospectionStatus;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.SenderConstraint;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** One enforcer for all filters: what was decided counts for one request, one endpoint and one protector. */
class EnforcerTest {

    private static final ErrorResponses REFUSALS = new ErrorResponses("api", (URI) null, Duration.ofSeconds(5));

    private final AtomicInteger validations = new AtomicInteger();
    private final RecordingListener heard = new RecordingListener();
    private final Enforcer enforcer = enforcer(this::validate);

    private Verdict validate(org.resourceprotector.token.PresentedToken token) {
        validations.incrementAndGet();
        return token.value().equals("good")
                ? Verdict.accepted(ApiToken.of("alice", "read"))
                : Verdict.rejected(Rejection.of(Reason.UNKNOWN));
    }

    private Enforcer enforcer(TokenValidator validator) {
        return new Enforcer(
                new Authenticator(TokenValidator.chain(validator), 100, false, RecordingListener.LOG),
                REFUSALS,
                heard.alone());
    }

    private static Endpoint endpoint(String path, Access access, String... scopes) {
        return new Endpoint(
                "GET",
                path,
                new Declaration(new Rule(access, ScopeRule.of(scopes), AuthorityRules.NONE), "EnforcerTest"));
    }

    private static final Endpoint READ = endpoint("/read", Access.PROTECTED, "read");
    private static final Endpoint WRITE = endpoint("/write", Access.PROTECTED, "write");
    private static final Endpoint OPTIONAL = endpoint("/maybe", Access.OPTIONAL);

    private FakeRequest enforced(Endpoint endpoint, FakeRequest request) {
        enforcer.enforce(request, endpoint);
        return request;
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

    private boolean hasEnforced(FakeRequest request) {
        return enforcer.hasEnforced(request, null);
    }

    @Test
    void ruleHasBeenEnforced_forThisRequestOnly() {
        FakeRequest request = new FakeRequest("GET", "read").bearer("good");
        assertThat(hasEnforced(request), is(false));
        enforced(READ, request);
        assertThat(hasEnforced(request), is(true));
        assertThat(hasEnforced(request.forwarded()), is(false));
        assertThat(enforcer(this::validate).hasEnforced(request, null), is(false));
    }

    @Test
    void requestThatWasLetThrough_hasNoRuleEnforced() {
        FakeRequest open = new FakeRequest("GET", "open").bearer("good");
        enforcer.letThrough(open);
        assertThat(hasEnforced(open), is(false));
        assertThat(open.getPropertyNames().isEmpty(), is(true));
    }

    @Test
    void ruleByDefault_isNotOneThatWasDeclared() {
        FakeRequest request = enforced(READ, new FakeRequest("GET", "read").bearer("good"));
        assertThat(enforcer.hasEnforced(request, READ.declaration()), is(false));
        assertThat(enforcer.hasEnforced(request, WRITE.declaration()), is(true));
    }

    @Test
    void decisionOfAnotherProtector_isNoticedInTheSameRequestOnly() {
        FakeRequest request = enforced(READ, new FakeRequest("GET", "read").bearer("good"));
        assertThat(enforcer(this::validate).isDecidedByAnother(request), is(true));
        assertThat(enforcer.isDecidedByAnother(request), is(false));
        assertThat(enforcer(this::validate).isDecidedByAnother(request.forwarded()), is(false));
    }

    @Test
    void endOfRequest_tellsWhatWasCalled() {
        assertThat(Enforcer.end(enforced(READ, new FakeRequest("GET", "read").bearer("good"))), is(READ));
        assertThat(Enforcer.end(enforced(WRITE, new FakeRequest("GET", "write").bearer("good"))), is(WRITE));
        assertThat(Enforcer.end(new FakeRequest("GET", "read").bearer("good")), is(nullValue()));
    }

    @Test
    void requestInsideOfAnother_leavesThatAsItWas() {
        FakeRequest outer = enforced(OPTIONAL, new FakeRequest("GET", "maybe").bearer("good"));
        FakeRequest inner = outer.forwarded();
        enforcer.letThrough(inner);
        assertThat(Enforcer.end(inner), is(nullValue()));
        assertThat(RequestState.of(inner), is(sameInstance(RequestState.of(outer))));

        FakeRequest another = outer.forwarded();
        enforced(READ, another);
        enforced(READ, another);
        assertThat(Enforcer.end(another), is(READ));
        assertThat(Enforcer.end(another), is(OPTIONAL));
    }

    @Test
    void acquire_validatesEachTime() {
        assertThat(
                enforcer.authorizer()
                        .acquire(READ, FakeAcquiring.of("Bearer good"))
                        .token(),
                is(notNullValue()));
        assertThat(
                enforcer.authorizer()
                        .acquire(WRITE, FakeAcquiring.of("Bearer good"))
                        .token(),
                is(nullValue()));
        assertThat(validations.get(), is(2));
    }

    @Test
    @DisplayName("R6750-2.3-a R6750-2-b acquire takes a token from the query if that is accepted, and not two")
    void acquire_takesTheTokenOfTheQueryIfAccepted() {
        Enforcer accepting = enforcer(new BearerMethods(true, true), PublishedResources.NONE);
        FakeUriInfo uri = new FakeUriInfo("list");
        uri.query().add("access_token", "good");
        assertThat(
                accepting
                        .authorizer()
                        .acquire(READ, FakeAcquiring.of("GET", uri))
                        .token(),
                is(notNullValue()));
        assertThat(
                accepting
                        .authorizer()
                        .acquire(READ, FakeAcquiring.of("HEAD", uri))
                        .token(),
                is(notNullValue()));
        assertThat(
                accepting
                        .authorizer()
                        .acquire(READ, FakeAcquiring.of("POST", uri))
                        .rejection()
                        .reason(),
                is(Reason.MISSING));
        assertThat(
                accepting
                        .authorizer()
                        .acquire(READ, FakeAcquiring.of("GET", uri, "Bearer good"))
                        .rejection()
                        .reason(),
                is(Reason.MALFORMED_REQUEST));
        assertThat(
                enforcer.authorizer()
                        .acquire(READ, FakeAcquiring.of("GET", uri))
                        .rejection()
                        .reason(),
                is(Reason.MISSING));
    }

    @Test
    @DisplayName("R9728-5.1-a a HEAD whose token is not acquired names the resource that it called")
    void acquire_namesTheResourceThatAHeadCalled() {
        Enforcer several =
                enforcer(BearerMethods.HEADER, new PublishedResources(List.of(resource("/orders"), resource("/mcp"))));
        for (String path : List.of("orders/1", "orders;a=b/1", "orders")) {
            FakeUriInfo uri = new FakeUriInfo(path);
            Decision decision = several.authorizer().acquire(READ, FakeAcquiring.of("HEAD", uri));
            assertThat(
                    several.response(decision, decision.rejection(), uri, List::of)
                            .getHeaderString("WWW-Authenticate"),
                    is("Bearer realm=\"api\", scope=\"read\", resource_metadata="
                            + "\"https://api.example.com/.well-known/oauth-protected-resource/orders\""));
        }
    }

    @Test
    void acquire_namesTheResourceOfTheApplicationIfThereIsOne() {
        ResourceMetadata one = ResourceMetadata.builder()
                .resource("https://api.example.com/all")
                .build();
        Enforcer named = enforcer(BearerMethods.HEADER, new PublishedResources(List.of(one)));
        Decision decision = named.authorizer().acquire(READ, FakeAcquiring.of());
        for (UriInfo head : new UriInfo[] {null, new FakeUriInfo("read")}) {
            assertThat(
                    named.response(decision, decision.rejection(), head, List::of)
                            .getHeaderString("WWW-Authenticate"),
                    is("Bearer realm=\"api\", scope=\"read\", resource_metadata="
                            + "\"https://api.example.com/.well-known/oauth-protected-resource/all\""));
        }
    }

    private static ResourceMetadata resource(String path) {
        return ResourceMetadata.builder()
                .resource("https://api.example.com" + path)
                .endpointsBelow(path)
                .build();
    }

    private Enforcer enforcer(BearerMethods bearerMethods, PublishedResources resources) {
        return new Enforcer(
                new Authenticator(
                        TokenValidator.chain(this::validate),
                        SenderConstraints.NONE,
                        bearerMethods,
                        100,
                        false,
                        RecordingListener.LOG),
                REFUSALS,
                heard.alone(),
                RuleSettings.NONE,
                resources);
    }

    @Test
    void preflightToMethodOfAnotherKind_needsToken() {
        Endpoint anyMethod = new Endpoint("", "/any", READ.declaration());
        for (Endpoint endpoint : List.of(READ, anyMethod)) {
            FakeRequest preflight = new FakeRequest("OPTIONS", "any")
                    .header("Origin", "https://app.example")
                    .header("Access-Control-Request-Method", "GET");
            assertThat(enforced(endpoint, preflight).status(), is(401));
        }
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
        other.enforce(request, READ);
        assertThat(request.status(), is(200));
        assertThat(enforced(READ, request).status(), is(401));
    }

    @Test
    void aPrincipalOfTheContainerIsNoToken() {
        FakeRequest request = new FakeRequest("GET", "read");
        SecurityContext container = new TokenSecurityContext(ApiToken.of("somebody", "read"), true);
        request.setSecurityContext(container);
        assertThat(enforced(READ, request).status(), is(401));

        FakeRequest optional = new FakeRequest("GET", "maybe");
        optional.setSecurityContext(container);
        assertThat(enforced(OPTIONAL, optional).status(), is(200));
        assertThat(optional.getSecurityContext().getUserPrincipal(), is(nullValue()));
        assertThat(optional.getSecurityContext().isSecure(), is(true));
    }

    @Test
    void onlyAGenuinePreflightPassesWithoutAToken() {
        Endpoint options = new Endpoint("OPTIONS", "/read", READ.declaration());
        FakeRequest preflight = new FakeRequest("OPTIONS", "read")
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "GET");
        assertThat(enforced(options, preflight).status(), is(200));
        assertThat(preflight.getSecurityContext().getUserPrincipal(), is(nullValue()));
        assertThat(enforced(options, new FakeRequest("OPTIONS", "read")).status(), is(401));
        assertThat(
                enforced(options, new FakeRequest("OPTIONS", "read").header("Origin", "https://app.example"))
                        .status(),
                is(401));
        assertThat(
                enforced(options, new FakeRequest("OPTIONS", "read").header("Access-Control-Request-Method", "GET"))
                        .status(),
                is(401));
        assertThat(
                enforced(
                                options,
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
        enforcer(validator).enforce(request, endpoint);
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
    void tokenThatFailsToSayWhatItCarries_isClosed500() {
        AccessToken failing = new Failing(new AtomicInteger());
        assertThat(statusWith(token -> Verdict.accepted(failing), READ), is(500));
        Decision judgement = enforcer.authorizer().acquire(READ, new TokenSecurityContext(failing, true));
        assertThat(judgement.token(), is(nullValue()));
        assertThat(judgement.rejection().reason(), is(Reason.FAILED));
    }

    /** Responses once, and then no more. */
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
        assertThat(request.getSecurityContext().toString(), is("TokenSecurityContext[token]"));
        assertThat(request.getSecurityContext().isUserInRole(null), is(false));
        assertThat(request.getSecurityContext(), is(instanceOf(TokenSecurityContext.class)));
        assertThat(
                new AuthenticationResult.Authenticated(
                                ApiToken.of("alice", "read"), AuthenticationResult.Possession.BEARER)
                        .toString(),
                is("Authenticated"));
        assertThat(
                Credentials.parse(List.of("Bearer abc"), 100, List.of("Bearer")).toString(), is("Bearer"));
    }

    @Test
    @DisplayName("MCP-scope-e both forms of acquire count what a scope implies, and ask for the narrowest")
    void acquire_countsWhatAScopeImplies() {
        Enforcer hierarchic = new Enforcer(
                new Authenticator(TokenValidator.chain(this::validate), 100, false, RecordingListener.LOG),
                REFUSALS,
                heard.alone(),
                new RuleSettings(
                        ScopeHierarchy.builder().implies("read", "list").build(), Clock.systemUTC(), null),
                PublishedResources.NONE);
        Endpoint list = endpoint("", Access.PROTECTED, "read", "list");
        Endpoint onlyList = endpoint("", Access.PROTECTED, "list");
        assertThat(
                hierarchic
                        .authorizer()
                        .acquire(onlyList, FakeAcquiring.of("Bearer good"))
                        .rejection(),
                is(nullValue()));
        assertThat(
                hierarchic.authorizer().acquire(list, FakeAcquiring.of()).rejection(),
                is(new Rejection(Reason.MISSING, "", Set.of("list"))));
        SecurityContext security = new TokenSecurityContext(ApiToken.of("alice", "read"), true);
        assertThat(hierarchic.authorizer().acquire(onlyList, security).rejection(), is(nullValue()));
        assertThat(enforcer.authorizer().acquire(onlyList, security).rejection(), is(notNullValue()));
    }

    @Test
    @DisplayName("MCP-scope-c who lacks what is acquired is told all that the operation needs")
    void acquire_asksForTheScopesOfTheEndpointToo() {
        SecurityContext security =
                enforced(READ, new FakeRequest("GET", "read").bearer("good")).getSecurityContext();
        Rejection both = new Rejection(Reason.INSUFFICIENT_SCOPE, "", new LinkedHashSet<>(List.of("read", "write")));
        assertThat(enforcer.authorizer().acquire(WRITE, security).rejection(), is(both));
        assertThat(enforcer.authorizer().acquire(WRITE, proxyOf(security)).rejection(), is(both));
        assertThat(
                List.copyOf(enforcer.authorizer()
                        .acquire(WRITE, security)
                        .rejection()
                        .neededScopes()),
                is(List.of("read", "write")));
        assertThat(enforcer.authorizer().acquire(READ, security).rejection(), is(nullValue()));
        assertThat(
                enforcer.authorizer()
                        .acquire(endpoint("", Access.PROTECTED, "write", "read"), security)
                        .rejection(),
                is(nullValue()));
        assertThat(
                enforcer.authorizer()
                        .acquire(endpoint("", Access.PROTECTED), security)
                        .rejection(),
                is(nullValue()));
    }

    @Test
    @DisplayName("MCP-scope-c an anonymous caller of an optional endpoint is told all that the operation needs")
    void acquire_asksAnonymousCallersForTheScopesOfTheEndpointToo() {
        SecurityContext security = enforced(
                        endpoint("/maybe", Access.OPTIONAL, "read"), new FakeRequest("GET", "maybe"))
                .getSecurityContext();
        assertThat(
                enforcer.authorizer().acquire(WRITE, proxyOf(security)).rejection(),
                is(new Rejection(Reason.MISSING, "", Set.of("read", "write"))));
    }

    @Test
    void acquire_asksForItsOwnScopesIfAllTogetherAreTooMany() {
        String[] many = IntStream.range(0, 100).mapToObj(i -> "a" + i).toArray(String[]::new);
        many[0] = "read";
        Endpoint wide = endpoint("/wide", Access.PROTECTED, many);
        SecurityContext security =
                enforced(wide, new FakeRequest("GET", "wide").bearer("good")).getSecurityContext();
        many[0] = "a0";
        assertThat(
                enforcer.authorizer()
                        .acquire(endpoint("", Access.PROTECTED, many), security)
                        .rejection(),
                is(new Rejection(Reason.INSUFFICIENT_SCOPE, "", Set.of("a0"))));
    }

    @Test
    void roleThatIsTheQuestion_isOnlyARoleOtherwise() {
        SecurityContext security =
                enforced(READ, new FakeRequest("GET", "read").bearer("good")).getSecurityContext();
        assertThat(TokenSecurityContext.endpointOf(security), is(READ));
        assertThat(security.isUserInRole("org.resourceprotector.endpoint#1"), is(false));
        SecurityContext others = new SecurityContext() {
            @Override
            public Principal getUserPrincipal() {
                return security.getUserPrincipal();
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
        assertThat(TokenSecurityContext.endpointOf(others), is(nullValue()));
        assertThat(
                enforcer.authorizer().acquire(WRITE, others).rejection(),
                is(new Rejection(Reason.INSUFFICIENT_SCOPE, "", Set.of("write"))));
    }

    /** As runtimes inject it. */
    private static SecurityContext proxyOf(SecurityContext security) {
        return (SecurityContext) Proxy.newProxyInstance(
                SecurityContext.class.getClassLoader(),
                new Class<?>[] {SecurityContext.class},
                (proxy, method, arguments) -> method.invoke(security, arguments));
    }

    @Test
    void ruleOfRequest_isEnforcedForItsPrincipalOnly() {
        FakeRequest request = enforced(READ, new FakeRequest("GET", "read").bearer("good"));
        assertThat(enforcer.isEnforced(request, READ), is(true));
        assertThat(enforcer.isEnforced(request, WRITE), is(false));
        assertThat(enforcer(this::validate).isEnforced(request, READ), is(false));
        assertThat(enforcer.isEnforced(request.forwarded(), READ), is(false));
        assertThat(enforcer.isEnforced(new FakeRequest("GET", "read").bearer("good"), READ), is(false));
        request.setSecurityContext(new TokenSecurityContext(ApiToken.of("mallory", "read"), true));
        assertThat(enforcer.isEnforced(request, READ), is(false));
        request.setSecurityContext(null);
        assertThat(enforcer.isEnforced(request, READ), is(false));
        FakeRequest refused = enforced(READ, new FakeRequest("GET", "read").bearer("bad"));
        assertThat(enforcer.isEnforced(refused, READ), is(false));
    }

    @Test
    void endpointOfSecurityContext_isToldWhoeverAsks() {
        assertThat(TokenSecurityContext.endpointOf(new TokenSecurityContext(null, true)), is(nullValue()));
        SecurityContext staff = new TokenSecurityContext(
                new ApiToken("alice", Set.of("read"), Set.of("staff"), null), true, "Bearer", READ);
        assertThat(staff.isUserInRole("staff"), is(true));
        assertThat(staff.isUserInRole("admin"), is(false));
        assertThat(staff.isSecure(), is(true));
        assertThat(new TokenSecurityContext(null, false, "Bearer", READ).isUserInRole("staff"), is(false));
        assertThat(TokenSecurityContext.endpointOf(new TokenSecurityContext(null, false, null, READ)), is(READ));
    }

    @Test
    void securityOfTheConnection_isKept() {
        for (boolean isSecure : new boolean[] {true, false}) {
            FakeRequest request = new FakeRequest("GET", "read").bearer("good");
            request.setSecurityContext(new TokenSecurityContext(null, isSecure));
            assertThat(enforced(READ, request).getSecurityContext().isSecure(), is(isSecure));
        }
        assertThat(
                enforced(READ, new FakeRequest("GET", "read").bearer("good"))
                        .getSecurityContext()
                        .isSecure(),
                is(false));
    }

    private static final IntrospectionStatus ASKING =
            new IntrospectionStatus("https://as.example", IntrospectionStatus.Circuit.CLOSED, 0, 1, 0, 1);

    @Test
    void status_isThatOfValidatorsAndConstraints() {
        Status replays = new ReplayStoreStatus("memory", 1, 2);
        SenderConstraint constraint = new SenderConstraint() {
            @Override
            public String scheme() {
                return "DPoP";
            }

            @Override
            public String confirmationMember() {
                return "jkt";
            }

            @Override
            public Proof examine(PresentedToken presented) {
                throw new IllegalStateException("nobody calls");
            }

            @Override
            public List<Status> status() {
                return List.of(replays);
            }
        };
        TokenValidator asking = new TokenValidator() {
            @Override
            public Verdict validate(PresentedToken token) {
                return Verdict.notMine();
            }

            @Override
            public List<Status> status() {
                return List.of(ASKING);
            }
        };
        Enforcer both = new Enforcer(
                new Authenticator(
                        asking,
                        new SenderConstraints(List.of(constraint), false),
                        BearerMethods.HEADER,
                        100,
                        false,
                        RecordingListener.LOG),
                REFUSALS,
                heard.alone());
        assertThat(both.status(), contains(ASKING, replays));
        assertThat(both.asksServer(), is(true));
        assertThat(both.asksForProofs(), is(true));
        assertThat(enforcer.asksServer(), is(false));
        assertThat(enforcer.asksForProofs(), is(false));
    }
}
