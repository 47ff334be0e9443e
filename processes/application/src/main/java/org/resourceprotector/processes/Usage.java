package org.resourceprotector.processes;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What this process has used and holds.
 *
 * @param cpuNanos the time of processors since its start
 * @param heap bytes in use, which only a collection before tells
 * @param threads how many live, without those of the JDK's HTTP clients
 * @param clientThreads how many of those live
 * @param classes how many are loaded
 */
record Usage(long cpuNanos, long heap, long threads, long clientThreads, long classes) {

    static Usage now() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long ofClients = Stream.of(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(Objects::nonNull)
                .map(ThreadInfo::getThreadName)
                .filter(name -> name.startsWith("HttpClient-"))
                .count();
        return new Usage(
                system.getProcessCpuTime(),
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
