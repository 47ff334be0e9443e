package org.resourceprotector.load.traffic;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** How often which status was answered, and how long that took. Status 0 is no answer. Thread-safe. */
final class Tally {

    private final Map<Integer, LongAdder> counts = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    void add(int status, long start) {
        counts.computeIfAbsent(status, any -> new LongAdder()).increment();
        nanos.add(System.nanoTime() - start);
    }

    long count(int status) {
        LongAdder count = counts.get(status);
        return count == null ? 0 : count.sum();
    }

    long all() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** The time within which so many of a hundred were answered. */
    String percentile(int hundredth) {
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        long value = sorted.length == 0 ? 0 : sorted[Math.min(sorted.length - 1, sorted.length * hundredth / 100)];
        return value / 1_000_000 + " ms";
    }

    @Override
    public String toString() {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
