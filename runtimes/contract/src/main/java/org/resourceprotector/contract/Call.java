package org.resourceprotector.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.resourceprotector.contract.Answer.Header;

/** One HTTP request in the making. Every answer is searched for secrets before a test gets it. */
final class Call {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI base;
    private final String method;
    private final String path;
    private final List<Header> headers = new ArrayList<>();
    private String body = "";

    Call(URI base, String method, String path) {
        this.base = base;
        this.method = method;
        this.path = path;
    }

    Call header(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    Call bearer(String token) {
        return header("Authorization", "Bearer " + token);
    }

    Call body(String type, String text) {
        body = text;
        return header("Content-Type", type);
    }

    /** Sends what a well-behaved client can send. */
    Answer send() {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(header -> request.header(header.name(), header.value()));
        try {
            return Secrets.absentFrom(answer(CLIENT.send(request.build(), BodyHandlers.ofString())));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends exactly these header lines, byte by byte, and reads the header lines of the answer as they are. */
    Answer sendRaw() {
        return Secrets.absentFrom(new Wire(base).send(method, path, headers, body));
    }

    private static Answer answer(HttpResponse<String> response) {
        List<Header> lines = new ArrayList<>();
        response.headers().map().forEach((name, values) -> values.forEach(value -> lines.add(new Header(name, value))));
        return new Answer(response.statusCode(), List.copyOf(lines), response.body());
    }
}
