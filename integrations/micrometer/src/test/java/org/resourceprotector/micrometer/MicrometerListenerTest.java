package org.resourceprotector.micrometer;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.core.instrument.distribution.pause.PauseDetector;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.jwt.JwtIssuers;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.testkit.InMemoryToken;
import org.resourceprotector.testkit.InMemoryTokens;
import org.resourceprotector.testkit.MutableClock;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** What is counted and timed of the decisions on real calls, as Prometheus reads it. */
class MicrometerListenerTest {

    private static final String ISSUER = "https://as.example.com";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TestIssuer issuer =
            TestIssuer.builder().issuer(ISSUER).algorithms("ES256").build();
    private final InMemoryTokens tokens = new InMemoryTokens()
            .put("alice", InMemoryToken.of("alice").withScopes("orders"))
            .put("bob", InMemoryToken.of("bob"));

    private static String decisions(String method, String outcome, String path, String reason, int count) {
        return "resource_protector_decisions_total{method=\"" + method + "\",outcome=\"" + outcome + "\",path=\"" + path
                + "\",reason=\"" + reason + "\"} " + count + ".0";
    }

    private static String tokens(String issuer, String outcome, String reason, int count) {
        return "resource_protector_tokens_total{issuer=\"" + issuer + "\",outcome=\"" + outcome + "\",reason=\""
                + reason + "\"} " + count + ".0";
    }

    private List<String> decisions() {
        return Scrape.of(registry, "resource_protector_decisions_total");
    }

    private List<String> tokensByIssuer() {
        return Scrape.of(registry, "resource_protector_tokens_total");
    }

    private JwtValidator jwts() {
        return JwtValidator.builder()
                .issuer(ISSUER)
                .audience(issuer.audience())
                .keys(KeySource.jwkSet(issuer.jwkSetJson()))
                .build();
    }

    private Api start(ProtectionListener listener, TokenValidator... validators) throws Exception {
        ResourceProtector.Builder protector = ResourceProtector.builder().listener(listener);
        for (TokenValidator validator : validators) {
            protector.validator(validator);
        }
        return Api.start(protector.build());
    }

    @Test
    void everyOutcome_isCountedByItsTemplate() throws Exception {
        try (Api api = start(MicrometerListener.of(registry), TokenValidator.lookup(tokens))) {
            assertThat(api.get("/orders/1", "alice"), is(200));
            assertThat(api.get("/orders/2?x=y", "alice"), is(200));
            assertThat(api.get("/orders/3", "bob"), is(403));
            assertThat(api.get("/orders/4", null), is(401));
            assertThat(api.get("/admin", "alice"), is(403));
            assertThat(api.get("/news", null), is(200));
            assertThat(api.get("/news", "stranger"), is(401));
            assertThat(api.get("/ads", "stranger"), is(200));
            tokens.goDown();
            assertThat(api.get("/ads", "alice"), is(503));
        }

        assertThat(
                decisions(),
                contains(
                        decisions("GET", "accepted", "/orders/{id}", "none", 2),
                        decisions("GET", "anonymous", "/news", "none", 1),
                        decisions("GET", "ignored", "/ads", "unknown", 1),
                        decisions("GET", "refused", "/admin", "insufficient_roles", 1),
                        decisions("GET", "refused", "/ads", "unavailable", 1),
                        decisions("GET", "refused", "/news", "unknown", 1),
                        decisions("GET", "refused", "/orders/{id}", "insufficient_scope", 1),
                        decisions("GET", "refused", "/orders/{id}", "missing", 1)));
        assertThat(
                Scrape.of(registry, "resource_protector_decision_duration_seconds_count"),
                contains(
                        duration("accepted", "/orders/{id}", 2),
                        duration("anonymous", "/news", 1),
                        duration("ignored", "/ads", 1),
                        duration("refused", "/admin", 1),
                        duration("refused", "/ads", 1),
                        duration("refused", "/news", 1),
                        duration("refused", "/orders/{id}", 2)));
    }

