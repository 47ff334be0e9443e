package org.resourceprotector.load.soak;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Calls nodes over HTTP/1.1. Thread-safe. */
final class Caller {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int LONG = 4_000;

    private final HttpClient client = client();

    /** Servers close the connection on which a header is too long. */
    private final HttpClient forLongHeaders = client();

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    /** The status; 0 if there is no answer. */
    int call(URI uri, List<String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        boolean isLong = headers.stream().anyMatch(value -> value.length() > LONG);
        try {
            return (isLong ? forLongHeaders : client)
                    .send(request.build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
