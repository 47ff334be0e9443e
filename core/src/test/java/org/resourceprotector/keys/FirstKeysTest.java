package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.http.Await;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.token.ValidationUnavailableException;

/** Many issuers at a server that hangs hold few threads of the application. */
@Timeout(60)
class FirstKeysTest {

    private static final int TOO_MANY = 8;

    private final MovedClock clock = new MovedClock();
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    private JwksCache issuer(FakeFetch server) {
        return new JwksCache(
                server,
                new KeyTiming(30_000, 60_000, 3_600_000, 3_600_000, 20_000),
                clock,
                new KeySourceEvents("hanging", List.of(), clock));
    }

    @Test
    void fewRequestsOfAllIssuersWaitForFirstKeys() throws Exception {
        List<FakeFetch> servers = new ArrayList<>();
        List<Future<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < JwksCache.MAX_WAITING_FOR_FIRST_KEYS + TOO_MANY; i++) {
            FakeFetch server = new FakeFetch();
            servers.add(server);
            JwksCache keys = issuer(server);
            waiting.add(callers.submit(() -> {
                try {
                    return !keys.keys().keys().isEmpty();
                } catch (ValidationUnavailableException e) {
                    return false;
                }
            }));
        }
        Await.until("those too many go", () -> done(waiting) == TOO_MANY);
        for (FakeFetch server : servers) {
            Await.until("a fetch", () -> server.count() == 1);
            server.last().complete(FakeFetch.fetched("a"));
        }

        int served = 0;
        for (Future<Boolean> answer : waiting) {
            served += answer.get(20, TimeUnit.SECONDS) ? 1 : 0;
        }
        assertThat(served, is(JwksCache.MAX_WAITING_FOR_FIRST_KEYS));
    }

    @Test
    void requestsOfOneIssuerLeaveHalfOfTheRoomToOthers() throws Exception {
        FakeFetch server = new FakeFetch();
        JwksCache keys = issuer(server);
        List<Future<KeySet>> waiting = new ArrayList<>();
        for (int i = 0; i < JwksCache.MAX_WAITING_FOR_FIRST_KEYS; i++) {
            waiting.add(callers.submit(keys::keys));
        }
        Await.until("half of them go", () -> done(waiting) == JwksCache.MAX_WAITING_FOR_FIRST_KEYS / 2);

        server.last().complete(FakeFetch.fetched("a"));
        Await.until("the others are served", () -> done(waiting) == waiting.size());
    }

    @Test
    void fewRequestsOfAllIssuersWaitLongForNewKeys() throws Exception {
        List<FakeFetch> servers = new ArrayList<>();
        List<Future<Boolean>> waiting = new ArrayList<>();
        for (int i = 0; i < JwksCache.MAX_WAITING_LONG_IN_ALL + TOO_MANY; i++) {
            FakeFetch server = new FakeFetch();
            server.answers("a");
            JwksCache keys = issuer(server);
            keys.keys();
            server.hangs();
            servers.add(server);
            waiting.add(callers.submit(() -> {
                try {
                    return keys.refreshFor("b").keys().size() == 2;
                } catch (ValidationUnavailableException e) {
                    return false;
                }
            }));
        }
        Await.until("those too many go", () -> done(waiting) == TOO_MANY);
        for (FakeFetch server : servers) {
            Await.until("a fetch", () -> server.count() == 2);
            server.last().complete(FakeFetch.fetched("a", "b"));
        }

        int served = 0;
        for (Future<Boolean> answer : waiting) {
            served += answer.get(20, TimeUnit.SECONDS) ? 1 : 0;
        }
        assertThat(served, is(JwksCache.MAX_WAITING_LONG_IN_ALL));
    }

    private static long done(List<? extends Future<?>> futures) {
        return futures.stream().filter(Future::isDone).count();
    }
}
