package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.http.MovedClock;

/** What the log hears of key sources, of which strangers may name many. */
class KeySourceEventsTest {

    private static KeySourceEvents events(String name, Clock clock) {
        return new KeySourceEvents(name, List.of(), clock);
    }

    @Test
    void sourcesOfManyIssuers_shareTheLinesOfASecond() {
        try (CapturedLog log = new CapturedLog("https://crowd.example/")) {
            for (int i = 0; i < 1_000; i++) {
                events("https://crowd.example/" + i, Clock.systemUTC())
                        .failed(FetchFailedException.unusable("status 404"));
                events("https://crowd.example/" + i, Clock.systemUTC()).fetched(new KeySet(List.of()), true, List.of());
            }
            assertThat(log.lines().size(), is(allOf(greaterThan(0), lessThan(200))));
        }
    }

    @Test
    void everyLine_isWrittenOnceASecond() {
        MovedClock clock = new MovedClock();
        KeySourceEvents events = events("https://often.example", clock);
        try (CapturedLog log = new CapturedLog("https://often.example")) {
            for (int i = 0; i < 3; i++) {
                events.fetched(new KeySet(List.of()), true, List.of());
                events.failed(FetchFailedException.unusable("status 404"));
            }
            assertThat(
                    log.lines(),
                    contains(
                            "INFO Keys of https://often.example: 0 of use",
                            "WARNING Keys of https://often.example: not fetched, by the address that issuer(...) or"
                                    + " jwksUri(...) or their properties lead to: status 404"));
        }
    }

    @Test
    void whatIsWrongWithKeys_isToldOnceUntilItChanges() {
        MovedClock clock = new MovedClock();
        KeySourceEvents events = events("https://weak.example", clock);
        try (CapturedLog log = new CapturedLog("https://weak.example")) {
            for (List<String> alarms : List.of(
                    List.of("weak", "odd"),
                    List.of("weak", "odd"),
                    List.of("odd"),
                    List.<String>of(),
                    List.of("odd"))) {
                events.fetched(new KeySet(List.of()), false, alarms);
                clock.move(Duration.ofSeconds(2));
            }
            assertThat(
                    log.lines(),
                    contains(
                            "WARNING Keys of https://weak.example: not used: weak; odd",
                            "WARNING Keys of https://weak.example: not used: odd",
                            "WARNING Keys of https://weak.example: not used: odd"));
        }
    }

    /** The address is not to blame. */
    @Test
    void postponedFetch_advisesNothing() {
        try (CapturedLog log = new CapturedLog("https://later.example")) {
            events("https://later.example", new MovedClock())
                    .failed(FetchFailedException.postponed("enough fetches are under way"));
            assertThat(
                    log.lines(),
                    contains("WARNING Keys of https://later.example: not fetched: enough fetches are under way"));
        }
    }
}
