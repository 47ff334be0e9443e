package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.interleaving.Runs;
import org.resourceprotector.introspection.Bulkhead.MaxWait;
import org.resourceprotector.introspection.CircuitBreaker.Permit;

/**
 * Circuit breaker and bulkhead beside a plain re-statement of what they promise, by calls that begin and end in any order,
 * and a clock that also goes back. Both have one lock, so that what threads do is one such order.
 */
class ServerGuardModelTest {

    private static final int STEPS = 200;
    private static final long OPEN = 10_000;
    private static final long TRIAL = 15_000;
    private static final long SLOW = 1_000;
    private static final long TIMEOUT = 3_000;

    /** What the circuit breaker promises. */
    private static final class Circuit {

        private final int failuresToOpen;
        private int failuresInARow;
        private boolean closed = true;
        private boolean trial;
        private long trialSince;
        private long openSince;

        Circuit(int failuresToOpen) {
            this.failuresToOpen = failuresToOpen;
        }

        Permit acquire(long now) {
            if (closed) {
                return Permit.CALL;
            }
            boolean over = now < openSince || now >= openSince + OPEN;
            boolean isForgotten = now < trialSince || now >= trialSince + TRIAL;
            if (trial ? !isForgotten : !over) {
                return Permit.NONE;
            }
            trial = true;
            trialSince = now;
            return Permit.TRIAL;
        }

        /** A trial decides while nothing was decided since, and other calls while the circuit is closed. */
        private boolean counts(Permit permit) {
            return permit == Permit.TRIAL ? trial : closed;
        }

        void succeeded(Permit permit) {
            if (counts(permit)) {
                closed = true;
                trial = false;
                failuresInARow = 0;
            }
        }

        boolean failed(Permit permit, int requests, long now) {
            boolean wasClosed = closed;
            if (!counts(permit)) {
                return false;
            }
            failuresInARow += requests;
            if (failuresInARow >= failuresToOpen) {
                closed = false;
                trial = false;
                openSince = now;
            }
            return wasClosed && !closed;
        }

        void abandoned(Permit permit) {
            if (permit == Permit.TRIAL) {
                trial = false;
            }
        }
    }

    private static void moveSometimes(MovedClock clock, Random random, long most) {
        if (random.nextInt(3) == 0) {
            long millis = random.nextInt((int) most);
            clock.move(Duration.ofMillis(random.nextInt(12) == 0 ? -millis : millis));
        }
    }

    @Test
    @DisplayName("R7662-2.3-b the circuit breaker does what it promises, whatever calls begin and end")
    void circuitBreaker_doesWhatItPromises() {
        Runs.of(200, random -> {
            MovedClock clock = new MovedClock();
            int failuresToOpen = 1 + random.nextInt(4);
            CircuitBreaker breaker =
                    new CircuitBreaker(failuresToOpen, Duration.ofMillis(OPEN), Duration.ofMillis(TRIAL), clock);
            Circuit model = new Circuit(failuresToOpen);
            List<Permit> underWay = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                moveSometimes(clock, random, OPEN);
                if (underWay.isEmpty() || random.nextBoolean()) {
                    Permit expected = model.acquire(clock.millis());
                    assertThat("step " + step, breaker.isOpen(), is(expected == Permit.NONE));
                    assertThat("step " + step, breaker.acquire(), is(expected));
                    if (expected != Permit.NONE) {
                        underWay.add(expected);
                    }
                } else {
                    end(breaker, model, underWay.remove(random.nextInt(underWay.size())), random, clock.millis());
                }
            }
        });
    }

    private static void end(CircuitBreaker breaker, Circuit model, Permit permit, Random random, long now) {
        switch (random.nextInt(4)) {
            case 0 -> {
                breaker.succeeded(permit);
                model.succeeded(permit);
            }
            case 1 -> {
                breaker.abandoned(permit);
                model.abandoned(permit);
            }
            default -> {
                int requests = 1 + random.nextInt(2);
                assertThat(breaker.failed(permit, requests), is(model.failed(permit, requests, now)));
            }
        }
    }

    /** What the bulkhead promises. */
    private static final class Waiting {

        private final int min;
        private final int max;
        private int held;
        private int mostEver;
        private boolean lastWasSlow;
        private long lastEnd;
        private long lastQuick;

        Waiting(int min, int max) {
            this.min = min;
            this.max = max;
        }

        private int few() {
            return Math.max(min, Math.min(max, mostEver / 2));
        }

        /** How long a request may wait; 0 if it may not. */
        long enter(long now) {
            boolean forgotten = Math.abs(now - lastEnd) >= 10 * SLOW;
            if (held == 0 && (!lastWasSlow || forgotten)) {
                lastWasSlow = false;
                lastQuick = now;
            }
            boolean slow = now - lastQuick >= SLOW;
            if (held >= Bulkhead.MAX_HELD || (slow && held >= few())) {
                return 0;
            }
            held++;
            mostEver = Math.max(mostEver, held);
            return held <= few() ? TIMEOUT : SLOW;
        }

        void ended(long begun, long now) {
            lastEnd = now;
            lastWasSlow = now - begun >= SLOW;
            boolean isSetBack = lastQuick > now;
            lastQuick = lastWasSlow && !isSetBack ? lastQuick : now;
        }
    }

    private static long enter(Bulkhead bulkhead) {
        try {
            MaxWait wait = bulkhead.enter();
            assertThat(wait.isTimeout(), is(wait.time().toMillis() == TIMEOUT));
            return wait.time().toMillis();
        } catch (IntrospectionFailedException e) {
            assertThat(e.isOutage(), is(false));
            return 0;
        }
    }

    @Test
    @DisplayName("R7662-2.3-b the bulkhead lets wait whom it promises, whatever calls begin and end")
    void bulkhead_letsWaitWhomItPromises() {
        Runs.of(200, random -> {
            MovedClock clock = new MovedClock();
            Bulkhead.Few few = new Bulkhead.Few(1 + random.nextInt(3), 4 + random.nextInt(8));
            Bulkhead bulkhead =
                    new Bulkhead(new Bulkhead.Limits(Duration.ofMillis(SLOW), few, Duration.ofMillis(TIMEOUT)), clock);
            Waiting model = new Waiting(few.min(), few.max());
            List<Long> underWay = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                moveSometimes(clock, random, random.nextInt(10) == 0 ? 12 * SLOW : SLOW);
                switch (random.nextInt(5)) {
                    case 0, 1, 2 -> assertThat("step " + step, enter(bulkhead), is(model.enter(clock.millis())));
                    case 3 -> {
                        if (model.held > 0) {
                            bulkhead.leave();
                            model.held--;
                        }
                    }
                    default -> {
                        underWay.add(bulkhead.start());
                        if (random.nextInt(3) > 0) {
                            long begun = underWay.remove(random.nextInt(underWay.size()));
                            bulkhead.ended(begun);
                            model.ended(begun, clock.millis());
                        }
                    }
                }
                assertThat(bulkhead.held(), is(model.held));
            }
        });
    }
}
