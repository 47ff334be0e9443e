package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.runtime.Injection;
import org.resourceprotector.scope.ScopeHierarchy;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.AuthenticationRequirement;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/** What a rule demands beside scopes: login, audience, authorization details, conditions. */
@SuppressWarnings({"unused", "UnusedMethod"})
class FurtherRulesTest {

    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final RuleSettings SETTINGS =
            new RuleSettings(ScopeHierarchy.NONE, Clock.fixed(NOW, ZoneOffset.UTC), "https://api.example.com");

    private record Token(Set<String> scopes, Set<String> audience, Map<String, Object> claims) implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }
    }

    private static Token token(Map<String, Object> claims) {
        return new Token(Set.of("read"), Set.of("https://api.example.com", "https://other.example.com"), claims);
    }

    @Test
    void conditionThatNeedsOthersWhenItIsMade_isMade() {
        List<Class<?>> others = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            others.add(condition().getClass());
        }
        List<Conditions> conditions = new ArrayList<>();
        conditions.add(new Conditions(type -> {
            int next = others.indexOf(type) + 1;
            if (next < others.size()) {
                of(conditions.get(0), others.get(next));
            }
            return Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {AccessCondition.class}, (proxy, method, arguments) -> true);
        }));

        AccessCondition first = of(conditions.get(0), others.get(0));
        assertThat(first.getClass() == others.get(0), is(true));
        assertThat(of(conditions.get(0), others.get(0)) == first, is(true));
    }

    private static AccessCondition of(Conditions conditions, Class<?> type) {
        return conditions.of(Condition.of(type.asSubclass(AccessCondition.class)));
    }

    /** One of a class of its own. */
    private static Object condition() {
        ClassLoader own = new ClassLoader(AccessCondition.class.getClassLoader()) {};
        return Proxy.newProxyInstance(own, new Class<?>[] {AccessCondition.class}, (proxy, method, arguments) -> true);
    }

    /** Permits what its name says. */
    public static final class Permits implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return true;
        }
    }

    public static final class Denies implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return false;
        }
    }

    /** Denies, and tells what would do. */
    public static final class Tells implements AccessCondition {

        private static final List<Map<String, Object>> NEEDED = List.of(Map.of("type", "payment", "limit", 7));

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return false;
        }

        @Override
        public List<Map<String, Object>> neededDetails(AccessToken token, ProtectedRequest request) {
            return NEEDED;
        }
    }

    /** Tells what cannot be told. */
    public static final class TellsTooMuch implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return false;
        }

        @Override
        public List<Map<String, Object>> neededDetails(AccessToken token, ProtectedRequest request) {
            return List.of(Map.of("type", "x".repeat(5_000)));
        }
    }

    public static final class Fails implements AccessCondition {

        public Fails() {
            throw new IllegalStateException("no database");
        }

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return true;
        }
    }

    private static final class Hidden implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return true;
        }
    }

    public record Wanting(String argument) implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return true;
        }
    }

    /** Wants what nobody injects here. */
    public static final class Wishing implements AccessCondition {

        @Inject
        private @Nullable Clock clock;

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return clock == null;
        }
    }

    /** Counts its instances. */
    public static final class Counted implements AccessCondition {

        private static final AtomicInteger MADE = new AtomicInteger();

        public Counted() {
            MADE.incrementAndGet();
        }

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return true;
        }
    }

    static final class Declared {

        @Protected(acr = {"gold", "platinum"})
        void acr() {}

        @Protected(maxAge = 300)
        void recent() {}

        @Protected(maxAge = 0)
        void justNow() {}

        @Protected(value = "write", acr = "gold", maxAge = 60)
        void both() {}

        @Protected(audience = {"https://a.example.com", "https://other.example.com"})
        void audience() {}

        @Protected(audience = "https://a.example.com")
        void foreign() {}

        @Protected(details = "payment:initiate")
        void payment() {}

        @Protected(details = {"payment account", "urn:example:transfer"})
        void either() {}

        @Protected(conditions = {Permits.class, Denies.class})
        void denied() {}

        @Protected(conditions = {Permits.class, Permits.class})
        void permitted() {}

        @Protected(
                details = "payment:initiate",
                conditions = {Permits.class, Denies.class, Tells.class, TellsTooMuch.class})
        void tellingOfDetails() {}

        @Protected(conditions = {Permits.class, Tells.class})
        void telling() {}

        @Protected(conditions = TellsTooMuch.class)
        void tellingTooMuch() {}

        @Protected(acr = "two values")
        void blankAcr() {}

        @Protected(acr = "")
        void emptyAcr() {}

        @Protected(maxAge = -2)
        void negative() {}

        @Protected(maxAge = Long.MAX_VALUE)
        void endless() {}

        @Protected(audience = {"https://a.example.com", " "})
        void blankAudience() {}

        @Protected(details = " ")
        void blankDetails() {}

        @Protected(conditions = Fails.class)
        void failing() {}

        @Protected(conditions = Hidden.class)
        void hidden() {}

        @Protected(conditions = Wanting.class)
        void wanting() {}

        @Protected(conditions = Wishing.class)
        void wishing() {}

        @Protected(conditions = Counted.class)
        void counted() {}

        @Protected(conditions = AccessCondition.class)
        void noClass() {}

        @Protected(audience = "https://api.example.com", details = "payment:initiate")
        void paymentHere() {}

        @Protected(details = "payment:initiate", conditions = Permits.class)
        void paymentOnCondition() {}

        @Protected(maxAge = Integer.MAX_VALUE)
        void longAgo() {}
    }

    private static Rule rule(String method) {
        try {
            return RuleProbe.rules()
                    .of(Declared.class, Declared.class.getDeclaredMethod(method))
                    .rule();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static @Nullable Reason reason(String method, Map<String, Object> claims) {
        Rejection rejection = rule(method).rejection(token(claims), SETTINGS, null);
        return rejection == null ? null : rejection.reason();
    }

    private static Map<String, Object> loggedIn(long secondsAgo) {
        return Map.of("auth_time", NOW.getEpochSecond() - secondsAgo);
    }

    @Test
    @DisplayName("R9470-3-b R9470-3-g R9470-6.1-a one of the acr values suffices, compared exactly; none does not")
    void acr_isOneOfTheValuesExactly() {
        assertThat(reason("acr", Map.of("acr", "gold")), is(nullValue()));
        assertThat(reason("acr", Map.of("acr", "platinum")), is(nullValue()));
        assertThat(reason("acr", Map.of("acr", "Gold")), is(Reason.INSUFFICIENT_AUTHENTICATION));
        assertThat(reason("acr", Map.of("acr", "gold platinum")), is(Reason.INSUFFICIENT_AUTHENTICATION));
        assertThat(reason("acr", Map.of("acr", List.of("gold"))), is(Reason.INSUFFICIENT_AUTHENTICATION));
        assertThat(reason("acr", Map.of()), is(Reason.INSUFFICIENT_AUTHENTICATION));
    }

    @ParameterizedTest
    @CsvSource({
        "recent, 0, true",
        "recent, 305, true",
        "recent, 306, false",
        "recent, -30, true",
        "recent, -31, false",
        "recent, -3600, false",
        "justNow, 5, true",
        "justNow, 6, false"
    })
    @DisplayName(
            "R9470-3-c R9470-3-h R9470-7519-a a login is recent up to its age and a leeway, and never of the future")
    void login_isRecentUpToItsAgeAndLeeway(String method, long secondsAgo, boolean recent) {
        assertThat(reason(method, loggedIn(secondsAgo)), is(recent ? null : Reason.INSUFFICIENT_AUTHENTICATION));
    }

    @Test
    @DisplayName("R9470-6.2-a an auth_time that is missing, a text or no time is not recent")
    void authTimeThatIsNoNumber_isNotRecent() {
        assertThat(reason("recent", Map.of()), is(Reason.INSUFFICIENT_AUTHENTICATION));
        assertThat(
                reason("recent", Map.of("auth_time", String.valueOf(NOW.getEpochSecond()))),
                is(Reason.INSUFFICIENT_AUTHENTICATION));
        for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -Double.MAX_VALUE, 1e300}) {
            assertThat(reason("recent", Map.of("auth_time", odd)), is(Reason.INSUFFICIENT_AUTHENTICATION));
        }
        assertThat(reason("recent", Map.of("auth_time", NOW.getEpochSecond() + 0.5)), is(nullValue()));
    }

    @Test
    @DisplayName("X7 R9470-3-d R9470-3-e the login comes before the scope, and one rejection has all that is needed")
    void login_comesBeforeScopeAndNamesIt() {
        Rejection rejection = rule("both").rejection(token(Map.of()), SETTINGS, null);
        assertThat(rejection.reason(), is(Reason.INSUFFICIENT_AUTHENTICATION));
        assertThat(rejection.neededScopes(), contains("write"));
        assertThat(
                rejection.neededAuthentication(),
                is(new AuthenticationRequirement(List.of("gold"), Duration.ofSeconds(60))));
        Map<String, Object> fresh = new HashMap<>(loggedIn(1));
        fresh.put("acr", "gold");
        assertThat(reason("both", fresh), is(Reason.INSUFFICIENT_SCOPE));
    }

    private static @Nullable Duration maxAge(Rule rule) {
        AuthenticationRequirement login = rule.further().authentication();
        return login == null ? null : login.maxAge();
    }

    @Test
    void shorterAgeOfTwoLogins_isDemanded() {
        Duration minute = Duration.ofMinutes(1);
        assertThat(maxAge(rule("recent").and(rule("both"))), is(minute));
        assertThat(maxAge(rule("both").and(rule("recent"))), is(minute));
        assertThat(maxAge(rule("both").and(rule("acr"))), is(minute));
        assertThat(maxAge(rule("acr").and(rule("both"))), is(minute));
        assertThat(maxAge(rule("acr").and(rule("acr"))), is(nullValue()));
        assertThat(maxAge(rule("longAgo")), is(Duration.ofSeconds(Integer.MAX_VALUE)));
    }

    @Test
    @DisplayName("R8707-2-d R8707-2-b a token that is not for the endpoint's audience is not valid there")
    void audience_isOneOfTheEndpointsExactly() {
        assertThat(reason("audience", Map.of()), is(nullValue()));
        assertThat(reason("foreign", Map.of()), is(Reason.WRONG_AUDIENCE));
        assertThat(
                rule("audience")
                        .rejection(new Token(Set.of(), Set.of("https://other.example.com/"), Map.of()), SETTINGS, null)
                        .reason(),
                is(Reason.WRONG_AUDIENCE));
    }

    private static Map<String, Object> details(Object... details) {
        return Map.of("authorization_details", List.of(details));
    }

    @Test
    @DisplayName("R9396-9.1-a R9396-2-a R9396-12-a type and action are granted by one element, compared exactly")
    void details_areGrantedByTypeAndAction() {
        Map<String, Object> payment = Map.of("type", "payment", "actions", List.of("initiate", "cancel"));
        assertThat(reason("payment", details(payment)), is(nullValue()));
        assertThat(
                reason("payment", details(Map.of("type", "payment", "actions", List.of("Initiate")))),
                is(Reason.INSUFFICIENT_DETAILS));
        assertThat(reason("payment", details(Map.of("type", "payment"))), is(Reason.INSUFFICIENT_DETAILS));
        assertThat(
                reason("payment", details(Map.of("type", "payment", "actions", "initiate"))),
                is(Reason.INSUFFICIENT_DETAILS));
        assertThat(
                reason(
                        "payment",
                        details(Map.of("type", "account", "actions", List.of("initiate")), Map.of("type", "payment"))),
                is(Reason.INSUFFICIENT_DETAILS));
        assertThat(
                reason("payment", details(Map.of("type", "payment:initiate"))), is(nullValue())); // a type with a colon
        for (Map<String, Object> near : List.<Map<String, Object>>of(
                Map.of("type", "pay", "actions", List.of("ment:initiate", "initiate")),
                Map.of("type", "payment", "actions", List.of("nitiate", "", ":initiate", "initiate ")),
                Map.of("type", "", "actions", List.of("payment:initiate")),
                Map.of("type", "paymentx", "actions", List.of("initiate")),
                Map.of("type", "payment", "actions", List.of(7)))) {
            assertThat(near.toString(), reason("payment", details(near)), is(Reason.INSUFFICIENT_DETAILS));
        }
        assertThat(reason("either", details(payment)), is(Reason.INSUFFICIENT_DETAILS));
        assertThat(reason("either", details(payment, Map.of("type", "account"))), is(nullValue()));
        assertThat(reason("either", details(Map.of("type", "urn:example:transfer"))), is(nullValue()));
    }

    @Test
    @DisplayName("R9396-9.1-a R9396-3-a what is no array of objects with a type grants nothing")
    void malformedDetails_grantNothing() {
        for (Object odd : List.of(
                "payment:initiate",
                Map.of("type", "payment", "actions", List.of("initiate")),
                List.of("payment:initiate"),
                List.of(List.of("payment")),
                List.of(Map.of("actions", List.of("initiate"))),
                List.of(Map.of("type", List.of("payment"), "actions", List.of("initiate"))))) {
            assertThat(
                    odd.toString(),
                    reason("payment", Map.of("authorization_details", odd)),
                    is(Reason.INSUFFICIENT_DETAILS));
        }
        assertThat(reason("payment", Map.of()), is(Reason.INSUFFICIENT_DETAILS));
    }

    private static @Nullable Reason reasonAt(Object locations, Set<String> audience, RuleSettings settings) {
        Map<String, Object> claims =
                details(Map.of("type", "payment", "actions", List.of("initiate"), "locations", locations));
        Rejection rejection = rule("payment").rejection(new Token(Set.of(), audience, claims), settings, null);
        return rejection == null ? null : rejection.reason();
    }

    @Test
    @DisplayName("R9396-2-b an element that names another location grants nothing here")
    void detailsForAnotherLocation_grantNothing() {
        Set<String> two = Set.of("https://api.example.com", "https://other.example.com");
        List<String> here = List.of("https://x.example.com", "https://api.example.com");
        List<String> other = List.of("https://other.example.com");
        assertThat(reasonAt(here, two, SETTINGS), is(nullValue()));
        assertThat(reasonAt(other, two, SETTINGS), is(Reason.INSUFFICIENT_DETAILS));
        assertThat(reasonAt(here, two, RuleSettings.NONE), is(Reason.INSUFFICIENT_DETAILS));
        assertThat(reasonAt(here, Set.of("https://api.example.com"), RuleSettings.NONE), is(nullValue()));
        assertThat(reasonAt(List.of(), two, SETTINGS), is(Reason.INSUFFICIENT_DETAILS));
        assertThat(reasonAt("https://api.example.com", two, SETTINGS), is(Reason.INSUFFICIENT_DETAILS));
    }

    @Test
    @DisplayName("R9396-2-b where there are several resources, a token for another one says nothing of this one")
    void onlyAudienceOfToken_isNoneOfSeveralResources() {
        List<String> other = List.of("https://other.example.com");
        Set<String> one = Set.copyOf(other);
        assertThat(reasonAt(other, one, SETTINGS), is(nullValue()));
        assertThat(reasonAt(other, one, SETTINGS.ofOne("https://api.example.com")), is(Reason.INSUFFICIENT_DETAILS));
        assertThat(reasonAt(other, one, SETTINGS.ofOne(null)), is(Reason.INSUFFICIENT_DETAILS));
        assertThat(reasonAt(other, one, SETTINGS.ofOne("https://other.example.com")), is(nullValue()));
    }

    @Test
    void locationOfDetails_mayBeTheAudienceOfTheEndpoint() {
        Set<String> two = Set.of("https://api.example.com", "https://other.example.com");
        for (String location : two) {
            Map<String, Object> claims =
                    details(Map.of("type", "payment", "actions", List.of("initiate"), "locations", List.of(location)));
            Rejection rejection =
                    rule("paymentHere").rejection(new Token(Set.of(), two, claims), RuleSettings.NONE, null);
            assertThat(rejection == null, is(location.equals("https://api.example.com")));
        }
    }

    private record Call(String method, Conditions conditions) implements ConditionalRequest {

        @Override
        public String path() {
            return "";
        }

        Call() {
            this("GET", new Conditions(Injection.CONSTRUCTOR::instance));
        }

        @Override
        public Class<?> resourceClass() {
            return Declared.class;
        }

        @Override
        public @Nullable String pathParameter(String name) {
            return null;
        }

        @Override
        public @Nullable String queryParameter(String name) {
            return null;
        }

        @Override
        public List<String> queryParameters(String name) {
            return List.of();
        }
    }

    @Test
    void conditions_mustAllPermit() {
        Call call = new Call();
        Rejection denied = rule("denied").rejection(token(Map.of()), SETTINGS, call);
        assertThat(denied.reason(), is(Reason.NOT_PERMITTED));
        assertThat(denied.detail(), containsString("Denies"));
        assertThat(rule("permitted").rejection(token(Map.of()), SETTINGS, call), is(nullValue()));
        assertThat(rule("permitted").further().conditions().size(), is(1));
        Endpoint shown = new Endpoint("GET", "/", new Declaration(rule("denied"), "Declared"));
        assertThat(shown.row().conditions(), contains(Permits.class.getName(), Denies.class.getName()));
        assertThat(rule("permitted"), is(rule("permitted")));
    }

    @Test
    void condition_tellsWhichDetailsWouldDo() {
        Call call = new Call();
        Rejection lacking = rule("tellingOfDetails").rejection(token(Map.of()), SETTINGS, call);
        assertThat(lacking.reason(), is(Reason.INSUFFICIENT_DETAILS));
        assertThat(lacking.neededDetails(), is(Tells.NEEDED));
        Rejection denied = rule("telling").rejection(token(Map.of()), SETTINGS, call);
        assertThat(denied.reason(), is(Reason.NOT_PERMITTED));
        assertThat(denied.neededDetails(), is(Tells.NEEDED));
        assertThat(rule("denied").rejection(token(Map.of()), SETTINGS, call).neededDetails(), is(List.of()));
        assertThat(rule("payment").rejection(token(Map.of()), SETTINGS, null).neededDetails(), is(List.of()));
        assertThat(
                rule("paymentOnCondition")
                        .rejection(token(Map.of()), SETTINGS, call)
                        .neededDetails(),
                is(List.of()));
        Rule tooMuch = rule("tellingTooMuch");
        assertThrows(IllegalArgumentException.class, () -> tooMuch.rejection(token(Map.of()), SETTINGS, call));
    }

    @Test
    void conditionWithoutRequest_isClosed() {
        assertThat(rule("permitted").rejection(token(Map.of())).reason(), is(Reason.FAILED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"blankAcr", "emptyAcr", "negative", "endless", "blankAudience", "blankDetails", "noClass"})
    void whatCannotBeARule_deniesAndNamesThePlace(String method) {
        Rule rule = rule(method);
        assertThat(rule.problem(), containsString("FurtherRulesTest.Declared#" + method));
        assertThat(rule.rejection(token(Map.of())).reason(), is(Reason.FAILED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"failing", "hidden", "wanting", "wishing"})
    void conditionOfWhichThereCanBeNone_isRefused(String method) {
        Call call = new Call();
        Declaration declaration = new Declaration(rule(method), "Declared#" + method);
        IllegalStateException refused = assertThrows(
                IllegalStateException.class, () -> call.conditions().require(declaration));
        assertThat(
                refused.getMessage(),
                startsWith("Declared#" + method + ": @Protected, conditions: there can be no instance of "));
        assertThrows(
                IllegalArgumentException.class, () -> declaration.rule().rejection(token(Map.of()), SETTINGS, call));
    }

    @Test
    void condition_isMadeOnceForEachApplication() {
        int before = Counted.MADE.get();
        Call one = new Call();
        Declaration declaration = new Declaration(rule("counted"), "Declared#counted");
        one.conditions().require(declaration);
        one.conditions().require(null);
        assertThat(declaration.rule().rejection(token(Map.of()), SETTINGS, one), is(nullValue()));
        assertThat(Counted.MADE.get() - before, is(1));
        assertThat(declaration.rule().rejection(token(Map.of()), SETTINGS, new Call()), is(nullValue()));
        assertThat(Counted.MADE.get() - before, is(2));
    }

    private static Rule joined(Rule... rules) {
        return Declaration.all(List.of(rules).stream()
                        .map(rule -> new Declaration(rule, "place"))
                        .toList())
                .rule();
    }

    @Test
    void rulesOfLocators_mustAllHold() {
        Rule rule =
                joined(rule("acr"), rule("both"), rule("recent"), rule("audience"), rule("foreign"), rule("payment"));
        assertThat(
                rule.further().authentication(),
                is(new AuthenticationRequirement(List.of("gold"), Duration.ofSeconds(60))));
        assertThat(rule.further().audience().size(), is(2));
        assertThat(rule.further().details().toString(), is("payment:initiate"));
        assertThat(rule.rejection(token(Map.of()), SETTINGS, null).reason(), is(Reason.WRONG_AUDIENCE));
    }

    @Test
    void rulesThatNoTokenCanMeet_deny() {
        Rule silver = new Rule(
                rule("acr").access(),
                rule("acr").scopes(),
                new FurtherRules(
                        new AuthenticationRequirement(List.of("silver"), null),
                        List.of(),
                        rule("acr").scopes(),
                        List.of()),
                AuthorityRules.NONE,
                false,
                null);
        Rule impossible = joined(rule("acr"), silver);
        assertThat(impossible.problem(), containsString("no acr is one of"));
        assertThat(impossible.rejection(token(Map.of("acr", "gold"))).reason(), is(Reason.FAILED));
    }

    @Test
    void ruleWithoutFurtherDemands_sharesTheEmptyOne() {
        assertThat(Rule.ANY_TOKEN.and(Rule.ANY_TOKEN).further(), is(sameInstance(FurtherRules.NONE)));
        assertThat(Rule.ANY_TOKEN.and(rule("acr")).further(), is(rule("acr").further()));
    }

    @Test
    void report_namesTheDemands() {
        assertThat(
                joined(rule("both"), rule("audience"), rule("payment"), rule("denied"))
                        .further()
                        .demands(),
                contains(
                        "acr gold",
                        "max age 60 s",
                        "audience https://a.example.com | https://other.example.com",
                        "details payment:initiate",
                        "condition " + Permits.class.getName(),
                        "condition " + Denies.class.getName()));
    }
}
