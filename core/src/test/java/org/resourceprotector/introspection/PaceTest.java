package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.MovedClock;

/** How many may wait for a slow server, where nobody said how many. */
class PaceTest {

    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(3);

    private final MovedClock clock = new MovedClock();
    private final Pace pace = new Pace(new Pace.Limits(SLOW, new Pace.Few(2, 16), LONG), clock);

    private void come(int requests) throws IntrospectionFailedException {
        for (int i = 0; i < requests; i++) {
            pace.enter();
        }
    }

    private void leave(int requests) {
        for (int i = 0; i < requests; i++) {
            pace.leave();
        }
    }

    @Test
    @DisplayName("R7662-2.3-b half as many as ever waited at once may wait for a slow server")
    void halfOfThoseWhoEverWaitedMayWait() throws IntrospectionFailedException {
        come(12);
        clock.move(SLOW);
        assertThrows(IntrospectionFailedException.class, pace::enter);
        leave(7);
        pace.enter();
        assertThrows(IntrospectionFailedException.class, pace::enter);
    }

    @Test
    void aServerThatIsAlwaysSlowIsAskedByHalfOfTheThreadsForEver() throws IntrospectionFailedException {
        come(16);
        long start = pace.start();
        clock.move(SLOW);
        leave(16);
        pace.ended(start);
        for (int round = 0; round < 20; round++) {
            come(8);
            assertThrows(IntrospectionFailedException.class, pace::enter);
            long called = pace.start();
            clock.move(SLOW);
            pace.ended(called);
            leave(8);
        }
    }

    @Test
    void neverLessThanTheLeastAndNeverMoreThanTheMost() {
        Pace.Few few = new Pace.Few(2, 16);
        assertThat(few.of(0), is(2));
        assertThat(few.of(5), is(2));
        assertThat(few.of(6), is(3));
        assertThat(few.of(32), is(16));
        assertThat(few.of(1_000), is(16));
        assertThat(Pace.Few.exactly(5).of(1_000), is(5));
        assertThat(new Pace.Few(4, 1).of(10), is(4));
    }

    @Test
    void thoseBeyondTheFewWaitForAQuickAnswerOnly() throws IntrospectionFailedException {
        assertThat(pace.enter(), is(new Pace.Patience(LONG, true)));
        assertThat(pace.enter(), is(new Pace.Patience(LONG, true)));
        assertThat(pace.enter(), is(new Pace.Patience(SLOW, false)));
    }
}
