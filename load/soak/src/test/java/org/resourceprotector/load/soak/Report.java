package org.resourceprotector.load.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What a soak has found, as Markdown with graphs. Not thread-safe. */
final class Report {

    private static final int[] STATUSES = {200, 400, 401, 403, 503};
    private static final double MEGA = 1_000_000;

    private final Soak soak;
    private final StringBuilder text = new StringBuilder();

    Report(Soak soak) {
        this.soak = soak;
    }

    private void line(String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    void write(Path folder, Costs costs) throws IOException {
        Path graphs = Files.createDirectories(folder.resolve("results"));
        long end = soak.settings().time().toMillis();
        Charts charts = new Charts(graphs);
        charts.visits(soak.ledger(), soak.history(), end + soak.start());
        charts.held(soak.nodes(), "Heap after a collection", "MB", "heap.svg", sample -> sample.heap() / MEGA);
        charts.held(soak.nodes(), "Threads", "threads", "threads.svg", Node.Sample::threads);
        text.setLength(0);
        head();
        visits();
        faults();
        held();
        if (!costs.nodes().isEmpty()) {
            costs(costs);
        }
        Files.writeString(folder.resolve("RESULTS.md"), text);
    }

    private void head() {
        Ledger ledger = soak.ledger();
        line("# Soak");
        line("");
        line(
                "Written by `load/soak/run`, which says what it does. %s, %d minutes, seed %d, two nodes of each of %s,",
                LocalDate.now(ZoneOffset.UTC),
                soak.settings().time().toMinutes(),
                soak.settings().seed(),
                String.join(", ", soak.settings().engines()));
        line(
                "each with 128 MB of heap, on JDK %s and %d processors, which others used, too.",
                System.getProperty("java.version"), Runtime.getRuntime().availableProcessors());
        line("");
        line("| what | how often |");
        line("|---|---|");
        line("| visits, those for the costs below included | %d |", ledger.all());
        line(
                "| of these while a node or the server answered what costs nothing after half a second only: a 503 is excused | %d |",
                ledger.inStalls());
        line("| **let in who should not be** | **%d** |", ledger.count(Ledger.Wrong.LET_IN));
        line(
                "| **good and refused, outside of the documented windows** | **%d** |",
                ledger.count(Ledger.Wrong.GOOD_REFUSED));
        line(
                "| hostile, and refused with another status than documented | %d |",
                ledger.count(Ledger.Wrong.OTHER_STATUS));
        line(
                "| calls of another server, to which ours had redirected or pointed | %d |",
                soak.authority().callsOfRogue());
        line("| calls of the authorization server | %d |", soak.authority().calls());
        line(
                "| faults of the authorization server | %d |",
                soak.history().spells().size());
        line("| rotations of the key | %d |", soak.rotations());
        line(
                "| redeployments | %d |",
                soak.nodes().stream().mapToInt(Node::deployments).sum()
                        - soak.nodes().size());
        line(
                "| jumps of a clock | %d |",
                soak.nodes().stream().mapToInt(Node::jumps).sum());
        line("");
        ledger.told().forEach(told -> line("* %s", told));
    }

    private void visits() {
        line("");
        line("## Visits");
        line("");
        line("![visits a second](results/visits.svg)");
        line("");
        line("| kind | visits | 200 | 400 | 401 | 403 | 503 | other |");
        line("|---|---|---|---|---|---|---|---|");
        soak.ledger().kinds().stream()
                .sorted(Comparator.comparing((Kind kind) -> !kind.isGood()).thenComparing(Kind::name))
                .forEach(this::visits);
        line("");
        line("A good visitor gets a 503 while the server has a fault and the node does not know what it needs; a 401");
        line(
                "while it lies, or if the clock of the node says that the token or proof is not good. What is hostile and");
        line("got a 200 is a token that was good and was just withdrawn or revoked, within its window.");
    }

    private void visits(Kind kind) {
        Ledger ledger = soak.ledger();
        StringBuilder row =
                new StringBuilder("| ").append(kind.isGood() ? "good: " : "").append(kind.name());
        row.append(" | ").append(ledger.count(kind));
        long other = ledger.count(kind);
        for (int status : STATUSES) {
            row.append(" | ").append(ledger.count(kind, status));
            other -= ledger.count(kind, status);
        }
        line("%s | %d |", row, other);
    }

    private void faults() {
        line("");
        line("## Faults of the authorization server");
        line("");
        line("| fault | how often | seconds |");
        line("|---|---|---|");
        text.append(soak.history().table(soak.start() + soak.settings().time().toMillis()));
        line("");
        line("| window | how long |");
        line("|---|---|");
        line("| a token of a new key may get a 503 (`unknownKeyCooldown`) | %d s |", Times.COOLDOWN.toSeconds());
        line(
                "| keys are not fetched again, unless a token names another (`refreshInterval`) | %d s |",
                Times.FRESH.toSeconds());
        line(
                "| a revoked token is remembered (`cacheFor`), and while the server is down (`acceptStaleIfError`) | %d s, and %d s |",
                Times.CACHE.toSeconds(), Times.STALE.toSeconds());
        line("| nobody is asked after five failures (`circuitBreaker`) | %d s |", Times.CIRCUIT.toSeconds());
        line(
                "| a refusal because of a clock that is wrong is remembered (`negativeCacheFor`) | %d s |",
                Times.NEGATIVE_CACHE.toSeconds());
        line(
                "| a clock may be off for a token, and for a proof | %d s, and %d s |",
                Times.SKEW.toSeconds(), Times.PROOF_SKEW.toSeconds());
        line("| given beyond each, because the machine is busy | %d s |", Times.MARGIN.toSeconds());
    }

    private void held() {
        line("");
        line("## Heap and threads");
        line("");
        line("![heap](results/heap.svg)");
        line("");
        line("![threads](results/threads.svg)");
        line("");
        line("Medians of the middle and of the last third of the time.");
        line("");
        line("| node | redeployed | heap, MB | then | threads | then | of HTTP clients | then | classes | then |");
        line("|---|---|---|---|---|---|---|---|---|---|");
        for (Node node : soak.nodes()) {
            Flatness heap = Flatness.of(node, Node.Sample::heap);
            Flatness threads = Flatness.of(node, Node.Sample::threads);
            Flatness clients = Flatness.of(node, Node.Sample::clientThreads);
            Flatness classes = Flatness.of(node, Node.Sample::classes);
            line(
                    "| %s | %d | %.1f | %.1f | %.0f | %.0f | %.0f | %.0f | %.0f | %.0f |",
                    node.name(),
                    node.deployments() - 1,
                    heap.middle() / MEGA,
                    heap.last() / MEGA,
                    threads.middle(),
                    threads.last(),
                    clients.middle(),
                    clients.last(),
                    classes.middle(),
                    classes.last());
        }
        List<String> complaints = Flatness.complaints(soak.nodes());
        complaints.forEach(complaint -> line("* not flat: %s", complaint));
    }

    private void costs(Costs costs) {
        line("");
        line("## Time of processors for a request");
        line("");
        line(
                "In microseconds of all threads of the node, engine included, afterwards and one kind after the other; and how many");
        line("times that of the good request that it stands beside. Medians of five rounds.");
        line("");
        line("| kind | beside | %s |", String.join(" | ", costs.nodes()));
        line("|---|---|%s", "---|".repeat(costs.nodes().size()));
        for (Costs.Pair pair : costs.pairs()) {
            StringBuilder row = new StringBuilder();
            for (String node : costs.nodes()) {
                row.append(String.format(
                        Locale.ROOT, " %.0f (%.2f) |", costs.of(node, pair.kind()), costs.ratio(node, pair)));
            }
            line("| %s | %s |%s", pair.kind(), pair.kind().equals(pair.good()) ? "" : pair.good(), row);
        }
        line("");
        line("The highest is %.2f times.", costs.highestRatio());
    }
}
