package org.resourceprotector.load.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether what a node holds stays as it is: the median of the last third of a soak beside that of the middle third, so that
 * the first third may fill caches and load classes. Immutable, thread-safe.
 */
record Flatness(String node, double middle, double last) {

    /** A leak of a thread at each redeployment is more after ten minutes. */
    private static final double MAX_MORE_THREADS = 3;

    /** They live as long as the fetches that fail, and for a minute after that. */
    private static final double MAX_CLIENT_GROWTH = 1.5;

    private static final double MAX_MORE_CLIENT_THREADS = 20;
    private static final double MAX_HEAP_GROWTH = 1.15;
    private static final double MAX_MORE_HEAP = 2_000_000;

    private static final int LEAST_SAMPLES = 9;

    static Flatness of(Node node, ToDoubleFunction<Node.Sample> what) {
        List<Node.Sample> samples = node.samples();
        int third = samples.size() / 3;
        return new Flatness(
                node.name(),
                median(samples.subList(third, 2 * third), what),
                median(samples.subList(2 * third, samples.size()), what));
    }

    private static double median(List<Node.Sample> samples, ToDoubleFunction<Node.Sample> what) {
        double[] sorted = samples.stream().mapToDouble(what).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    /** What is not flat; nothing is said of a soak that was too short. */
    static List<String> complaints(List<Node> nodes) {
        List<String> complaints = new ArrayList<>();
        for (Node node : nodes) {
            if (node.samples().size() < LEAST_SAMPLES) {
                continue;
            }
            Flatness heap = of(node, Node.Sample::heap);
            if (heap.last() > heap.middle() * MAX_HEAP_GROWTH + MAX_MORE_HEAP) {
                complaints.add("heap " + heap);
            }
            Flatness threads = of(node, Node.Sample::threads);
            if (threads.last() > threads.middle() + MAX_MORE_THREADS) {
                complaints.add("threads " + threads);
            }
            Flatness clients = of(node, Node.Sample::clientThreads);
            if (clients.last() > clients.middle() * MAX_CLIENT_GROWTH + MAX_MORE_CLIENT_THREADS) {
                complaints.add("threads of HTTP clients " + clients);
            }
        }
        return complaints;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "of %s: %.0f, then %.0f", node, middle, last);
    }
}
