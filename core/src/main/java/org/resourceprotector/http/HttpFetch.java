package org.resourceprotector.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server, within bounds: only {@link SecureUri safe addresses}, no redirects, an answer in time and not too long.
 *
 * <p>Never blocks the caller, holds no thread of its own, and fails its futures with {@link FetchFailedException} and
 * nothing else; a future that is cancelled hangs up. Does not look at the status. Immutable, thread-safe.
 */
public final class HttpFetch {

    private final Supplier<HttpClient> client;
    private final Duration timeout;
    private final int maxResponseSize;
    private final boolean loopbackHttp;

    /**
     * Fetches over a client.
     *
     * @param client does the work; must not follow redirects
     * @param timeout the most time from asking to the last byte of the answer
     * @param maxResponseSize the most bytes of a body
     * @param loopbackHttp whether plain http to a loopback host is good enough
     * @throws IllegalArgumentException if the client follows redirects
     */
    public HttpFetch(HttpClient client, Duration timeout, int maxResponseSize, boolean loopbackHttp) {
        this(() -> client, timeout, maxResponseSize, loopbackHttp);
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the HttpClient must not follow redirects");
        }
    }

    /**
     * Fetches over the clients of a supplier, which is asked for one before each request. Keeps none of them.
     *
     * @param timeout the most time from asking to the last byte of the answer
     * @param maxResponseSize the most bytes of a body
     * @param loopbackHttp whether plain http to a loopback host is good enough
     */
    public HttpFetch(Supplier<HttpClient> client, Duration timeout, int maxResponseSize, boolean loopbackHttp) {
        this.client = client;
        this.timeout = timeout;
        this.maxResponseSize = maxResponseSize;
        this.loopbackHttp = loopbackHttp;
    }

    /** Asks with {@code GET}. */
    public CompletableFuture<HttpReply> get(URI uri, Map<String, String> headers) {
        return send(uri, headers, "GET", BodyPublishers.noBody());
    }

    /**
     * Asks with {@code POST}.
     *
     * @param body what to send; must not change until there is an answer
     */
    public CompletableFuture<HttpReply> post(URI uri, Map<String, String> headers, byte[] body) {
        return send(uri, headers, "POST", BodyPublishers.ofByteArray(body));
    }

    private CompletableFuture<HttpReply> send(URI uri, Map<String, String> headers, String method, BodyPublisher body) {
        HttpRequest request;
        try {
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(SecureUri.require(uri, loopbackHttp)).timeout(timeout);
            headers.forEach(builder::setHeader);
            request = builder.method(method, body).build();
        } catch (IllegalArgumentException e) {
            // The message of the JDK repeats the value of a bad header field, which may be a secret.
            return CompletableFuture.failedFuture(FetchFailedException.refused("not an address to send this to"));
        }
        return send(request);
    }

    /** The time-out of a request ends with the header of the answer; this one ends with the last byte of its body. */
    private CompletableFuture<HttpReply> send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> sent;
        try {
            sent = HttpClients.withPlatformLoader(() -> client.get().sendAsync(request, capped(maxResponseSize)));
        } catch (Throwable e) {
            // The client may be the user's own, and throw what nobody declared.
            return CompletableFuture.failedFuture(FetchFailedException.of(e));
        }
        CompletableFuture<HttpResponse<byte[]>> inTime =
                HttpClients.withPlatformLoader(() -> sent.copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS));
        CompletableFuture<HttpReply> answer = inTime.whenComplete((response, failure) -> hangUpOn(failure, sent))
                .handle(HttpFetch::answer);
        return hangingUpWhenCancelled(answer, sent);
    }

    private static CompletableFuture<HttpReply> hangingUpWhenCancelled(
            CompletableFuture<HttpReply> answer, CompletableFuture<?> sent) {
        CompletableFuture<HttpReply> unused = answer.whenComplete((done, failure) -> {
            if (answer.isCancelled()) {
                sent.cancel(true);
            }
        });
        return answer;
    }

    private static void hangUpOn(@Nullable Throwable failure, CompletableFuture<?> sent) {
        if (failure != null) {
            sent.cancel(true);
        }
    }

    private static HttpReply answer(HttpResponse<byte[]> response, @Nullable Throwable failure) {
        if (failure != null) {
            throw FetchFailedException.of(failure);
        }
        return new HttpReply(response.statusCode(), response.headers(), response.body());
    }

    /** Knows nothing of the client: the client's idle connections refer to it, and would keep the client alive. */
    private static BodyHandler<byte[]> capped(int cap) {
        return info -> {
            try {
                return new CappedBody(
                        cap, info.headers().firstValueAsLong("Content-Length").orElse(0));
            } catch (NumberFormatException e) {
                return new CappedBody(cap, Long.MAX_VALUE);
            }
        };
    }
}
