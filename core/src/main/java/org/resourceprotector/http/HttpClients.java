package org.resourceprotector.http;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP clients that are made here if the application gives none. Their threads do not have the
 * class loader of the application as their context class loader.
 */
public final class HttpClients {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private static final PassingClient PASSING = new PassingClient(() -> create(null));

    private HttpClients() {}

    /**
     * Makes a client that follows no redirect and waits two seconds for a connection. HTTP/1.1,
     * because asking for more over plain http adds an upgrade that some servers do not understand.
     * A null context stands for the trust anchors of the JVM.
     */
    public static HttpClient create(@Nullable SSLContext sslContext) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT);
        if (sslContext != null) {
            builder.sslContext(sslContext);
        }
        return withPlatformLoader(builder::build);
    }

    /**
     * Such a client for many requests, which is made anew if it was collected because nobody used
     * it for long, or because there is no memory left.
     */
    public static Supplier<HttpClient> kept(@Nullable SSLContext sslContext) {
        return new KeptClient(() -> create(sslContext));
    }

    /**
     * Such a client that all share who ask for one at the same time. Nobody keeps it: the next garbage collection after the
     * last request takes it, and another one is made for the next.
     */
    public static Supplier<HttpClient> passing() {
        return PASSING;
    }

    /** Threads that begin in the meantime inherit the platform's loader, and no application's. */
    static <T> T withPlatformLoader(Supplier<T> action) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        try {
            return action.get();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
