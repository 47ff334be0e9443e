package org.resourceprotector.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.resourceprotector.dpop.ReplayStore;

/**
 * Fills the replay store in memory with a million live proofs of as many keys, and tells what it keeps of the heap and how much CPU time one
 * proof took, at the first and at the second time.
 *
 * <p>Ends with status 1 if it keeps more than 120 MB, or a proof takes longer than 2 µs.
 */
public final class ReplayHeap {

    private static final int PROOFS = 1_000_000;
    private static final int ROUNDS = 3;
    private static final long MAX_BYTES = 120_000_000;
    private static final long MAX_NANOS = 2_000;

    private ReplayHeap() {}

    /**
     * Runs it.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        List<String> keys = new ArrayList<>(PROOFS);
        for (int i = 0; i < PROOFS; i++) {
            keys.add(String.format("%08x", i * 0x9E3779B1) + "-".repeat(35));
        }
        boolean asStated = true;
        for (int round = 0; round < ROUNDS; round++) {
            asStated = measure(keys);
        }
        System.exit(asStated ? 0 : 1);
    }

    /** The last round counts, which is compiled. */
    private static boolean measure(List<String> keys) {
        Instant until = Instant.now().plusSeconds(600);
        long before = used();
        ReplayStore[] store = {ReplayStore.inMemory(PROOFS)};
        long first = nanos(store[0], keys, until, true);
        long second = nanos(store[0], keys, until, false);
        long bytes = used() - before;
        store[0] = null;
        System.out.printf(
                "%,d proofs: %,d bytes, %d each; %d ns to remember one, %d ns to refuse it%n",
                PROOFS, bytes, bytes / PROOFS, first, second);
        return bytes <= MAX_BYTES && first <= MAX_NANOS && second <= MAX_NANOS;
    }

    private static long nanos(ReplayStore store, List<String> keys, Instant until, boolean expected) {
        ThreadMXBean cpu = ManagementFactory.getThreadMXBean();
        long start = cpu.getCurrentThreadCpuTime();
        for (String key : keys) {
            if (store.firstUse(key, until) != expected) {
                throw new IllegalStateException("a proof was accepted twice, or not at all");
            }
        }
        return (cpu.getCurrentThreadCpuTime() - start) / PROOFS;
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
