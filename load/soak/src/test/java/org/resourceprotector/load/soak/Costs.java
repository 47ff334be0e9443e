package org.resourceprotector.load.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** How much time of processors a request of each kind takes at a node; one kind after the other, in rounds. Not thread-safe. */
final class Costs {

    private static final int ROUNDS = 5;

    /** So that the proofs of all rounds have room. */
    private static final int MOST_PROOFS = 150;

    private final Scene scene;
    private final List<Pair> pairs;
    private final Map<String, Map<Kind, Double>> micros = new HashMap<>();

    /** A kind, and the good one that its cost is held against. */
    record Pair(Kind kind, Kind good) {

        boolean isOfNewProofs() {
            return kind.equals(good) && kind.name().contains("proof");
        }
    }

    Costs(Scene scene, List<Pair> pairs) {
        this.scene = scene;
        this.pairs = List.copyOf(pairs);
    }

    /** Asks a node so often with each kind in each round. */
    void measure(Node node, int requests) {
        Random random = new Random(1);
        Map<Kind, double[]> rounds = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (Pair pair : pairs) {
                rounds.computeIfAbsent(pair.kind(), any -> new double[ROUNDS])[round] =
                        once(node, pair.kind(), pair.isOfNewProofs() ? MOST_PROOFS : requests, random);
            }
        }
        Map<Kind, Double> medians = new HashMap<>();
        rounds.forEach((kind, values) -> {
            Arrays.sort(values);
            medians.put(kind, values[ROUNDS / 2]);
        });
        micros.put(node.name(), medians);
    }

    private double once(Node node, Kind kind, int requests, Random random) {
        scene.visit(node, kind, random);
        long before = node.cpuNanos();
        for (int i = 0; i < requests; i++) {
            scene.visit(node, kind, random);
        }
        return (node.cpuNanos() - before) / 1000.0 / requests;
    }

    List<Pair> pairs() {
        return pairs;
    }

    List<String> nodes() {
        List<String> names = new ArrayList<>(micros.keySet());
        names.sort(null);
        return names;
    }

    /** Microseconds of a request. */
    double of(String node, Kind kind) {
        return micros.get(node).get(kind);
    }

    double ratio(String node, Pair pair) {
        return of(node, pair.kind()) / of(node, pair.good());
    }

    double highestRatio() {
        return nodes().stream()
                .flatMap(node -> pairs.stream().map(pair -> ratio(node, pair)))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
    }
}
