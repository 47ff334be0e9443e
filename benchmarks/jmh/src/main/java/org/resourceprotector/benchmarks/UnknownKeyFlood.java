package org.resourceprotector.benchmarks;

import com.nimbusds.jose.util.Base64URL;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/**
 * Floods a validator with tokens whose key nobody has, each under another random identifier, and tells how often the
 * server was asked for keys, and what good tokens cost meanwhile.
 *
 * <p>A flood takes a processor, whatever the validator does. So that this is not mistaken for a cost of the validator, good
 * tokens are measured three times: among nothing; among as many tokens that are refused as early, but name the issuer's
 * key (their {@code alg} is none that is allowed); among the flood. Once on the thread of the flood, so that processors do
 * not matter, and once on a thread beside it, as it is on a server.
 *
 * <p>Arguments: how many tokens (100000), and the cool-down in milliseconds (1000; the library's own is 30000). Ends with
 * status 1 if the server was asked more than once per cool-down.
 */
public final class UnknownKeyFlood {

    private static final Logger LOGGER = Logger.getLogger("org.resourceprotector");
    private static final int DISTINCT = 2_000;
    private static final int BAD_PER_GOOD = 10;

    private final int count;
    private final long coolDown;
    private final TokenPool pool = TokenPool.of("RS256");
    private final AtomicInteger fetches = new AtomicInteger();
    private final List<PresentedToken> good;
    private final List<PresentedToken> unknown;
    private final List<PresentedToken> cheap;

    /** What one flood was like. */
    private record Flood(String name, List<PresentedToken> tokens, Reason reason) {}

    /** What one flood cost. */
    private record Outcome(double median, double millis, int fetches) {}

    private UnknownKeyFlood(int count, long coolDown) {
        this.count = count;
        this.coolDown = coolDown;
        this.good = presented(pool.tokens(DISTINCT));
        String[] parts = pool.token().split("\\.");
        String rest = "." + parts[1] + "." + parts[2];
        Random random = new Random(1);
        this.unknown = presented(IntStream.range(0, count)
                .mapToObj(i -> header("RS256", Long.toHexString(random.nextLong())) + rest)
                .toList());
        this.cheap = presented(IntStream.range(0, count)
                .mapToObj(i -> header("HS256", "k1" + " ".repeat(i % 16)) + rest)
                .toList());
    }

    private static String header(String algorithm, String keyId) {
        return Base64URL.encode("{\"kid\":\"" + keyId + "\",\"typ\":\"at+jwt\",\"alg\":\"" + algorithm + "\"}")
                .toString();
    }

    private static List<PresentedToken> presented(List<String> tokens) {
        return tokens.stream().map(PresentedToken::bearer).toList();
    }

    /**
     * Runs it.
     *
     * @param arguments the number of tokens, and the cool-down in milliseconds
     * @throws IOException if there is no port to be had
     * @throws InterruptedException if the process is ended meanwhile
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        LOGGER.setLevel(Level.OFF);
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        long coolDown = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1_000;
        UnknownKeyFlood flood = new UnknownKeyFlood(count, coolDown);
        boolean asPromised = flood.run();
        System.exit(asPromised ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        HttpServer server = serveKeys();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
        System.out.printf("%,d tokens with random kids, cool-down %,d ms%n%n", count, coolDown);
        System.out.printf(
                "%-12s %-13s %-8s %12s %7s %12s %8s %8s%n",
                "good tokens", "measured on", "among", "median ns", "ratio", "flood ms", "fetches", "at most");
        boolean asPromised = true;
        for (boolean hot : new boolean[] {true, false}) {
            for (boolean beside : new boolean[] {false, true}) {
                asPromised &= compare(address, hot, beside);
            }
        }
        server.stop(0);
        return asPromised;
    }

    private HttpServer serveKeys() throws IOException {
        byte[] keys = pool.jwkSet().toString().getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            exchange.getResponseHeaders().set("Cache-Control", "max-age=3600");
            exchange.sendResponseHeaders(200, keys.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(keys);
            }
        });
        server.start();
        return server;
    }

    /** Measures the same good tokens among nothing, among what is refused early, and among the flood. */
    private boolean compare(URI address, boolean hot, boolean beside) throws InterruptedException {
        JwtValidator validator = validator(address, hot);
        Flood nothing = new Flood("nothing", List.of(), Reason.UNKNOWN);
        Flood refused = new Flood("refused", cheap, Reason.WRONG_ALGORITHM);
        Flood flood = new Flood("flood", unknown, Reason.UNKNOWN_KEY);
        boolean asPromised = true;
        double reference = 0;
        for (int round = 0; round < 2; round++) {
            for (Flood among : List.of(nothing, refused, flood)) {
                Outcome outcome = beside ? beside(validator, among) : within(validator, among);
                if (among.tokens().isEmpty()) {
                    reference = outcome.median();
                }
                long most = among == flood ? 1 + (long) (outcome.millis() / coolDown) : 0;
                asPromised &= outcome.fetches() <= most;
                if (round == 1) {
                    report(
                            hot ? "seen before" : "first sight",
                            beside ? "its own" : "the flood's",
                            among,
                            outcome,
                            most,
                            reference);
                }
            }
        }
        return asPromised;
    }

