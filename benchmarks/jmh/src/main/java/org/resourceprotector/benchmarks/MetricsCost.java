package org.resourceprotector.benchmarks;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.micrometer.MicrometerListener;
import org.resourceprotector.micrometer.ProtectorMetrics;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/**
 * What it costs that decisions are counted and timed, with a Prometheus registry: Jersey in-process with a JWT that was seen
 * before, with the listener and without, and the listener by itself.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class MetricsCost {

    private final TokenPool pool = TokenPool.of("ES256");
    private final String token = pool.token();
    private ApplicationHandler without;
    private ApplicationHandler with;
    private ApplicationHandler withNothing;
    private ProtectionListener listener;
    private ProtectedEndpoint endpoint;
    private AccessToken accepted;
    private Rejection rejection;

    /** A protected resource. */
    @Path("/user")
    public static final class User {
        /** @return the user */
        @GET
        @Protected("profile")
        public String me() {
            return "alice";
        }
    }

    /** A token of an application's own. */
    private record Token(String getName, String issuer, Set<String> scopes) implements AccessToken {}

    /** Starts the applications. */
    @Setup
    public void start() {
        Logger.getLogger("org").setLevel(Level.OFF);
        without = application(protector());
        withNothing = application(protector().listener(new ProtectionListener() {}));
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        listener = MicrometerListener.of(registry);
        with = application(protector().listener(listener));
        ResourceProtector asked = protector().build();
        endpoint = asked.endpoints(new ResourceConfig(User.class)).get(0);
        ProtectorMetrics.of(asked).bindTo(registry);
        accepted = new Token("alice", TokenPool.ISSUER, Set.of("profile"));
        rejection = Rejection.of(Rejection.Reason.EXPIRED).from(TokenPool.ISSUER);
        for (ApplicationHandler application : new ApplicationHandler[] {without, withNothing, with}) {
            if (ProtectionCost.call(application, token).getStatus() != 200
                    || ProtectionCost.call(application, null).getStatus() != 401) {
                throw new IllegalStateException("the applications do not answer as they should");
            }
        }
        if (!registry.scrape().contains("resource_protector_decisions_total{method=\"GET\",outcome=\"accepted\"")) {
            throw new IllegalStateException("the listener has heard of nothing");
        }
    }

    private ResourceProtector.Builder protector() {
        return ResourceProtector.builder()
                .validator(JwtValidator.builder()
                        .issuer(TokenPool.ISSUER)
                        .audience(TokenPool.AUDIENCE)
                        .keys(KeySource.jwkSet(pool.jwkSet().toString()))
                        .build());
    }

    private static ApplicationHandler application(ResourceProtector.Builder protector) {
        return new ApplicationHandler(new ResourceConfig(User.class)
                .register(protector.build())
                .property("jakarta.ws.rs.loadServices", false));
    }

    /** @return the answer */
    @Benchmark
    public ContainerResponse withoutListener() {
        return ProtectionCost.call(without, token);
    }

    /** @return the answer, with a listener that does nothing */
    @Benchmark
    public ContainerResponse withEmptyListener() {
        return ProtectionCost.call(withNothing, token);
    }

    /** @return the answer */
    @Benchmark
    public ContainerResponse withListener() {
        return ProtectionCost.call(with, token);
    }

    /** @return what heard of a decision from its begin to its end */
    @Benchmark
    public ProtectionListener listenerAlone() {
        ProtectionListener decision = listener.started(endpoint);
        decision.accepted(accepted, endpoint);
        return decision;
    }

    /** @return what heard of a refusal from its begin to its end */
    @Benchmark
    public ProtectionListener listenerAloneRefused() {
        ProtectionListener decision = listener.started(endpoint);
        decision.refused(rejection, endpoint, null);
        return decision;
    }
}
