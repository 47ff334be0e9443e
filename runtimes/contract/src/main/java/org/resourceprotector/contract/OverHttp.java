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

/**
 * An application that is called over HTTP.
 *
 * @param base its address
 * @param end stops it
 */
record OverHttp(URI base, Runnable end) implements Running {

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    @Override
    public Answer send(String method, String path, List<Header> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(header -> request.header(header.name(), header.value()));
        try {
            return answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        List<Header> lines = new ArrayList<>();
        response.headers().map().forEach((name, values) -> values.forEach(value -> lines.add(new Header(name, value))));
        return new Answer(response.statusCode(), List.copyOf(lines), response.body());
    }

    @Override
    public Answer sendRaw(String method, String path, List<Header> headers, String body) {
        return new Wire(base).send(method, path, headers, body);
    }

    @Override
    public void stop() {
        end.run();
    }
}
