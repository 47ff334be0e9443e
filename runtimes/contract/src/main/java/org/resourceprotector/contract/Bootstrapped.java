package org.resourceprotector.contract;

import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.resourceprotector.contract.Answer.Header;

/**
 * An application that the engine started as Jakarta REST has it, at a free port, and that is called
 * over HTTP.
 */
final class Bootstrapped implements Running {

    private static final long TIMEOUT_SECONDS = 30;

    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final SeBootstrap.Instance instance;
    private final URI base;

    private Bootstrapped(SeBootstrap.Instance instance) {
        this.instance = instance;
        this.base = instance.configuration().baseUri();
    }

    static Bootstrapped start(Application application)
            throws ExecutionException, InterruptedException, TimeoutException {
        SeBootstrap.Configuration configuration = SeBootstrap.Configuration.builder()
                .protocol("HTTP")
                .host("localhost")
                .port(SeBootstrap.Configuration.FREE_PORT)
                .rootPath("/")
                .build();
        return new Bootstrapped(SeBootstrap.start(application, configuration)
                .toCompletableFuture()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
    }

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
        try {
            instance.stop().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the server did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
