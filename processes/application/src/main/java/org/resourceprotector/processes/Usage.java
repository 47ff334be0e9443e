package org.resourceprotector.processes;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What this process has used and holds.
 *
 * @param cpuNanos the time of processors of all threads that live; collections and compilations are not in it
 * @param heap bytes in use, which only a collection before tells
 * @param threads how many live, without those of the JDK's HTTP clients
 * @param clientThreads how many of those live
 * @param classes how many are loaded
 */
record Usage(long cpuNanos, long heap, long threads, long clientThreads, long classes) {

    static Usage now() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long ofClients = Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName)
                .filter(name -> name.startsWith("HttpClient-"))
                .count();
        return new Usage(
                LongStream.of(threads.getAllThreadIds())
                        .map(threads::getThreadCpuTime)
                        .filter(nanos -> nanos > 0)
                        .sum(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                threads.getThreadCount() - ofClients,
                ofClients,
                ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    }

    static Usage afterCollection() {
        System.gc();
        return now();
    }

    String words() {
        return cpuNanos + " " + heap + " " + threads + " " + clientThreads + " " + classes;
    }
}
