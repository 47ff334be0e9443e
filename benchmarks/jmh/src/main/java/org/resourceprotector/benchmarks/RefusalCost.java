package org.resourceprotector.benchmarks;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
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
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.token.TokenValidator;

/**
 * Jersey in-process: a refusal with nothing configured, and one that sends the client to the metadata and has a challenge
 * for DPoP beside that for bearer tokens. What counts are the differences within one run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class RefusalCost {

    private static final String UNKNOWN = "3f9a7c52d1e84b06a5c0d9e8b7f61234";

    private ApplicationHandler plain;
    private ApplicationHandler metadata;
    private ApplicationHandler twoChallenges;

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

    /** Starts the applications. */
    @Setup
    public void start() {
        Logger.getLogger("org").setLevel(Level.OFF);
        plain = application(protector());
        metadata = application(protector().metadata(resource()));
        twoChallenges = application(
                protector().metadata(resource()).senderConstraint(Dpop.builder().build()));
        String challenge = ProtectionCost.call(twoChallenges, null).getHeaderString("WWW-Authenticate");
        if (!challenge.contains("resource_metadata=") || !challenge.contains("DPoP ")) {
            throw new IllegalStateException("the applications do not answer as they should");
        }
    }

    private static ResourceProtector.Builder protector() {
        return ResourceProtector.builder().validator(TokenValidator.lookup(token -> Optional.empty()));
    }

    private static ResourceMetadata resource() {
        return ResourceMetadata.builder()
                .resource("http://localhost")
                .authorizationServers("https://login.example.com")
                .insecureLoopbackHttp()
                .build();
    }

    private static ApplicationHandler application(ResourceProtector.Builder protector) {
        return new ApplicationHandler(new ResourceConfig(User.class).register(protector.build()));
    }

    /** @return the refusal */
    @Benchmark
    public ContainerResponse plainWithoutToken() {
        return ProtectionCost.call(plain, null);
    }

    /** @return the refusal */
    @Benchmark
    public ContainerResponse metadataWithoutToken() {
        return ProtectionCost.call(metadata, null);
    }

    /** @return the refusal */
    @Benchmark
    public ContainerResponse twoChallengesWithoutToken() {
        return ProtectionCost.call(twoChallenges, null);
    }

    /** @return the refusal */
    @Benchmark
    public ContainerResponse plainUnknownToken() {
        return ProtectionCost.call(plain, UNKNOWN);
    }

    /** @return the refusal */
    @Benchmark
    public ContainerResponse twoChallengesUnknownToken() {
        return ProtectionCost.call(twoChallenges, UNKNOWN);
    }
}
