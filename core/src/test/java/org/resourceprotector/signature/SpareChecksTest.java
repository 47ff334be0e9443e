package org.resourceprotector.signature;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.MovedClock;

class SpareChecksTest {

    private final MovedClock clock = new MovedClock();
    private final SpareChecks checks = new SpareChecks(clock);

    private int taken() {
        int taken = 0;
        while (checks.take()) {
            taken++;
        }
        return taken;
    }

    @Test
    void manyAtOnceAndFewASecond_areSpare() {
        assertThat(taken(), is(SpareChecks.AT_ONCE));
        clock.move(Duration.ofMillis(999));
        assertThat(taken(), is(SpareChecks.PER_SECOND - 1));
        clock.move(Duration.ofMillis(1));
        assertThat(taken(), is(1));
        clock.move(Duration.ofHours(1));
        assertThat(taken(), is(SpareChecks.AT_ONCE));
    }

    @Test
    void whatGoodTokensTook_isSpareAgain() {
        taken();
        checks.giveBack(3);
        assertThat(taken(), is(3));
        checks.giveBack(SpareChecks.AT_ONCE);
        clock.move(Duration.ofHours(1));
        checks.giveBack(100);
        assertThat(taken(), is(SpareChecks.AT_ONCE));
    }

    @Test
    void clockThatIsPutBack_takesNothingAway() {
        taken();
        clock.move(Duration.ofHours(-1));
        assertThat(taken(), is(SpareChecks.AT_ONCE));
    }
}
