package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import org.junit.jupiter.api.Test;
import org.resourceprotector.interleaving.Runs;

/** The keys of a server in every order of what callers, fetches and the server do, see {@link KeySourceRuns}. */
class KeySourceModelTest {

    private int answered;
    private int unknown;
    private int fetches;

    @Test
    void anyOrder_givesTheKeysThatCount() {
        Runs.of(50, random -> {
            try (KeySourceRuns run = new KeySourceRuns(random)) {
                run.run();
                answered += run.count(true);
                unknown += run.count(false);
                fetches += run.fetches();
            }
        });
        assertThat(answered, greaterThan(200));
        assertThat(unknown, greaterThan(20));
        assertThat(fetches, greaterThan(100));
    }
}
