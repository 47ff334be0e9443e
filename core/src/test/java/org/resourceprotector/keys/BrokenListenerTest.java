package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Failing;
import org.resourceprotector.token.ValidationUnavailableException;

/** Listeners and HTTP clients that throw what nobody declared: keys go on being fetched and used. */
class BrokenListenerTest {

    @Test
    void listenerCanThrowWhatItLikes() {
        for (Throwable failure : List.of(
                new IllegalStateException("secret-of-a-listener"),
                new AssertionError("secret-of-a-listener"),
                new NoClassDefFoundError("secret-of-a-listener"),
                new IOException("secret-of-a-listener"))) {
            FakeFetch server = new FakeFetch();
            server.answers("a");
            RecordingListener after = new RecordingListener();
            try (CapturedLog log = new CapturedLog("broken listener")) {
                JwksCache keys = new JwksCache(
                        server,
                        new KeyTiming(30_000, 60_000, 3_600_000, 3_600_000, 20_000),
                        new MovedClock(),
                        new KeySourceEvents(
                                "broken listener", List.of(new BrokenListener(failure), after), new MovedClock()));

                assertThat(PublishedKeys.ids(keys.keys()), contains("a"));
                assertThat(PublishedKeys.ids(keys.refreshFor("b")), contains("a"));
                assertThat(after.events, contains("fetched [a]", "fetched [a]", "unknown b"));
                assertThat(log.warnings().size(), is(1));
                assertThat(log.warnings().toString(), not(containsString("secret-of-a-listener")));
            }
        }
    }

    private record BrokenListener(Throwable failure) implements KeySourceListener {

        @Override
        public void fetched(KeySet keys) {
            throw Failing.unchecked(failure);
        }

        @Override
        public void unknownKey(String keyId) {
            throw Failing.unchecked(failure);
        }
    }

    @Test
    void fetchThatCannotBeWaitedFor_isNotTheLast() {
        FakeFetch server = new FakeFetch();
        server.answers(() -> new CompletableFuture<>() {
            @Override
            public CompletableFuture<JwksFetcher.Fetched> whenComplete(
                    BiConsumer<? super JwksFetcher.Fetched, ? super Throwable> action) {
                throw new OutOfMemoryError("no memory for one more stage");
            }
        });
        MovedClock clock = new MovedClock();
        JwksCache keys = new JwksCache(
                server,
                new KeyTiming(30_000, 60_000, 3_600_000, 3_600_000, 100),
                clock,
                new KeySourceEvents("test", List.of(), clock));

        assertThrows(OutOfMemoryError.class, keys::keys);
        server.answers("a");
        assertThat(PublishedKeys.ids(keys.keys()), contains("a"));
        assertThat(server.count(), is(2));
    }

    @Test
    void fetchThatThrowsWhatNobodyDeclaredIsAFailedFetchAndNotTheLast() {
        FakeFetch server = new FakeFetch();
        server.answers(Failing.with(new IOException("checked")));
        MovedClock clock = new MovedClock();
        JwksCache keys = new JwksCache(
                server,
                new KeyTiming(30_000, 60_000, 3_600_000, 3_600_000, 100),
                clock,
                new KeySourceEvents("test", List.of(), clock));

        assertThrows(ValidationUnavailableException.class, keys::keys);
        server.answers("a");
        clock.move(Duration.ofSeconds(1));
        assertThat(PublishedKeys.ids(keys.keys()), contains("a"));
    }
}
