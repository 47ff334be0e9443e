package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.LogLines;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.runtime.InProcess;
import org.resourceprotector.runtime.InProcess.Answer;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.SenderConstraint;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** A protector in an application on Jersey: what callers see of it, as whole answers. */
class OnJerseyTest {

    private record Token(
            String getName,
            Set<String> scopes,
            Map<String, Object> claims,
            @Nullable Confirmation confirmation) implements AccessToken {

        @Override
        public Set<String> roles() {
            return Set.of("staff");
        }
    }

    private static Verdict validated(PresentedToken presented) {
        return switch (presented.value()) {
            case "alice" -> Verdict.accepted(new Token("alice", Set.of("read"), Map.of(), null));
            case "bob" -> Verdict.accepted(new Token("bob", Set.of("read", "write", "parts"), Map.of(), null));
            case "bound" ->
                Verdict.accepted(new Token("carol", Set.of("read"), Map.of(), new Confirmation(Map.of("jkt", "key"))));
            case "down" -> throw new ValidationUnavailableException("down", null, Duration.ofSeconds(7));
            case "broken" -> throw new IllegalStateException("broken");
            default -> Verdict.rejected(Rejection.of(Reason.UNKNOWN));
        };
    }

    /** Proves what the header Proof says. */
    private static final class HeaderProof implements SenderConstraint {

        @Override
        public String scheme() {
            return "Proof";
        }

        @Override
        public String confirmationMember() {
            return "jkt";
        }

        @Override
        public Map<String, String> challengeParameters() {
            return Map.of("kinds", "k");
        }

        @Override
        public Proof examine(PresentedToken presented) {
            return new Proof() {
                @Override
                public @Nullable Rejection verify(Confirmation confirmation) {
                    return presented.header("Proof").contains(confirmation.keyThumbprint())
                            ? null
                            : Rejection.of(Reason.UNPROVEN_BINDING);
                }

                @Override
                public Map<String, String> responseHeaders() {
                    return Map.of("Next-Proof", "n", "Vary", "Proof");
                }
            };
        }
    }

    private static String named(SecurityContext security) {
        return security.getUserPrincipal() == null
                ? "nobody"
                : security.getUserPrincipal().getName() + " by " + security.getAuthenticationScheme();
    }

