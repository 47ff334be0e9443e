package org.resourceprotector.benchmarks.stand;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a server is told by the one who starts it, in its environment; what it says when it is ready; and when it ends.
 *
 * <p>Every server serves the same four resources, each with a {@link Profile} as JSON: {@code GET /open} to everybody,
 * {@code GET /any} to whoever has a valid token, {@code GET /user} to those with the scope {@code profile}, and
 * {@code POST /orders} (without a body) to those with the scope {@code orders:write}. Started with {@code PROTECTION=none}
 * it serves all four to everybody, and has nothing in it that protects: that is the runtime which it is compared with.
 *
 * <p>Immutable, thread-safe.
 *
 * @param isProtected whether the resources are protected, or the runtime is as it is without protection
 * @param issuer the issuer of the tokens, to be compared with {@code iss}
 * @param jwksUri where the issuer's keys are, in plain HTTP on loopback
 * @param audience what {@code aud} must name
 * @param isNative whether signatures are checked by Conscrypt
 * @param issuers how many issuers there are; more than one are told apart by what is behind the first one's identifier
 * @param hasProofs whether tokens may be bound to keys, and come with DPoP proofs; a peer that does not ask has it anyway
 * @param port where to listen on 127.0.0.1
 */
public record Stand(
        boolean isProtected,
        String issuer,
        URI jwksUri,
        String audience,
        boolean isNative,
        int issuers,
        boolean hasProofs,
        int port) {

    /** The line that tells that a server answers. */
    public static final String READY = "ready";

    private static final PrintStream OUTPUT = System.out;

    /**
     * Reads the environment. What the server prints goes to standard error from here on.
     *
     * @return what the server is told
     */
    public static Stand told() {
        System.setOut(System.err);
        Map<String, String> environment = System.getenv();
        return new Stand(
                environment.getOrDefault("PROTECTION", "jwt").equals("jwt"),
                environment.getOrDefault("ISSUER", "http://127.0.0.1:9090"),
                URI.create(environment.getOrDefault("JWKS_URI", "http://127.0.0.1:9090/jwks")),
                environment.getOrDefault("AUDIENCE", "https://api.example.com"),
                environment.getOrDefault("NATIVE", "false").equals("true"),
                Integer.parseInt(environment.getOrDefault("ISSUERS", "1")),
                environment.getOrDefault("DPOP", "false").equals("true"),
                Integer.parseInt(environment.getOrDefault("PORT", "8080")));
    }

    /**
     * All issuers, which have their keys at the same place.
     *
     * @return their identifiers
     */
    public List<String> allIssuers() {
        return issuers == 1
                ? List.of(issuer)
                : IntStream.range(0, issuers).mapToObj(this::issuer).toList();
    }

    private String issuer(int number) {
        return issuer + "/tenants/" + number;
    }

    /**
     * Says that the server answers, and ends the process when nobody is there any more who wants it.
     *
     * @throws IOException if standard input cannot be read
     */
    public static void serveUntilInputEnds() throws IOException {
        OUTPUT.println(READY);
        OUTPUT.flush();
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        Runtime.getRuntime().halt(0);
    }
}
