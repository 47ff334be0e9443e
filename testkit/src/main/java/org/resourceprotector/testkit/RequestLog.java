package org.resourceprotector.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the requests of each endpoint and keeps the last of them. Thread-safe. */
final class RequestLog {

    private static final int KEPT = 100;

    private final Map<IssuerEndpoint, Integer> counts = new EnumMap<>(IssuerEndpoint.class);
    private final Map<IssuerEndpoint, Deque<RecordedRequest>> last = new EnumMap<>(IssuerEndpoint.class);

    synchronized void add(IssuerEndpoint endpoint, RecordedRequest request) {
        counts.merge(endpoint, 1, Integer::sum);
        Deque<RecordedRequest> kept = last.computeIfAbsent(endpoint, none -> new ArrayDeque<>());
        kept.addLast(request);
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        notifyAll();
    }

    synchronized int count(IssuerEndpoint endpoint) {
        return counts.getOrDefault(endpoint, 0);
    }

    synchronized List<RecordedRequest> last(IssuerEndpoint endpoint) {
        return List.copyOf(last.getOrDefault(endpoint, new ArrayDeque<>()));
    }

    synchronized void clear() {
        counts.clear();
        last.clear();
    }

    synchronized boolean await(IssuerEndpoint endpoint, int count, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        try {
            for (long left = atMost.toMillis(); count(endpoint) < count && left > 0; ) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return count(endpoint) >= count;
    }
}