    private static void report(
            String tokens, String thread, Flood among, Outcome outcome, long most, double reference) {
        System.out.printf(
                "%-12s %-13s %-8s %,12.0f %7.2f %,12.0f %8d %8d%n",
                tokens,
                thread,
                among.name(),
                outcome.median(),
                outcome.median() / reference,
                outcome.millis(),
                outcome.fetches(),
                most);
    }

    private JwtValidator validator(URI address, boolean hot) {
        JwtValidator.Builder builder = JwtValidator.builder()
                .issuer(TokenPool.ISSUER)
                .audience(TokenPool.AUDIENCE)
                .keys(RemoteKeySource.builder()
                        .jwksUri(address)
                        .insecureLoopbackHttp()
                        .unknownKeyCooldown(Duration.ofMillis(coolDown))
                        .build());
        JwtValidator validator = hot ? builder.build() : builder.cacheSize(0).build();
        good.forEach(token -> accept(validator, token));
        return validator;
    }

    /** A good token after every ten bad ones, on one thread. */
    private Outcome within(JwtValidator validator, Flood flood) {
        int rounds = count / BAD_PER_GOOD;
        long[] nanos = new long[rounds];
        int before = fetches.get();
        long start = System.nanoTime();
        for (int round = 0; round < rounds; round++) {
            for (int i = round * BAD_PER_GOOD; !flood.tokens().isEmpty() && i < (round + 1) * BAD_PER_GOOD; i++) {
                refuse(validator, flood, i);
            }
            nanos[round] = timed(validator, good.get(round % DISTINCT));
        }
        return outcome(nanos, rounds, start, before);
    }

    /** Good tokens one after the other, while another thread sends bad ones as fast as they go. */
    private Outcome beside(JwtValidator validator, Flood flood) throws InterruptedException {
        ExecutorService flooding = Executors.newSingleThreadExecutor();
        long[] nanos = new long[2_000_000];
        int measured = 0;
        int before = fetches.get();
        long start = System.nanoTime();
        Future<?> end = flooding.submit(() -> {
            for (int i = 0; i < flood.tokens().size(); i++) {
                refuse(validator, flood, i);
            }
        });
        flooding.shutdown();
        long least = start + TimeUnit.MILLISECONDS.toNanos(500);
        while (measured < nanos.length && (!end.isDone() || System.nanoTime() < least)) {
            nanos[measured] = timed(validator, good.get(measured % DISTINCT));
            measured++;
        }
        try {
            end.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return outcome(nanos, measured, start, before);
    }

    private Outcome outcome(long[] nanos, int measured, long start, int fetchesBefore) {
        double millis = (System.nanoTime() - start) / 1e6;
        Arrays.sort(nanos, 0, measured);
        return new Outcome(nanos[measured / 2], millis, fetches.get() - fetchesBefore);
    }

    private static long timed(JwtValidator validator, PresentedToken token) {
        long start = System.nanoTime();
        Verdict verdict = validator.validate(token);
        long end = System.nanoTime();
        if (!(verdict instanceof Verdict.Accepted)) {
            throw new IllegalStateException("a good token was not accepted");
        }
        return end - start;
    }

    private static void accept(JwtValidator validator, PresentedToken token) {
        long unused = timed(validator, token);
    }

    /** A key that nobody may look for now cannot be found out about, and is not unknown. */
    private static void refuse(JwtValidator validator, Flood flood, int index) {
        Verdict verdict;
        try {
            verdict = validator.validate(flood.tokens().get(index));
        } catch (ValidationUnavailableException e) {
            if (flood.reason() == Reason.UNKNOWN_KEY) {
                return;
            }
            throw e;
        }
        if (!(verdict instanceof Verdict.Rejected rejected)
                || rejected.rejection().reason() != flood.reason()) {
            throw new IllegalStateException("not refused as it should be: " + verdict);
        }
    }
}
