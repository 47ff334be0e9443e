package org.resourceprotector.testkit;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What is wrong with the answers of each endpoint. Thread-safe. */
final class IssuerFaults {

    static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

    private final Map<IssuerEndpoint, Fault> faults = new ConcurrentHashMap<>();
    private volatile CountDownLatch recovery = new CountDownLatch(1);

    /** Stands between an endpoint and its caller. */
    @FunctionalInterface
    interface Fault {
        Answer answer(Supplier<Answer> regular);
    }

    void set(List<IssuerEndpoint> endpoints, Fault fault) {
        List<IssuerEndpoint> all = endpoints.isEmpty() ? List.of(IssuerEndpoint.values()) : endpoints;
        all.forEach(endpoint -> faults.put(endpoint, fault));
    }

    /** Answers late, or as soon as the issuer recovers. */
    Fault late(Duration delay) {
        CountDownLatch end = recovery;
        return regular -> {
            await(end, delay);
            return regular.get();
        };
    }

    @SuppressWarnings("ReturnValueIgnored") // over is over, by time or by recovery
    private static void await(CountDownLatch end, Duration delay) {
        try {
            end.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    void recover() {
        faults.clear();
        CountDownLatch end = recovery;
        recovery = new CountDownLatch(1);
        end.countDown();
    }

    Answer apply(IssuerEndpoint endpoint, Supplier<Answer> regular) {
        return Optional.ofNullable(faults.get(endpoint))
                .map(fault -> fault.answer(regular))
                .orElseGet(regular);
    }
}
