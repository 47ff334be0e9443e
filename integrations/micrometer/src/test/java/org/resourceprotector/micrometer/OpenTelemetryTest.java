package org.resourceprotector.micrometer;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.instrumentation.micrometer.v1_5.OpenTelemetryMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.DoublePointData;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.status.IntrospectionStatus;
import org.resourceprotector.status.IntrospectionStatus.Circuit;
import org.resourceprotector.status.KeySourceStatus;
import org.resourceprotector.status.Status;
import org.resourceprotector.status.TokenCacheStatus;
import org.resourceprotector.testkit.InMemoryToken;
import org.resourceprotector.testkit.InMemoryTokens;
import org.resourceprotector.testkit.MutableClock;
import org.resourceprotector.token.TokenValidator;

/** The same meters through OpenTelemetry's bridge, as its SDK exports them. */
class OpenTelemetryTest {

    private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

    private final InMemoryMetricReader exported = InMemoryMetricReader.create();
    private final OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(exported).build())
            .build();
    private final MeterRegistry bridge = OpenTelemetryMeterRegistry.create(sdk);
    private final MutableClock clock = MutableClock.at(NOON);
    private final ScriptedValidator validator = new ScriptedValidator(List::of);

    @AfterEach
    void close() {
        sdk.close();
    }

    private static List<String> points(Collection<MetricData> metrics, String name) {
        return metrics.stream()
                .filter(metric -> metric.getName().equals(name))
                .flatMap(OpenTelemetryTest::points)
                .sorted()
                .toList();
    }

    private static Stream<String> points(MetricData metric) {
        return switch (metric.getType()) {
            case DOUBLE_SUM -> metric.getDoubleSumData().getPoints().stream().map(OpenTelemetryTest::text);
            case DOUBLE_GAUGE ->
                metric.getDoubleGaugeData().getPoints().stream().map(OpenTelemetryTest::text);
            case HISTOGRAM -> metric.getHistogramData().getPoints().stream().map(OpenTelemetryTest::text);
            default -> Stream.of(metric.toString());
        };
    }

    private static String text(DoublePointData point) {
        return attributes(point.getAttributes().asMap()) + " " + point.getValue();
    }

    private static String text(HistogramPointData point) {
        return attributes(point.getAttributes().asMap()) + " " + point.getCount();
    }

    private static String attributes(java.util.Map<?, ?> attributes) {
        TreeMap<String, String> sorted = new TreeMap<>();
        attributes.forEach((key, value) -> sorted.put(key.toString(), value.toString()));
        return sorted.toString();
    }

    private List<String> exported(String name) {
        clock.advance(Duration.ofSeconds(1));
        exported.collectAllMetrics(); // what is new is registered
        return points(exported.collectAllMetrics(), "resource.protector." + name);
    }

    @Test
    void decisions_areExportedOverRealCalls() throws Exception {
        InMemoryTokens tokens =
                new InMemoryTokens().put("alice", InMemoryToken.of("alice").withScopes("orders"));
        ResourceProtector protector = ResourceProtector.builder()
                .validator(TokenValidator.lookup(tokens))
                .listener(MicrometerListener.of(bridge))
                .build();
        try (Api api = Api.start(protector)) {
            assertThat(api.get("/orders/1", "alice"), is(200));
            assertThat(api.get("/orders/2", "alice"), is(200));
            assertThat(api.get("/orders/2", "stranger"), is(401));
            assertThat(api.get("/ads", "stranger"), is(200));
            assertThat(api.get("/news", null), is(200));
            tokens.goDown();
            assertThat(api.get("/orders/1", "alice"), is(503));
        }

        assertThat(
                exported("decisions"),
                containsInAnyOrder(
                        "{method=GET, outcome=accepted, path=/orders/{id}, reason=none} 2.0",
                        "{method=GET, outcome=refused, path=/orders/{id}, reason=unknown} 1.0",
                        "{method=GET, outcome=refused, path=/orders/{id}, reason=unavailable} 1.0",
                        "{method=GET, outcome=ignored, path=/ads, reason=unknown} 1.0",
                        "{method=GET, outcome=anonymous, path=/news, reason=none} 1.0"));
        assertThat(
                exported("decision.duration"),
                containsInAnyOrder(
                        "{method=GET, outcome=accepted, path=/orders/{id}} 2",
                        "{method=GET, outcome=refused, path=/orders/{id}} 2",
                        "{method=GET, outcome=ignored, path=/ads} 1",
                        "{method=GET, outcome=anonymous, path=/news} 1"));
    }

    private static KeySourceStatus keys(String issuer) {
        return new KeySourceStatus(
                issuer,
                List.of(new KeySourceStatus.Key("k", Set.of("ES256"))),
                NOON,
                null,
                NOON.plusSeconds(3600),
                0,
                null);
    }

    private void says(Status... status) {
        validator.status = () -> List.of(status);
    }

    @Test
    void parts_areExportedAsTheyComeAndGo() {
        ProtectorMetrics metrics = ProtectorMetrics.builder(ResourceProtector.with(validator))
                .clock(clock)
                .build();
        metrics.bindTo(bridge);
        assertThat(exported("issuers"), contains("{} 0.0"));

        says(
                keys("a"),
                keys("b"),
                new TokenCacheStatus("a", 1, 10, 7, 3),
                new IntrospectionStatus("s", Circuit.OPEN, 0, 1, 0, 1));
        assertThat(exported("keys.known"), contains("{issuer=a} 1.0", "{issuer=b} 1.0"));
        assertThat(
                exported("cache.lookups"), contains("{result=hit, validator=a} 7.0", "{result=miss, validator=a} 3.0"));
        assertThat(
                exported("introspection.circuit"),
                contains(
                        "{server=s, state=closed} 0.0",
                        "{server=s, state=half_open} 0.0",
                        "{server=s, state=open} 1.0"));
        clock.set(NOON.plusSeconds(599));
        assertThat(exported("keys.age"), contains("{issuer=a} 600.0", "{issuer=b} 600.0"));

        says(keys("b"));
        assertThat(exported("keys.known"), contains("{issuer=b} 1.0"));
        validator.status = () -> {
            throw new IllegalStateException("broken");
        };
        assertThat(exported("keys.known"), is(empty()));
        says(keys("b"));
        assertThat(exported("keys.known"), contains("{issuer=b} 1.0"));

        metrics.close();
        assertThat(exported("keys.known"), is(empty()));
    }

    @Test
    void exportsWhileIssuersComeAndGo_noneWaitsForAnother() throws Exception {
        AtomicInteger turn = new AtomicInteger();
        validator.status = () -> List.of(keys("tenant-" + turn.incrementAndGet() % 3));
        ProtectorMetrics.builder(ResourceProtector.with(validator))
                .clock(clock)
                .build()
                .bindTo(bridge);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> exports = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int number = i;
            exports.add(threads.submit(() -> {
                clock.advance(Duration.ofSeconds(1));
                exported.collectAllMetrics();
            }));
            exports.add(threads.submit(() -> bridge.gauge("application." + number, number)));
        }
        for (Future<?> export : exports) {
            export.get(60, TimeUnit.SECONDS);
        }
        threads.shutdown();

        says(keys("last"));
        assertThat(exported("keys.known"), contains("{issuer=last} 1.0"));
    }
}
