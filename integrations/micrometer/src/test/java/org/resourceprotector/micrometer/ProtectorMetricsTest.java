package org.resourceprotector.micrometer;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.status.IntrospectionStatus;
import org.resourceprotector.status.IntrospectionStatus.Circuit;
import org.resourceprotector.status.KeySourceStatus;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.status.Status;
import org.resourceprotector.status.TokenCacheStatus;
import org.resourceprotector.testkit.MutableClock;

/** The meters of parts that say what a test has them say, as Prometheus reads them. */
class ProtectorMetricsTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final MutableClock clock = MutableClock.at(NOON);
    private final ScriptedValidator validator = new ScriptedValidator(List::of);
    private final ProtectorMetrics metrics = ProtectorMetrics.builder(ResourceProtector.with(validator))
            .clock(clock)
            .build();

    private void says(Status... status) {
        validator.status = () -> List.of(status);
        clock.advance(Duration.ofSeconds(1));
    }

    private List<String> read(String metric) {
        registry.scrape(); // what is new is registered
        return Scrape.of(registry, "resource_protector_" + metric);
    }

    private static KeySourceStatus keys(String issuer, int keys, Instant fetched, Instant until, int failures) {
        List<KeySourceStatus.Key> known = Collections.nCopies(keys, new KeySourceStatus.Key("k", Set.of("ES256")));
        return new KeySourceStatus(issuer, known, fetched, null, until, failures, failures == 0 ? null : "down");
    }

    private static IntrospectionStatus server(String name, Circuit circuit) {
        return new IntrospectionStatus(name, circuit, 3, 16, 2, 32);
    }

    @Test
    void keys_haveNumberAgeRemainingTimeAndFailures() {
        says(keys("https://as.example.com", 2, NOON, NOON.plusSeconds(7200), 0));
        metrics.bindTo(registry);
        assertThat(
                read("keys_age_seconds"), contains(of("keys_age_seconds", "issuer", "https://as.example.com", "1.0")));

        clock.set(NOON.plusSeconds(600));
        assertThat(
                read("keys_age_seconds"),
                contains(of("keys_age_seconds", "issuer", "https://as.example.com", "600.0")));
        assertThat(
                read("keys_remaining_seconds"),
                contains(of("keys_remaining_seconds", "issuer", "https://as.example.com", "6600.0")));
        assertThat(read("keys_known"), contains(of("keys_known", "issuer", "https://as.example.com", "2.0")));
        assertThat(read("keys_failures"), contains(of("keys_failures", "issuer", "https://as.example.com", "0.0")));
        assertThat(read("issuers"), contains("resource_protector_issuers 1.0"));

        says(keys("https://as.example.com", 2, NOON, NOON.plusSeconds(7200), 4));
        clock.set(NOON.plusSeconds(7201));
        assertThat(
                read("keys_remaining_seconds"),
                contains(of("keys_remaining_seconds", "issuer", "https://as.example.com", "0.0")));
        assertThat(read("keys_failures"), contains(of("keys_failures", "issuer", "https://as.example.com", "4.0")));
    }

    private static String of(String metric, String tag, String name, String value) {
        return "resource_protector_" + metric + "{" + tag + "=\"" + name + "\"} " + value;
    }

    @Test
    void closedMetrics_bindNothing() {
        metrics.close();
        metrics.bindTo(registry);
        BoundMeters late = new BoundMeters(registry, new StatusReader(List::of, clock, 1), Tags.empty());
        late.close();
        late.bind();
        assertThat(registry.getMeters(), is(empty()));
    }

    @Test
    void keysThatWereNeverFetched_haveNoAge() {
        says(keys("https://as.example.com", 0, null, null, 1));
        metrics.bindTo(registry);

        assertThat(read("keys_known"), contains(of("keys_known", "issuer", "https://as.example.com", "0.0")));
        assertThat(read("keys_age_seconds"), is(empty()));
        assertThat(read("keys_remaining_seconds"), is(empty()));

        says(keys("https://as.example.com", 1, clock.instant(), clock.instant().plusSeconds(61), 0));
        assertThat(
                read("keys_age_seconds"), contains(of("keys_age_seconds", "issuer", "https://as.example.com", "1.0")));
        assertThat(
                read("keys_remaining_seconds"),
                contains(of("keys_remaining_seconds", "issuer", "https://as.example.com", "60.0")));
    }

    @Test
    void caches_haveFillAndLookUpsThatOnlyGrow() {
        says(new TokenCacheStatus("https://as.example.com", 10, 20_000, 7, 3));
        metrics.bindTo(registry);

        assertThat(read("cache_tokens"), contains(of("cache_tokens", "validator", "https://as.example.com", "10.0")));
        assertThat(read("cache_limit"), contains(of("cache_limit", "validator", "https://as.example.com", "20000.0")));
        assertThat(
                read("cache_lookups_total"),
                contains(lookups("https://as.example.com", "hit", 7), lookups("https://as.example.com", "miss", 3)));

        validator.status = () -> {
            throw new IllegalStateException("broken");
        };
        clock.advance(Duration.ofSeconds(1));
        assertThat(read("cache_tokens"), contains(of("cache_tokens", "validator", "https://as.example.com", "NaN")));
        assertThat(
                read("cache_lookups_total"),
                contains(lookups("https://as.example.com", "hit", 7), lookups("https://as.example.com", "miss", 3)));
    }

    private static String lookups(String name, String result, int number) {
        return "resource_protector_cache_lookups_total{result=\"" + result + "\",validator=\"" + name + "\"} " + number
                + ".0";
    }

    @Test
    void servers_haveCircuitWaitingAndCalls() {
        says(server("https://as.example.com/introspect", Circuit.OPEN));
        metrics.bindTo(registry);

        assertThat(
                read("introspection_circuit"),
                contains(
                        circuit("https://as.example.com/introspect", "closed", 0),
                        circuit("https://as.example.com/introspect", "half_open", 0),
                        circuit("https://as.example.com/introspect", "open", 1)));
        for (String[] number :
                new String[][] {{"waiting", "3.0"}, {"waiting_limit", "16.0"}, {"calls", "2.0"}, {"calls_limit", "32.0"}
                }) {
            assertThat(
                    read("introspection_" + number[0]),
                    contains(of(
                            "introspection_" + number[0], "server", "https://as.example.com/introspect", number[1])));
        }

        says(server("https://as.example.com/introspect", Circuit.HALF_OPEN));
        assertThat(
                read("introspection_circuit"), hasItem(circuit("https://as.example.com/introspect", "half_open", 1)));
        assertThat(read("introspection_circuit"), hasItem(circuit("https://as.example.com/introspect", "open", 0)));
    }

    private static String circuit(String server, String state, int value) {
        return "resource_protector_introspection_circuit{server=\"" + server + "\",state=\"" + state + "\"} " + value
                + ".0";
    }

    @Test
    void replayStores_haveFill() {
        says(new ReplayStoreStatus("in memory", 5, 1_000_000));
        metrics.bindTo(registry);

        assertThat(read("replay_proofs"), contains(of("replay_proofs", "store", "in memory", "5.0")));
        assertThat(read("replay_limit"), contains(of("replay_limit", "store", "in memory", "1000000.0")));
    }

    @Test
    void partsOfOneName_areAddedUpAndTheWorstCounts() {
        says(
                keys("fixed keys", 1, NOON, NOON.plusSeconds(100), 0),
                keys("fixed keys", 2, NOON.minusSeconds(50), NOON.plusSeconds(10), 3),
                server("as", Circuit.OPEN),
                server("as", Circuit.CLOSED));
        metrics.bindTo(registry);
        clock.set(NOON.plusSeconds(1));

        assertThat(read("keys_known"), contains(of("keys_known", "issuer", "fixed keys", "3.0")));
        assertThat(read("keys_age_seconds"), contains(of("keys_age_seconds", "issuer", "fixed keys", "51.0")));
        assertThat(
                read("keys_remaining_seconds"), contains(of("keys_remaining_seconds", "issuer", "fixed keys", "9.0")));
        assertThat(read("keys_failures"), contains(of("keys_failures", "issuer", "fixed keys", "3.0")));
        assertThat(
                read("introspection_circuit"),
                contains(circuit("as", "closed", 1), circuit("as", "half_open", 0), circuit("as", "open", 1)));
        assertThat(read("issuers"), contains("resource_protector_issuers 2.0"));
    }

    @Test
    void issuersThatComeAndGo_areFollowed() {
        metrics.bindTo(registry);
        assertThat(Scrape.all(registry), contains("resource_protector_issuers 0.0"));

        says(keys("a", 1, NOON, NOON.plusSeconds(9), 0), keys("b", 1, NOON, NOON.plusSeconds(9), 0));
        assertThat(
                read("keys_known"),
                contains(of("keys_known", "issuer", "a", "1.0"), of("keys_known", "issuer", "b", "1.0")));

        says(keys("b", 1, NOON, NOON.plusSeconds(9), 0));
        assertThat(read("keys_known"), contains(of("keys_known", "issuer", "b", "1.0")));

        says();
        registry.scrape();
        assertThat(Scrape.all(registry), contains("resource_protector_issuers 0.0"));
    }

    @Test
    void aThousandIssuers_areShownUpToTheLimitAndTheWorstOfTheRest() {
        Status[] thousand = IntStream.range(0, 1_000)
                .mapToObj(i ->
                        keys("https://tenant-" + i + ".example.com", 1, NOON, NOON.plusSeconds(9), i == 999 ? 7 : 0))
                .toArray(Status[]::new);
        says(thousand);
        try (LogLines log = new LogLines()) {
            metrics.bindTo(registry);
            assertThat(read("keys_known"), hasSize(101));
            assertThat(
                    log.lines(),
                    contains("there are more than 100 issuers with keys: from now on new ones are counted together,"
                            + " as \"other\""));
        }
        assertThat(read("keys_known"), hasItem(of("keys_known", "issuer", "other", "900.0")));
        assertThat(read("keys_failures"), hasItem(of("keys_failures", "issuer", "other", "7.0")));
        assertThat(read("issuers"), contains("resource_protector_issuers 1000.0"));

        says(keys("https://late.example.com", 1, NOON, NOON.plusSeconds(9), 0));
        assertThat(read("keys_known"), contains(of("keys_known", "issuer", "other", "1.0")));
    }

    @Test
    void aPartThatFails_costsNoScrape() {
        says(keys("a", 1, NOON, NOON.plusSeconds(9), 0));
        registry.counter("application").increment();
        metrics.bindTo(registry);
        List<Supplier<List<Status>>> broken = List.of(
                () -> {
                    throw new IllegalStateException("a secret of the database");
                },
                () -> {
                    throw new StackOverflowError();
                },
                () -> null);
        for (Supplier<List<Status>> how : broken) {
            validator.status = how;
            try (LogLines log = new LogLines()) {
                clock.advance(Duration.ofSeconds(1));
                assertThat(read("keys_known"), contains(of("keys_known", "issuer", "a", "NaN")));
                clock.advance(Duration.ofSeconds(1));
                assertThat(Scrape.all(registry), hasItem("application_total 1.0"));
                assertThat(
                        log.lines(),
                        contains(
                                startsWith(
                                        "the parts of a protector failed to say how they are; their metrics are missing; cause: java.lang.")));
                assertThat(log.lines().toString(), not(containsString("secret")));
            }
            says(keys("a", 1, NOON, NOON.plusSeconds(9), 0));
            assertThat(read("keys_known"), contains(of("keys_known", "issuer", "a", "1.0")));
        }
    }

    @Test
    void aPartThatSaysNull_isLeftOut() {
        List<Status> withNull = new ArrayList<>();
        withNull.add(null);
        withNull.add(keys("a", 1, NOON, NOON.plusSeconds(9), 0));
        validator.status = () -> withNull;
        metrics.bindTo(registry);

        assertThat(read("keys_known"), contains(of("keys_known", "issuer", "a", "1.0")));
    }

    @Test
    void emptyAndEndlessNames_areNoneAndOther() {
        says(
                keys("", 1, NOON, NOON.plusSeconds(9), 0),
                keys("https://" + "x".repeat(300), 1, NOON, NOON.plusSeconds(9), 0));
        metrics.bindTo(registry);

        assertThat(
                read("keys_known"),
                contains(of("keys_known", "issuer", "none", "1.0"), of("keys_known", "issuer", "other", "1.0")));
    }

    @Test
    void theStatusIsAskedOnceASecond_howeverManyMetersAreRead() {
        List<Instant> asked = new ArrayList<>();
        validator.status = () -> {
            asked.add(clock.instant());
            return List.of(server("a", Circuit.CLOSED), server("b", Circuit.CLOSED));
        };
        metrics.bindTo(registry);
        registry.scrape();
        registry.scrape();
        assertThat(asked, contains(NOON));

        clock.advance(Duration.ofSeconds(1));
        registry.scrape();
        assertThat(asked, contains(NOON, NOON.plusSeconds(1)));
        clock.set(NOON.minusSeconds(60));
        registry.scrape();
        assertThat(asked, hasSize(3));
    }

    @Test
    void whatIsClosed_leavesNothingBehind() {
        says(keys("a", 1, NOON, NOON.plusSeconds(9), 0), new TokenCacheStatus("a", 1, 2, 3, 4));
        SimpleMeterRegistry other = new SimpleMeterRegistry();
        metrics.bindTo(registry);
        metrics.bindTo(registry);
        metrics.bindTo(other);
        assertThat(other.getMeters(), hasSize(9));

        metrics.close();
        says(keys("b", 1, NOON, NOON.plusSeconds(9), 0));

        assertThat(Scrape.all(registry), is(empty()));
        assertThat(other.getMeters(), is(empty()));
    }

    @Test
    void twoProtectors_areToldApartByATag() {
        says(keys("a", 1, NOON, NOON.plusSeconds(9), 0));
        for (String name : List.of("one", "two")) {
            ProtectorMetrics.builder(ResourceProtector.with(validator))
                    .tags(Tag.of("protector", name))
                    .build()
                    .bindTo(registry);
        }

        assertThat(
                read("keys_known"),
                contains(
                        "resource_protector_keys_known{issuer=\"a\",protector=\"one\"} 1.0",
                        "resource_protector_keys_known{issuer=\"a\",protector=\"two\"} 1.0"));
    }

    @Test
    void ofTwoWithTheSameTags_theOneBoundLastIsShown() {
        says(keys("a", 1, NOON, NOON.plusSeconds(9), 0), keys("old", 1, NOON, NOON.plusSeconds(9), 0));
        metrics.bindTo(registry);
        ScriptedValidator later = new ScriptedValidator(
                () -> List.of(keys("a", 2, NOON, NOON.plusSeconds(9), 0), server("s", Circuit.CLOSED)));
        ProtectorMetrics next = ProtectorMetrics.builder(ResourceProtector.with(later))
                .clock(clock)
                .build();
        next.bindTo(registry);

        for (int seconds = 0; seconds < 2; seconds++) {
            clock.advance(Duration.ofSeconds(1));
            assertThat(read("issuers"), contains("resource_protector_issuers 1.0"));
            assertThat(read("keys_known"), contains(of("keys_known", "issuer", "a", "2.0")));
            assertThat(read("introspection_calls"), contains(of("introspection_calls", "server", "s", "2.0")));
        }
        next.close();
        assertThat(Scrape.all(registry), is(empty()));
    }

    @Test
    void whatIsClosedLate_leavesTheMetersOfTheNext() {
        says(keys("a", 1, NOON, NOON.plusSeconds(9), 0));
        metrics.bindTo(registry);
        ScriptedValidator later = new ScriptedValidator(() -> List.of(keys("a", 2, NOON, NOON.plusSeconds(9), 0)));
        ProtectorMetrics.builder(ResourceProtector.with(later))
                .clock(clock)
                .build()
                .bindTo(registry);

        metrics.close();

        assertThat(read("issuers"), contains("resource_protector_issuers 1.0"));
        assertThat(read("keys_known"), contains(of("keys_known", "issuer", "a", "2.0")));
    }

    @Test
    void aCompositeRegistry_isReadThroughThoseInIt() {
        says(keys("a", 1, NOON, NOON.plusSeconds(9), 0), new TokenCacheStatus("a", 1, 2, 3, 4));
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        metrics.bindTo(composite);
        composite.add(registry);
        System.gc();

        assertThat(read("keys_known"), contains(of("keys_known", "issuer", "a", "1.0")));
        says(keys("b", 1, NOON, NOON.plusSeconds(9), 0));
        assertThat(read("keys_known"), contains(of("keys_known", "issuer", "b", "1.0")));
    }

    @Test
    void metricsThatNobodyHolds_goOn() {
        says(new TokenCacheStatus("a", 1, 2, 3, 4), keys("a", 1, NOON, NOON.plusSeconds(9), 0));
        ProtectorMetrics.builder(ResourceProtector.with(validator))
                .clock(clock)
                .build()
                .bindTo(registry);
        System.gc();
        says(new TokenCacheStatus("a", 1, 2, 30, 40), keys("a", 2, NOON, NOON.plusSeconds(9), 0));

        assertThat(read("cache_lookups_total"), contains(lookups("a", "hit", 30), lookups("a", "miss", 40)));
        assertThat(read("keys_known"), contains(of("keys_known", "issuer", "a", "2.0")));
    }

    @Test
    void manyScrapesWhileIssuersComeAndGo_noneFails() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        validator.status = () -> IntStream.range(turn.get() % 7, 7 + turn.getAndIncrement() % 5)
                .<Status>mapToObj(i -> keys("tenant-" + i, 1, NOON, NOON.plusSeconds(9), 0))
                .toList();
        metrics.bindTo(registry);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> scrapes = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            int number = i;
            scrapes.add(threads.submit(() -> {
                clock.advance(Duration.ofSeconds(1));
                registry.scrape();
                registry.counter("application", "number", "" + number).increment();
            }));
        }
        for (Future<?> scrape : scrapes) {
            scrape.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();

        says(keys("last", 1, NOON, NOON.plusSeconds(9), 0));
        assertThat(read("keys_known"), contains(of("keys_known", "issuer", "last", "1.0")));
    }

    /** A registry in which no gauge of keys can be registered. */
    private static final class BrokenRegistry extends SimpleMeterRegistry {

        @Override
        protected <T> io.micrometer.core.instrument.Gauge newGauge(Meter.Id id, T of, ToDoubleFunction<T> value) {
            if (id.getName().startsWith("resource.protector.keys")) {
                throw new IllegalArgumentException("a secret of the registry");
            }
            return super.newGauge(id, of, value);
        }
    }

    @Test
    void aMeterThatCannotBeRegistered_costsNoOther() {
        says(keys("a", 1, NOON, NOON.plusSeconds(9), 0), server("s", Circuit.CLOSED));
        BrokenRegistry broken = new BrokenRegistry();
        try (LogLines log = new LogLines()) {
            metrics.bindTo(broken);
            clock.advance(Duration.ofSeconds(1));
            assertThat(broken.get("resource.protector.issuers").gauge().value(), is(1.0));
            assertThat(log.lines(), contains(endsWith("; cause: java.lang.IllegalArgumentException")));
        }

        assertThat(broken.find("resource.protector.introspection.calls").gauge(), is(not(nullValue())));
        assertThat(broken.find("resource.protector.keys.known").gauge(), is(nullValue()));
    }

    @Test
    void limitsBelowOne_areRefused() {
        ProtectorMetrics.Builder builder = ProtectorMetrics.builder(ResourceProtector.with(validator));

        assertThrows(IllegalArgumentException.class, () -> builder.maxNames(0));
    }
}
