package org.resourceprotector.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.Stream;

/** Where it was measured, and what. */
final class Machine {

    private Machine() {}

    /** The machine, the platform and the exact versions, for the page of results. */
    static String description() throws IOException {
        StringBuilder text = new StringBuilder("\n### Where, when, what\n\n");
        text.append("* ")
                .append(LocalDate.now(ZoneOffset.UTC))
                .append(", ")
                .append(Runtime.getRuntime().availableProcessors())
                .append(" cores of ")
                .append(first("/proc/cpuinfo", "model name"))
                .append(", ")
                .append(memory())
                .append(" GiB, ")
                .append(System.getProperty("os.name"))
                .append(' ')
                .append(System.getProperty("os.version"))
                .append('\n');
        text.append("* ")
                .append(System.getProperty("java.vm.name"))
                .append(' ')
                .append(System.getProperty("java.runtime.version"))
                .append('\n');
        for (Contender contender : Contender.ALL) {
            text.append("* ")
                    .append(contender.name())
                    .append(": ")
                    .append(contender.versions())
                    .append('\n');
        }
        return text.toString();
    }

    private static long memory() throws IOException {
        return Math.round(Long.parseLong(first("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / (1024.0 * 1024));
    }

    private static String first(String file, String key) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }
}
