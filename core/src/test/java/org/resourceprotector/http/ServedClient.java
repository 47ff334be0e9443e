package org.resourceprotector.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;

/** An HTTP client that lets a server of a test answer on a thread of its own, without a socket. */
public final class ServedClient extends OfflineHttpClient {

    private final Server server;
    private final Executor threads;

    /** Answers requests. */
    public interface Server {

        /** Answers one, or breaks the connection by what it throws. */
        CannedClient.Reply answer(HttpRequest request, String body) throws IOException;
    }

    public ServedClient(Server server, Executor threads) {
        this.server = server;
        this.threads = threads;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        Body body = new Body();
        request.bodyPublisher().ifPresent(publisher -> publisher.subscribe(body));
        CompletableFuture<HttpResponse<T>> answer = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                CompletableFuture<?> unused = CannedClient.answer(request, server.answer(request, body.text()), handler)
                        .whenComplete((response, failure) -> {
                            if (failure == null) {
                                answer.complete(response);
                            } else {
                                answer.completeExceptionally(failure);
                            }
                        });
            } catch (IOException | RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** Bytes that are published at once, on the thread that asks for them. */
    private static final class Body implements Flow.Subscriber<ByteBuffer> {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        String text() {
            return bytes.toString(UTF_8);
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(ByteBuffer buffer) {
            byte[] next = new byte[buffer.remaining()];
            buffer.get(next);
            bytes.writeBytes(next);
        }

        @Override
        public void onError(Throwable failure) {
            throw new IllegalStateException(failure);
        }

        @Override
        public void onComplete() {}
    }
}
