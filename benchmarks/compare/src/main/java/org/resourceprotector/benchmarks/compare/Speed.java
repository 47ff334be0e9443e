package org.resourceprotector.benchmarks.compare;

import com.nimbusds.jose.JOSEException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.resourceprotector.benchmarks.compare.ServerProcess.Mode;

/**
 * Measures how fast the servers are. For each contender its three processes (unprotected, protected, protected with a native
 * provider) run side by side, one under load at a time, all loads in turn, round after round, so that whatever else the
 * machine does befalls all of them.
 */
final class Speed {

    private static final Path TARGET = Path.of("benchmarks", "compare", "target");

    private final Issuer issuer;
    private final TokenPool pool;
    private final Plan plan;
    private final List<Measurement> measured = new ArrayList<>();

    /**
     * How much is measured.
     *
     * @param scenarios which loads
     * @param starts how often processes are started anew
     * @param rounds how many rounds each of them sees
     * @param seconds how long each load lasts
     * @param warmUp how long each load lasts before the first round
     * @param newTokens how many new tokens a second may need
     * @param kept the file that the single measurements are kept in
     * @param publish whether the results are written down
     */
    record Plan(
            List<Scenario> scenarios,
            int starts,
            int rounds,
            int seconds,
            int warmUp,
            int newTokens,
            String kept,
            boolean publish) {

        static final Plan FULL = new Plan(Scenario.published(), 1, 5, 2, 3, 16_000, "speed.tsv", true);
        /** A token that was seen before, and nothing else; what one process makes of the code is not what the next one does. */
        static final Plan HOT =
                new Plan(List.of(Scenario.OPEN_ONE, Scenario.HOT), 4, 8, 2, 10, 100, "speed-hot.tsv", false);
        /** One issuer and many, when the tokens of all have been seen. */
        static final Plan ISSUERS = new Plan(
                List.of(Scenario.OPEN_MANY, Scenario.ROTATION, Scenario.ISSUERS_ROTATION),
                2,
                6,
                2,
                20,
                0,
                "speed-issuers.tsv",
                false);
        /** One token and a new proof each time. */
        static final Plan DPOP = new Plan(
                List.of(Scenario.OPEN_PROOFS, Scenario.PROOFS, Scenario.PROOFS_NATIVE),
                3,
                5,
                2,
                3,
                16_000,
                "speed-dpop.tsv",
                false);
        /** Proves that every server starts and answers; its times say nothing. */
        static final Plan SHORT = new Plan(
                List.of(
                        Scenario.OPEN_ONE,
                        Scenario.HOT,
                        Scenario.NEW_ES256_NATIVE,
                        Scenario.ISSUERS_ROTATION,
                        Scenario.PROOFS_NATIVE,
                        Scenario.NO_TOKEN,
                        Scenario.BAD),
                1,
                1,
                1,
                0,
                5_000,
                "speed-short.tsv",
                false);

        static Plan told(List<String> words) {
            Plan plan = words.contains("--dpop")
                    ? DPOP
                    : words.contains("--hot") ? HOT : words.contains("--issuers") ? ISSUERS : FULL;
            return words.contains("--short") ? plan.brief() : plan;
        }

        private Plan brief() {
            return publish ? SHORT : new Plan(scenarios, 1, 1, 1, 0, newTokens, "short-" + kept, false);
        }

        /** What is about one thing is for those who can do it; everything is for everybody, as far as they can. */
        boolean isFor(Contender contender) {
            return publish
                    || equals(SHORT)
                    || scenarios.stream().allMatch(one -> one.mode().isFor(contender));
        }

        Path raw() {
            return TARGET.resolve(kept);
        }

        /** What is compared needs right answers of everybody; how others start, with nobody to warm them up, is their affair. */
        boolean isFailedBy(Measurement broken) {
            return warmUp > 0 || Contender.called(broken.contender()).isOurs();
        }
    }

    private Speed(Issuer issuer, TokenPool pool, Plan plan) {
        this.issuer = issuer;
        this.pool = pool;
        this.plan = plan;
    }

    /**
     * Measures.
     *
     * @param arguments {@code --short}, {@code --hot}, {@code --issuers}, {@code --dpop} or {@code --table}, which only
     *     writes the table of what was measured last; and words that select contenders by name
     * @throws IOException if a process or a file is not as it should be
     * @throws JOSEException if no token can be made
     * @throws InterruptedException if it is ended
     */
    public static void main(String[] arguments) throws IOException, JOSEException, InterruptedException {
        List<String> words = List.of(arguments);
        List<String> names =
                words.stream().filter(word -> !word.startsWith("--")).toList();
        Plan plan = Plan.told(words);
        if (!words.contains("--table")) {
            measure(plan, Contender.named(names).stream().filter(plan::isFor).toList(), !names.isEmpty());
        }
        List<Measurement> all =
                Files.readAllLines(plan.raw()).stream().map(Measurement::of).toList();
        SpeedTable table = new SpeedTable(all);
        System.out.println(table.text());
        if (plan.publish()) {
            Results.write("speed", table.markdown() + Machine.description());
            Results.picture(new Picture(table).svg());
        }
        List<Measurement> broken =
                all.stream().filter(one -> !one.problem().isEmpty()).toList();
        broken.forEach(one ->
                System.out.println(one.contender() + ", " + one.scenario().title() + ": " + one.problem()));
        System.exit(broken.stream().noneMatch(plan::isFailedBy) ? 0 : 1);
    }

