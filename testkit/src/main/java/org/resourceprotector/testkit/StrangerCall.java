package org.resourceprotector.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;

/** Calls endpoints as someone who has no token. */
final class StrangerCall {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What to say that the empty body is, where the endpoint insists on a type. */
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/x-www-form-urlencoded",
            "text/plain",
            "application/xml",
            "application/octet-stream",
            "multipart/form-data; boundary=none",
            "image/png",
            "application/merge-patch+json",
            "application/json-patch+json");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final String base;

    StrangerCall(URI base) {
        String text = base.toString();
        this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * What came back.
     *
     * @param refused whether a token was asked for, by a challenge
     * @param text what to tell the developer
     */
    record Reply(boolean refused, String text) {}

    Reply call(KnownEndpoint endpoint, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .method(endpoint.method(), BodyPublishers.noBody())
                .timeout(PATIENCE)
                .header("Accept", endpoint.media().produces());
        String consumes = endpoint.media().consumes();
        if (consumes != null && !endpoint.method().equals("GET")) {
            request.header("Content-Type", consumes);
        }
        try {
            HttpResponse<InputStream> response = send(request);
            for (int i = 0; i < TYPES.size() && consumes == null && response.statusCode() == 415; i++) {
                response = send(request.setHeader("Content-Type", TYPES.get(i)));
            }
            return read(response);
        } catch (IOException silence) {
            return new Reply(false, "gave no answer (" + silence.getClass().getSimpleName() + ")");
        }
    }

    /** Asks once more where a connection that was kept open from the last call turns out to be closed. */
    private HttpResponse<InputStream> send(HttpRequest.Builder request) throws IOException {
        try {
            return sendOnce(request.build());
        } catch (ConnectException | HttpTimeoutException silence) {
            throw silence;
        } catch (IOException closed) {
            return sendOnce(request.build());
        }
    }

    /** Takes the head of the answer only, as a stream of events never ends. */
    private HttpResponse<InputStream> sendOnce(HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
            response.body().close();
            return response;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException(stopped);
        }
    }

    private static Reply read(HttpResponse<?> response) {
        String answered = "answered " + response.statusCode();
        List<String> lines = response.headers().allValues("WWW-Authenticate");
        if (response.statusCode() != 401) {
            return new Reply(false, answered);
        }
        try {
            boolean token = Challenges.parse(lines).stream().anyMatch(StrangerCall::asksForToken);
            return new Reply(token, token ? answered : answered + ", but no challenge asks for a token");
        } catch (IllegalArgumentException unreadable) {
            return new Reply(false, answered + " with a challenge that cannot be read");
        }
    }

    private static boolean asksForToken(Challenge challenge) {
        return challenge.scheme().equalsIgnoreCase("Bearer")
                || challenge.scheme().equalsIgnoreCase("DPoP");
    }
}
