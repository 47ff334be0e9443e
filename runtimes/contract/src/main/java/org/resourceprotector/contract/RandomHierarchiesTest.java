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
 * Random classes and interfaces above random resources, with marks on some of them and of their methods, generic or not:
 * whoever satisfies the mark that counts is let in, and nobody else. To repeat a run, pass its seed with
 * {@code -Dcontract.seed}.
 */
class RandomHierarchiesTest {

    private static final int FAMILIES = 150;
    private static final long SEED = Long.getLong("contract.seed", 3L);
    private static final List<TypeFamily> FAMILIES_OF_RUN = Stream.generate(new RandomFamilies(new Random(SEED))::next)
            .limit(FAMILIES)
            .toList();

    @TempDir
    static Path folder;

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(RandomHierarchiesTest::application);

    private static final List<String> HOLES = new ArrayList<>();
    private static final List<String> OVER_BLOCKED = new ArrayList<>();
    private static final List<String> MISSING = new ArrayList<>();
    private static int reached;

    private static Api application() {
        List<Object> parts = new ArrayList<>(GeneratedClasses.resources(FAMILIES_OF_RUN, folder));
        parts.add(ResourceProtector.with(new Tokens().validator()));
        return new Api(parts.toArray());
    }

    @BeforeAll
    @Timeout(600)
    static void callAll() {
        for (TypeFamily family : FAMILIES_OF_RUN) {
            for (String method : TypeFamily.METHODS) {
                call(family, method);
            }
        }
        CaseCount.note(String.format(
                "  seed %d, %d families, %d methods reached, %d holes, %d over-blocked",
                SEED, FAMILIES, reached, HOLES.size(), OVER_BLOCKED.size()));
    }

    private static void call(TypeFamily family, String method) {
        Mark counting = family.counting(method).orElseThrow();
        boolean isThere = ran(family, method, Caller.BOTH);
        reached += isThere ? 1 : 0;
        if (!isThere && family.isResource(method)) {
            MISSING.add(family.path(method) + "\n" + FamilySource.of(family));
        }
        for (Caller caller : Caller.values()) {
            boolean ran = ran(family, method, caller);
            if (isThere && ran != counting.allows(caller)) {
                (ran ? HOLES : OVER_BLOCKED)
                        .add(family.path(method) + " as " + caller + ", " + counting + "\n" + FamilySource.of(family));
            } else if (!isThere && ran) {
                HOLES.add(family.path(method) + " as " + caller + ", not there for others\n" + FamilySource.of(family));
            }
        }
    }

    private static boolean ran(TypeFamily family, String method, Caller caller) {
        return caller.calls(SERVER.get(family.path(method))).sendRaw().body().startsWith("ran ");
    }

    @Test
    void methodsThatSaySo_areReached() {
        assertThat("seed " + SEED + ": " + first(MISSING), MISSING.size(), is(0));
        assertThat("seed " + SEED, reached, greaterThan(FAMILIES / 2));
    }

    @Test
    void nothingRunsAgainstTheMarkThatCounts() {
        assertThat("seed " + SEED + ": " + first(HOLES), HOLES.size(), is(0));
    }

    @Test
    void nothingIsRefusedThatTheMarkAllows() {
        assertThat("seed " + SEED + ": " + first(OVER_BLOCKED), OVER_BLOCKED.size(), is(0));
    }

    private static String first(List<String> found) {
        return found.isEmpty() ? "" : found.get(0);
    }
}
