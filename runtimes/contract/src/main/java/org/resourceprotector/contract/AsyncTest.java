package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;

/** Methods that answer later or bit by bit: the token is checked before the first byte, and can be carried along. */
@DisplayName("R9110-7.8-a asynchronous answers and streams of events are checked before the first byte")
class AsyncTest {

    private static final Tokens TOKENS = new Tokens();
    private static final FaultyValidator VALIDATOR = new FaultyValidator(TOKENS.validator());
    private static final ExecutorService LATER = Executors.newSingleThreadExecutor();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Later.class, ResourceProtector.with(VALIDATOR));

    @AfterAll
    static void stop() {
        LATER.shutdownNow();
    }

    @Path("/later")
    @Protected("profile")
    public static class Later {
        @GET
        @Path("suspended")
        public void suspended(@Suspended AsyncResponse response, @Context SecurityContext security) {
            AccessToken token = AccessToken.require(security, AccessToken.class);
            LATER.execute(() -> response.resume(Ran.here("later/suspended") + " for " + token.getName()));
        }

        @GET
        @Path("stage")
        public CompletionStage<String> stage(@Context SecurityContext security) {
            AccessToken token = AccessToken.require(security, AccessToken.class);
            return CompletableFuture.supplyAsync(() -> Ran.here("later/stage") + " for " + token.getName(), LATER);
        }

        @GET
        @Path("events")
        @Produces(MediaType.SERVER_SENT_EVENTS)
        public void events(@Context SseEventSink sink, @Context Sse sse, @Context SecurityContext security) {
            AccessToken token = AccessToken.require(security, AccessToken.class);
            LATER.execute(() -> {
                sink.send(sse.newEvent(Ran.here("later/events") + " for " + token.getName()))
                        .whenComplete((sent, failed) -> close(sink));
            });
        }
    }

    /** Closing declares an exception in one version of the specification and none in the other. */
    private static void close(AutoCloseable sink) {
        try {
            sink.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspended", "stage", "events"})
    void closedWithoutTheScope(String name) {
        EndpointProbe probe = probe(name);
        probe.closedWithoutToken("Bearer realm=\"api\", scope=\"profile\"");
        probe.closedTo(Tokens.UNKNOWN, 401);
        probe.closedTo(Tokens.EMAIL, 403);
        probe.closedTo(FaultyValidator.DOWN, 503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspended", "stage", "events"})
    void openWithTheScope(String name) {
        probe(name).opensTo(Tokens.PROFILE);
    }

    private static EndpointProbe probe(String name) {
        return new EndpointProbe(SERVER, "GET", "/later/" + name, "later/" + name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspended", "stage", "events"})
    void theTokenIsCarriedToAnotherThread(String name) {
        Answer answer = SERVER.get("/later/" + name).bearer(Tokens.PROFILE).send();
        assertThat(answer.body(), containsString("ran later/" + name + " for alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspended", "stage", "events"})
    void theTokenIsValidatedOnce(String name) {
        int asked = VALIDATOR.asked();
        SERVER.get("/later/" + name).bearer(Tokens.PROFILE).send();
        assertThat(VALIDATOR.asked(), is(asked + 1));
    }

    @Test
    void refusedStreamIsAnsweredAsAnyOtherCall() {
        Answer answer = SERVER.get("/later/events")
                .header("Accept", "text/event-stream")
                .sendRaw();
        assertThat(answer.status(), is(401));
        assertThat(answer.mediaType(), is("application/problem+json"));
        assertThat(answer.header("Cache-Control"), is("no-store"));
    }
}
