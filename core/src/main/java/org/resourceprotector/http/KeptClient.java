package org.resourceprotector.http;

import java.lang.ref.SoftReference;
import java.net.http.HttpClient;
import java.util.function.Supplier;

/**
 * A client that is used again and again, so that its connections are, and is made anew if it was
 * collected meanwhile. It is not held for good: on JDK 17 a client that is reachable keeps its
 * thread, and the thread keeps the class loader of the application that made it. A client in a
 * constant of that application would keep itself, and the application with it.
 *
 * <p>Collected are clients that were not used for long, or if there is no memory left.
 *
 * <p>Thread-safe.
 */
final class KeptClient implements Supplier<HttpClient> {

    private final Supplier<HttpClient> maker;
    private SoftReference<HttpClient> kept;

    /** Makes the first one at once, so that what cannot be made shows early. */
    KeptClient(Supplier<HttpClient> maker) {
        this.maker = maker;
        this.kept = new SoftReference<>(maker.get());
    }

    @Override
    public synchronized HttpClient get() {
        HttpClient client = kept.get();
        if (client == null) {
            client = maker.get();
            kept = new SoftReference<>(client);
        }
        return client;
    }
}
