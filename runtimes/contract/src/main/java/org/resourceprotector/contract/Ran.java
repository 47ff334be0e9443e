package org.resourceprotector.contract;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often a resource method ran: the proof that a refused one did not. */
final class Ran {

    private static final Map<String, AtomicInteger> TIMES = new ConcurrentHashMap<>();

    private Ran() {}

    /** Called by a resource method; answers what the method sends. */
    static String here(String name) {
        TIMES.computeIfAbsent(name, key -> new AtomicInteger()).incrementAndGet();
        return "ran " + name;
    }

    static int times(String name) {
        AtomicInteger times = TIMES.get(name);
        return times == null ? 0 : times.get();
    }
}
