package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.ApiToken;
import org.resourceprotector.EndpointAccess;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.declaration.AuthorityRules;
import org.resourceprotector.declaration.Conditions;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.FurtherRules;
import org.resourceprotector.declaration.Rule;
import org.resourceprotector.declaration.RuleProbe;
import org.resourceprotector.declaration.RuleSettings;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.metadata.PublishedResources;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.runtime.Injection;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** Which endpoints a token would open, for those who ask why a call is refused. */
class AuthorizerTest {

    private final RecordingListener heard = new RecordingListener();

    private static Verdict validate(org.resourceprotector.token.PresentedToken token) {
        return token.value().equals("good")
                ? Verdict.accepted(ApiToken.of("alice", "read"))
                : Verdict.rejected(Rejection.of(Reason.UNKNOWN));
    }

    private Authorizer authorizer(TokenValidator validator, SenderConstraints constraints) {
        return new Authorizer(
                new Authenticator(
                        TokenValidator.chain(validator),
                        constraints,
                        BearerMethods.HEADER,
                        100,
                        false,
                        RecordingListener.LOG),
                heard.alone(),
                RuleSettings.NONE,
                PublishedResources.NONE);
    }

    private static Endpoint endpoint(String path, Access access, String... scopes) {
        return new Endpoint(
                "GET",
                path,
                new Declaration(new Rule(access, ScopeRule.of(scopes), AuthorityRules.NONE), "AuthorizerTest"));
    }

    private static final Endpoint READ = endpoint("/read", Access.PROTECTED, "read");
    private static final Endpoint WRITE = endpoint("/write", Access.PROTECTED, "write");
    private static final Endpoint OPTIONAL = endpoint("/maybe", Access.OPTIONAL);

    private static String access(EndpointAccess access) {
        Rejection refusal = access.refusal();
        return access.endpoint().path() + " " + (refusal == null ? "opens " + access.depends() : refusal.reason());
    }

    @Test
    void accessOfToken_isThatOfItsCallsAndNobodyHearsOfIt() {
        Endpoint open = new Endpoint("GET", "/open", null);
        Endpoint ignoring = endpoint("/ignoring", Access.OPTIONAL_IGNORING_INVALID, "write");
        List<Endpoint> all = List.of(READ, WRITE, OPTIONAL, ignoring, open, READ.invalid("broken"));
        assertThat(
                authorizer(AuthorizerTest::validate, SenderConstraints.NONE).accessWith("good", all).stream()
                        .map(AuthorizerTest::access)
                        .toList(),
                contains(
                        "/read opens ",
                        "/write INSUFFICIENT_SCOPE",
                        "/maybe opens ",
                        "/ignoring opens the token is ignored: the endpoint needs the scopes write, the token has"
                                + " \"read\"",
                        "/open opens ",
                        "/read FAILED"));
        assertThat(
                authorizer(AuthorizerTest::validate, SenderConstraints.NONE).accessWith("bad", all).stream()
                        .map(AuthorizerTest::access)
                        .toList(),
                contains(
                        "/read UNKNOWN",
                        "/write UNKNOWN",
                        "/maybe UNKNOWN",
                        "/ignoring opens the token is ignored: nobody knows the token",
                        "/open opens ",
                        "/read UNKNOWN"));
        assertThat(
                authorizer(AuthorizerTest::validate, SenderConstraints.NONE)
                        .accessWith("no token68", List.of(READ))
                        .stream()
                        .map(AuthorizerTest::access)
                        .toList(),
                contains("/read MALFORMED_REQUEST"));
        assertThat(heard.events().isEmpty(), is(true));
    }

    @Test
    void accessOfToken_withoutItsValidator_cannotBeTold() {
        Authorizer down = authorizer(
                token -> {
                    throw new ValidationUnavailableException("down");
                },
                SenderConstraints.NONE);
        assertThat(
                down.accessWith("good", List.of(READ)).stream()
                        .map(AuthorizerTest::access)
                        .toList(),
                contains("/read UNAVAILABLE"));
    }

