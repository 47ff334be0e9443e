package org.resourceprotector.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Does what a test says on standard input, a line at a time, and answers each line with one on standard output that begins
 * with {@code ok} or {@code failed}. Ends with its input, so that it never outlives the test. Not thread-safe.
 *
 * <pre>
 * deploy VALIDATION...     answers the address of the application
 * keys ADDRESS DURATION    moves the clock by which keys grow old
 * tokens ADDRESS DURATION  moves the clock by which tokens grow old
 * jump ADDRESS DURATION    moves both clocks, back if it is negative
 * stop ADDRESS
 * threads                  answers how many threads there are, and how many are inside the library
 * usage                    collects garbage, and answers nanoseconds of processors, bytes of heap,
 *                          threads, those of HTTP clients, and classes
 * cpu                      answers the same without collecting
 * </pre>
 *
 * @see Validation#of
 */
final class Console {

    private final Map<URI, Deployment> deployments = new HashMap<>();

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
                Deployment deployment = Deployment.of(Validation.of(words.subList(1, words.size())));
                deployments.put(deployment.base(), deployment);
                return deployment.base().toString();
            }
            case "keys" -> deployment(words).clocks().keys().advance(Duration.parse(words.get(2)));
            case "tokens" -> deployment(words).clocks().tokens().advance(Duration.parse(words.get(2)));
            case "jump" -> deployment(words).clocks().jump(Duration.parse(words.get(2)));
            case "stop" -> {
                deployment(words).stop();
                deployments.remove(URI.create(words.get(1)));
            }
            case "threads" -> {
                return threads();
            }
            case "usage" -> {
                return Usage.afterCollection().words();
            }
            case "cpu" -> {
                return Usage.now().words();
            }
            default -> throw new IllegalArgumentException(words.get(0));
        }
        return "";
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

    private Deployment deployment(List<String> words) {
        return Objects.requireNonNull(deployments.get(URI.create(words.get(1))), "no such deployment");
    }
}