    private static String duration(String outcome, String path, int count) {
        return "resource_protector_decision_duration_seconds_count{method=\"GET\",outcome=\"" + outcome + "\",path=\""
                + path + "\"} " + count;
    }

    /** Answers each token with the reason that it is called after. */
    private static Verdict asNamed(String token) {
        return switch (Reason.valueOf(token)) {
            case UNAVAILABLE -> throw new ValidationUnavailableException("down", null);
            case FAILED -> throw new IllegalStateException("broken");
            default -> Verdict.rejected(Rejection.of(Reason.valueOf(token)).from(ISSUER));
        };
    }

    @Test
    void everyReason_isCountedUnderItsName() throws Exception {
        List<String> expected = new ArrayList<>();
        try (Api api = start(MicrometerListener.of(registry), token -> asNamed(token.value()))) {
            for (Reason reason : Reason.values()) {
                String name = reason.name().toLowerCase(Locale.ROOT);
                assertThat(api.get("/orders/1", reason.name()) >= 400, is(true));
                expected.add(decisions("GET", "refused", "/orders/{id}", name, 1));
                api.get("/ads", reason.name());
                boolean isIgnored = reason.kind().isCallersFault();
                expected.add(decisions("GET", isIgnored ? "ignored" : "refused", "/ads", name, 1));
            }
        }
        Collections.sort(expected);

        assertThat(decisions(), is(expected));
    }

    @Test
    void tokens_areCountedByTheIssuerThatIsConfigured() throws Exception {
        JwtValidator strict = jwts();
        try (Api api = start(MicrometerListener.of(registry), strict, TokenValidator.lookup(tokens))) {
            assertThat(api.get("/orders/1", issuer.token().scope("orders").value()), is(200));
            assertThat(api.get("/orders/1", issuer.token().scope("mail").value()), is(403));
            assertThat(api.get("/orders/1", issuer.token().expired().value()), is(401));
            assertThat(api.get("/ads", issuer.token().tamperedSignature().value()), is(200));
            assertThat(api.get("/orders/1", "alice"), is(200));
            assertThat(api.get("/orders/1", "stranger"), is(401));
            assertThat(api.get("/orders/1", null), is(401));
            assertThat(api.get("/news", null), is(200));
        }

        assertThat(
                tokensByIssuer(),
                contains(
                        tokens(ISSUER, "accepted", "none", 1),
                        tokens(ISSUER, "ignored", "bad_signature", 1),
                        tokens(ISSUER, "refused", "expired", 1),
                        tokens(ISSUER, "refused", "insufficient_scope", 1),
                        tokens("none", "accepted", "none", 1),
                        tokens("none", "refused", "unknown", 1)));
    }

    @Test
    void whatIsAcquired_isCountedWithoutAPathAndNotTimed() throws Exception {
        MicrometerListener listener = MicrometerListener.of(registry);
        try (Api api = start(listener, TokenValidator.lookup(tokens))) {
            assertThat(api.get("/acquired/1", "alice"), is(200));
            assertThat(api.get("/acquired/1", "bob"), is(403));
        }
        listener.accepted(InMemoryToken.of("alice"), endpoint("BREW-" + "x".repeat(50), ""));

        assertThat(
                decisions(),
                contains(
                        decisions("GET", "accepted", "none", "none", 1),
                        decisions("GET", "refused", "none", "insufficient_scope", 1),
                        decisions("other", "accepted", "none", "none", 1)));
        assertThat(Scrape.names(registry), not(hasItem(containsString("duration"))));
    }

    private static ProtectedEndpoint endpoint(String method, String path) {
        return Endpoints.of(method, path);
    }

