package org.resourceprotector.benchmarks;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.scope.ScopeHierarchy;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;

/**
 * Jersey in-process: what rules cost beside a scope, for one token that meets all of them. Each kind alone, and all of
 * them at one endpoint. What counts are the differences within one run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class RulesCost {

    private static final String TOKEN = "3f9a7c52d1e84b06a5c0d9e8b7f61234";

    private ApplicationHandler scope;
    private ApplicationHandler hierarchy;
    private ApplicationHandler login;
    private ApplicationHandler details;
    private ApplicationHandler all;
    private ApplicationHandler condition;

    /** A token as an application would write it. */
    record ApiToken(String getName, Set<String> scopes, Map<String, Object> claims) implements AccessToken {}

    /** Permits what belongs to nobody else. */
    public static final class Own implements AccessCondition {
        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return request.pathParameter("owner") == null;
        }
    }

    /** A scope that the token has. */
    @Path("/user")
    public static final class OfScope {
        /** @return the user */
        @GET
        @Protected("files")
        public String me() {
            return "alice";
        }
    }

    /** A scope that one of the token's implies. */
    @Path("/user")
    public static final class OfHierarchy {
        /** @return the user */
        @GET
        @Protected("files.read")
        public String me() {
            return "alice";
        }
    }

    /** A login. */
    @Path("/user")
    public static final class OfLogin {
        /** @return the user */
        @GET
        @Protected(
                value = "files",
                acr = {"gold", "platinum"},
                maxAge = Integer.MAX_VALUE)
        public String me() {
            return "alice";
        }
    }

    /** Authorization details. */
    @Path("/user")
    public static final class OfDetails {
        /** @return the user */
        @GET
        @Protected(value = "files", details = "payment:initiate")
        public String me() {
            return "alice";
        }
    }

    /** All of these. */
    @Path("/user")
    public static final class OfAll {
        /** @return the user */
        @GET
        @Protected(
                value = "files.read",
                acr = {"gold", "platinum"},
                maxAge = Integer.MAX_VALUE,
                details = "payment:initiate")
        public String me() {
            return "alice";
        }
    }

    /** A condition. */
    @Path("/user")
    public static final class OfCondition {
        /** @return the user */
        @GET
        @Protected(value = "files", conditions = Own.class)
        public String me() {
            return "alice";
        }
    }

    /** Starts the applications. */
    @Setup
    public void start() {
        Logger.getLogger("org").setLevel(Level.OFF);
        scope = application(OfScope.class, ScopeHierarchy.NONE);
        ScopeHierarchy files = ScopeHierarchy.builder()
                .implies("files", "files.write")
                .implies("files.write", "files.read")
                .implies("mail", "mail.read")
                .build();
        hierarchy = application(OfHierarchy.class, files);
        login = application(OfLogin.class, ScopeHierarchy.NONE);
        details = application(OfDetails.class, ScopeHierarchy.NONE);
        all = application(OfAll.class, files);
        condition = application(OfCondition.class, ScopeHierarchy.NONE);
        for (ApplicationHandler each : List.of(scope, hierarchy, login, details, all, condition)) {
            if (ProtectionCost.call(each, TOKEN).getStatus() != 200) {
                throw new IllegalStateException("the applications do not answer as they should");
            }
        }
    }

    private static ApplicationHandler application(Class<?> resource, ScopeHierarchy hierarchy) {
        Map<String, ApiToken> tokens = Map.of(
                TOKEN,
                new ApiToken(
                        "alice",
                        Set.of("files", "email"),
                        Map.of(
                                "acr",
                                "gold",
                                "auth_time",
                                Instant.now().getEpochSecond(),
                                "authorization_details",
                                List.of(
                                        Map.of("type", "account", "actions", List.of("read")),
                                        Map.of("type", "payment", "actions", List.of("status", "initiate"))))));
        return new ApplicationHandler(new ResourceConfig(resource)
                .register(ResourceProtector.builder()
                        .validator(TokenValidator.lookup(token -> Optional.ofNullable(tokens.get(token))))
                        .scopeHierarchy(hierarchy)
                        .build()));
    }

    /** @return the answer */
    @Benchmark
    public ContainerResponse scopeAlone() {
        return ProtectionCost.call(scope, TOKEN);
    }

    /** @return the answer */
    @Benchmark
    public ContainerResponse scopeThatIsImplied() {
        return ProtectionCost.call(hierarchy, TOKEN);
    }

    /** @return the answer */
    @Benchmark
    public ContainerResponse login() {
        return ProtectionCost.call(login, TOKEN);
    }

    /** @return the answer */
    @Benchmark
    public ContainerResponse details() {
        return ProtectionCost.call(details, TOKEN);
    }

    /** @return the answer */
    @Benchmark
    public ContainerResponse allOfThem() {
        return ProtectionCost.call(all, TOKEN);
    }

    /** @return the answer */
    @Benchmark
    public ContainerResponse condition() {
        return ProtectionCost.call(condition, TOKEN);
    }
}
