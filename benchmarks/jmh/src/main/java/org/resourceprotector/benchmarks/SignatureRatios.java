package org.resourceprotector.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a token at first sight costs, and a token that was seen before with a new DPoP proof, as a multiple of the bare
 * check of the same signatures by the same provider.
 *
 * <p>The two take turns in one thread, some tens of milliseconds each, and each turn is held against the next of the
 * other: whatever else the machine does befalls both. The thread's CPU time counts. Ends with an error if something good
 * is refused.
 */
public final class SignatureRatios {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int TOKENS = 20_000;
    private static final int PROOFS = 4_000;
    private static final int PROOFS_PER_TURN = 200;
    private static final int WARM_UP_TURNS = 100;
    private static final int TURNS = 200;
    private static final int NANOSECONDS_PER_TURN = 20_000_000;

    private SignatureRatios() {}

    private interface Work {
        Object once() throws GeneralSecurityException;
    }

    /**
     * Measures, and prints.
     *
     * @param arguments none
     * @throws Exception if something good is refused
     */
    public static void main(String[] arguments) throws Exception {
        for (String algorithm : List.of("RS256", "ES256")) {
            JwtCost cost = new JwtCost();
            cost.algorithm = algorithm;
            cost.tokens = TOKENS;
            cost.prepare();
            print("first sight, " + algorithm + ", JDK", tokens(cost::oursFirstSight, cost::signatureAlone));
            print(
                    "first sight, " + algorithm + ", Conscrypt",
                    tokens(cost::oursFirstSightConscrypt, cost::signatureAloneConscrypt));
            print(
                    "first sight, " + algorithm + ", Corretto",
                    tokens(cost::oursFirstSightCorretto, cost::signatureAloneCorretto));
        }
        for (String provider : List.of("JDK", "Conscrypt")) {
            print("new proof, ES256, " + provider, proofs(provider));
        }
    }

    private static List<double[]> tokens(Work ours, Work bare) throws GeneralSecurityException {
        int calls = 10;
        while (nanoseconds(bare, calls) * calls < NANOSECONDS_PER_TURN) {
            calls *= 2;
        }
        List<double[]> turns = new ArrayList<>();
        for (int i = 0; i < WARM_UP_TURNS + TURNS; i++) {
            turns.add(new double[] {nanoseconds(ours, calls), nanoseconds(bare, calls)});
        }
        return turns.subList(WARM_UP_TURNS, turns.size());
    }

    private static List<double[]> proofs(String provider) throws Exception {
        PossessionCost cost = new PossessionCost();
        cost.prepare();
        PossessionCost.Proofs proofs = new PossessionCost.Proofs();
        proofs.provider = provider;
        proofs.proofs = PROOFS;
        proofs.prepare(cost);
        List<double[]> turns = new ArrayList<>();
        while (turns.size() < WARM_UP_TURNS + TURNS) {
            proofs.makeProofs();
            for (int used = 0; used < PROOFS; used += 2 * PROOFS_PER_TURN) {
                double ours = nanoseconds(() -> cost.newProof(proofs), PROOFS_PER_TURN);
                turns.add(new double[] {ours, nanoseconds(() -> cost.signatureAlone(proofs), PROOFS_PER_TURN)});
            }
        }
        return turns.subList(WARM_UP_TURNS, turns.size());
    }

    /** The CPU time of one call. */
    private static double nanoseconds(Work work, int calls) throws GeneralSecurityException {
        long start = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < calls; i++) {
            if (work.once() == null) {
                throw new IllegalStateException("no answer");
            }
        }
        return (double) (THREADS.getCurrentThreadCpuTime() - start) / calls;
    }

    private static void print(String what, List<double[]> turns) {
        double[] ours = turns.stream().mapToDouble(turn -> turn[0]).sorted().toArray();
        double[] bare = turns.stream().mapToDouble(turn -> turn[1]).sorted().toArray();
        double[] ratios =
                turns.stream().mapToDouble(turn -> turn[0] / turn[1]).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%-32s %8.1f us, bare %8.1f us; ratio of neighbours %.2f (quartiles %.2f, %.2f)%n",
                what,
                ours[ours.length / 2] / 1e3,
                bare[bare.length / 2] / 1e3,
                ratios[ratios.length / 2],
                ratios[ratios.length / 4],
                ratios[ratios.length * 3 / 4]);
    }
}
