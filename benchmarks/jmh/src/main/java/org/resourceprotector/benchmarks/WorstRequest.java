package org.resourceprotector.benchmarks;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.TokenValidator;

/**
 * What a stranger can cost: the CPU time of requests that are meant to be dear, on Jersey in-process, with protection over
 * the same without. Prints a line for each; ends after a bounded number of requests.
 */
public final class WorstRequest {

    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = 150_000_000L;

    private WorstRequest() {}

    /** Leads to itself, by locators with different rules. */
    public static class Tree {

        /** @return this */
        @Path("a")
        public Tree a() {
            return this;
        }

        /** @return this */
        @Path("b")
        public Tree b() {
            return this;
        }

        /**
         * Takes whatever is left.
         *
         * @return a text
         */
        @GET
        @Path("{rest: .*}")
        public String rest() {
            return "rest";
        }
    }

    /** The same, protected. */
    public static class ProtectedTree {

        /** @return this */
        @Path("a")
        @Protected("a")
        public ProtectedTree a() {
            return this;
        }

        /** @return this */
        @Path("b")
        @Protected({"b", "c"})
        public ProtectedTree b() {
            return this;
        }

        /**
         * Takes whatever is left.
         *
         * @return a text
         */
        @GET
        @Path("{rest: .*}")
        @Protected
        public String rest() {
            return "rest";
        }
    }

    /** The root without protection. */
    @Path("tree")
    public static final class Root extends Tree {}

    /** The root with protection. */
    @Path("tree")
    public static final class ProtectedRoot extends ProtectedTree {}

    /** What a stranger sends. */
    private record Hostile(String path, String authorization) {}

    private static Map<String, Hostile> requests() {
        Map<String, Hostile> requests = new LinkedHashMap<>();
        requests.put("usual", new Hostile("x", "Bearer abc"));
        requests.put("6 KB of slashes", new Hostile("/".repeat(6_000), "Bearer abc"));
        requests.put("25 KB of slashes", new Hostile("/".repeat(25_000), "Bearer abc"));
        requests.put("60 locators", new Hostile("a/b/".repeat(30) + "x", "Bearer abc"));
        requests.put("8 KB of matrix parameters", new Hostile("x" + ";a=b".repeat(2_000), "Bearer abc"));
        requests.put("8 KB of escapes", new Hostile("%41".repeat(2_700), "Bearer abc"));
        requests.put("16 KB of token", new Hostile("x", "Bearer " + "a".repeat(16_000)));
        requests.put("8 KB that are not a token", new Hostile("x", "Bearer " + "a".repeat(8_000) + "\u00e9"));
        requests.put("16 KB of blanks", new Hostile("x", " ".repeat(16_000)));
        return requests;
    }

    /**
     * Measures and prints.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        Logger.getLogger("").setLevel(Level.OFF);
        ApplicationHandler open =
                new ApplicationHandler(new ResourceConfig(Root.class).property("jakarta.ws.rs.loadServices", false));
        ApplicationHandler closed = new ApplicationHandler(new ResourceConfig(ProtectedRoot.class)
                .register(ResourceProtector.with(TokenValidator.lookup(token -> Optional.empty()))));
        System.out.printf("%-28s %12s %12s %8s%n", "request", "open, us", "closed, us", "ratio");
        requests().forEach((name, hostile) -> {
            double without = Double.MAX_VALUE;
            double with = Double.MAX_VALUE;
            for (int i = 0; i < ROUNDS; i++) {
                without = Math.min(without, micros(open, hostile));
                with = Math.min(with, micros(closed, hostile));
            }
            System.out.printf("%-28s %12.1f %12.1f %8.2f%n", name, without, with, with / without);
        });
    }

    /** The CPU time of a request, on the average of a round. */
    private static double micros(ApplicationHandler application, Hostile hostile) {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long spent = 0;
        int calls = 0;
        while (spent < ROUND_NANOS) {
            call(application, hostile);
            calls++;
            spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
        }
        return spent / 1_000.0 / calls;
    }

    private static void call(ApplicationHandler application, Hostile hostile) {
        URI base = URI.create("http://localhost/");
        ContainerRequest request = new ContainerRequest(
                base,
                URI.create("http://localhost/tree/" + hostile.path()),
                "GET",
                null,
                new MapPropertiesDelegate(),
                application.getConfiguration());
        request.header("Authorization", hostile.authorization());
        try {
            application.apply(request).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
