package org.resourceprotector.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.jose.StrictJson;

/** A server without a network: counts its fetches, and answers when and what the test wants. */
final class FakeFetch implements Supplier<CompletableFuture<JwksFetcher.Fetched>> {

    final List<CompletableFuture<JwksFetcher.Fetched>> fetches = new CopyOnWriteArrayList<>();
    private volatile Supplier<CompletableFuture<JwksFetcher.Fetched>> next = CompletableFuture::new;

    @Override
    public CompletableFuture<JwksFetcher.Fetched> get() {
        CompletableFuture<JwksFetcher.Fetched> fetch = next.get();
        fetches.add(fetch);
        return fetch;
    }

    int count() {
        return fetches.size();
    }

    /** From now on answers at once. */
    void answers(String... ids) {
        next = () -> CompletableFuture.completedFuture(fetched(OptionalLong.empty(), ids));
    }

    void answersFor(long seconds, String... ids) {
        next = () -> CompletableFuture.completedFuture(fetched(OptionalLong.of(seconds), ids));
    }

    void answers(Supplier<CompletableFuture<JwksFetcher.Fetched>> answer) {
        next = answer;
    }

    void fails() {
        next = () -> CompletableFuture.failedFuture(FetchFailedException.unusable("status 500"));
    }

    /** From now on answers when {@link #last()} is completed. */
    void hangs() {
        next = CompletableFuture::new;
    }

    CompletableFuture<JwksFetcher.Fetched> last() {
        return fetches.get(fetches.size() - 1);
    }

    /** Keys of these identifiers, made from text anew each time. */
    static JwksFetcher.Fetched fetched(OptionalLong maxAge, String... ids) {
        List<Object> keys = new ArrayList<>();
        for (String id : ids) {
            keys.add(PublishedKeys.rsa(id));
        }
        try {
            String json = PublishedKeys.json(keys.toArray());
            return new JwksFetcher.Fetched(
                    new JwkSetParser(100, true).read(StrictJson.object(json, new StrictJson.Limits(1_000_000, 8))),
                    maxAge);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static JwksFetcher.Fetched fetched(String... ids) {
        return fetched(OptionalLong.empty(), ids);
    }
}
