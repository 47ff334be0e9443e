package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** An HTTP client of the user's own that is broken: a failed fetch, and nothing else. */
class OwnHttpClientTest {

    private static HttpFetch fetch(Supplier<CompletableFuture<?>> sending) {
        return new HttpFetch(new BrokenClient(sending), Duration.ofSeconds(20), 1000, false);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException unchecked(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void whateverTheClientThrowsIsAFailedFetch() {
        for (Throwable failure : List.of(
                new IllegalStateException("secret"), new IOException("secret"), new NoClassDefFoundError("secret"))) {
            assertFails(
                    fetch(() -> {
                        throw OwnHttpClientTest.<RuntimeException>unchecked(failure);
                    }),
                    failure.getClass().getSimpleName());
            assertFails(
                    fetch(() -> CompletableFuture.failedFuture(failure)),
                    failure.getClass().getSimpleName());
        }
    }

    private static void assertFails(HttpFetch fetch, String message) {
        CompletableFuture<HttpReply> answer = fetch.get(URI.create("https://as.example.com"), Map.of());

        ExecutionException e = assertThrows(ExecutionException.class, answer::get);
        assertThat(e.getCause(), instanceOf(FetchFailedException.class));
        assertThat(e.getCause().getMessage(), is("https://as.example.com: " + message));
    }

    private static final class BrokenClient extends OfflineHttpClient {

        private final Supplier<CompletableFuture<?>> sending;

        BrokenClient(Supplier<CompletableFuture<?>> sending) {
            this.sending = sending;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> CompletableFuture<HttpResponse<T>> sendAsync(
                HttpRequest request, HttpResponse.BodyHandler<T> handler) {
            return (CompletableFuture<HttpResponse<T>>) sending.get();
        }
    }
}
