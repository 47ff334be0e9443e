package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ApiToken;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.challenge.OfferedSchemes;
import org.resourceprotector.declaration.AuthorityRules;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.FurtherRules;
import org.resourceprotector.declaration.Rule;
import org.resourceprotector.metadata.ResourceMetadata.Proofs;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.SenderConstraint;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** What is decided about the confirmation of a token and its scheme, with constraints that say what a test wants. */
class SenderConstraintsTest {

    private static final Rejection BAD_PROOF = Rejection.of(Reason.INVALID_PROOF, "bad");

    private final List<String> asked = new ArrayList<>();
    private final Told dpop = new Told("DPoP", "jkt");
    private final Told mtls = new Told("Bearer", "x5t#S256");
    private final RecordingListener heard = new RecordingListener();
    private @Nullable Map<String, Object> cnf;

    /** A constraint that answers as it is told to. */
    private final class Told implements SenderConstraint {

        private final String scheme;
        private final String member;
        private @Nullable Rejection early;
        private Supplier<@Nullable Rejection> late = () -> null;
        private Map<String, String> headers = Map.of();
        private Map<String, String> parameters = Map.of("algs", "ES256");

        Told(String scheme, String member) {
            this.scheme = scheme;
            this.member = member;
        }

        @Override
        public String scheme() {
            return scheme;
        }

        @Override
        public String confirmationMember() {
            return member;
        }

        @Override
        public Map<String, String> challengeParameters() {
            return parameters;
        }

        @Override
        public Proof examine(PresentedToken presented) {
            asked.add("examine " + member);
            if (early != null) {
                return Proof.refused(early, headers);
            }
            return new Proof() {
                @Override
                public @Nullable Rejection verify(Confirmation confirmation) {
                    asked.add("verify " + member);
                    return late.get();
                }

                @Override
                public Map<String, String> responseHeaders() {
                    return headers;
                }
            };
        }
    }

    private FakeRequest come(String authorization, boolean required, Rule rule, SenderConstraint... constraints) {
        SenderConstraints all = new SenderConstraints(List.of(constraints), required);
        Enforcer enforcer = new Enforcer(
                new Authenticator(
                        token -> {
                            asked.add("validate");
                            return token.value().equals("good")
                                    ? Verdict.accepted(new ApiToken(
                                            "alice",
                                            Set.of("read"),
                                            Set.of(),
                                            cnf == null ? null : new Confirmation(cnf)))
                                    : Verdict.rejected(Rejection.of(Reason.UNKNOWN));
                        },
                        all,
                        BearerMethods.HEADER,
                        100,
                        false,
                        RecordingListener.LOG),
                new ErrorResponses("api", (URI) null, Duration.ofSeconds(5), all.offered()),
                heard.alone());
        FakeRequest request = new FakeRequest("GET", "read");
        if (!authorization.isEmpty()) {
            request.header(HttpHeaders.AUTHORIZATION, authorization);
        }
        enforcer.enforce(request, new Endpoint("GET", "/read", new Declaration(rule, "test")));
        return request;
    }

    private static Rule rule(boolean senderConstrained, String... scopes) {
        return new Rule(
                Access.PROTECTED,
                ScopeRule.of(scopes),
                FurtherRules.NONE,
                AuthorityRules.NONE,
                senderConstrained,
                null);
    }

    private String answer(String authorization, SenderConstraint... constraints) {
        FakeRequest request = come(authorization, false, rule(false), constraints);
        return request.status() == 200 ? "200" : request.status() + " " + challenge(request);
    }

    private static String challenge(FakeRequest request) {
        return String.valueOf(request.aborted().getHeaderString(HttpHeaders.WWW_AUTHENTICATE))
                .replaceAll(", error_description=\"[^\"]*\"", "");
    }

    private static final String BEARER_ERROR = "401 Bearer realm=\"api\", error=\"invalid_token\", DPoP algs=\"ES256\"";
    private static final String DPOP_ERROR = "401 Bearer realm=\"api\", DPoP error=\"invalid_token\", algs=\"ES256\"";

    @Test
    @DisplayName("R9449-7.2-c no credentials: all schemes, Bearer first, and no error")
    void withoutCredentials_allSchemesAreOffered() {
        assertThat(answer("", dpop, mtls), is("401 Bearer realm=\"api\", DPoP algs=\"ES256\""));
        assertThat(answer("Basic abc", dpop), is("401 Bearer realm=\"api\", DPoP algs=\"ES256\""));
        assertThat(answer("", mtls), is("401 Bearer realm=\"api\""));
        assertThat(asked, is(empty()));
        assertThat(
                challenge(come("", false, rule(false, "read"), dpop)),
                is("Bearer realm=\"api\", scope=\"read\", DPoP algs=\"ES256\""));
    }

