package org.resourceprotector.signature;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SpareChecksTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1000);
    private final SpareChecks checks = new SpareChecks(nanos::get);

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
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1) - 1);
        assertThat(taken(), is(SpareChecks.PER_SECOND - 1));
        nanos.incrementAndGet();
        assertThat(taken(), is(1));
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(taken(), is(SpareChecks.AT_ONCE));
    }

    @Test
    void whatGoodTokensTook_isSpareAgain() {
        taken();
        checks.giveBack(3);
        assertThat(taken(), is(3));
        checks.giveBack(SpareChecks.AT_ONCE);
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        checks.giveBack(100);
        assertThat(taken(), is(SpareChecks.AT_ONCE));
    }
}
