package org.resourceprotector.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLSession;

/** An HTTP client that gives one answer to all requests, at once, without a socket. */
final class CannedClient extends OfflineHttpClient {

    private final byte[] body;
    private int asked;

    CannedClient(byte[] body) {
        this.body = body;
    }

    /** How often it was asked. */
    int asked() {
        return asked;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        asked++;
        HttpHeaders headers =
                HttpHeaders.of(Map.of("Content-Length", List.of(String.valueOf(body.length))), (name, value) -> true);
        HttpResponse.BodySubscriber<T> subscriber = handler.apply(new Info(headers));
        subscriber.onSubscribe(new Nothing());
        if (body.length > 0) {
            subscriber.onNext(List.of(ByteBuffer.wrap(body)));
        }
        subscriber.onComplete();
        return subscriber.getBody().toCompletableFuture().thenApply(read -> new Answer<>(request, headers, read));
    }

    private record Info(HttpHeaders headers) implements HttpResponse.ResponseInfo {

        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    private record Nothing() implements Flow.Subscription {

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    private record Answer<T>(HttpRequest request, HttpHeaders headers, T body) implements HttpResponse<T> {

        @Override
        public int statusCode() {
            return 200;
        }

        @Override
        public Optional<HttpResponse<T>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request.uri();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}
