package org.resourceprotector.http;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What a user may set about the connections to a server: either a client of the user's own, or the parts of one.
 *
 * <p>Not thread-safe.
 */
public final class HttpSettings {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private @Nullable HttpClient client;
    private @Nullable ProxySelector proxy;
    private @Nullable SSLContext sslContext;
    private @Nullable Duration connectTimeout;

    /** Starts with the defaults. */
    public HttpSettings() {}

    /**
     * Uses a client of the user's own.
     *
     * @param own the client
     */
    public void client(HttpClient own) {
        this.client = Objects.requireNonNull(own, "httpClient");
    }

    /**
     * Goes through proxies.
     *
     * @param selector chooses one
     */
    public void proxy(ProxySelector selector) {
        this.proxy = Objects.requireNonNull(selector, "proxy");
    }

    /**
     * Says which servers to trust, and who is calling.
     *
     * @param context with trust anchors and keys
     */
    public void sslContext(SSLContext context) {
        this.sslContext = Objects.requireNonNull(context, "sslContext");
    }

    /**
     * Bounds the time for a connection.
     *
     * @param timeout a positive time
     */
    public void connectTimeout(Duration timeout) {
        this.connectTimeout = Objects.requireNonNull(timeout, "connectTimeout");
    }

    /**
     * Makes the client. HTTP/1.1, because asking for more over plain http adds an upgrade that some servers stumble over.
     *
     * @return the user's own, or one that follows no redirect
     * @throws IllegalArgumentException if there is both a client and a part of one
     */
    public HttpClient toClient() {
        if (client != null) {
            if (proxy != null || sslContext != null || connectTimeout != null) {
                throw new IllegalArgumentException("an httpClient has its own proxy, sslContext and connectTimeout");
            }
            return client;
        }
        HttpClient.Builder made = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Objects.requireNonNullElse(connectTimeout, CONNECT_TIMEOUT));
        if (proxy != null) {
            made.proxy(proxy);
        }
        if (sslContext != null) {
            made.sslContext(sslContext);
        }
        return made.build();
    }
}
