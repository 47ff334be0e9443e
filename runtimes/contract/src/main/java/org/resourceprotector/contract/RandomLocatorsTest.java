package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.resourceprotector.ResourceProtector;

/**
 * Random locators with different rules side by side, called by random paths: whoever satisfies the
 * rules of the locators that were walked, and of the method behind them, is let in, and nobody
 * else. Which ones were walked, the method tells to a caller who satisfies them all. To repeat a
 * run, pass its seed with {@code -Dcontract.seed}.
 */
class RandomLocatorsTest {

    private static final int TREES = 60;
    private static final int PATHS = 1_500;
    private static final long SEED = Long.getLong("contract.seed", 2L);

    private static final Random RANDOM = new Random(SEED);
    private static final List<ResourceTree> TREES_OF_RUN =
            Stream.generate(new RandomTrees(RANDOM)::next).limit(TREES).toList();

    @TempDir
    static Path folder;

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(RandomLocatorsTest::application);

    private static Comparison comparison;

    private static Api application() {
        List<Object> parts = new ArrayList<>(GeneratedClasses.roots(TREES_OF_RUN, folder));
        parts.add(ResourceProtector.with(new Tokens().validator()));
        return new Api(parts.toArray());
    }

    @BeforeAll
    @Timeout(600)
    static void callAllPaths() {
        String run = String.format("seed %d, %d trees, %d paths", SEED, TREES, PATHS);
        System.getLogger(RandomLocatorsTest.class.getName()).log(System.Logger.Level.INFO, run);
        comparison = new Comparison(SERVER);
        RandomPaths paths = new RandomPaths(RANDOM);
        for (int i = 0; i < PATHS; i++) {
            ResourceTree tree = TREES_OF_RUN.get(i % TREES);
            comparison.compare(tree, paths.into(tree));
        }
        CaseCount.note("  " + run + ": " + comparison.summary());
    }

    @Test
    void thePathsReachResourceMethods() {
        assertThat("seed " + SEED, comparison.reached(), greaterThan(PATHS / 5));
    }

    @Test
    void nothingRunsAgainstRuleOfWalkedLocator() {
        assertThat(report(comparison.holes()), comparison.holes().size(), is(0));
    }

    @Test
    void nothingIsRefusedThatAllWalkedLocatorsAllow() {
        assertThat(report(comparison.overBlocked()), comparison.overBlocked().size(), is(0));
    }

    private static String report(List<Comparison.Finding> findings) {
        return "seed " + SEED + ": " + comparison.summary() + "\n" + Comparison.text(findings);
    }
}