    @Test
    @DisplayName("R9449-7.2-d the error is in the challenge of the scheme that was used")
    void error_isAtTheSchemeThatWasUsed() {
        assertThat(answer("Bearer bad", dpop), is(BEARER_ERROR));
        assertThat(answer("dpop bad", dpop), is(DPOP_ERROR));
        dpop.early = BAD_PROOF;
        assertThat(
                answer("DPoP good", dpop),
                is("401 Bearer realm=\"api\", DPoP error=\"invalid_dpop_proof\", algs=\"ES256\""));
        dpop.early = Rejection.of(Reason.MISSING_NONCE, "x");
        assertThat(
                answer("DPoP good", dpop),
                is("401 Bearer realm=\"api\", DPoP error=\"use_dpop_nonce\", algs=\"ES256\""));
    }

    @Test
    @DisplayName("R9449-7.2-e two schemes in one request: the error is in both challenges")
    void twoSchemes_haveTheErrorInBoth() {
        FakeRequest request = new FakeRequest("GET", "read")
                .header(HttpHeaders.AUTHORIZATION, "Bearer good")
                .header(HttpHeaders.AUTHORIZATION, "DPoP good");
        SenderConstraints all = new SenderConstraints(List.of(dpop), false);
        new Enforcer(
                        new Authenticator(
                                token -> Verdict.notMine(),
                                all,
                                BearerMethods.HEADER,
                                100,
                                false,
                                RecordingListener.LOG),
                        new ErrorResponses("api", (URI) null, Duration.ofSeconds(5), all.offered()),
                        heard.alone())
                .enforce(request, new Endpoint("GET", "/read", new Declaration(rule(false), "test")));
        assertThat(request.status(), is(400));
        assertThat(
                challenge(request),
                is("Bearer realm=\"api\", error=\"invalid_request\", DPoP error=\"invalid_request\", algs=\"ES256\""));
    }

    @Test
    @DisplayName("R9449-7.1-f a DPoP token that lacks a scope: 403 at the DPoP challenge, with the scope")
    void boundTokenWithoutScope_isForbidden() {
        cnf = Map.of("jkt", "x");
        FakeRequest request = come("DPoP good", false, rule(false, "write"), dpop);
        assertThat(request.status(), is(403));
        assertThat(
                challenge(request),
                is("Bearer realm=\"api\", DPoP scope=\"write\", error=\"insufficient_scope\", algs=\"ES256\""));
    }

    @Test
    @DisplayName("R9449-7.1-a the scheme in any case, with one token behind it")
    void scheme_isReadInAnyCase() {
        cnf = Map.of("jkt", "x");
        for (String scheme : List.of("DPoP", "dpop", "DPOP")) {
            FakeRequest request = come(scheme + "  good ", false, rule(false), dpop);
            assertThat(request.status(), is(200));
            assertThat(request.getSecurityContext().getAuthenticationScheme(), is("DPoP"));
        }
        for (String malformed : List.of("DPoP", "DPoP ", "DPoP a b", "DPoP {}", "DPoP\tgood")) {
            assertThat(
                    answer(malformed, dpop),
                    is("400 Bearer realm=\"api\", DPoP error=\"invalid_request\", algs=\"ES256\""));
        }
        assertThat(answer("DPoP good"), is("401 Bearer realm=\"api\""));
        assertThat(answer("DPoP good", mtls), is("401 Bearer realm=\"api\""));
    }

    @Test
    @DisplayName("R9449-7.2-a R8705-cnf-a a token that is bound to a key does not come in as Bearer")
    void keyBoundTokenAsBearer_isRefused() {
        cnf = Map.of("jkt", "x");
        assertThat(answer("Bearer good", dpop), is(BEARER_ERROR));
        assertThat(answer("Bearer good", dpop, mtls), is(BEARER_ERROR));
        assertThat(answer("Bearer good", mtls), is("401 Bearer realm=\"api\", error=\"invalid_token\""));
        assertThat(answer("Bearer good"), is("401 Bearer realm=\"api\", error=\"invalid_token\""));
        assertThat(asked, not(hasItem("verify jkt")));
    }

