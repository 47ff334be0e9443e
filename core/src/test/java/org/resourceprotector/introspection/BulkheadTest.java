package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.MovedClock;

/** How many requests may wait for a slow server, and for a quick one. */
class BulkheadTest {

    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(3);

    private final MovedClock clock = new MovedClock();
    private final Bulkhead bulkhead = new Bulkhead(new Bulkhead.Limits(SLOW, new Bulkhead.Few(2, 16), LONG), clock);

    private void come(int requests) throws IntrospectionFailedException {
        for (int i = 0; i < requests; i++) {
            bulkhead.enter();
        }
    }

    private void leave(int requests) {
        for (int i = 0; i < requests; i++) {
            bulkhead.leave();
        }
    }

    @Test
    @DisplayName("R7662-2.3-b half as many as ever waited at once may wait for a slow server")
    void slowServer_holdsHalfOfThoseThatEverWaited() throws IntrospectionFailedException {
        come(12);
        clock.move(SLOW);
        assertThrows(IntrospectionFailedException.class, bulkhead::enter);
        leave(7);
        bulkhead.enter();
        assertThrows(IntrospectionFailedException.class, bulkhead::enter);
    }

    @Test
    void serverThatStaysSlow_isAskedByHalfOfTheThreads() throws IntrospectionFailedException {
        come(16);
        long start = bulkhead.start();
        clock.move(SLOW);
        leave(16);
        bulkhead.ended(start);
        for (int round = 0; round < 20; round++) {
            come(8);
            assertThrows(IntrospectionFailedException.class, bulkhead::enter);
            long called = bulkhead.start();
            clock.move(SLOW);
            bulkhead.ended(called);
            leave(8);
        }
    }

    @Test
    void clockSetBack_doesNotMakeASlowServerQuick() throws IntrospectionFailedException {
        come(1);
        bulkhead.ended(bulkhead.start());
        clock.move(Duration.ofHours(-1));
        long start = bulkhead.start();
        clock.move(SLOW);
        bulkhead.ended(start);
        come(1);
        clock.move(SLOW);
        assertThrows(IntrospectionFailedException.class, bulkhead::enter);
        assertThat(bulkhead.mostNow(), is(2));
    }

    @Test
    void half_isWithinItsBounds() {
        Bulkhead.Few few = new Bulkhead.Few(2, 16);
        assertThat(few.of(0), is(2));
        assertThat(few.of(5), is(2));
        assertThat(few.of(6), is(3));
        assertThat(few.of(32), is(16));
        assertThat(few.of(1_000), is(16));
        assertThat(new Bulkhead.Few(4, 1).of(10), is(4));
    }

    @Test
    void requestsBeyondTheFew_waitForAQuickResponseOnly() throws IntrospectionFailedException {
        assertThat(bulkhead.enter(), is(new Bulkhead.MaxWait(LONG, true)));
        assertThat(bulkhead.enter(), is(new Bulkhead.MaxWait(LONG, true)));
        assertThat(bulkhead.enter(), is(new Bulkhead.MaxWait(SLOW, false)));
    }

    @Test
    @DisplayName("R7662-2.3-b how many may wait is bounded, however quick the server is")
    void quickServer_holdsAThousandRequests() throws IntrospectionFailedException {
        come(Bulkhead.MAX_HELD);

        assertThrows(IntrospectionFailedException.class, bulkhead::enter);
        leave(1);
        bulkhead.enter();
    }
}
