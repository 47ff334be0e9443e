package org.resourceprotector.http;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A client for requests that come now and then, but perhaps many at once, of a thousand issuers, say: each client has
 * threads, which outlive their last request by a minute. It is not held, because what holds a client on JDK 17 keeps the
 * class loader of the application that made it; garbage collection takes it, and there is no more than one in between.
 *
 * <p>Thread-safe.
 */
final class PassingClient implements Supplier<HttpClient> {

    private final Supplier<HttpClient> maker;
    private @Nullable WeakReference<HttpClient> last;

    PassingClient(Supplier<HttpClient> maker) {
        this.maker = maker;
    }

    @Override
    public synchronized HttpClient get() {
        HttpClient client = last == null ? null : last.get();
        if (client == null) {
            client = maker.get();
            last = new WeakReference<>(client);
        }
        return client;
    }
}