    private static void measure(Plan plan, List<Contender> contenders, boolean isAddition)
            throws IOException, JOSEException, InterruptedException {
        if (!isAddition) {
            Files.deleteIfExists(plan.raw());
        }
        try (Issuer issuer = new Issuer()) {
            System.out.println("making tokens");
            TokenPool pool = TokenPool.of(
                    issuer,
                    plan.scenarios().stream().map(Scenario::source).collect(Collectors.toSet()),
                    plan.starts() * plan.rounds(),
                    plan.newTokens(),
                    Math.max(plan.seconds(), plan.warmUp()));
            Map<Contender, Speed> speeds = new HashMap<>();
            for (int start = 0; start < plan.starts(); start++) {
                for (Contender contender : contenders) {
                    System.out.println(contender.name() + ": " + contender.versions());
                    Speed speed = speeds.computeIfAbsent(contender, each -> new Speed(issuer, pool, plan));
                    speed.measure(contender, start * plan.rounds());
                    speed.keep(contender);
                }
            }
        }
    }

    /** Writes what was measured of a contender so far, in place of what was written of it. */
    private void keep(Contender contender) throws IOException {
        List<String> lines = new ArrayList<>(Files.exists(plan.raw()) ? Files.readAllLines(plan.raw()) : List.of());
        lines.removeIf(line -> line.startsWith(contender.name() + "\t"));
        measured.forEach(one -> lines.add(one.line()));
        Files.write(plan.raw(), lines, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    private void measure(Contender contender, int before) throws IOException, InterruptedException {
        List<Scenario> scenarios = plan.scenarios().stream()
                .filter(one -> one.mode().isFor(contender))
                .toList();
        Map<Mode, ServerProcess> servers = new EnumMap<>(Mode.class);
        try {
            for (Scenario scenario : scenarios) {
                if (!servers.containsKey(scenario.mode())) {
                    servers.put(scenario.mode(), ServerProcess.startQuietly(contender, scenario.mode(), issuer));
                }
            }
            for (Map.Entry<Mode, ServerProcess> server : servers.entrySet()) {
                if (server.getKey().isOfProofs()) {
                    pool.client().requireChecks(server.getValue());
                }
            }
            if (plan.warmUp() > 0) {
                warmUp(servers, scenarios);
            }
            for (int round = before + 1; round <= before + plan.rounds(); round++) {
                for (Scenario scenario : scenarios) {
                    measured.add(measure(contender, server(servers, scenario), scenario, round));
                }
            }
        } finally {
            servers.values().forEach(ServerProcess::close);
        }
    }

    /** The hot token first, and native ones longer, because there are more loads for some processes than for others. */
    private void warmUp(Map<Mode, ServerProcess> servers, List<Scenario> scenarios)
            throws IOException, InterruptedException {
        for (Map.Entry<Mode, ServerProcess> server : servers.entrySet()) {
            Scenario.Source hot =
                    server.getKey() == Mode.PROTECTED_ISSUERS ? Scenario.Source.ISSUERS_ROTATION : Scenario.Source.HOT;
            Wrk.load(server.getValue(), pool.tokens(hot, 0), 2 * plan.warmUp());
        }
        for (Scenario scenario : scenarios) {
            int seconds = scenario.mode().isNative() ? 4 * plan.warmUp() : plan.warmUp();
            Wrk.load(server(servers, scenario), pool.tokens(scenario.source(), 0), seconds);
        }
    }

    private static ServerProcess server(Map<Mode, ServerProcess> servers, Scenario scenario) {
        ServerProcess server = servers.get(scenario.mode());
        if (server == null) {
            throw new IllegalStateException("no server for " + scenario);
        }
        return server;
    }

    private Measurement measure(Contender contender, ServerProcess server, Scenario scenario, int round)
            throws IOException, InterruptedException {
        double before = server.cpuMicroseconds();
        Wrk.Result result = Wrk.load(server, pool.tokens(scenario.source(), round), plan.seconds());
        double cpu = (server.cpuMicroseconds() - before) / Math.max(1, result.requests());
        Measurement measurement = new Measurement(
                contender.name(),
                scenario,
                round,
                result.perSecond(),
                cpu,
                result.p99Microseconds(),
                server.peakMebibytes(),
                problem(scenario, result));
        System.out.printf(
                "  %d %-34s %8.0f/s %7.1f us CPU %s%n",
                round, scenario.title(), measurement.perSecond(), cpu, measurement.problem());
        return measurement;
    }

    private static String problem(Scenario scenario, Wrk.Result result) {
        long wrong = scenario.isRefused() ? result.requests() - result.refused() : result.refused();
        if (wrong > 0) {
            return wrong + " answers of the wrong kind";
        }
        if (result.broken() > 0) {
            return result.broken() + " connections failed";
        }
        return scenario.isOnce() && result.ranOut() ? "the new tokens ran out" : "";
    }
}
