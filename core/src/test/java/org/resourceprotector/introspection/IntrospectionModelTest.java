package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.interleaving.Runs;

/** What is remembered, the one call for each token, the bound on calls and the circuit breaker, together and in every order. */
class IntrospectionModelTest {

    private int accepted;
    private int refused;
    private int unknown;

    @Test
    @DisplayName(
            "R7662-2.3-b R7662-4-b in any order, nothing is accepted or refused beyond what the server said in time")
    void anyOrder_answersWithinTheWindows() {
        Runs.of(50, random -> {
            try (IntrospectionRuns run = new IntrospectionRuns(random)) {
                run.run();
                accepted += run.count(true);
                refused += run.count(false);
                unknown += run.count(null);
            }
        });
        assertThat(accepted, greaterThan(100));
        assertThat(refused, greaterThan(50));
        assertThat(unknown, greaterThan(10));
    }
}
