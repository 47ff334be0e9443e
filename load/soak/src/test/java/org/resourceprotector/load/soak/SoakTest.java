package org.resourceprotector.load.soak;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nodes live through everything that the documents promise to live through. {@code load/soak/run} says how to start it. */
class SoakTest {

    private static final Duration LONG = Duration.ofMinutes(30);
    private static final Duration LEAST_WITH_COSTS = Duration.ofMinutes(10);
    private static final int REQUESTS = 60;
    private static final int REQUESTS_OF_A_LONG_SOAK = 200;
    private static final double MOST_COST = 3;

    @Test
    @DisplayName("nobody is let in who should not be, and nobody is refused who is good")
    void nodesLiveThroughChaos() throws IOException {
        Settings settings = Settings.ofSystem();
        boolean isLong = settings.time().compareTo(LONG) >= 0;
        System.out.println("soak of " + settings.time() + " on " + settings.engines() + ", seed " + settings.seed());
        try (Soak soak = new Soak(settings)) {
            soak.live();
            Ledger ledger = soak.ledger();
            Report report = new Report(soak);
            Costs costs = soak.costs();
            boolean isMeasured = settings.time().compareTo(LEAST_WITH_COSTS) >= 0;
            soak.nodes().stream()
                    .filter(node -> isMeasured && node.name().endsWith("-1"))
                    .forEach(node -> costs.measure(node, isLong ? REQUESTS_OF_A_LONG_SOAK : REQUESTS));
            report.write(Path.of("target", "report"), costs);
            if (settings.publish() != null) {
                report.write(settings.publish(), costs);
            }

            assertThat(ledger.told().toString(), ledger.count(Ledger.Wrong.LET_IN), is(0L));
            assertThat(ledger.told().toString(), ledger.count(Ledger.Wrong.GOOD_REFUSED), is(0L));
            assertThat(ledger.told().toString(), ledger.count(Ledger.Wrong.OTHER_STATUS), is(0L));
            assertThat(soak.authority().callsOfRogue(), is(0L));
            assertThat(ledger.all(), is(greaterThan(0L)));
            assertThat(Flatness.complaints(soak.nodes()), is(empty()));
            if (isLong) {
                assertThat(costs.highestRatio(), is(lessThan(MOST_COST)));
            }
        }
    }
}
