package org.resourceprotector.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.ws.rs.SeBootstrap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;

/**
 * Does what a test says on standard input, a line at a time, and answers each line with one on standard output that begins
 * with {@code ok} or {@code failed}. Ends with its input, so that it never outlives the test. Not thread-safe.
 *
 * <pre>
 * deploy ENDPOINT CACHE ISSUER AUDIENCE KEYS    answers the address of the application; KEYS is a JWK set in base64
 * threads                                       answers how many threads there are, and how many are inside the library
 * stop
 * </pre>
 */
final class Console {

    private static final long TIMEOUT_SECONDS = 60;

    private SeBootstrap.@Nullable Instance instance;

    private Console() {}

    /**
     * Reads and obeys until the input ends.
     *
     * @param arguments none
     * @throws IOException if the input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        System.setOut(System.err); // engines print
        Console console = new Console();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            answers.println(console.answer(List.of(line.split(" "))));
            answers.flush();
        }
        System.exit(0);
    }

    private String answer(List<String> words) {
        try {
            return "ok " + obey(words);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "failed";
        } catch (RuntimeException | ExecutionException | TimeoutException e) {
            e.printStackTrace();
            return "failed " + e.getClass().getName();
        }
    }

    private String obey(List<String> words) throws InterruptedException, ExecutionException, TimeoutException {
        switch (words.get(0)) {
            case "deploy" -> {
                SeBootstrap.Configuration where = SeBootstrap.Configuration.builder()
                        .host("127.0.0.1")
                        .port(SeBootstrap.Configuration.FREE_PORT)
                        .build();
                SeBootstrap.Instance started = SeBootstrap.start(new Api(protector(words)), where)
                        .toCompletableFuture()
                        .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                instance = started;
                return started.configuration().baseUri().toString();
            }
            case "threads" -> {
                return threads();
            }
            case "stop" ->
                Objects.requireNonNull(instance, "nothing is deployed")
                        .stop()
                        .toCompletableFuture()
                        .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            default -> throw new IllegalArgumentException(words.get(0));
        }
        return "";
    }

    /** As an application has it that knows JWTs and opaque tokens, with the defaults of the library. */
    private static ResourceProtector protector(List<String> words) {
        JwtValidator jwts = JwtValidator.builder()
                .issuer(words.get(3))
                .audience(words.get(4))
                .keys(KeySource.jwkSet(new String(Base64.getDecoder().decode(words.get(5)), UTF_8)))
                .build();
        IntrospectionValidator introspection = IntrospectionValidator.builder()
                .endpoint(URI.create(words.get(1)))
                .client(ClientAuthentication.basic("api", "secret"))
                .audience(words.get(4))
                .cacheFor(Duration.parse(words.get(2)))
                .insecureLoopbackHttp()
                .build();
        System.err.println(introspection);
        return ResourceProtector.with(jwts, introspection);
    }

    /** Without those of the JDK's HTTP client, which go by themselves after a minute without work. */
    private static String threads() {
        Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
        all.keySet().removeIf(thread -> thread.getName().startsWith("HttpClient-"));
        all.keySet().forEach(thread -> System.err.println(thread.getName()));
        long inside = all.entrySet().stream()
                .filter(entry -> entry.getKey() != Thread.currentThread())
                .filter(entry -> Stream.of(entry.getValue())
                        .anyMatch(frame -> frame.getClassName().startsWith("org.resourceprotector.")))
                .count();
        return all.size() + " " + inside;
    }
}
