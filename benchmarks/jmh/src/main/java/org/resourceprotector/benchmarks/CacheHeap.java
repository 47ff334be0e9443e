package org.resourceprotector.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jwt.JWTClaimsSet;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.management.JMException;
import javax.management.ObjectName;
import org.resourceprotector.jwt.JwtAccessToken;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Verdict;

/**
 * Sends a million valid tokens, no two alike, through a validator with the default settings, and tells how much of the heap
 * its memory of them keeps: the heap in use after a collection, with the validator and without it.
 *
 * <p>Argument: how many tokens (1000000). Ends with status 1 if more is kept than the documentation of
 * {@code cacheSize} says.
 */
public final class CacheHeap {

    /** What the documentation says: so many tokens, each of so many times its length. */
    private static final int REMEMBERED = 20_000;

    /** Of a token with a short signature, as these have: the signature is not kept, so a longer one makes it look better. */
    private static final int TIMES_ITS_LENGTH = 4;

    private static final TokenPool POOL = TokenPool.of("ES256");

    private CacheHeap() {}

    /**
     * Runs it.
     *
     * @param arguments the number of tokens
     * @throws JMException if this is not a JVM that counts its objects
     */
    public static void main(String[] arguments) throws JMException {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        System.out.printf(
                "%-22s %8s %10s %8s %12s %14s %10s %6s%n",
                "claims", "length", "sent", "kept", "heap, bytes", "stated, bytes", "per token", "times");
        boolean asStated = measure("the least of RFC 9068", count / 10, CacheHeap::least);
        asStated &= measure("with 12 short claims", count, TokenPool::claims);
        asStated &= measure("with 60 roles", count / 10, CacheHeap::withManyRoles);
        System.exit(asStated ? 0 : 1);
    }

    private static JWTClaimsSet.Builder least() {
        return TokenPool.claims()
                .claim("roles", null)
                .claim("name", null)
                .claim("locale", null)
                .claim("session", null)
                .claim("tenant", null);
    }

    private static JWTClaimsSet.Builder withManyRoles() {
        List<String> roles = IntStream.range(0, 60)
                .mapToObj(i -> "role-" + i + "-" + UUID.randomUUID().toString().substring(0, 8))
                .toList();
        return TokenPool.claims().claim("roles", roles);
    }

    private static boolean measure(String name, int count, Supplier<JWTClaimsSet.Builder> claims) throws JMException {
        JwtValidator[] validator = {validator()};
        double length = send(validator[0], count, claims);
        int kept = remembered();
        long heap = used();
        validator[0] = null;
        heap -= used();
        double stated = REMEMBERED * TIMES_ITS_LENGTH * length;
        System.out.printf(
                "%-22s %,8.0f %,10d %,8d %,12d %,14.0f %,10d %6.2f%n",
                name, length, count, kept, heap, stated, heap / kept, heap / kept / length);
        return kept <= REMEMBERED && heap <= stated;
    }

    private static JwtValidator validator() {
        return JwtValidator.builder()
                .issuer(TokenPool.ISSUER)
                .audience(TokenPool.AUDIENCE)
                .keys(KeySource.jwkSet(POOL.jwkSet().toString()))
                .provider(AmazonCorrettoCryptoProvider.INSTANCE)
                .build();
    }

    /** Signs and sends tokens on all processors, and holds none. Answers how long they were on average. */
    private static double send(JwtValidator validator, int count, Supplier<JWTClaimsSet.Builder> claims) {
        return IntStream.range(0, count)
                .parallel()
                .map(i -> {
                    String token = POOL.token(claims.get().build());
                    if (!(validator.validate(PresentedToken.bearer(token)) instanceof Verdict.Accepted)) {
                        throw new IllegalStateException("a good token was not accepted");
                    }
                    return token.length();
                })
                .average()
                .orElseThrow();
    }

    /** The tokens that are on the heap still, as the JVM counts them after a collection. */
    private static int remembered() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {null},
                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(line -> line.trim().split("\\s+"))
                .filter(columns -> columns.length > 3 && columns[3].equals(JwtAccessToken.class.getName()))
                .mapToInt(columns -> Integer.parseInt(columns[1]))
                .sum();
    }

    /** The heap in use after a collection; the third one finds what the first two had finalized or cleared. */
    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
