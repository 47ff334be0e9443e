package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/**
 * Thousands of virtual threads in the filter at the same time, on a few carriers. Needs JDK 21 or newer, and says so in the list
 * of cases where it is not run.
 */
class VirtualThreadsTest {

    private static final int CALLERS = 2_000;
    private static final URI BASE = URI.create("http://localhost/");

    /** A method of the library on a stack; what the engine does after the filters is not ours. */
    private static final Pattern LIBRARY = Pattern.compile("org\\.resourceprotector\\.(?!contract|testkit)");

    private static ExecutorService threads;

    @BeforeAll
    static void requireVirtualThreads() {
        boolean isThere = Runtime.version().feature() >= 21;
        if (!isThere) {
            CaseCount.note(
                    "  not run: VirtualThreadsTest: JDK " + Runtime.version().feature()
                            + " has no virtual threads; -Djvm=JDK/bin/java runs it on a newer one");
        }
        assumeTrue(isThere, "no virtual threads");
        try {
            threads = (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void stop() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    /** What each of the callers was answered, and where a virtual thread could not leave its carrier. */
    private record Outcome(Map<Integer, Long> answers, List<String> pinned) {}

    private static Outcome call(ResourceProtector protector, IntFunction<String> tokens) throws Exception {
        ApplicationHandler handler =
                new ApplicationHandler(new ResourceConfig(Endpoints.Root.class).register(protector));
        List<Future<Integer>> answers = new ArrayList<>();
        // a class that is loaded, or made ready, holds the carrier of whoever is the first to need it
        assertThat(threads.submit(() -> status(handler, "Bearer first")).get(50, TimeUnit.SECONDS), is(200));
        Path file = Files.createTempFile("pinned", ".jfr");
        try (Recording events = new Recording()) {
            events.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            events.start();
            CountDownLatch start = new CountDownLatch(1);
            for (int i = 0; i < CALLERS; i++) {
                String token = tokens.apply(i);
                answers.add(threads.submit(() -> {
                    start.await();
                    return status(handler, token);
                }));
            }
            start.countDown();
            Map<Integer, Long> counts = new TreeMap<>();
            for (Future<Integer> answer : answers) {
                counts.merge(answer.get(50, TimeUnit.SECONDS), 1L, Long::sum);
            }
            events.stop();
            events.dump(file);
            List<String> pinned = RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
                    .map(VirtualThreadsTest::text)
                    .filter(stack -> LIBRARY.matcher(stack).find())
                    .toList();
            return new Outcome(counts, pinned);
        } finally {
            Files.delete(file);
        }
    }

    private static String text(RecordedEvent event) {
        return event.getStackTrace() == null
                ? event.toString()
                : event.getStackTrace().getFrames().stream()
                        .map(frame -> frame.getMethod().getType().getName() + "#"
                                + frame.getMethod().getName())
                        .collect(Collectors.joining(" < "));
    }

    private static int status(ApplicationHandler handler, String token) throws Exception {
        ContainerRequest request = new ContainerRequest(
                BASE, BASE.resolve("profile"), "GET", null, new MapPropertiesDelegate(), handler.getConfiguration());
        request.header("Authorization", token);
        return handler.apply(request).get(50, TimeUnit.SECONDS).getStatus();
    }

    /** A validator that lets nobody go before all are there: as long as one holds its carrier, the others do not come. */
    @Test
    void allWaitInAValidatorAtTheSameTime() throws Exception {
        CountDownLatch missing = new CountDownLatch(CALLERS);
        TokenValidator waiting = token -> {
            try {
                boolean isFirst = token.value().equals("first");
                if (!isFirst) {
                    missing.countDown();
                }
                return isFirst || missing.await(40, TimeUnit.SECONDS)
                        ? Verdict.accepted(Tokens.alice().withScopes("profile"))
                        : Verdict.notMine();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Verdict.notMine();
            }
        };

        Outcome outcome = call(ResourceProtector.with(waiting), caller -> "Bearer caller" + caller);

        assertThat(outcome.answers(), is(Map.of(200, (long) CALLERS)));
        assertThat(outcome.pinned(), is(empty()));
    }
}
