package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that does not answer gets no more than its share of fetches, and every end of one makes room. */
@Timeout(60)
class HangingHostTest {

    @Test
    void fetchesAtAHangingHostAreBounded() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (LoopbackServer server = LoopbackServer.http()) {
            server.on("/slow", exchange -> {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                LoopbackServer.status(200, "{}").handle(exchange);
            });
            HttpFetch fetch = new HttpFetch(HttpClient.newHttpClient(), Duration.ofSeconds(50), 1000, true);
            List<CompletableFuture<HttpReply>> waiting = new ArrayList<>();
            for (int i = 0; i < FetchesUnderWay.MAX_PER_HOST; i++) {
                waiting.add(fetch.get(server.uri("/slow"), Map.of()));
            }

            CompletionException e = assertThrows(
                    CompletionException.class,
                    () -> fetch.get(server.uri("/slow"), Map.of()).join());
            assertThat(e.getCause().getMessage(), containsString("enough fetches are under way"));
            assertThat(FetchFailedException.of(e).wasConnected(), is(false));

            end.countDown();
            for (CompletableFuture<HttpReply> reply : waiting) {
                assertThat(reply.join().status(), is(200));
            }
            assertThat(fetch.get(server.uri("/slow"), Map.of()).join().status(), is(200));
        }
    }

    @Test
    void whateverEndsAFetchMakesRoom() {
        HttpFetch hasty = new HttpFetch(HttpClient.newHttpClient(), Duration.ofMillis(50), 1000, true);
        try (LoopbackServer server = LoopbackServer.http()) {
            server.on("/never", exchange -> {});
            for (int i = 0; i < 3 * FetchesUnderWay.MAX_PER_HOST; i++) {
                CompletableFuture<HttpReply> late = hasty.get(server.uri("/never"), Map.of());
                CompletableFuture<HttpReply> refused = hasty.get(server.uri("/never"), Map.of("a b", "c"));
                assertThat(failure(refused), containsString("a header field has a character"));
                assertThat(failure(late).contains("enough fetches"), is(false));
            }
        }
        Await.until("no fetch is under way", () -> FetchesUnderWay.OF_THE_APPLICATION.count() == 0);
    }

    private static String failure(CompletableFuture<HttpReply> reply) {
        return String.valueOf(
                assertThrows(CompletionException.class, reply::join).getCause().getMessage());
    }
}
