package org.resourceprotector.load.traffic;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Calls the application, over HTTP/1.1. Thread-safe. */
final class Caller {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    Caller(String base) {
        this.base = URI.create(base);
    }

    String base() {
        return base.toString();
    }

    /** Waits for the answer. */
    void call(String path, String token, Tally tally) {
        long start = System.nanoTime();
        try {
            tally.add(
                    client.send(request(path, token), BodyHandlers.discarding()).statusCode(), start);
        } catch (IOException e) {
            tally.add(0, start);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does not wait for the answer. */
    CompletableFuture<Void> send(String path, String token, Tally tally) {
        long start = System.nanoTime();
        return client.sendAsync(request(path, token), BodyHandlers.discarding()).handle((answer, failure) -> {
            tally.add(failure == null ? answer.statusCode() : 0, start);
            return null;
        });
    }

    private HttpRequest request(String path, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return request.build();
    }
}
