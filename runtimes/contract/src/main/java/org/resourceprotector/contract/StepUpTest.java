package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.ProtectionException;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.scope.ScopeHierarchy;
import org.resourceprotector.testkit.MutableClock;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.TokenValidator;

/** Rules beside scopes and roles: another login, an audience, authorization details, and code of the application. */
class StepUpTest {

    /** Writes down what a listener hears of refusals, and of whose token. */
    private static final class Refusals implements ProtectionListener {

        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void refused(Rejection rejection, ProtectedEndpoint endpoint, @Nullable AccessToken token) {
            lines.add(rejection.reason() + " " + endpoint.path() + " " + (token == null ? "nobody" : token.getName())
                    + " " + rejection.detail());
        }
    }

    private record Token(Set<String> scopes, Set<String> audience, Map<String, Object> claims) implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }
    }

    public static final class OwnAccount implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            if ("break".equals(request.pathParameter("owner"))) {
                throw new IllegalStateException(Secrets.EXCEPTION);
            }
            return token.getName().equals(request.pathParameter("owner"))
                    && request.method().equals("GET")
                    && Resource.class.isAssignableFrom(request.resourceClass())
                    && !"no".equals(request.queryParameter("really"))
                    && request.queryParameters("absent").isEmpty();
        }
    }

    @Path("/rules")
    public static class Resource {

        @GET
        @Path("gold")
        @Protected(acr = {"gold", "platinum"})
        public String gold() {
            return Ran.here("rules/gold");
        }

        @GET
        @Path("recent")
        @Protected(value = "write", maxAge = 300, acr = "gold")
        public String recent() {
            return Ran.here("rules/recent");
        }

        @GET
        @Path("ignoring")
        @Protected(acr = "gold", optional = true, ignoreInvalid = true)
        public String ignoring() {
            return Ran.here("rules/ignoring");
        }

        @GET
        @Path("audience")
        @Protected(audience = "https://payments.example.com")
        public String audience() {
            return Ran.here("rules/audience");
        }

        @GET
        @Path("payment")
        @Protected(details = "payment:initiate")
        public String payment() {
            return Ran.here("rules/payment");
        }

        @POST
        @Path("payments/{account}")
        @Protected(details = "payment:initiate", conditions = UpToItsLimit.class)
        public String pay(@PathParam("account") String account, @QueryParam("cents") long cents) {
            return Ran.here("rules/pay");
        }

        @GET
        @Path("read")
        @Protected({"files", "files.read"})
        public String read() {
            return Ran.here("rules/read");
        }

        @GET
        @Path("accounts/{owner}")
        @Protected(conditions = OwnAccount.class)
        public String account(@PathParam("owner") String owner, @QueryParam("really") String really) {
            return Ran.here("rules/account");
        }

        @GET
        @Path("forbidden")
        @Protected
        public String forbidden() {
            throw ProtectionException.forbidden("the account is frozen");
        }

        @GET
        @Path("frozen")
        @Protected
        public String frozen() {
            throw ProtectionException.forbidden(
                    "the account is frozen", List.of(Map.of("type", "account", "identifier", "7")));
        }

        @GET
        @Path("open")
        public String open() {
            throw ProtectionException.forbidden("nobody may");
        }
    }

    private static final MutableClock CLOCK = MutableClock.at(Tokens.START);
    private static final long NOW = Tokens.START.getEpochSecond();
    private static final Refusals HEARD = new Refusals();

    private static final Map<String, Token> STORE = Map.of(
            "s3cr3t-plain", token("", Map.of()),
            "s3cr3t-gold", token("write", Map.of("acr", "gold", "auth_time", NOW - 10)),
            "s3cr3t-old", token("write", Map.of("acr", "gold", "auth_time", NOW - 400)),
            "s3cr3t-silver", token("write", Map.of("acr", "silver", "auth_time", NOW)),
            "s3cr3t-weak", token("", Map.of("acr", "silver")),
            "s3cr3t-files", token("files", Map.of()),
            "s3cr3t-payer",
                    token(
                            "",
                            Map.of(
                                    "authorization_details",
                                    List.of(Map.of("type", "payment", "actions", List.of("initiate"))))),
            "s3cr3t-limited",
                    token(
                            "",
                            Map.of(
                                    "authorization_details",
                                    List.of(
                                            payment("alices", 5_000, List.of("initiate")),
                                            payment("bobs", 100, List.of("initiate", "status")),
                                            payment("carols", 1_000, List.of("status")),
                                            Map.of("type", "payment", "actions", List.of("initiate"))))),
            "s3cr3t-reader",
                    token(
                            "",
                            Map.of(
                                    "authorization_details",
                                    List.of(Map.of("type", "payment", "actions", List.of("status"))))),
            "s3cr3t-payments", new Token(Set.of(), Set.of("https://payments.example.com"), Map.of()));

    /** Tokens that are nearly good. */
    private static final Map<String, Token> NEARLY = Map.of(
            "s3cr3t-future", token("write", Map.of("acr", "gold", "auth_time", NOW + 3_600)),
            "s3cr3t-text", token("write", Map.of("acr", "gold", "auth_time", String.valueOf(NOW))),
            "s3cr3t-elsewhere", detailed("initiate", Map.of("locations", List.of("https://other.example.com"))),
            "s3cr3t-capitals", detailed("Initiate", Map.of()),
            "s3cr3t-port", new Token(Set.of(), Set.of("https://payments.example.com:443"), Map.of()),
            "s3cr3t-slash", new Token(Set.of(), Set.of("https://payments.example.com/"), Map.of()));

    private static Token detailed(String action, Map<String, Object> more) {
        Map<String, Object> detail = new HashMap<>(more);
        detail.put("type", "payment");
        detail.put("actions", List.of(action));
        return token("", Map.of("authorization_details", List.of(detail)));
    }

    private static Optional<Token> find(String token) {
        return Optional.ofNullable(STORE.getOrDefault(token, NEARLY.get(token)));
    }

    private static Map<String, Object> payment(String account, int limit, List<String> actions) {
        return Map.of("type", "payment", "account", account, "limit", limit, "actions", actions);
    }

    private static Token token(String scopes, Map<String, Object> claims) {
        return new Token(scopes.isEmpty() ? Set.of() : Set.of(scopes), Set.of("https://api.example.com"), claims);
    }

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Resource.class,
            ResourceProtector.builder()
                    .validator(TokenValidator.lookup(StepUpTest::find))
                    .scopeHierarchy(ScopeHierarchy.builder()
                            .implies("files", "files.read")
                            .build())
                    .clock(CLOCK)
                    .listener(HEARD)
                    .realm("rules")
                    .build());

    @BeforeEach
    void forget() {
        HEARD.lines.clear();
    }

    private static Answer get(String path, String token) {
        return SERVER.get("/rules/" + path).bearer("s3cr3t-" + token).send();
    }

    @Test
    @DisplayName("R9470-3-a R9470-3-b R9470-6.1-a a login that is too weak is a 401 that names what would do")
    void weakLoginIsAskedToStepUp() {
        assertThat(get("gold", "gold").status(), is(200));
        Answer weak = get("gold", "silver");
        assertThat(weak.status(), is(401));
        assertThat(
                weak.challenge(),
                is("Bearer realm=\"rules\", error=\"insufficient_user_authentication\","
                        + " error_description=\"This request needs another login, or a more recent one\","
                        + " acr_values=\"gold platinum\""));
        assertThat(
                weak.body(),
                is("{\"title\":\"Unauthorized\",\"status\":401,\"error\":\"insufficient_user_authentication\","
                        + "\"error_description\":\"This request needs another login, or a more recent one\","
                        + "\"acr_values\":\"gold platinum\"}"));
        assertThat(weak.header("Cache-Control"), is("no-store"));
        assertThat(get("gold", "plain").status(), is(401));
        assertThat(HEARD.lines.get(0), containsString("INSUFFICIENT_AUTHENTICATION /rules/gold alice"));
    }

    @Test
    @DisplayName("R9470-3-c R9470-3-d R9470-3-e a login that is too old is a 401 with all that is needed")
    void oldLoginIsAskedToStepUp() {
        assertThat(get("recent", "gold").status(), is(200));
        String stepUp =
                "error=\"insufficient_user_authentication\", error_description=\"This request needs another login,"
                        + " or a more recent one\", acr_values=\"gold\", max_age=\"300\"";
        assertThat(get("recent", "old").challenge(), is("Bearer realm=\"rules\", " + stepUp));
        Answer lackingAll = get("recent", "weak");
        assertThat(lackingAll.status(), is(401));
        assertThat(lackingAll.challenge(), is("Bearer realm=\"rules\", scope=\"write\", " + stepUp));
        assertThat(lackingAll.body(), containsString("\"max_age\":300"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"future", "text", "silver"})
    @DisplayName("R9470-7519-a R9470-6.1-a a login in the future, or at no time that is a number, is not recent")
    void loginInTheFutureIsNotRecent(String token) {
        Answer answer = get("recent", token);
        assertThat(answer.status(), is(401));
        assertThat(answer.challenge(), containsString("error=\"insufficient_user_authentication\""));
    }

    @Test
    @DisplayName("R9470-9-a a token that is not valid learns nothing of the login that is needed")
    void invalidTokenLearnsNothing() {
        Answer unknown = get("gold", "unknown");
        assertThat(unknown.status(), is(401));
        assertThat(unknown.challenge(), containsString("error=\"invalid_token\""));
        assertThat(unknown.holds("acr_values"), is(false));
        Answer missing = SERVER.get("/rules/gold").send();
        assertThat(missing.challenge(), is("Bearer realm=\"rules\""));
    }

    @Test
    void weakLogin_countsAsNoneWhereInvalidIsIgnored() {
        assertThat(get("ignoring", "silver").status(), is(200));
    }

    @Test
    @DisplayName("R8707-2-b R8707-2-d a token for another resource, or the same in other words, is not valid")
    void tokenForAnotherAudienceIsNotValid() {
        assertThat(get("audience", "payments").status(), is(200));
        Answer other = get("audience", "plain");
        assertThat(other.status(), is(401));
        assertThat(other.challenge(), containsString("error=\"invalid_token\""));
        assertThat(other.holds("payments.example.com"), is(false));
        assertThat(get("audience", "port").status(), is(401));
        assertThat(get("audience", "slash").status(), is(401));
    }

    @Test
    @DisplayName("R9396-9.1-a R9396-2-b R9396-3-a R9396-12-a R9396-des-a authorization details that are missing, for"
            + " another location or in other letters are a 403")
    void missingDetailsAreForbidden() {
        assertThat(get("payment", "payer").status(), is(200));
        for (String token : List.of("reader", "plain", "files", "elsewhere", "capitals")) {
            Answer answer = get("payment", token);
            assertThat(answer.status(), is(403));
            assertThat(
                    answer.challenge(),
                    is("Bearer realm=\"rules\", error=\"insufficient_scope\","
                            + " error_description=\"The access token does not allow this request\""));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "alices?cents=5000, 200",
        "alices?cents=5001, 403",
        "bobs?cents=100, 200",
        "bobs?cents=5000, 403",
        "carols?cents=1, 403",
        "daves?cents=1, 403",
        "alices?cents=-1, 403",
        "alices, 403"
    })
    @DisplayName("R9396-2-a a condition holds the call against the members of one authorization detail")
    void payment_goesThroughUpToItsLimit(String payment, int status) {
        int before = Ran.times("rules/pay");
        Answer answer = SERVER.call("POST", "/rules/payments/" + payment)
                .bearer("s3cr3t-limited")
                .body("text/plain", "x")
                .send();
        assertThat(answer.status(), is(status));
        assertThat(Ran.times("rules/pay") - before, is(status == 200 ? 1 : 0));
    }

    private static final String FORBIDDEN = "{\"title\":\"Forbidden\",\"status\":403,\"error\":\"insufficient_scope\","
            + "\"error_description\":\"The access token does not allow this request\"";

    private static Answer pay(String payment, String token) {
        return SERVER.call("POST", "/rules/payments/" + payment)
                .bearer("s3cr3t-" + token)
                .body("text/plain", "x")
                .send();
    }

    @ParameterizedTest
    @CsvSource({"limited", "reader", "plain"})
    @DisplayName("R9396-des-a RAR-a a 403 has the authorization details that would do, if a condition tells them")
    void refusedPayment_namesTheDetailsThatItNeeds(String token) {
        Answer answer = pay("alices?cents=5001", token);
        assertThat(answer.status(), is(403));
        assertThat(
                answer.challenge(),
                is("Bearer realm=\"rules\", error=\"insufficient_scope\","
                        + " error_description=\"The access token does not allow this request\""));
        assertThat(answer.mediaType(), is("application/problem+json"));
        assertThat(
                answer.body(),
                is(FORBIDDEN + ",\"authorization_details\":[{\"account\":\"alices\",\"actions\":[\"initiate\"],"
                        + "\"limit\":5001,\"type\":\"payment\"}]}"));
    }

    @Test
    void textOfTheCallerInNeededDetails_isEscaped() {
        Answer answer = pay("a%22%7D%5C%3Cscript%3E%26%C3%A9%0A?cents=1", "limited");
        assertThat(answer.status(), is(403));
        assertThat(
                answer.body(),
                is(FORBIDDEN
                        + ",\"authorization_details\":[{\"account\":\"a\\\"}\\\\\\u003cscript\\u003e\\u0026\\u00e9\\u000a\","
                        + "\"actions\":[\"initiate\"],\"limit\":1,\"type\":\"payment\"}]}"));
        Answer plain = pay("alices", "limited");
        assertThat(plain.body(), is(FORBIDDEN + "}"));
        assertThat(answer.challenge(), is(plain.challenge()));
    }

    @Test
    void applicationsOwnRefusal_namesTheDetailsThatItNeeds() {
        Answer answer = get("frozen", "plain");
        assertThat(answer.status(), is(403));
        assertThat(
                answer.body(),
                is(FORBIDDEN + ",\"authorization_details\":[{\"identifier\":\"7\",\"type\":\"account\"}]}"));
        assertThat(HEARD.lines, is(List.of("NOT_PERMITTED /rules/frozen alice the account is frozen")));
        assertThat(
                answer.challenge(),
                is("Bearer realm=\"rules\", error=\"insufficient_scope\","
                        + " error_description=\"The access token does not allow this request\""));
    }

    @Test
    @DisplayName("MCP-scope-e a broader scope satisfies, the narrowest is asked for")
    void broaderScopeSatisfiesTheNarrower() {
        assertThat(get("read", "files").status(), is(200));
        assertThat(get("read", "plain").challenge(), containsString("scope=\"files.read\""));
        assertThat(SERVER.get("/rules/read").send().challenge(), is("Bearer realm=\"rules\", scope=\"files.read\""));
    }

    @ParameterizedTest
    @CsvSource({
        "alice, 200",
        "%61lice, 200",
        "bob, 403",
        "Alice, 403",
        "alice?really=no, 403",
        "alice?really=yes, 200",
        "alice?really=yes&really=yes, 200",
        "alice?really=yes&really=no, 403",
        "alice?absent=x, 403"
    })
    void conditionDecidesByParameters(String account, int status) {
        int before = Ran.times("rules/account");
        Answer answer = get("accounts/" + account, "plain");
        assertThat(answer.status(), is(status));
        assertThat(Ran.times("rules/account") - before, is(status == 200 ? 1 : 0));
        if (status == 403) {
            assertThat(
                    answer.challenge(),
                    is("Bearer realm=\"rules\", error=\"insufficient_scope\","
                            + " error_description=\"The access token does not allow this request\""));
            assertThat(HEARD.lines.get(0), containsString("NOT_PERMITTED /rules/accounts/{owner} alice"));
        }
    }

    @Test
    void conditionThatFails_isAClosed500() {
        int before = Ran.times("rules/account");
        Answer answer = get("accounts/break", "plain");
        assertThat(answer.status(), is(500));
        assertThat(answer.body(), is("{\"title\":\"Internal Server Error\",\"status\":500}"));
        assertThat(Ran.times("rules/account") - before, is(0));
        assertThat(SERVER.get("/rules/accounts/alice").send().status(), is(401));
    }

    @Test
    void applicationsOwnRefusal_looksLikeEveryOther() {
        Answer answer = get("forbidden", "plain");
        assertThat(answer.status(), is(403));
        assertThat(answer.mediaType(), is("application/problem+json"));
        assertThat(
                answer.challenge(),
                is("Bearer realm=\"rules\", error=\"insufficient_scope\","
                        + " error_description=\"The access token does not allow this request\""));
        assertThat(
                answer.body(),
                is("{\"title\":\"Forbidden\",\"status\":403,\"error\":\"insufficient_scope\","
                        + "\"error_description\":\"The access token does not allow this request\"}"));
        assertThat(answer.header("Cache-Control"), is("no-store"));
        assertThat(HEARD.lines, contains("NOT_PERMITTED /rules/forbidden alice the account is frozen"));
    }

    @Test
    void applicationsOwnRefusalAtAnOpenEndpoint_isHeardOfToo() {
        assertThat(SERVER.get("/rules/open").send().status(), is(403));
        assertThat(HEARD.lines, contains("NOT_PERMITTED  nobody nobody may"));
    }

    public static final class Broken implements AccessCondition {

        public Broken(String needed) {}

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return true;
        }
    }

    @Path("/broken")
    public static class WithBrokenCondition {

        @GET
        @Protected(conditions = Broken.class)
        public String get() {
            return Ran.here("broken/condition");
        }
    }

    @Path("/broken")
    public static class WithNegativeAge {

        @GET
        @Protected(maxAge = -2)
        public String get() {
            return Ran.here("broken/age");
        }
    }

    @Path("/broken")
    public static class WithBlankAudience {

        @GET
        @Protected(audience = "https://a.example.com https://b.example.com")
        public String get() {
            return Ran.here("broken/audience");
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {WithBrokenCondition.class, WithNegativeAge.class, WithBlankAudience.class})
    void whatCannotBeARuleIsRefusedAtDeployment(Class<?> resource) {
        Throwable refusal =
                Deployment.refused(new Api(resource, ResourceProtector.with(TokenValidator.lookup(StepUpTest::find))));
        assertThat(Deployment.messages(refusal), containsString("StepUpTest." + resource.getSimpleName() + "#get"));
    }
}