    /** Takes a token under the scheme that its name begins with, bound or not. */
    private static Verdict ofScheme(org.resourceprotector.token.PresentedToken presented) {
        AccessToken token = new ApiToken(
                "alice",
                Set.of("read"),
                Set.of(),
                presented.value().endsWith("bound") ? new Confirmation(Map.of("jkt", "abc")) : null);
        return presented.value().startsWith(presented.scheme())
                ? Verdict.accepted(token)
                : Verdict.rejected(Rejection.of(Reason.WRONG_TYPE));
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer-plain, /read opens ",
        "Bearer-bound, /read WRONG_TYPE",
        "DPoP-plain, /read UNPROVEN_BINDING",
        "DPoP-bound, /read opens a proof that the caller has the key that the token is bound to"
    })
    void accessOfToken_isThatUnderItsScheme(String token, String expected) {
        Authorizer proving = authorizer(
                AuthorizerTest::ofScheme,
                new SenderConstraints(List.of(Dpop.builder().build()), false));
        assertThat(
                proving.accessWith(token, List.of(READ)).stream()
                        .map(AuthorizerTest::access)
                        .map(String::strip)
                        .toList(),
                contains(expected.strip()));
    }

    @Test
    void listener_hearsOfTheTokenWhoseBindingIsNotProved() {
        AccessToken token = new ApiToken("alice", Set.of("read"), Set.of(), new Confirmation(Map.of("jkt", "abc")));
        List<String> told = new ArrayList<>();
        ProtectionListener listener = new ProtectionListener() {
            @Override
            public void refused(Rejection rejection, ProtectedEndpoint endpoint, @Nullable AccessToken of) {
                told.add(rejection.reason() + " " + (of == null ? "nobody" : of.getName()));
            }
        };
        for (AccessToken each : List.of(token, ApiToken.of("bob", "read"))) {
            Authenticator authenticator = new Authenticator(
                    TokenValidator.chain(presented -> presented.value().equals("good")
                            ? Verdict.accepted(each)
                            : Verdict.rejected(Rejection.of(Reason.UNKNOWN))),
                    new SenderConstraints(List.of(Dpop.builder().build()), true),
                    BearerMethods.HEADER,
                    100,
                    false,
                    RecordingListener.LOG);
            Listeners alone = new Listeners(List.of(listener), RecordingListener.LOG, RecordingListener.REFUSALS);
            Authorizer authorizer = new Authorizer(authenticator, alone, RuleSettings.NONE, PublishedResources.NONE);
            for (String value : List.of("good", "bad")) {
                Decision decision = authorizer.decide(
                        READ, authenticator.authenticate(FakeAcquiring.of("Bearer " + value)), null, alone);
                assertThat(decision.token(), is(nullValue()));
            }
        }
        assertThat(told, contains("UNPROVEN_BINDING alice", "UNKNOWN nobody", "UNBOUND_TOKEN bob", "UNKNOWN nobody"));
    }

    @Test
    void accessOfBoundToken_dependsOnItsProof() {
        Rule bound =
                new Rule(Access.PROTECTED, ScopeRule.of("read"), FurtherRules.NONE, AuthorityRules.NONE, true, null);
        Endpoint constrained = new Endpoint("GET", "/bound", new Declaration(bound, "AuthorizerTest"));
        AccessToken token = new ApiToken("alice", Set.of("read"), Set.of(), new Confirmation(Map.of("jkt", "abc")));
        Authorizer proving = authorizer(
                presented -> presented.value().equals("bound")
                        ? Verdict.accepted(token)
                        : Verdict.accepted(ApiToken.of("bob", "read")),
                new SenderConstraints(List.of(Dpop.builder().build()), false));
        assertThat(
                proving.accessWith("bound", List.of(READ, constrained)).stream()
                        .map(AuthorizerTest::access)
                        .toList(),
                contains(
                        "/read opens a proof that the caller has the key that the token is bound to",
                        "/bound opens a proof that the caller has the key that the token is bound to"));
        assertThat(
                proving.accessWith("plain", List.of(READ, constrained)).stream()
                        .map(AuthorizerTest::access)
                        .toList(),
                contains("/read opens ", "/bound UNBOUND_TOKEN"));
        assertThat(
                proving.accessWith("x".repeat(94), List.of(READ)).stream()
                        .map(AuthorizerTest::access)
                        .toList(),
                contains("/read MALFORMED_REQUEST"));
        assertThat(
                authorizer(presented -> Verdict.accepted(token), SenderConstraints.NONE)
                        .accessWith("bound", List.of(READ))
                        .stream()
                        .map(AuthorizerTest::access)
                        .toList(),
                contains("/read UNPROVEN_BINDING"));
    }

    /** Is not asked. */
    public static final class Never implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            throw new IllegalStateException("nobody calls");
        }
    }

    /** Has a rule and a condition. */
    public static final class Conditional {

        @Protected(value = "read", conditions = Never.class)
        public void get() {}
    }

    @Test
    void accessToConditions_dependsOnWhatTheySay() {
        Endpoint conditional = RuleProbe.rules().of(Conditional.class, RuleProbe.method(Conditional.class, "get"));
        assertThat(
                authorizer(AuthorizerTest::validate, SenderConstraints.NONE)
                        .accessWith("good", List.of(conditional))
                        .stream()
                        .map(AuthorizerTest::access)
                        .toList(),
                contains("/ opens what the conditions say of the call"));
        AccessToken bound = new ApiToken("alice", Set.of("read"), Set.of(), new Confirmation(Map.of("jkt", "abc")));
        assertThat(
                authorizer(
                                token -> Verdict.accepted(bound),
                                new SenderConstraints(List.of(Dpop.builder().build()), false))
                        .accessWith("good", List.of(conditional))
                        .stream()
                        .map(AuthorizerTest::access)
                        .toList(),
                contains("/ opens a proof that the caller has the key that the token is bound to, and what the"
                        + " conditions say of the call"));
    }

    @Test
    void accessOfToken_isLookedAtUpToTheLengthOfHeaders() {
        Authorizer any = authorizer(token -> Verdict.accepted(ApiToken.of("alice", "read")), SenderConstraints.NONE);
        assertThat(
                any.accessWith("x".repeat(93), List.of(READ)).stream()
                        .map(AuthorizerTest::access)
                        .toList(),
                contains("/read opens "));
        assertThat(
                any.accessWith("x".repeat(94), List.of(READ)).stream()
                        .map(AuthorizerTest::access)
                        .toList(),
                contains("/read MALFORMED_REQUEST"));
    }

    /** Pays at one resource. */
    private record Payment(List<Map<String, Object>> details, Set<String> audience) implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }

        @Override
        public Set<String> scopes() {
            return Set.of();
        }

        @Override
        public Map<String, Object> claims() {
            return Map.of("authorization_details", details);
        }
    }

    private static ResourceMetadata resource(String path) {
        return ResourceMetadata.builder()
                .resource("https://api.example.com" + path)
                .endpointsBelow(path)
                .build();
    }

    private static String decided(String location, Set<String> audience, String template, String called) {
        Rule pays = new Rule(
                Access.PROTECTED,
                ScopeRule.of(),
                new FurtherRules(null, List.of(), ScopeRule.of("payment"), List.of()),
                AuthorityRules.NONE,
                false,
                null);
        AccessToken token = new Payment(List.of(Map.of("type", "payment", "locations", List.of(location))), audience);
        Authenticator authenticator =
                new Authenticator(presented -> Verdict.accepted(token), 100, false, RecordingListener.LOG);
        Authorizer several = new Authorizer(
                authenticator,
                new RecordingListener().alone(),
                RuleSettings.NONE,
                new PublishedResources(List.of(resource("/orders"), resource("/mcp"))));
        Rejection rejection = several.decide(
                        new Endpoint("GET", template, new Declaration(pays, "AuthorizerTest")),
                        authenticator.authenticate(FakeAcquiring.of("Bearer good")),
                        called.isEmpty()
                                ? null
                                : new FilteredRequest(
                                        new FakeRequest("GET", called),
                                        "GET",
                                        new Conditions(Injection.CONSTRUCTOR::instance)),
                        new RecordingListener().alone())
                .rejection();
        return rejection == null ? "opens" : rejection.reason().name();
    }

    @Test
    void detailsForOneResource_countThereOnly() {
        String orders = "https://api.example.com/orders";
        for (Set<String> audience : List.of(Set.<String>of(), Set.of(orders))) {
            assertThat(decided(orders, audience, "/orders/{id}", "orders/1"), is("opens"));
            assertThat(decided(orders, audience, "/orders/{id}", ""), is("opens"));
            assertThat(decided(orders, audience, "/mcp", "mcp"), is("INSUFFICIENT_DETAILS"));
            assertThat(decided(orders, audience, "/orders/{id}", "mcp"), is("INSUFFICIENT_DETAILS"));
            assertThat(decided(orders, audience, "/\u2026/{id}", "orders/1"), is("INSUFFICIENT_DETAILS"));
            assertThat(decided(orders, audience, "/others", "others"), is("INSUFFICIENT_DETAILS"));
            assertThat(decided("https://api.example.com/mcp", audience, "/mcp", "mcp"), is("opens"));
        }
    }
}
