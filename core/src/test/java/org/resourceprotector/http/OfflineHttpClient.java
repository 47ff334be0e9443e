package org.resourceprotector.http;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** An HTTP client without a setting and without a socket: a test says what becomes of a request. */
abstract class OfflineHttpClient extends HttpClient {

    @Override
    public final <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        return sendAsync(request, handler).join();
    }

    @Override
    public final <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, HttpResponse.BodyHandler<T> handler, HttpResponse.PushPromiseHandler<T> pushed) {
        return sendAsync(request, handler);
    }

    @Override
    public final Optional<CookieHandler> cookieHandler() {
        return Optional.empty();
    }

    @Override
    public final Optional<Duration> connectTimeout() {
        return Optional.empty();
    }

    @Override
    public final Redirect followRedirects() {
        return Redirect.NEVER;
    }

    @Override
    public final Optional<ProxySelector> proxy() {
        return Optional.empty();
    }

    @Override
    public final SSLContext sslContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public final SSLParameters sslParameters() {
        throw new UnsupportedOperationException();
    }

    @Override
    public final Optional<Authenticator> authenticator() {
        return Optional.empty();
    }

    @Override
    public final Version version() {
        return Version.HTTP_1_1;
    }

    @Override
    public final Optional<Executor> executor() {
        return Optional.empty();
    }
}
