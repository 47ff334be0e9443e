package org.resourceprotector.benchmarks;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.net.URI;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
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
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.TokenValidator;

/**
 * Jersey in-process, the same resource without protection, with a name-bound filter as one would write it by hand, and
 * with {@code @Protected} over an in-memory look-up. What counts are the differences within one run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class ProtectionCost {

    private static final URI BASE = URI.create("http://localhost/");
    private static final String TOKEN = "3f9a7c52d1e84b06a5c0d9e8b7f61234";

    private ApplicationHandler unprotected;
    private ApplicationHandler handWritten;
    private ApplicationHandler annotated;

    /** A token as an application would write it. */
    record ApiToken(String getName, Set<String> scopes) implements AccessToken {}

    /** The annotation of a hand-written filter. */
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    @interface Secured {}

    /** A filter with the least that works. */
    @Secured
    static final class HandWrittenFilter implements ContainerRequestFilter {

        private final Map<String, ApiToken> tokens;

        HandWrittenFilter(Map<String, ApiToken> tokens) {
            this.tokens = tokens;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            String header = request.getHeaderString("Authorization");
            ApiToken token = header != null && header.startsWith("Bearer ") ? tokens.get(header.substring(7)) : null;
            if (token == null || !token.scopes().contains("profile")) {
                request.abortWith(Response.status(401)
                        .header("WWW-Authenticate", "Bearer realm=\"api\"")
                        .build());
                return;
            }
            SecurityContext previous = request.getSecurityContext();
            request.setSecurityContext(new SecurityContext() {
                @Override
                public Principal getUserPrincipal() {
                    return token;
                }

                @Override
                public boolean isUserInRole(String role) {
                    return false;
                }

                @Override
                public boolean isSecure() {
                    return previous.isSecure();
                }

                @Override
                public String getAuthenticationScheme() {
                    return "Bearer";
                }
            });
        }
    }

    /** Nothing protects it. */
    @Path("/user")
    public static final class Open {
        /** @return the user */
        @GET
        public String me() {
            return "alice";
        }
    }

    /** Protected by hand. */
    @Path("/user")
    public static final class ByHand {
        /** @return the user */
        @GET
        @Secured
        public String me() {
            return "alice";
        }
    }

    /** Protected by annotation. */
    @Path("/user")
    public static final class ByAnnotation {
        /** @return the user */
        @GET
        @Protected("profile")
        public String me() {
            return "alice";
        }
    }

    /** Starts the three applications. */
    @Setup
    public void start() {
        Logger.getLogger("org").setLevel(Level.OFF);
        Map<String, ApiToken> tokens = Map.of(TOKEN, new ApiToken("alice", Set.of("profile", "email")));
        unprotected =
                new ApplicationHandler(new ResourceConfig(Open.class).property("jakarta.ws.rs.loadServices", false));
        handWritten = new ApplicationHandler(new ResourceConfig(ByHand.class)
                .register(new HandWrittenFilter(tokens))
                .property("jakarta.ws.rs.loadServices", false));
        annotated = new ApplicationHandler(new ResourceConfig(ByAnnotation.class)
                .register(ResourceProtector.with(
                        TokenValidator.lookup(token -> Optional.ofNullable(tokens.get(token))))));
        if (call(annotated, TOKEN).getStatus() != 200
                || call(handWritten, TOKEN).getStatus() != 200
                || call(annotated, null).getStatus() != 401) {
            throw new IllegalStateException("the applications do not answer as they should");
        }
    }

    static ContainerResponse call(ApplicationHandler handler, String token) {
        ContainerRequest request = new ContainerRequest(
                BASE, URI.create("http://localhost/user"), "GET", null, new MapPropertiesDelegate(), null);
        if (token != null) {
            // a header line as a server reads it from the wire: a new string for each request
            request.header("Authorization", "Bearer ".concat(token));
        }
        try {
            return handler.apply(request).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return the answer */
    @Benchmark
    public ContainerResponse unprotected() {
        return call(unprotected, TOKEN);
    }

    /** @return the answer */
    @Benchmark
    public ContainerResponse handWrittenFilter() {
        return call(handWritten, TOKEN);
    }

    /** @return the answer */
    @Benchmark
    public ContainerResponse annotated() {
        return call(annotated, TOKEN);
    }

    /** @return the refusal */
    @Benchmark
    public ContainerResponse annotatedWithoutToken() {
        return call(annotated, null);
    }

    /** @return the refusal */
    @Benchmark
    public ContainerResponse handWrittenFilterWithoutToken() {
        return call(handWritten, null);
    }
}
