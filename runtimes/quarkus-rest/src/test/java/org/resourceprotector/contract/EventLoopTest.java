package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.token.TokenValidator;

/** On which threads of Quarkus tokens are validated, and what is said at the start if they may hold up an event loop. */
class EventLoopTest {

    private static final Tokens TOKENS = new Tokens();

    /** Methods that Quarkus runs on threads of all kinds. */
    @Path("/threads")
    public static class Threads {

        @GET
        @Path("plain")
        @Protected("profile")
        public String plain() {
            return "ran";
        }

        @GET
        @Path("stage")
        @Protected("profile")
        public CompletionStage<String> stage() {
            return CompletableFuture.completedFuture("ran");
        }

        @GET
        @Path("stage-blocking")
        @Protected("profile")
        @Blocking
        public CompletionStage<String> stageBlocking() {
            return CompletableFuture.completedFuture("ran");
        }

        @GET
        @Path("non-blocking")
        @Protected("profile")
        @NonBlocking
        public String nonBlocking() {
            return "ran";
        }

        @GET
        @Path("open")
        public CompletionStage<String> open() {
            return CompletableFuture.completedFuture("ran");
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
            return "ran";
        }
    }

    /** Behind a locator, which runs on a worker; the method does not. */
    public static class Sub {

        @GET
        @Path("stage")
        @Protected("profile")
        public CompletionStage<String> subStage() {
            return CompletableFuture.completedFuture("ran");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plain, executor-thread",
        "stage, vert.x-eventloop-thread",
        "stage-blocking, executor-thread",
        "non-blocking, vert.x-eventloop-thread",
        "sub/stage, vert.x-eventloop-thread"
    })
    void tokensAreValidatedOnTheThreadOfTheMethod(String path, String thread) {
        assertThat(validatingThread(Threads.class, "/threads/" + path), startsWith(thread));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void tokensOfMethodOnVirtualThread_areValidatedThere() {
        assertThat(validatingThread(Virtual.class, "/virtual"), startsWith("quarkus-virtual-thread"));
    }

    /** The name of the thread on which the token of a call was validated that was let through. */
    private static String validatingThread(Class<?> resource, String path) {
        AtomicReference<String> seen = new AtomicReference<>("none");
        TokenValidator validator = token -> {
            seen.set(Thread.currentThread().getName());
            return TOKENS.validator().validate(token);
        };
        try (Server server = Server.start(new Api(resource, ResourceProtector.with(validator)))) {
            assertThat(server.get(path).send().status(), is(401));
            assertThat(server.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
            assertThat(server.get(path).bearer(Tokens.PROFILE).send().status(), is(200));
        }
        return seen.get();
    }

    @SuppressWarnings("try") // the start is what warns
    private static List<String> warnings(TokenValidator validator) {
        LogCapture log = LogCapture.start();
        try (Server server = Server.start(new Api(Threads.class, ResourceProtector.with(validator)))) {
            return log.text()
                    .lines()
                    .filter(line -> line.contains(" runs on an event loop"))
                    .map(line ->
                            line.replaceFirst(" runs on an event loop.*", "").replaceFirst(".* ", ""))
                    .sorted()
                    .toList();
        } finally {
            log.close();
        }
    }

    @Test
    void introspectionOnAnEventLoop_isWarnedOfAtTheStart() {
        IntrospectionValidator asking = IntrospectionValidator.builder()
                .issuer("https://issuer.example.com")
                .client(ClientAuthentication.basic("api", "s3cr3t"))
                .audience("https://api.example.com")
                .build();
        assertThat(
                warnings(asking),
                contains(
                        "EventLoopTest.Sub#subStage",
                        "EventLoopTest.Threads#nonBlocking",
                        "EventLoopTest.Threads#stage"));
    }

    @Test
    void lookUpOnAnEventLoop_isToldOfAtTheStart() {
        assertThat(
                warnings(TOKENS.validator()),
                contains(
                        "EventLoopTest.Sub#subStage",
                        "EventLoopTest.Threads#nonBlocking",
                        "EventLoopTest.Threads#stage"));
    }

    @Test
    void validatorThatAsksNobody_isNotToldOf() {
        try (TestIssuer issuer = TestIssuer.start()) {
            assertThat(
                    warnings(JwtValidator.builder()
                            .issuer(issuer.issuer())
                            .audience(issuer.audience())
                            .insecureLoopbackHttp()
                            .build()),
                    is(empty()));
        }
    }
}
