package org.resourceprotector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.function.Function;
import javax.net.ssl.SSLSession;

/** An HTTP client that gives answers at once or when a test wants, without a socket, and remembers what it was asked. */
public final class CannedClient extends OfflineHttpClient {

    private final Function<HttpRequest, CompletableFuture<Reply>> answers;
    private final List<HttpRequest> requests = Collections.synchronizedList(new ArrayList<>());

    /** What is answered. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares replies
    public record Reply(int status, Map<String, List<String>> headers, byte[] body) {

        /** With the length of the body, unless a header says another. */
        public static Reply of(int status, String body, String... headers) {
            return of(status, body.getBytes(UTF_8), headers);
        }

        private static Reply of(int status, byte[] body, String... headers) {
            Map<String, List<String>> all = new LinkedHashMap<>();
            all.put("Content-Length", List.of(String.valueOf(body.length)));
            for (int i = 0; i < headers.length; i += 2) {
                all.put(headers[i], List.of(headers[i + 1]));
            }
            return new Reply(status, all, body);
        }
    }

    /** Gives one answer to all requests. */
    CannedClient(byte[] body) {
        this(request -> Reply.of(200, body));
    }

    public CannedClient(Function<HttpRequest, Reply> answers) {
        this.answers = request -> CompletableFuture.completedFuture(answers.apply(request));
    }

    private CannedClient(Later later) {
        this.answers = later.answers();
    }

    private record Later(Function<HttpRequest, CompletableFuture<Reply>> answers) {}

    /** Answers when the futures are completed. */
    public static CannedClient later(Function<HttpRequest, CompletableFuture<Reply>> answers) {
        return new CannedClient(new Later(answers));
    }

    /** How often it was asked. */
    public int asked() {
        return requests.size();
    }

    /** The requests, in order. */
    public List<HttpRequest> requests() {
        return requests;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        requests.add(request);
        CompletableFuture<Reply> reply = answers.apply(request);
        CompletableFuture<HttpResponse<T>> sent = reply.thenCompose(come -> answer(request, come, handler));
        CompletableFuture<?> unused = sent.whenComplete((response, failure) -> {
            if (sent.isCancelled()) {
                reply.cancel(true);
            }
        });
        return sent;
    }

    static <T> CompletableFuture<HttpResponse<T>> answer(
            HttpRequest request, Reply reply, HttpResponse.BodyHandler<T> handler) {
        HttpHeaders headers = HttpHeaders.of(reply.headers(), (name, value) -> true);
        HttpResponse.BodySubscriber<T> subscriber = handler.apply(new Info(reply.status(), headers));
        subscriber.onSubscribe(new Nothing());
        if (reply.body().length > 0) {
            subscriber.onNext(List.of(ByteBuffer.wrap(reply.body())));
        }
        subscriber.onComplete();
        return subscriber
                .getBody()
                .toCompletableFuture()
                .thenApply(read -> new Answer<>(request, reply.status(), headers, read));
    }

    private record Info(int statusCode, HttpHeaders headers) implements HttpResponse.ResponseInfo {

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

    private record Answer<T>(HttpRequest request, int statusCode, HttpHeaders headers, T body)
            implements HttpResponse<T> {

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
