package org.resourceprotector.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server, within bounds: only {@link SecureUri safe addresses}, no redirects, a response
 * that is in time and not too long.
 *
 * <p>Never blocks the caller, and fails its futures with {@link FetchFailedException} and nothing
 * else; to cancel a future ends its request. Has a thread of its own only while a {@code GET} is under way.
 * Does not look at the status.
 *
 * <p>Thread-safe.
 */
public final class HttpFetch {

    private final Supplier<HttpClient> client;
    private final Duration timeout;
    private final int maxResponseSize;
    private final PlainHttp plainHttp;
    private final Map<String, String> furtherHeaders;
    private final Clock clock;
    private final FetchTimer timer = new FetchTimer();

    /**
     * Fetches over a client.
     *
     * @param client must not follow redirects, or else an {@code IllegalArgumentException} is
     *     thrown
     * @param timeout the most time from asking to the last byte of the response
     * @param maxResponseSize the most bytes of a body
     * @param loopbackHttp whether plain http to a loopback host is allowed
     */
    public HttpFetch(HttpClient client, Duration timeout, int maxResponseSize, boolean loopbackHttp) {
        this(() -> client, timeout, maxResponseSize, loopbackHttp);
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("the HttpClient must not follow redirects");
        }
    }

    /**
     * The same over the clients of a supplier, which is asked for one before each request. Keeps
     * none of them, and does not check that they follow no redirects.
     */
    public HttpFetch(Supplier<HttpClient> client, Duration timeout, int maxResponseSize, boolean loopbackHttp) {
        this(client, timeout, maxResponseSize, PlainHttp.loopback(loopbackHttp), Map.of(), Clock.systemUTC());
    }

    private HttpFetch(
            Supplier<HttpClient> client,
            Duration timeout,
            int maxResponseSize,
            PlainHttp plainHttp,
            Map<String, String> furtherHeaders,
            Clock clock) {
        this.client = client;
        this.timeout = timeout;
        this.maxResponseSize = maxResponseSize;
        this.plainHttp = plainHttp;
        this.furtherHeaders = Map.copyOf(furtherHeaders);
        this.clock = clock;
    }

    /**
     * The same with other rules for plain http, and with headers that replace those of the same
     * name in each request.
     */
    public HttpFetch with(PlainHttp allowed, Map<String, String> headers) {
        return new HttpFetch(client, timeout, maxResponseSize, allowed, headers, clock);
    }

    /** The same with another clock than the system's, by which a {@code Retry-After} is read that is a date. */
    public HttpFetch with(Clock time) {
        return new HttpFetch(client, timeout, maxResponseSize, plainHttp, furtherHeaders, time);
    }

    /**
     * Asks with {@code GET}. The time-out covers the whole response. Fails at once if enough
     * fetches are under way in the application, or at this host.
     */
    public CompletableFuture<HttpReply> get(URI uri, Map<String, String> headers) {
        String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
        String address = FetchFailure.address(uri);
        Runnable atEnd = once(() -> FetchesUnderWay.OF_THE_APPLICATION.end(host));
        if (!FetchesUnderWay.OF_THE_APPLICATION.begin(host)) {
            return CompletableFuture.failedFuture(FetchFailedException.postponed("enough fetches are under way")
                    .at(address));
        }
        CompletableFuture<HttpReply> reply = null;
        try {
            reply = send(uri, headers, "GET", BodyPublishers.noBody(), atEnd);
            timer.expire(reply, address, timeout, atEnd);
            return reply;
        } catch (Throwable e) {
            // Without a timer, for example because there can be no thread for it, nobody would end it.
            atEnd.run();
            if (reply != null) {
                reply.cancel(true);
            }
            return CompletableFuture.failedFuture(FetchFailedException.of(e).at(address));
        }
    }

    private static Runnable once(Runnable action) {
        AtomicBoolean isDone = new AtomicBoolean();
        return () -> {
            if (isDone.compareAndSet(false, true)) {
                action.run();
            }
        };
    }

    /**
     * Asks with {@code POST}. The time-out covers the header of the response; a caller that waits
     * no longer for the body must cancel. The body must not change until there is an answer.
     */
    public CompletableFuture<HttpReply> post(URI uri, Map<String, String> headers, byte[] body) {
        return send(uri, headers, "POST", BodyPublishers.ofByteArray(body), () -> {});
    }

    private CompletableFuture<HttpReply> send(
            URI uri, Map<String, String> headers, String method, BodyPublisher body, Runnable atEnd) {
        try {
            SecureUri.require(uri, plainHttp);
        } catch (IllegalArgumentException e) {
            // Without the address, which a server may have written.
            return refused("not an address to send this to: " + e.getMessage(), atEnd);
        }
        HttpRequest request;
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(timeout);
            headers.forEach(builder::setHeader);
            furtherHeaders.forEach(builder::setHeader);
            request = builder.method(method, body).build();
        } catch (IllegalArgumentException e) {
            // The message of the JDK repeats the value of a bad header field, which may be a secret.
            return refused(
                    FetchFailure.address(uri)
                            + ": not asked, as a header field has a character that none may have, perhaps a line break",
                    atEnd);
        }
        return send(request, atEnd);
    }

    private static CompletableFuture<HttpReply> refused(String why, Runnable atEnd) {
        atEnd.run();
        return CompletableFuture.failedFuture(FetchFailedException.refused(why));
    }

    /** Runs the action once, before anybody who waits for the reply goes on. */
    private CompletableFuture<HttpReply> send(HttpRequest request, Runnable atEnd) {
        try {
            CompletableFuture<HttpResponse<byte[]>> sent =
                    HttpClients.withPlatformLoader(() -> client.get().sendAsync(request, capped(maxResponseSize)));
            String address = FetchFailure.address(request.uri());
            Clock time = clock;
            CompletableFuture<HttpReply> reply = sent.whenComplete((response, failure) -> atEnd.run())
                    .handle((response, failure) -> reply(address, response, failure, time));
            CompletableFuture<?> unused = reply.whenComplete((done, failure) -> hangUpOn(failure, sent));
            return reply;
        } catch (Throwable e) {
            // The client may be the user's own, and throw what nobody declared.
            atEnd.run();
            return CompletableFuture.failedFuture(FetchFailedException.of(e).at(FetchFailure.address(request.uri())));
        }
    }

    private static void hangUpOn(@Nullable Throwable failure, CompletableFuture<?> sent) {
        if (failure != null) {
            sent.cancel(true);
        }
    }

    private static HttpReply reply(
            String address, HttpResponse<byte[]> response, @Nullable Throwable failure, Clock time) {
        if (failure != null) {
            throw FetchFailedException.of(failure).at(address);
        }
        return new HttpReply(address, response.statusCode(), response.headers(), response.body(), time);
    }

    /** Must not refer to the client: its idle connections refer to this, and would keep it. */
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