    @Test
    @DisplayName("R9449-7.2-b R6749-7-b a token that is not bound to a key does not come in as DPoP")
    void unboundTokenAsDpop_isRefused() {
        assertThat(answer("DPoP good", dpop), is(DPOP_ERROR));
        cnf = Map.of("x5t#S256", "x");
        assertThat(answer("DPoP good", dpop, mtls), is(DPOP_ERROR));
        cnf = Map.of("jkt", "x");
        assertThat(answer("DPoP good", dpop, mtls), is("200"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x5t#S256", "jwk", "kid", "jwe", "jku", "osc"})
    @DisplayName("R8705-cnf-a R8705-cnf-b what else is a binding must be proved, too")
    void furtherBinding_mustBeProvedToo(String member) {
        cnf = Map.of("jkt", "x", member, "y");
        assertThat(answer("DPoP good", dpop), is(DPOP_ERROR));
        cnf = Map.of(member, "y");
        assertThat(answer("DPoP good", dpop), is(DPOP_ERROR));
        assertThat(answer("Bearer good", dpop), is(BEARER_ERROR));
    }

    @Test
    @DisplayName("R8705-cnf-a what is no binding is tolerated beside one that was proved, and never alone")
    void unknownMember_isToleratedBesideProvedOne() {
        cnf = Map.of("jkt", "x", "kc-jkt-type", "y");
        assertThat(answer("DPoP good", dpop), is("200"));
        cnf = Map.of("kc-jkt-type", "y");
        assertThat(answer("DPoP good", dpop), is(DPOP_ERROR));
        assertThat(answer("Bearer good", dpop, mtls), is(BEARER_ERROR));
        cnf = Map.of();
        assertThat(answer("Bearer good", dpop, mtls), is(BEARER_ERROR));
        assertThat(answer("DPoP good", dpop, mtls), is(DPOP_ERROR));
    }

    @Test
    @DisplayName("R8705-cnf-b both bindings must hold, and the proof is used last")
    void bothBindings_mustHold() {
        cnf = Map.of("jkt", "x", "x5t#S256", "y");
        assertThat(answer("DPoP good", dpop, mtls), is("200"));
        assertThat(asked, contains("examine jkt", "validate", "examine x5t#S256", "verify x5t#S256", "verify jkt"));
        asked.clear();
        mtls.late = () -> Rejection.of(Reason.UNPROVEN_BINDING, "x");
        assertThat(answer("DPoP good", dpop, mtls), is(DPOP_ERROR));
        assertThat(asked, contains("examine jkt", "validate", "examine x5t#S256", "verify x5t#S256"));
        assertThat(answer("Bearer good", dpop, mtls), is(BEARER_ERROR));
    }

    @Test
    @DisplayName("R8705-3-d a token that is bound to a certificate comes as Bearer")
    void certificateBoundToken_comesAsBearer() {
        cnf = Map.of("x5t#S256", "y");
        assertThat(answer("Bearer good", mtls), is("200"));
        assertThat(asked, contains("validate", "examine x5t#S256", "verify x5t#S256"));
        mtls.early = Rejection.of(Reason.UNPROVEN_BINDING, "x");
        assertThat(answer("Bearer good", mtls), is("401 Bearer realm=\"api\", error=\"invalid_token\""));
    }

    @Test
    void badProof_costsNoValidation_andBadTokenNoSignatureCheck() {
        dpop.early = BAD_PROOF;
        answer("DPoP good", dpop);
        assertThat(asked, contains("examine jkt"));
        asked.clear();
        dpop.early = null;
        answer("DPoP bad", dpop);
        assertThat(asked, contains("examine jkt", "validate"));
    }

    @Test
    void plainBearerToken_asksNoConstraint() {
        assertThat(answer("Bearer good", dpop, mtls), is("200"));
        assertThat(asked, contains("validate"));
    }

    @Test
    @DisplayName("R8705-req-a FAPI2-5.3.4-5 where a binding is required, a plain token is refused")
    void unboundToken_isRefusedIfBindingIsRequired() {
        FakeRequest request = come("Bearer good", true, rule(false), mtls, dpop);
        assertThat(request.status(), is(401));
        assertThat(challenge(request), is("Bearer realm=\"api\", error=\"invalid_token\", DPoP algs=\"ES256\""));
        assertThat(heard.events(), contains("refused UNBOUND_TOKEN at /read"));
        cnf = Map.of("x5t#S256", "y");
        assertThat(come("Bearer good", true, rule(false), mtls, dpop).status(), is(200));
    }

    @Test
    @DisplayName("R9449-7.1-c where only DPoP will do, only DPoP is offered")
    void onlyDpop_isOfferedWhereOnlyDpopWillDo() {
        for (boolean everywhere : new boolean[] {true, false}) {
            assertThat(
                    challenge(come("", everywhere, rule(true, "read"), dpop)),
                    is("DPoP realm=\"api\", scope=\"read\", algs=\"ES256\""));
            assertThat(
                    challenge(come("Bearer good", everywhere, rule(true), dpop)),
                    is("DPoP realm=\"api\", error=\"invalid_token\", algs=\"ES256\""));
        }
        assertThat(challenge(come("", true, rule(false), dpop)), is("DPoP realm=\"api\", algs=\"ES256\""));
        assertThat(
                challenge(come("Bearer good", false, rule(true), dpop, mtls)),
                is("Bearer realm=\"api\", error=\"invalid_token\", DPoP algs=\"ES256\""));
        assertThat(come("Bearer good", false, rule(false), dpop).status(), is(200));
        cnf = Map.of("jkt", "x");
        assertThat(come("DPoP good", false, rule(true), dpop).status(), is(200));
    }

    @Test
    void constraintThatFails_isNoWayIn() {
        cnf = Map.of("jkt", "x");
        dpop.late = () -> {
            throw new ValidationUnavailableException("down");
        };
        assertThat(come("DPoP good", false, rule(false), dpop).status(), is(503));
        dpop.late = () -> {
            throw new IllegalStateException("secret");
        };
        assertThat(come("DPoP good", false, rule(false), dpop).status(), is(500));
        dpop.late = () -> {
            throw new StackOverflowError();
        };
        assertThat(come("DPoP good", false, rule(false), dpop).status(), is(500));
        SenderConstraint silent = new SenderConstraint() {
            @Override
            public String scheme() {
                return "DPoP";
            }

            @Override
            public String confirmationMember() {
                return "jkt";
            }

            @Override
            public @Nullable Proof examine(PresentedToken presented) {
                return null;
            }
        };
        assertThat(come("DPoP good", false, rule(false), silent).status(), is(500));
    }

    private static Map<String, String> responseHeaders(FakeRequest request) {
        return Objects.requireNonNull(RequestState.of(request)).responseHeaders();
    }

    @Test
    @DisplayName("R9449-8-c what a proof wants in the response is there once, in refusals, too")
    void headersOfProof_areInTheResponse() {
        cnf = Map.of("jkt", "x");
        dpop.headers = Map.of("DPoP-Nonce", "n1");
        FakeRequest accepted = come("DPoP good", false, rule(false), dpop);
        assertThat(responseHeaders(accepted), is(Map.of("DPoP-Nonce", "n1")));
        dpop.early = Rejection.of(Reason.MISSING_NONCE, "x");
        FakeRequest refused = come("DPoP good", false, rule(false), dpop);
        assertThat(refused.status(), is(401));
        assertThat(responseHeaders(refused), is(Map.of("DPoP-Nonce", "n1")));
    }

    @Test
    void answerVariesOnAllProofs_ofWhichLaterReplaceOtherHeaders() {
        cnf = Map.of("jkt", "x", "x5t#S256", "y");
        mtls.headers = Map.of("Vary", "Client-Cert", "Next", "1");
        dpop.headers = Map.of("vary", "DPoP", "Next", "2");
        FakeRequest accepted = come("DPoP good", false, rule(false), dpop, mtls);
        assertThat(accepted.status(), is(200));
        assertThat(responseHeaders(accepted), is(Map.of("Vary", "Client-Cert, DPoP", "Next", "2")));
    }

    @Test
    void ignoredProof_getsItsHeadersToo() {
        cnf = Map.of("jkt", "x");
        dpop.headers = Map.of("DPoP-Nonce", "n1");
        dpop.early = Rejection.of(Reason.MISSING_NONCE, "x");
        Rule ignoring = new Rule(
                Access.OPTIONAL_IGNORING_INVALID, ScopeRule.of(), FurtherRules.NONE, AuthorityRules.NONE, false, null);
        FakeRequest anonymous = come("DPoP good", false, ignoring, dpop);
        assertThat(anonymous.status(), is(200));
        assertThat(anonymous.getSecurityContext().getUserPrincipal(), is(nullValue()));
        assertThat(anonymous.getSecurityContext().getAuthenticationScheme(), is(nullValue()));
        assertThat(responseHeaders(anonymous), is(Map.of("DPoP-Nonce", "n1")));
    }

    @Test
    void acquiredToken_isRefusedWithWhatItsProofWants() {
        dpop.headers = Map.of("DPoP-Nonce", "n1", "Cache-Control", "no-store");
        dpop.early = Rejection.of(Reason.MISSING_NONCE, "x");
        SenderConstraints all = new SenderConstraints(List.of(dpop), false);
        Enforcer enforcer = new Enforcer(
                new Authenticator(
                        token -> Verdict.notMine(), all, BearerMethods.HEADER, 100, false, RecordingListener.LOG),
                new ErrorResponses("api", (URI) null, Duration.ofSeconds(5), all.offered()),
                heard.alone());
        Decision decision = enforcer.authorizer()
                .acquire(
                        new Endpoint("GET", "", new Declaration(rule(false), "acquire")),
                        FakeAcquiring.of("DPoP good"));
        Response response = enforcer.response(decision, decision.rejection(), null, List::of);
        assertThat(response.getHeaders().get("DPoP-Nonce"), contains("n1"));
        assertThat(response.getHeaders().get("Cache-Control"), contains("no-store"));
        assertThat(response.getHeaderString("WWW-Authenticate"), startsWith("Bearer realm=\"api\", DPoP error="));
    }

    @Test
    void tokenThatWasValidatedBefore_isRefusedUnderItsScheme() {
        SenderConstraints all = new SenderConstraints(List.of(dpop), false);
        Enforcer enforcer = new Enforcer(
                new Authenticator(
                        token -> Verdict.notMine(), all, BearerMethods.HEADER, 100, false, RecordingListener.LOG),
                new ErrorResponses("api", (URI) null, Duration.ofSeconds(5), all.offered()),
                heard.alone());
        Endpoint write = new Endpoint("GET", "", new Declaration(rule(false, "write"), "acquire"));
        for (String scheme : List.of("DPoP", "Bearer", "BASIC")) {
            Decision decision = enforcer.authorizer()
                    .acquire(write, new TokenSecurityContext(ApiToken.of("alice", "read"), true, scheme, null));
            String challenge = enforcer.response(decision, decision.rejection(), null, List::of)
                    .getHeaderString("WWW-Authenticate");
            assertThat(challenge.contains("DPoP scope="), is(scheme.equals("DPoP")));
        }
    }

    @Test
    void settingsThatLetNobodyIn_areRefused() {
        assertThat(
                assertThrows(IllegalStateException.class, () -> new SenderConstraints(List.of(), true))
                        .getMessage(),
                is("requireSenderConstraint() without a senderConstraint(…) would let nobody in; add one, for example"
                        + " Dpop.builder().publicUri(…).build()"));
        assertThrows(
                IllegalStateException.class,
                () -> new SenderConstraints(List.of(dpop, new Told("Bearer", "jkt")), false));
        for (String scheme : List.of("", "two words", "bearer", "a\"b", "\u00e9")) {
            assertThrows(
                    IllegalStateException.class, () -> new SenderConstraints(List.of(new Told(scheme, "jkt")), false));
        }
    }

    /** At the first refusal it would be a 500 for everybody. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "realm",
                "scope",
                "Scope",
                "error",
                "error_description",
                "error_uri",
                "acr_values",
                "max_age",
                "resource_metadata",
                "",
                "two words",
                "a=b",
                "\u00e9"
            })
    void challengeThatCannotBe_isRefused(String name) {
        dpop.parameters = Map.of(name, "x");
        assertThrows(IllegalStateException.class, () -> offered(dpop));
    }

    private static OfferedSchemes offered(SenderConstraint... constraints) {
        return new SenderConstraints(List.of(constraints), false).offered();
    }

    @Test
    void parameterThatIsNullOrThereTwice_isRefused() {
        Told other = new Told("DPoP", "other");
        other.parameters = Map.of("Algs", "x");
        assertThrows(IllegalStateException.class, () -> offered(dpop, other));
        other.parameters = Collections.singletonMap("nothing", null);
        assertThrows(IllegalStateException.class, () -> offered(other));
        other.parameters = Collections.singletonMap(null, "nothing");
        assertThrows(IllegalStateException.class, () -> offered(other));
        other.parameters = Map.of("more", "x");
        assertThat(offered(dpop, other).any().get(1).parameters(), is(Map.of("algs", "ES256", "more", "x")));
    }

    @Test
    void metadata_tellsWhatCanBeProved() {
        assertThat(SenderConstraints.NONE.proofs(), is(Proofs.NONE));
        assertThat(new SenderConstraints(List.of(dpop), true).proofs(), is(new Proofs(List.of("ES256"), true, false)));
        assertThat(
                new SenderConstraints(List.of(dpop, mtls), true).proofs(),
                is(new Proofs(List.of("ES256"), false, true)));
        assertThat(new SenderConstraints(List.of(mtls), true).proofs(), is(new Proofs(List.of(), false, true)));
        SenderConstraint silent = new SenderConstraint() {
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
        };
        assertThat(new SenderConstraints(List.of(silent), false).proofs(), is(new Proofs(List.of(), false, false)));
    }
}
