package org.resourceprotector.micrometer;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.testkit.IssuerEndpoint;
import org.resourceprotector.testkit.MutableClock;
import org.resourceprotector.testkit.TestIssuer;

/** The meters of a real protector whose authorization server works, fails and comes back, with a clock that is moved. */
class RealPartsTest {

    private final MutableClock clock = MutableClock.now();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TestIssuer issuer =
            TestIssuer.builder().algorithms("ES256").clock(clock).start();
    private final RemoteKeySource keys = RemoteKeySource.builder()
            .issuer(issuer.issuer())
            .insecureLoopbackHttp()
            .clock(clock)
            .build();
    private final IntrospectionValidator introspection = IntrospectionValidator.builder()
            .endpoint(URI.create(issuer.issuer() + "/introspect"))
            .client(ClientAuthentication.basic(TestIssuer.CLIENT_ID, TestIssuer.CLIENT_SECRET))
            .audience(issuer.audience())
            .insecureLoopbackHttp()
            .clock(clock)
            .cacheFor(Duration.ofSeconds(10))
            .circuitBreaker(2, Duration.ofSeconds(5))
            .build();
    private final ResourceProtector protector = ResourceProtector.builder()
            .validator(JwtValidator.builder()
                    .issuer(issuer.issuer())
                    .audience(issuer.audience())
                    .clock(clock)
                    .keys(keys)
                    .build())
            .validator(introspection)
            .senderConstraint(Dpop.builder().clock(clock).build())
            .listener(MicrometerListener.of(registry))
            .build();

    @AfterEach
    void stop() {
        keys.close();
        introspection.close();
        issuer.close();
    }

    private List<String> read(String metric) {
        clock.advance(Duration.ofSeconds(1));
        registry.scrape();
        return Scrape.of(registry, "resource_protector_" + metric);
    }

    private String ofIssuer(String metric, String tag, String value) {
        return "resource_protector_" + metric + "{" + tag + "=\"" + issuer.issuer() + "\"} " + value;
    }

    @Test
    void keys_areSeenToAgeFailAndComeBack() throws Exception {
        ProtectorMetrics.builder(protector).clock(clock).build().bindTo(registry);
        try (Api api = Api.start(protector)) {
            assertThat(read("keys_known"), contains(ofIssuer("keys_known", "issuer", "0.0")));
            assertThat(api.get("/orders/1", issuer.token().scope("orders").value()), is(200));
            assertThat(read("keys_known"), contains(ofIssuer("keys_known", "issuer", "1.0")));
            double age = number(read("keys_age_seconds"));
            clock.advance(Duration.ofMinutes(7));
            assertThat(number(read("keys_age_seconds")), is(age + 421));

            issuer.outage();
            clock.advance(Duration.ofHours(5));
            assertThat(number(read("keys_remaining_seconds")), is(0.0));
            assertThat(api.get("/orders/1", issuer.token().scope("orders").value()), is(503));
            assertThat(number(read("keys_failures")) >= 1, is(true));

            issuer.recover();
            clock.advance(Duration.ofHours(1));
            assertThat(api.get("/orders/1", issuer.token().scope("orders").value()), is(200));
            assertThat(read("keys_failures"), contains(ofIssuer("keys_failures", "issuer", "0.0")));
            assertThat(number(read("keys_age_seconds")) <= 2, is(true));
        }
    }

    private static double number(List<String> lines) {
        return Double.parseDouble(lines.get(0).substring(lines.get(0).lastIndexOf(' ')));
    }

    @Test
    void caches_areSeenToFillAndToHelp() throws Exception {
        ProtectorMetrics.builder(protector).clock(clock).build().bindTo(registry);
        try (Api api = Api.start(protector)) {
            String token = issuer.token().scope("orders").value();
            for (int i = 0; i < 4; i++) {
                assertThat(api.get("/orders/1", token), is(200));
            }
            assertThat(
                    read("cache_lookups_total"),
                    hasItems(
                            "resource_protector_cache_lookups_total{result=\"hit\",validator=\"" + issuer.issuer()
                                    + "\"} 3.0",
                            "resource_protector_cache_lookups_total{result=\"miss\",validator=\"" + issuer.issuer()
                                    + "\"} 1.0"));
            assertThat(read("cache_tokens"), hasItem(ofIssuer("cache_tokens", "validator", "1.0")));
            assertThat(read("cache_limit"), hasItem(ofIssuer("cache_limit", "validator", "20000.0")));
        }
    }

    @Test
    void anOutage_isSeenAsAnOpenCircuitAndAs503s() throws Exception {
        ProtectorMetrics.builder(protector).clock(clock).build().bindTo(registry);
        String server = issuer.issuer() + "/introspect";
        try (Api api = Api.start(protector)) {
            String token = issuer.token().scope("orders").opaqueValue();
            assertThat(api.get("/orders/1", token), is(200));
            assertThat(read("introspection_circuit"), hasItem(circuit(server, "closed")));

            issuer.failing(500, IssuerEndpoint.INTROSPECTION);
            for (int i = 0; i < 3; i++) {
                assertThat(api.get("/orders/1", issuer.token().opaqueValue()), is(503));
            }
            registry.scrape();
            assertThat(read("introspection_circuit"), hasItem(circuit(server, "open")));
            assertThat(
                    Scrape.of(registry, "resource_protector_decisions_total"),
                    hasItem("resource_protector_decisions_total{method=\"GET\",outcome=\"refused\","
                            + "path=\"/orders/{id}\",reason=\"unavailable\"} 3.0"));
            clock.advance(Duration.ofSeconds(6));
            assertThat(read("introspection_circuit"), hasItem(circuit(server, "half_open")));
        }
    }

    private static String circuit(String server, String state) {
        return "resource_protector_introspection_circuit{server=\"" + server + "\",state=\"" + state + "\"} 1.0";
    }

    @Test
    void docs_nameEveryMetricThatIsScrapedAndNoOther() throws Exception {
        ProtectorMetrics.of(protector).bindTo(registry);
        try (Api api = Api.start(protector)) {
            assertThat(api.get("/orders/1", issuer.token().scope("orders").value()), is(200));
            assertThat(api.get("/orders/1", issuer.token().scope("orders").opaqueValue()), is(200));
        }
        ProtectorMetrics.of(protector).bindTo(registry);

        assertThat(namedInDocs(), is(Set.copyOf(Scrape.names(registry))));
    }

    /** The metrics of the tables. */
    private static Set<String> namedInDocs() throws IOException {
        Path root = Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolve("../..");
        TreeSet<String> names = new TreeSet<>();
        Pattern name = Pattern.compile("`(resource_protector_[a-z_]+)`");
        Files.readString(root.resolve("docs/metrics.md"))
                .lines()
                .filter(line -> line.startsWith("| `resource."))
                .forEach(line -> name.matcher(line).results().forEach(found -> names.add(found.group(1))));
        return names;
    }
}
