package org.resourceprotector.load.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What came of all visits. Thread-safe. */
final class Ledger {

    private static final int MAX_TOLD = 12;

    private final Map<Kind, Map<Integer, LongAdder>> statuses = new ConcurrentHashMap<>();
    private final Map<Wrong, LongAdder> wrongs = new ConcurrentHashMap<>();
    private final Map<Long, Bucket> buckets = new ConcurrentSkipListMap<>();
    private final List<String> told = new ArrayList<>();
    private final LongAdder inStalls = new LongAdder();
    private final long bucketMillis;

    /** What must not be. */
    enum Wrong {
        LET_IN,
        GOOD_REFUSED,
        OTHER_STATUS
    }

    /** What came of the visits of a while. */
    record Bucket(LongAdder goodIn, LongAdder goodOut, LongAdder hostileOut) {

        Bucket() {
            this(new LongAdder(), new LongAdder(), new LongAdder());
        }
    }

    Ledger(long bucketMillis) {
        this.bucketMillis = bucketMillis;
    }

    void add(Kind kind, int status, Set<Integer> allowed, Situation situation) {
        statuses.computeIfAbsent(kind, any -> new ConcurrentHashMap<>())
                .computeIfAbsent(status, any -> new LongAdder())
                .increment();
        Bucket bucket = buckets.computeIfAbsent(situation.to() / bucketMillis, any -> new Bucket());
        if (!kind.isGood()) {
            bucket.hostileOut().increment();
        } else if (status == 200) {
            bucket.goodIn().increment();
        } else {
            bucket.goodOut().increment();
        }
        if (situation.isStalled()) {
            inStalls.increment();
        }
        if (!allowed.contains(status)) {
            wrong(
                    status == 200 ? Wrong.LET_IN : kind.isGood() ? Wrong.GOOD_REFUSED : Wrong.OTHER_STATUS,
                    tell(kind, status, allowed, situation));
        }
    }

    private static String tell(Kind kind, int status, Set<Integer> allowed, Situation situation) {
        return kind + " got " + status + " and not " + allowed + " at "
                + situation.node().name() + ", from " + situation.from() + " to " + situation.to() + " ms, clock ahead "
                + situation.node().offset() + " s, changed at "
                + situation.node().changedAt() + "; server: "
                + situation.history().at(situation.to());
    }

    private void wrong(Wrong wrong, String what) {
        wrongs.computeIfAbsent(wrong, any -> new LongAdder()).increment();
        synchronized (told) {
            if (told.size() < MAX_TOLD) {
                told.add(wrong + ": " + what);
            }
        }
        System.out.println(wrong + ": " + what);
    }

    long count(Wrong wrong) {
        LongAdder count = wrongs.get(wrong);
        return count == null ? 0 : count.sum();
    }

    /** The first that were wrong, with their moment. */
    List<String> told() {
        synchronized (told) {
            return List.copyOf(told);
        }
    }

    /** Visits for which a 503 would have been excused because the machine had too much to do. */
    long inStalls() {
        return inStalls.sum();
    }

    long all() {
        return statuses.values().stream()
                .flatMap(counts -> counts.values().stream())
                .mapToLong(LongAdder::sum)
                .sum();
    }

    long count(Kind kind, int status) {
        LongAdder count = statuses.getOrDefault(kind, Map.of()).get(status);
        return count == null ? 0 : count.sum();
    }

    /** All visits of a kind. */
    long count(Kind kind) {
        return statuses.getOrDefault(kind, Map.of()).values().stream()
                .mapToLong(LongAdder::sum)
                .sum();
    }

    Set<Kind> kinds() {
        return Set.copyOf(statuses.keySet());
    }

    /** By milliseconds since the start. */
    Map<Long, Bucket> timeline() {
        Map<Long, Bucket> timeline = new TreeMap<>();
        buckets.forEach((number, bucket) -> timeline.put(number * bucketMillis, bucket));
        return timeline;
    }

    double bucketSeconds() {
        return bucketMillis / 1000.0;
    }
}
