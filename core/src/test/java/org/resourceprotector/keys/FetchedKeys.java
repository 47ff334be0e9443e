package org.resourceprotector.keys;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.resourceprotector.http.MovedClock;

/** Keys of a server that answers when it is told to, by a clock that is moved. */
abstract class FetchedKeys {

    static final Duration COOL_DOWN = Duration.ofSeconds(30);
    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration MILLI = Duration.ofMillis(1);

    final FakeFetch server = new FakeFetch();
    final MovedClock clock = new MovedClock();
    final RecordingListener listener = new RecordingListener();
    final JwksCache keys = keys(200);

    /** For callers that wait for each other, so that a busy machine is not taken for a slow server. */
    final JwksCache patient = keys(20_000);

    /** For more callers than may wait for a slow server: all may for a twentieth of the patience, which is long here. */
    final JwksCache patientWithMany = keys(HOUR.toMillis());

    final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    JwksCache keys(long patience) {
        return keys(patience, COOL_DOWN, HOUR);
    }

    JwksCache keys(long patience, Duration coolDown, Duration staleIfError) {
        KeyTiming timing = new KeyTiming(
                coolDown.toMillis(), MINUTE.toMillis(), HOUR.toMillis(), staleIfError.toMillis(), patience);
        return new JwksCache(server, timing, clock, new KeySourceEvents("test", List.of(listener), clock));
    }
}
