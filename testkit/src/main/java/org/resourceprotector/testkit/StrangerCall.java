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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
     * @param metadata the addresses of metadata that the challenges name
     */
    record Reply(boolean refused, String text, Set<String> metadata) {

        Reply(boolean refused, String text) {
            this(refused, text, Set.of());
        }
    }

    /** Whether the application answers at the path of an address with a 200 that calls itself JSON. Reads no body. */
    boolean finds(String metadata) {
        try {
            HttpResponse<InputStream> response = send(HttpRequest.newBuilder(
                            URI.create(base + URI.create(metadata).getRawPath()))
                    .timeout(PATIENCE));
            return response.statusCode() == 200
                    && response.headers()
                            .firstValue("Content-Type")
                            .filter(type -> type.startsWith("application/json"))
                            .isPresent();
        } catch (IOException | IllegalArgumentException silence) {
            return false;
        }
    }

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
            List<Challenge> challenges = Challenges.parse(lines);
            boolean token = challenges.stream().anyMatch(StrangerCall::asksForToken);
            Set<String> metadata = challenges.stream()
                    .flatMap(challenge -> Stream.ofNullable(challenge.param("resource_metadata")))
                    .collect(Collectors.toSet());
            return new Reply(token, token ? answered : answered + ", but no challenge asks for a token", metadata);
        } catch (IllegalArgumentException unreadable) {
            return new Reply(false, answered + " with a challenge that cannot be read");
        }
    }

    private static boolean asksForToken(Challenge challenge) {
        return challenge.scheme().equalsIgnoreCase("Bearer")
                || challenge.scheme().equalsIgnoreCase("DPoP");
    }
}
