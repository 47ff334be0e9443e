package org.resourceprotector.interleaving;

import java.util.Random;

/** Runs with one seed after the other; {@code -Dmodel.runs=100} has a hundred times as many, {@code -Dmodel.seed=…} begins with one. */
public final class Runs {

    private Runs() {}

    /** A run, which fails if what must hold does not. */
    public interface Run {
        void run(Random random) throws Exception;
    }

    public static void of(int count, Run run) {
        long first = Long.getLong("model.seed", 1);
        long all = (long) count * Integer.getInteger("model.runs", 1);
        for (long seed = first; seed < first + all; seed++) {
            try {
                // seeds that differ little begin with numbers that differ little
                run.run(new Random(seed * 0x9E3779B97F4A7C15L));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
