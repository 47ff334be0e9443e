package org.resourceprotector.micrometer;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.TreeSet;

/** What Prometheus reads. */
final class Scrape {

    private Scrape() {}

    /** The lines of one metric, in the order of their labels. */
    static List<String> of(PrometheusMeterRegistry registry, String metric) {
        return all(registry).stream()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .toList();
    }

    static List<String> all(PrometheusMeterRegistry registry) {
        return registry.scrape()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .sorted()
                .toList();
    }

    /** The names of all metrics of a protector. */
    static List<String> names(PrometheusMeterRegistry registry) {
        TreeSet<String> names = new TreeSet<>();
        all(registry).forEach(line -> names.add(line.replaceFirst("[ {].*", "")));
        return List.copyOf(names);
    }
}
