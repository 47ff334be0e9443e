package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** On which threads of Quarkus tokens are validated and methods run: nobody waits on an event loop, and methods stay there. */
class EventLoopTest {

    private static final String WORKER = "executor-thread";
    private static final String EVENT_LOOP = "vert.x-eventloop-thread";

    private static final Tokens TOKENS = new Tokens();

    /** Methods that Quarkus runs on threads of all kinds. */
    @Path("/threads")
    public static class Threads {

        @GET
        @Path("plain")
        @Protected("profile")
        public String plain() {
            return thread();
        }

        @GET
        @Path("stage")
        @Protected("profile")
        public CompletionStage<String> stage() {
            return CompletableFuture.completedFuture(thread());
        }

        @GET
        @Path("stage-blocking")
        @Protected("profile")
        @Blocking
        public CompletionStage<String> stageBlocking() {
            return CompletableFuture.completedFuture(thread());
        }

        @GET
        @Path("non-blocking")
        @Protected("profile")
        @NonBlocking
        public String nonBlocking() {
            return thread();
        }

        @POST
        @Path("body")
        @Protected("profile")
        public CompletionStage<String> body(String body) {
            return CompletableFuture.completedFuture(thread() + " " + body.length());
        }

        @GET
        @Path("condition")
        @Protected(value = "profile", conditions = OnWorker.class)
        public CompletionStage<String> condition() {
            return CompletableFuture.completedFuture(thread());
        }

        @GET
        @Path("open")
        public CompletionStage<String> open() {
            return CompletableFuture.completedFuture(thread());
        }

        @Path("sub")
        public Sub sub() {
            return new Sub();
        }
    }

    /** Quarkus builds it on JDK 21 and later only. */
    @Path("/virtual")
    public static class Virtual {

        @GET
        @Protected("profile")
        @RunOnVirtualThread
        public String get() {
            return thread();
        }
    }

    /** Behind a locator, which runs on a worker; the method does not. */
    public static class Sub {

        @GET
        @Path("stage")
        @Protected("profile")
        public CompletionStage<String> subStage() {
            return CompletableFuture.completedFuture(thread());
        }
    }

    /** Holds for those who are asked on a thread that may wait. */
    public static class OnWorker implements AccessCondition {

        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return thread().equals(WORKER);
        }
    }

    private static String thread() {
        return Thread.currentThread().getName().replaceFirst("-[0-9].*", "");
    }

    /** The thread on which a validator of the application's own was asked about a token, before one that does not wait. */
    private static final AtomicReference<String> ASKED = new AtomicReference<>();

    /** Knows no token. */
    private record Asked(boolean mayWait) implements TokenValidator {

        @Override
        public Verdict validate(PresentedToken token) {
            ASKED.set(thread());
            return TOKENS.validator().validate(token);
        }
    }

    private static Server start(Class<?> resource, TokenValidator validator) {
        return Server.start(new Api(resource, ResourceProtector.with(validator)));
    }

    /** The threads of the validator and of the method. */
    private static List<String> threads(Server server, String path) {
        assertThat(server.get(path).send().status(), is(401));
        assertThat(server.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
        Answer answer = server.get(path).bearer(Tokens.PROFILE).send();
        assertThat(answer.status(), is(200));
        return List.of(ASKED.get(), answer.body());
    }

    @Test
    void validatorThatMayWait_isAskedOnWorkersOnly() {
        try (Server server = start(Threads.class, new Asked(true))) {
            assertThat(threads(server, "/threads/plain"), contains(WORKER, WORKER));
            assertThat(threads(server, "/threads/stage-blocking"), contains(WORKER, WORKER));
            assertThat(threads(server, "/threads/stage"), contains(WORKER, EVENT_LOOP));
            assertThat(threads(server, "/threads/non-blocking"), contains(WORKER, EVENT_LOOP));
            assertThat(threads(server, "/threads/sub/stage"), contains(WORKER, EVENT_LOOP));
            assertThat(server.get("/threads/open").send().body(), is(EVENT_LOOP));
        }
    }

    @Test
    void validatorThatDoesNotWait_isAskedOnTheThreadOfTheMethod() {
        try (Server server = start(Threads.class, new Asked(false))) {
            assertThat(threads(server, "/threads/plain"), contains(WORKER, WORKER));
            assertThat(threads(server, "/threads/stage"), contains(EVENT_LOOP, EVENT_LOOP));
            assertThat(threads(server, "/threads/non-blocking"), contains(EVENT_LOOP, EVENT_LOOP));
            assertThat(threads(server, "/threads/sub/stage"), contains(EVENT_LOOP, EVENT_LOOP));
        }
    }

    @Test
    void condition_isAskedOnWorkersOnly() {
        try (Server server = start(Threads.class, new Asked(false))) {
            assertThat(threads(server, "/threads/condition"), contains(WORKER, EVENT_LOOP));
        }
    }

    @Test
    void bodyOfMethodOnAnEventLoop_isReadBehindTheValidator() {
        try (Server server = start(Threads.class, new Asked(true))) {
            String body = "x".repeat(300_000);
            assertThat(
                    server.call("POST", "/threads/body")
                            .body("text/plain", body)
                            .send()
                            .status(),
                    is(401));
            Answer answer = server.call("POST", "/threads/body")
                    .bearer(Tokens.PROFILE)
                    .body("text/plain", body)
                    .send();
            assertThat(answer.body(), is(EVENT_LOOP + " 300000"));
        }
    }

    /** There are as many event loops as two for each processor. */
    @Test
    void validatorThatWaits_holdsUpNoOtherRequest() throws Exception {
        int number = 4 * Runtime.getRuntime().availableProcessors();
        CountDownLatch waitingCallers = new CountDownLatch(number);
        CountDownLatch released = new CountDownLatch(1);
        TokenValidator waiting = token -> {
            waitingCallers.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return TOKENS.validator().validate(token);
        };
        ExecutorService callers = Executors.newCachedThreadPool();
        try (Server server = start(Threads.class, waiting)) {
            try {
                List<Future<Integer>> calls = Stream.generate(() -> callers.submit(() -> server.get("/threads/stage")
                                .bearer(Tokens.PROFILE)
                                .send()
                                .status()))
                        .limit(number)
                        .toList();
                waitingCallers.await();
                assertThat(server.get("/threads/open").send().body(), is(EVENT_LOOP));
                released.countDown();
                for (Future<Integer> call : calls) {
                    assertThat(call.get(), is(200));
                }
            } finally {
                released.countDown();
            }
        } finally {
            callers.shutdown();
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void tokensOfMethodOnVirtualThread_areValidatedThere() {
        try (Server server = start(Virtual.class, new Asked(true))) {
            assertThat(threads(server, "/virtual"), contains("quarkus-virtual-thread", "quarkus-virtual-thread"));
        }
    }
}
