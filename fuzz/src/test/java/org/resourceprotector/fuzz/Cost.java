package org.resourceprotector.fuzz;

import java.lang.management.ManagementFactory;

/**
 * Counts what work costs by the bytes that it allocates, which do not depend on how busy the machine is. A reader that looks at
 * its input again and again, or builds more than it is given, allocates more than in proportion.
 */
public final class Cost {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What is loaded and compiled at a first call counts, too. */
    private static final int ATTEMPTS = 4;

    private static final long FIXED = 256 * 1024;
    private static final long PER_BYTE = 1024;

    private Cost() {}

    /** Work that ends with one kind of exception. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {

        /** Works. */
        T run() throws E;
    }

    /** Works, and throws if that costs more than in proportion to the length of the input. */
    public static <T, E extends Exception> T bounded(int length, Work<T, E> work) throws E {
        long most = FIXED + PER_BYTE * length;
        long cost = 0;
        for (int i = 0; i < ATTEMPTS; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                T result = work.run();
                cost = THREADS.getCurrentThreadAllocatedBytes() - before;
                if (cost <= most) {
                    return result;
                }
            } catch (Exception e) {
                cost = THREADS.getCurrentThreadAllocatedBytes() - before;
                if (cost <= most) {
                    throw e;
                }
            }
        }
        throw new AssertionError("an input of " + length + " bytes costs " + cost + " bytes");
    }
}
