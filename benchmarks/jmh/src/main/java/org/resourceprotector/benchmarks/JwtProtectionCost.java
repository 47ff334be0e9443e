package org.resourceprotector.benchmarks;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Verdict;

/**
 * Jersey in-process: the same resource without protection and with {@code @Protected} over a {@code JwtValidator}, for
 * tokens that were seen before. The request is the same for both, with a header line of about 900 bytes that is a new
 * string for each request, as a server reads it from the wire. What counts are the differences within one run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class JwtProtectionCost {

    private final TokenPool pool = TokenPool.of("RS256");
    private JwtValidator validator;
    private ApplicationHandler unprotected;
    private ApplicationHandler annotated;
    private String forged;
    private String foreign;

    /** Nothing protects it. */
    @Path("/user")
    public static final class Open {
        /** @return the user */
        @GET
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

    /** Those who call with a good token, one after the other. */
    @State(Scope.Benchmark)
    public static class Callers {

        /** How many there are, each with a token of its own: one, and as many as a validator remembers by default. */
        @Param({"1", "10000"})
        public int callers;

        private JwtValidator validator;
        private List<String> tokens;
        private List<Verdict> verdicts;
        private int next;

        /**
         * Makes the tokens, and has each of them validated.
         *
         * @param cost the validator
         */
        @Setup
        public void prepare(JwtProtectionCost cost) {
            validator = cost.validator;
            tokens = cost.pool.tokens(callers);
            verdicts = validated();
            if (cost.call(cost.annotated, next()).getStatus() != 200) {
                throw new IllegalStateException("the application does not answer as it should");
            }
        }

        /** Checks that all tokens are remembered still: what was measured was not measured at first sight. */
        @TearDown
        public void check() {
            List<Verdict> now = validated();
            for (int i = 0; i < callers; i++) {
                if (token(verdicts.get(i)) != token(now.get(i))) {
                    throw new IllegalStateException("a token was validated a second time");
                }
            }
        }

        private List<Verdict> validated() {
            return tokens.stream()
                    .map(token -> validator.validate(PresentedToken.bearer(token)))
                    .toList();
        }

        private static Object token(Verdict verdict) {
            return ((Verdict.Accepted) verdict).token();
        }

        String next() {
            int index = next;
            next = index + 1 == callers ? 0 : index + 1;
            return tokens.get(index);
        }
    }

    /** Starts the applications. */
    @Setup
    public void start() {
        Logger.getLogger("org").setLevel(Level.OFF);
        validator = JwtValidator.builder()
                .issuer(TokenPool.ISSUER)
                .audience(TokenPool.AUDIENCE)
                .keys(KeySource.jwkSet(pool.jwkSet().toString()))
                .build();
        unprotected =
                new ApplicationHandler(new ResourceConfig(Open.class).property("jakarta.ws.rs.loadServices", false));
        annotated = new ApplicationHandler(
                new ResourceConfig(ByAnnotation.class).register(ResourceProtector.with(validator)));

        String good = pool.token();
        String other = pool.token();
        forged = good.substring(0, good.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
        foreign = pool.token(
                TokenPool.claims().issuer("https://elsewhere.example.com").build());
        if (call(annotated, null).getStatus() != 401
                || call(annotated, forged).getStatus() != 401
                || call(annotated, foreign).getStatus() != 401) {
            throw new IllegalStateException("the application does not answer as it should");
        }
    }

    private ContainerResponse call(ApplicationHandler handler, String token) {
        return ProtectionCost.call(handler, token);
    }

    /** @return the answer */
    @Benchmark
    public ContainerResponse unprotected(Callers callers) {
        return call(unprotected, callers.next());
    }

    /** @return the answer */
    @Benchmark
    public ContainerResponse seenBefore(Callers callers) {
        return call(annotated, callers.next());
    }

    /** @return the refusal */
    @Benchmark
    public ContainerResponse refusedWithoutToken() {
        return call(annotated, null);
    }

    /** @return the refusal of a token of another issuer, for which nobody looks at the signature */
    @Benchmark
    public ContainerResponse refusedForeign() {
        return call(annotated, foreign);
    }

    /** @return the refusal of a token whose signature is that of another one */
    @Benchmark
    public ContainerResponse refusedForged() {
        return call(annotated, forged);
    }
}
