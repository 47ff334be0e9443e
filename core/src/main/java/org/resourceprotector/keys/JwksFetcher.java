package org.resourceprotector.keys;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.http.HttpFetch;
import org.resourceprotector.http.HttpReply;
import org.resourceprotector.http.ServerAddress;

/**
 * Fetches the keys once, from where the issuer's metadata says that they are. What it says is remembered for a while, and
 * looked for again when the keys are not there.
 *
 * <p>Thread-safe; fails with {@link FetchFailedException}.
 */
final class JwksFetcher implements Supplier<CompletableFuture<JwksFetcher.Fetched>> {

    private static final Map<String, String> ACCEPT = Map.of("Accept", "application/json, application/jwk-set+json");

    private final HttpFetch fetch;
    private final JwkSetParser reader;
    private final ServerAddress address;

    JwksFetcher(HttpFetch fetch, JwkSetParser reader, ServerAddress address) {
        this.fetch = fetch;
        this.reader = reader;
        this.address = address;
    }

    /**
     * What came.
     *
     * @param reading the keys
     * @param maxAge the seconds that the server says they are good for
     */
    record Fetched(JwkSetParser.Reading reading, OptionalLong maxAge) {}

    @Override
    public CompletableFuture<Fetched> get() {
        return address.find()
                .thenCompose(uri -> fetch.get(uri, ACCEPT).thenApply(this::read).whenComplete((fetched, failure) -> {
                    if (failure != null && !FetchFailedException.of(failure).isPostponed()) {
                        address.invalidate(uri);
                    }
                }));
    }

    private Fetched read(HttpReply answer) {
        Map<String, @Nullable Object> set = answer.okJson();
        if (set.get("keys") instanceof List<?> entries && entries.isEmpty()) {
            // Seen while a server starts or rotates: no reason to give up the keys that are known.
            throw FetchFailedException.unusable("a set without a key");
        }
        try {
            return new Fetched(reader.read(set), CacheControl.seconds(answer));
        } catch (IllegalArgumentException e) {
            throw FetchFailedException.unusable(String.valueOf(e.getMessage()));
        }
    }
}
