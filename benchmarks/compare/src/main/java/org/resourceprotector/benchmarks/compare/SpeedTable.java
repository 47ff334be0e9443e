package org.resourceprotector.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** What was measured, as medians. Immutable. */
final class SpeedTable {

    private final List<Measurement> measured;

    SpeedTable(List<Measurement> measured) {
        this.measured = List.copyOf(measured);
    }

    /** Those that were measured, in the order of all contenders. */
    List<Contender> contenders() {
        return Contender.ALL.stream()
                .filter(one -> measured.stream().anyMatch(m -> m.contender().equals(one.name())))
                .toList();
    }

    /** What is held against the same load without protection. */
    static List<Scenario> compared() {
        return Scenario.published().stream().filter(one -> one.base() != null).toList();
    }

    /** The median, over the rounds, of throughput by that of the same round without protection. */
    OptionalDouble ratio(Contender contender, Scenario scenario) {
        Scenario base = scenario.base();
        return median(
                ratios(of(contender, scenario), of(contender, base == null ? scenario : base), Measurement::perSecond));
    }

    private static List<Double> ratios(
            List<Measurement> measured, List<Measurement> bases, ToDoubleFunction<Measurement> what) {
        List<Double> ratios = new ArrayList<>();
        for (Measurement one : measured) {
            bases.stream()
                    .filter(other -> other.round() == one.round())
                    .forEach(other -> ratios.add(what.applyAsDouble(one) / what.applyAsDouble(other)));
        }
        return ratios;
    }

    /** The median of what a load came to. */
    OptionalDouble median(Contender contender, Scenario scenario, ToDoubleFunction<Measurement> what) {
        return median(of(contender, scenario).stream().map(what::applyAsDouble).toList());
    }

    private List<Measurement> of(Contender contender, Scenario scenario) {
        return measured.stream()
                .filter(one -> one.contender().equals(contender.name()) && one.scenario() == scenario)
                .toList();
    }

    static OptionalDouble median(List<Double> values) {
        if (values.isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }

    /** For a terminal. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Scenario scenario : Scenario.values()) {
            if (measured.stream().noneMatch(one -> one.scenario() == scenario)) {
                continue;
            }
            text.append(scenario.title()).append('\n');
            for (Contender contender : contenders()) {
                text.append(String.format(
                        Locale.ROOT,
                        "  %-26s %s  %s/s  %s us CPU%n",
                        contender.name(),
                        format("%5.3f", ratio(contender, scenario)),
                        format("%8.0f", median(contender, scenario, Measurement::perSecond)),
                        format("%7.1f", median(contender, scenario, Measurement::cpuMicroseconds))));
            }
        }
        return text + besideSpring();
    }

    /** Proofs on ours by proofs on Spring's with the provider of the JDK; empty where either was not measured. */
    private String besideSpring() {
        StringBuilder text = new StringBuilder();
        List<Measurement> bases = of(Contender.SPRING, Scenario.PROOFS);
        for (Scenario scenario : List.of(Scenario.PROOFS, Scenario.PROOFS_NATIVE)) {
            for (Contender contender : contenders()) {
                List<Measurement> proofs = of(contender, scenario);
                if (contender.isOurs() && !proofs.isEmpty() && !bases.isEmpty()) {
                    text.append(String.format(
                            Locale.ROOT,
                            "%s, %s, by Spring's with the JDK's provider: %s of its requests, %s of its CPU time%n",
                            contender.name(),
                            scenario.title(),
                            format("%.2f", median(ratios(proofs, bases, Measurement::perSecond))),
                            format("%.2f", median(ratios(proofs, bases, Measurement::cpuMicroseconds)))));
                }
            }
        }
        return text.toString();
    }

    /** For the page of results. */
    String markdown() {
        return "### Throughput, as a ratio to the same runtime without protection\n\n"
                + "Median of the rounds; 1 would be protection for nothing.\n\n"
                + table(compared(), this::ratio, "%.3f")
                + "\n### Requests per second\n\n"
                + table(Scenario.published(), (c, s) -> median(c, s, Measurement::perSecond), "%,.0f")
                + "\n### CPU time of the server for each request, in microseconds\n\n"
                + table(Scenario.published(), (c, s) -> median(c, s, Measurement::cpuMicroseconds), "%.1f")
                + "\n### Latency that 99 of 100 requests stay below, in milliseconds\n\n"
                + table(Scenario.published(), (c, s) -> median(c, s, m -> m.p99Microseconds() / 1000.0), "%.1f")
                + "\n### Peak memory of the process over all its loads, in MiB (heap limit 512)\n\n"
                + table(List.of(Scenario.OPEN_ONE, Scenario.HOT, Scenario.NEW_ES256_NATIVE), this::peak, "%.0f")
                + "\n";
    }

    private OptionalDouble peak(Contender contender, Scenario scenario) {
        return measured.stream()
                .filter(one -> one.contender().equals(contender.name())
                        && one.scenario().mode() == scenario.mode())
                .mapToDouble(Measurement::peakMebibytes)
                .max();
    }

    /** A number of a contender in a scenario. */
    @FunctionalInterface
    private interface Cell {
        OptionalDouble of(Contender contender, Scenario scenario);
    }

    private String table(List<Scenario> scenarios, Cell cell, String format) {
        StringBuilder text = new StringBuilder("| |");
        scenarios.forEach(scenario -> text.append(' ').append(scenario.title()).append(" |"));
        text.append("\n|---|").append("---:|".repeat(scenarios.size())).append('\n');
        for (Contender contender : contenders()) {
            text.append("| ").append(contender.name()).append(" |");
            scenarios.forEach(scenario -> text.append(' ')
                    .append(format(format, cell.of(contender, scenario)))
                    .append(" |"));
            text.append('\n');
        }
        return text.toString();
    }

    private static String format(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "";
    }
}