    /** Only the own. */
    public static final class Owner implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return token.getName().equals(request.pathParameter("id"))
                    && !"no".equals(request.queryParameter("may"))
                    && request.resourceClass() == Things.class
                    && request.method().equals("GET");
        }
    }

    /** Endpoints of every kind. */
    @Path("things")
    @Protected("read")
    public static class Things {

        @Context
        private SecurityContext security;

        @GET
        public String list() {
            return named(security);
        }

        @POST
        @Protected("write")
        public String add(@FormParam("name") String name) {
            return named(security) + " adds " + name;
        }

        @DELETE
        @Protected(roles = "admin")
        public void clear() {}

        @GET
        @Path("open")
        @Unprotected
        public String open() {
            return named(security);
        }

        @GET
        @Path("maybe")
        @Protected(optional = true)
        public Response maybe(@HeaderParam("Vary-By") String vary) {
            return Response.ok(named(security)).header("Vary", vary).build();
        }

        @GET
        @Path("ignoring")
        @Protected(value = "write", optional = true, ignoreInvalid = true)
        public String ignoring() {
            return named(security);
        }

        @GET
        @Path("login")
        @Protected(acr = "gold", maxAge = 300)
        public String login() {
            return named(security);
        }

        @GET
        @Path("of/{id}")
        @Protected(conditions = Owner.class)
        public String own() {
            return named(security);
        }

        @GET
        @Path("refusing")
        @Protected(optional = true)
        public Response refusing(@HeaderParam("Challenge") List<String> challenges, @HeaderParam("Status") int status) {
            Response.ResponseBuilder response = Response.status(status);
            challenges.forEach(challenge -> response.header("WWW-Authenticate", challenge));
            return response.build();
        }

        @GET
        @Path("kept")
        public Response kept(@HeaderParam("Keep") String keep) {
            return Response.ok(named(security)).header("Cache-Control", keep).build();
        }

        @Path("{id}/parts")
        @Protected("parts")
        public Parts parts() {
            return new Parts();
        }
    }

    /** What is behind a locator. */
    public static class Parts {

        @GET
        @Protected("read")
        public String all(@Context SecurityContext security) {
            return named(security);
        }

        @GET
        @Path("open")
        public String open(@Context SecurityContext security) {
            return named(security);
        }
    }

    private static InProcess with(UnaryOperator<ResourceProtector.Builder> settings, Class<?>... resources) {
        return new InProcess(new ResourceConfig(resources)
                .register(settings.apply(ResourceProtector.builder().validator(OnJerseyTest::validated))
                        .build()));
    }

    private static final InProcess PLAIN = with(settings -> settings, Things.class);
    private static final InProcess PROVING =
            with(settings -> settings.senderConstraint(new HeaderProof()), Things.class);

    private static Answer get(InProcess application, String path, String token, String... more) {
        String[] headers = new String[more.length + 2];
        headers[0] = "Authorization";
        headers[1] = token.indexOf(' ') < 0 ? "Bearer " + token : token;
        System.arraycopy(more, 0, headers, 2, more.length);
        return application.call("GET", path, headers);
    }

    private static Map<String, List<String>> headers(String... namesAndValues) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return headers;
    }

    @Test
    void withoutToken_callerIsToldHowToComeIn() {
        Answer answer = PLAIN.call("GET", "things");
        assertThat(
                answer.toString(),
                is(
                        "401 Bearer realm=\"api\", scope=\"read\" {\"title\":\"Unauthorized\",\"status\":401,\"scope\":\"read\"}"));
        assertThat(
                answer.headers(),
                is(headers(
                        "Cache-Control",
                        "no-store",
                        "Content-Length",
                        "52",
                        "Content-Type",
                        "application/problem+json",
                        "WWW-Authenticate",
                        "Bearer realm=\"api\", scope=\"read\"")));
    }

    @Test
    void head_getsTheHeadersAndNoBody() {
        Answer head = PLAIN.call("HEAD", "things");
        assertThat(head.status(), is(401));
        assertThat(head.body(), is(""));
        assertThat(head.headers(), is(PLAIN.call("GET", "things").headers()));
    }

    @Test
    void goodToken_isThePrincipal() {
        Answer answer = get(PLAIN, "things", "alice");
        assertThat(answer.toString(), is("200 alice by Bearer"));
        assertThat(answer.header("Vary"), is(nullValue()));
        assertThat(answer.header("Cache-Control"), is(nullValue()));
    }

    @Test
    void ruleOfMethod_countsInsteadOfThatOfItsClass() {
        assertThat(
                PLAIN.send("POST", "things", "", "Authorization", "Bearer alice")
                        .header("WWW-Authenticate"),
                is("Bearer realm=\"api\", scope=\"write\", error=\"insufficient_scope\", error_description=\"The access"
                        + " token does not allow this request\""));
        assertThat(PLAIN.call("DELETE", "things", "Authorization", "Bearer bob").status(), is(403));
        assertThat(get(PLAIN, "things/open", "nonsense").toString(), is("200 nobody"));
        assertThat(get(PLAIN, "things/open", "nonsense").header("Vary"), is(nullValue()));
    }

    @Test
    void optionalEndpoint_isOpenToWhoSendsNothing() {
        assertThat(PLAIN.call("GET", "things/maybe").toString(), is("200 nobody"));
        assertThat(get(PLAIN, "things/maybe", "alice").toString(), is("200 alice by Bearer"));
        assertThat(get(PLAIN, "things/maybe", "nonsense").status(), is(401));
        assertThat(PLAIN.call("GET", "things/ignoring").toString(), is("200 nobody"));
        assertThat(get(PLAIN, "things/ignoring", "nonsense").toString(), is("200 nobody"));
        assertThat(get(PLAIN, "things/ignoring", "alice").toString(), is("200 nobody"));
        assertThat(get(PLAIN, "things/ignoring", "bob").toString(), is("200 bob by Bearer"));
        assertThat(get(PLAIN, "things/ignoring", "down").status(), is(503));
    }

    @Test
    void answerOfOptionalEndpoint_variesByTheToken() {
        assertThat(PLAIN.call("GET", "things/maybe").header("Vary"), is("Authorization"));
        assertThat(get(PLAIN, "things/maybe", "nonsense").header("Vary"), is("Authorization"));
        assertThat(
                PLAIN.call("GET", "things/maybe", "Vary-By", "Accept, Cookie").header("Vary"),
                is("Accept, Cookie, Authorization"));
        for (String enough : List.of("*", "authorization", "Accept , AUTHORIZATION")) {
            assertThat(PLAIN.call("GET", "things/maybe", "Vary-By", enough).header("Vary"), is(enough));
        }
    }

    @Test
    void whatOperatorsShouldKnow_isWarnedOfOnceAtDeployment() {
        try (LogLines log = new LogLines()) {
            with(settings -> settings.senderConstraint(Dpop.builder().build()), Things.class);
            assertThat(
                    log.lines().stream()
                            .filter(line -> line.contains("WARNING: Dpop has no publicUri"))
                            .count(),
                    is(1L));
        }
        try (LogLines log = new LogLines()) {
            with(
                    settings -> settings.senderConstraint(
                            Dpop.builder().publicUri(uri -> uri).build()),
                    Things.class);
            assertThat(log.lines().toString(), not(containsString("WARNING")));
        }
    }

    @Test
    void answerWhoseProofMayBeIgnored_variesByTheProof() {
        InProcess proving =
                with(settings -> settings.senderConstraint(Dpop.builder().build()), Things.class);
        assertThat(proving.call("GET", "things/ignoring").header("Vary"), is("Authorization, DPoP"));
        assertThat(proving.call("GET", "things/maybe").header("Vary"), is("Authorization"));
        assertThat(get(proving, "things/maybe", "alice", "DPoP", "any").header("Vary"), is("Authorization, DPoP"));
        assertThat(get(proving, "things", "alice", "DPoP", "any").header("Vary"), is(nullValue()));
        assertThat(get(PLAIN, "things/maybe", "alice", "DPoP", "any").header("Vary"), is("Authorization"));
        assertThat(PLAIN.call("GET", "things/ignoring").header("Vary"), is("Authorization"));
    }

    @Test
    void whoCannotBeAsked_isNoRefusal() {
        Answer down = get(PLAIN, "things", "down");
        assertThat(down.toString(), is("503 {\"title\":\"Service Unavailable\",\"status\":503}"));
        assertThat(down.header("Retry-After"), is("7"));
        assertThat(
                get(PLAIN, "things", "broken").toString(),
                is("500 {\"title\":\"Internal Server Error\",\"status\":500}"));
    }

    @Test
    void loginThatIsDemanded_isInTheChallenge() {
        assertThat(
                get(PLAIN, "things/login", "alice").header("WWW-Authenticate"),
                is("Bearer realm=\"api\", error=\"insufficient_user_authentication\", error_description=\"This request"
                        + " needs another login, or a more recent one\", acr_values=\"gold\", max_age=\"300\""));
    }

    @Test
    void condition_seesTheRequest() {
        assertThat(get(PLAIN, "things/of/alice", "alice").toString(), is("200 alice by Bearer"));
        assertThat(get(PLAIN, "things/of/alice", "bob").status(), is(403));
        assertThat(get(PLAIN, "things/of/alice?may=no", "alice").status(), is(403));
        assertThat(get(PLAIN, "things/of/alice?may=yes&may=yes", "alice").status(), is(200));
        assertThat(get(PLAIN, "things/of/alice?may=yes&may=no", "alice").status(), is(403));
        assertThat(PLAIN.call("GET", "things/of/alice").status(), is(401));
    }

    @Test
    void behindLocator_bothRulesHold() {
        assertThat(get(PLAIN, "things/7/parts", "bob").toString(), is("200 bob by Bearer"));
        assertThat(
                get(PLAIN, "things/7/parts", "alice").header("WWW-Authenticate"),
                containsString("scope=\"parts read\", error=\"insufficient_scope\""));
        assertThat(
                PLAIN.call("GET", "things/7/parts/open").header("WWW-Authenticate"),
                is("Bearer realm=\"api\", scope=\"parts\""));
        assertThat(get(PLAIN, "things/7/parts/open", "bob").status(), is(200));
    }

    @Test
    void refusalOfTheMethodItself_getsOneChallenge() {
        assertThat(
                PLAIN.call("GET", "things/refusing", "Status", "401").header("WWW-Authenticate"),
                is("Bearer realm=\"api\""));
        assertThat(PLAIN.call("GET", "things/refusing", "Status", "400").header("WWW-Authenticate"), is(nullValue()));
        assertThat(
                PLAIN.call("GET", "things/refusing", "Status", "401", "Challenge", "Own a=\"b\"")
                        .header("WWW-Authenticate"),
                is("Own a=\"b\""));
        for (String status : List.of("400", "401", "403")) {
            assertThat(
                    PLAIN.call("GET", "things/refusing", "Status", status, "Challenge", "Own", "Challenge", "Other")
                            .header("WWW-Authenticate"),
                    is("Own, Other"));
        }
        assertThat(
                PLAIN.call("GET", "things/refusing", "Status", "200", "Challenge", "Own", "Challenge", "Other")
                        .header("WWW-Authenticate"),
                is("Own | Other"));
    }

    @Test
    void preflight_needsNoToken_andNothingElseComesInAsOne() {
        assertThat(PLAIN.call("OPTIONS", "things").status(), is(200));
        assertThat(PLAIN.call("OPTIONS", "things").header("Allow"), containsString("POST"));
    }

    @Test
    void refusal_isWrittenAsTheCallerPrefers() {
        for (String accept : List.of(
                "application/json", "application/*, application/problem+json;q=0.5", "*/*;q=0.1, application/json")) {
            assertThat(
                    accept,
                    PLAIN.call("GET", "things", "Accept", accept).header("Content-Type"),
                    is("application/json"));
        }
        for (String accept : List.of(
                "*/*", "text/html", "application/problem+json, application/json", "application/json;q=0.3, */*")) {
            assertThat(
                    accept,
                    PLAIN.call("GET", "things", "Accept", accept).header("Content-Type"),
                    is("application/problem+json"));
        }
    }

    @Test
    void tokenInQuery_isTakenWhereAccepted_andKeptByNoCache() {
        InProcess accepting = with(ResourceProtector.Builder::acceptQueryToken, Things.class);
        Answer answer = accepting.call("GET", "things?access_token=alice");
        assertThat(answer.toString(), is("200 alice by Bearer"));
        assertThat(answer.header("Cache-Control"), is("private"));
        assertThat(
                accepting
                        .call("GET", "things/kept?access_token=alice", "Keep", "max-age=60")
                        .header("Cache-Control"),
                is("private"));
        assertThat(
                accepting
                        .call("GET", "things/kept?access_token=alice", "Keep", "No-Store")
                        .header("Cache-Control"),
                is("No-Store"));
        for (String asking : List.of("private, no-cache", "Max-Age=0, must-revalidate")) {
            assertThat(
                    accepting
                            .call("GET", "things/kept?access_token=alice", "Keep", asking)
                            .header("Cache-Control"),
                    is("private, no-cache"));
        }
        assertThat(
                get(accepting, "things/kept", "alice", "Keep", "max-age=60").header("Cache-Control"), is("max-age=60"));
        assertThat(get(accepting, "things?access_token=alice", "alice").status(), is(400));
        assertThat(PLAIN.call("GET", "things?access_token=alice").status(), is(401));
    }

    @Test
    void tokenInForm_isTakenWhereAccepted_andTheFormIsStillThere() {
        InProcess accepting = with(ResourceProtector.Builder::acceptFormToken, Things.class);
        String type = "application/x-www-form-urlencoded";
        assertThat(
                accepting
                        .send("POST", "things", "name=a&access_token=bob", "Content-Type", type)
                        .toString(),
                is("200 bob by Bearer adds a"));
        assertThat(
                PLAIN.send("POST", "things", "name=a&access_token=bob", "Content-Type", type)
                        .status(),
                is(401));
        assertThat(
                PLAIN.send("POST", "things", "name=a", "Content-Type", type, "Authorization", "Bearer bob")
                        .toString(),
                is("200 bob by Bearer adds a"));
    }

    @Test
    void boundToken_needsItsProof() {
        assertThat(get(PLAIN, "things", "bound").status(), is(401));
        Answer good = get(PROVING, "things", "Proof bound", "Proof", "key");
        assertThat(good.toString(), is("200 carol by Proof"));
        assertThat(good.header("Next-Proof"), is("n"));
        assertThat(good.header("Vary"), is("Proof"));
        assertThat(get(PROVING, "things", "Proof alice", "Proof", "key").status(), is(401));
        assertThat(get(PROVING, "things", "bound", "Proof", "key").status(), is(401));
        Answer refused = get(PROVING, "things", "Proof bound", "Proof", "other");
        assertThat(
                refused.header("WWW-Authenticate"),
                is("Bearer realm=\"api\", Proof error=\"invalid_token\", error_description=\"The access token is not"
                        + " valid here, or not valid any more\", kinds=\"k\""));
        assertThat(refused.header("Next-Proof"), is("n"));
        assertThat(
                get(PROVING, "things/maybe", "Proof bound", "Proof", "key").header("Vary"), is("Authorization, Proof"));
        assertThat(get(PROVING, "things", "alice").toString(), is("200 alice by Bearer"));
    }

    /** What acquires a token itself. */
    @Path("acquiring")
    public static class Acquiring {

        private final ResourceProtector protector;

        Acquiring(ResourceProtector protector) {
            this.protector = protector;
        }

        @GET
        public String get(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
            return protector.acquire(headers, uri, request, "write").getName();
        }

        @GET
        @Path("more")
        @Protected("read")
        public String more(@Context SecurityContext security) {
            return protector.acquire(security, "write").getName();
        }
    }

    @Test
    void tokenThatIsAcquired_isRefusedLikeOthers() {
        ResourceProtector protector = ResourceProtector.with(OnJerseyTest::validated);
        InProcess application =
                new InProcess(new ResourceConfig().register(protector).register(new Acquiring(protector)));
        assertThat(get(application, "acquiring", "bob").toString(), is("200 bob"));
        assertThat(
                application.call("GET", "acquiring").toString(),
                is("401 Bearer realm=\"api\", scope=\"write\""
                        + " {\"title\":\"Unauthorized\",\"status\":401,\"scope\":\"write\"}"));
        assertThat(application.call("HEAD", "acquiring").status(), is(401));
        assertThat(application.call("HEAD", "acquiring").body(), is(""));
        assertThat(get(application, "acquiring/more", "bob").toString(), is("200 bob"));
        assertThat(
                get(application, "acquiring/more", "alice").toString(),
                is(
                        "403 Bearer realm=\"api\", scope=\"read write\", error=\"insufficient_scope\", error_description=\"The"
                                + " access token does not allow this request\" {\"title\":\"Forbidden\",\"status\":403,"
                                + "\"error\":\"insufficient_scope\",\"error_description\":\"The access token does not allow this"
                                + " request\",\"scope\":\"read write\"}"));
    }

    private static String row(ProtectedEndpoint row) {
        return row.method() + " " + row.path() + " " + row.access() + " " + row.scopes();
    }

    @Test
    void report_hasEachEndpointWithItsRule() {
        ResourceProtector protector = ResourceProtector.with(OnJerseyTest::validated);
        new InProcess(new ResourceConfig(Things.class).register(protector));
        assertThat(
                protector.endpoints().stream().map(OnJerseyTest::row).sorted().toList(),
                contains(
                        "DELETE /things PROTECTED ",
                        "GET /things PROTECTED read",
                        "GET /things/ignoring OPTIONAL_IGNORING_INVALID write",
                        "GET /things/kept PROTECTED read",
                        "GET /things/login PROTECTED ",
                        "GET /things/maybe OPTIONAL ",
                        "GET /things/of/{id} PROTECTED ",
                        "GET /things/open OPEN ",
                        "GET /things/refusing OPTIONAL ",
                        "GET /things/{id}/parts PROTECTED parts read",
                        "GET /things/{id}/parts/open PROTECTED parts",
                        "POST /things PROTECTED write"));
    }

    /** Without any declaration. */
    @Path("bare")
    public static class Bare {

        @GET
        public String get(@Context SecurityContext security) {
            return named(security);
        }
    }

    /** An application with a rule for all. */
    @Protected("all")
    public static class Closed extends Application {

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Bare.class, Things.class);
        }

        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            return Set.of(ResourceProtector.with(OnJerseyTest::validated));
        }
    }

    @Test
    void ruleOfApplication_holdsForWhatIsUndeclared() {
        InProcess closed = new InProcess(new Closed());
        assertThat(closed.call("GET", "bare").header("WWW-Authenticate"), is("Bearer realm=\"api\", scope=\"all\""));
        assertThat(get(closed, "things", "alice").status(), is(200));
        assertThat(closed.call("GET", "things/open").status(), is(200));
    }

    @Test
    void protectUnannotated_holdsForWhatIsUndeclared() {
        InProcess closed = with(ResourceProtector.Builder::protectUnannotated, Bare.class, Things.class);
        assertThat(closed.call("GET", "bare").header("WWW-Authenticate"), is("Bearer realm=\"api\""));
        assertThat(get(closed, "bare", "alice").toString(), is("200 alice by Bearer"));
        assertThat(closed.call("GET", "things/open").status(), is(200));
        assertThat(with(settings -> settings, Bare.class).call("GET", "bare").toString(), is("200 nobody"));
    }
}