    private static String unsigned(String iss) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return base64.encodeToString(
                        "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"k\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + base64.encodeToString(("{\"iss\":\"" + iss + "\",\"aud\":\"a\"}").getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }

    @Test
    void thousandsOfInventedIssuers_addOneSeries() throws Exception {
        JwtIssuers issuers = JwtIssuers.of(jwts());
        try (Api api = start(MicrometerListener.of(registry), issuers)) {
            assertThat(api.get("/orders/0", unsigned("https://first.example.com")), is(401));
            List<String> before = Scrape.all(registry);
            for (int i = 0; i < 2_000; i += 100) {
                List<CompletableFuture<Integer>> answers = new ArrayList<>();
                for (int j = i; j < i + 100; j++) {
                    answers.add(api.later("/orders/" + j, unsigned("https://" + j + ".example.com")));
                }
                for (CompletableFuture<Integer> answer : answers) {
                    assertThat(answer.get(60, TimeUnit.SECONDS), is(401));
                }
            }
            assertThat(Scrape.all(registry), hasSize(before.size()));
        }
        assertThat(decisions(), contains(decisions("GET", "refused", "/orders/{id}", "wrong_issuer", 2_001)));
        assertThat(tokensByIssuer(), contains(tokens("none", "refused", "wrong_issuer", 2_001)));
        assertThat(registry.scrape(), not(containsString("example.com")));
    }

    @Test
    void resolvedIssuers_areCountedUpToTheLimit() throws Exception {
        MutableClock clock = MutableClock.now();
        TestIssuer tenants =
                TestIssuer.builder().algorithms("ES256").clock(clock).build();
        JwtIssuers issuers = JwtIssuers.builder()
                .clock(clock)
                .resolve(name -> Optional.of(JwtValidator.builder()
                        .issuer(name)
                        .audience(tenants.audience())
                        .clock(clock)
                        .keys(KeySource.jwkSet(tenants.jwkSetJson()))
                        .build()))
                .build();
        try (LogLines log = new LogLines();
                Api api = start(MicrometerListener.of(registry), issuers)) {
            for (int i = 0; i < 250; i++) {
                clock.advance(Duration.ofSeconds(1));
                String token = tenants.token()
                        .issuer("https://tenant-" + i + ".example.com")
                        .scope("orders")
                        .value();
                assertThat(api.get("/orders/1", token), is(200));
            }
            assertThat(
                    log.lines(),
                    contains(
                            "there are more than 100 issuers: from now on new ones are counted together, as \"other\""));
        }

        assertThat(tokensByIssuer(), hasSize(101));
        assertThat(tokensByIssuer(), hasItem(tokens("https://tenant-99.example.com", "accepted", "none", 1)));
        assertThat(tokensByIssuer(), hasItem(tokens("other", "accepted", "none", 150)));
    }

    @Test
    void endpointsBeyondTheLimit_areCountedTogether() {
        MicrometerListener listener = MicrometerListener.builder(registry)
                .maxEndpoints(2)
                .maxIssuers(1)
                .build();
        AccessToken token = InMemoryToken.of("alice");
        for (int i = 0; i < 10; i++) {
            ProtectedEndpoint called = endpoint("GET", "/" + i);
            listener.started(called).accepted(token, called);
        }

        assertThat(
                decisions(),
                contains(
                        decisions("GET", "accepted", "/0", "none", 1),
                        decisions("GET", "accepted", "/1", "none", 1),
                        decisions("other", "accepted", "other", "none", 8)));
    }

    @Test
    void anIssuerThatIsTooLong_isOther() {
        MicrometerListener listener = MicrometerListener.of(registry);
        ProtectedEndpoint called = endpoint("GET", "/");
        listener.accepted(new Owned("https://" + "x".repeat(200)), called);
        listener.accepted(new Owned(""), called);

        assertThat(
                tokensByIssuer(),
                contains(tokens("none", "accepted", "none", 1), tokens("other", "accepted", "none", 1)));
    }

    /** A token of an application's own. */
    private record Owned(String issuer) implements AccessToken {
        @Override
        public String getName() {
            return "owned";
        }

        @Override
        public Set<String> scopes() {
            return Set.of();
        }
    }

    @Test
    void durations_areThoseOfTheRegistrysClock() {
        MockClock clock = new MockClock();
        SimpleMeterRegistry simple = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
        MicrometerListener listener = MicrometerListener.of(simple);
        ProtectedEndpoint called = endpoint("GET", "/");

        ProtectionListener first = listener.started(called);
        clock.add(Duration.ofMillis(3));
        ProtectionListener second = listener.started(called);
        clock.add(Duration.ofMillis(4));
        first.accepted(InMemoryToken.of("alice"), called);
        second.refused(Rejection.of(Reason.EXPIRED), called, null);

        assertThat(timer(simple, "accepted").totalTime(TimeUnit.MILLISECONDS), is(7.0));
        assertThat(timer(simple, "refused").totalTime(TimeUnit.MILLISECONDS), is(4.0));
    }

    private static Timer timer(MeterRegistry of, String outcome) {
        return of.get("resource.protector.decision.duration")
                .tag("outcome", outcome)
                .timer();
    }

    @Test
    void tags_areAddedToAllMeters() {
        MicrometerListener listener = MicrometerListener.builder(registry)
                .tags(Tag.of("protector", "a"))
                .build();
        ProtectedEndpoint called = endpoint("GET", "/");
        listener.started(called).accepted(InMemoryToken.of("alice"), called);

        assertThat(Scrape.all(registry), is(not(empty())));
        assertThat(Scrape.all(registry), everyItem(containsString("protector=\"a\"")));
    }

    /** A registry in which nothing can be registered any more. */
    private static final class BrokenRegistry extends SimpleMeterRegistry {

        @Override
        protected Counter newCounter(Meter.Id id) {
            throw new IllegalStateException("broken");
        }

        @Override
        protected Timer newTimer(Meter.Id id, DistributionStatisticConfig config, PauseDetector pauses) {
            throw new IllegalStateException("broken");
        }
    }

    @Test
    void aRegistryThatThrows_changesNoAnswer() throws Exception {
        MicrometerListener broken = MicrometerListener.of(new BrokenRegistry());
        ProtectedEndpoint called = endpoint("GET", "/");
        assertThrows(IllegalStateException.class, () -> broken.accepted(InMemoryToken.of("alice"), called));

        try (Api api = start(broken, TokenValidator.lookup(tokens))) {
            assertThat(api.get("/orders/1", "alice"), is(200));
            assertThat(api.get("/orders/1", "bob"), is(403));
            assertThat(api.get("/orders/1", null), is(401));
            assertThat(api.get("/news", null), is(200));
            assertThat(api.get("/ads", "stranger"), is(200));
            assertThat(api.get("/acquired/1", "alice"), is(200));
        }
    }

    @Test
    void malformedCredentials_areCountedWithoutIssuer() throws Exception {
        try (Api api = start(MicrometerListener.of(registry), jwts())) {
            HttpRequest.Builder twice = HttpRequest.newBuilder(api.uri("/orders/1"))
                    .header("Authorization", "Bearer a")
                    .header("Authorization", "Bearer b");
            assertThat(api.send(twice).get(60, TimeUnit.SECONDS), is(400));
        }

        assertThat(decisions(), contains(decisions("GET", "refused", "/orders/{id}", "malformed_request", 1)));
        assertThat(tokensByIssuer(), contains(tokens("none", "refused", "malformed_request", 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void limitsBelowOne_areRefused(int limit) {
        MicrometerListener.Builder builder = MicrometerListener.builder(registry);

        assertThrows(IllegalArgumentException.class, () -> builder.maxEndpoints(limit));
        assertThrows(IllegalArgumentException.class, () -> builder.maxIssuers(limit));
    }

    @Test
    void manyThreadsAtOnce_registerNoMoreThanTheLimit() throws Exception {
        MicrometerListener listener =
                MicrometerListener.builder(registry).maxEndpoints(10).build();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 100; i++) {
                    ProtectedEndpoint called = endpoint("GET", "/" + i);
                    listener.started(called).anonymous(called);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(decisions(), hasSize(11));
        assertThat(
                decisions().stream()
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                        .sum(),
                is(800.0));
    }
}
