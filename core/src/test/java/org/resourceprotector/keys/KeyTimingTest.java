package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** How long keys are used, and a server is left alone. Times are in milliseconds. */
class KeyTimingTest {

    private static final long BEGIN = 1_000_000;
    private static final long COOL_DOWN = 30_000;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long PATIENCE = 5_000;

    private final KeyTiming timing = new KeyTiming(COOL_DOWN, MINUTE, HOUR, HOUR, PATIENCE);
    private final CachedKeySet keys = known(OptionalLong.empty());

    private CachedKeySet known(OptionalLong maxAgeSeconds) {
        return timing.known(new KeySet(List.of()), BEGIN, maxAgeSeconds);
    }

    @Test
    void keysAreFreshAsLongAsTheServerSays_withinBounds() {
        assertThat(keys.fetchedAt(), is(BEGIN));
        assertThat(keys.freshFor(), is(5 * MINUTE));
        assertThat(known(OptionalLong.of(600)).freshFor(), is(10 * MINUTE));
        assertThat(known(OptionalLong.of(0)).freshFor(), is(MINUTE));
        assertThat(known(OptionalLong.of(7_200)).freshFor(), is(HOUR));
    }

    @Test
    void keysAreUsedWithoutTheirServer_forOneTimeoutAtLeast() {
        KeyTiming strict = new KeyTiming(COOL_DOWN, MINUTE, HOUR, 0, PATIENCE);

        assertThat(keys.usableFor(), is(5 * MINUTE + HOUR));
        assertThat(strict.known(keys.keys(), BEGIN, OptionalLong.empty()).usableFor(), is(5 * MINUTE + PATIENCE));
    }

    @Test
    void serverThatFails_isLeftAloneForDoubleTheTimeUpToTheCoolDown() {
        long now = BEGIN + 1;
        for (int i = 1; i <= 5; i++) {
            assertThat(timing.backOff(i, now, null, keys), is(new Backoff(now, 500L << i)));
        }
        for (int failures : new int[] {6, 21, 22, 64, Integer.MAX_VALUE}) {
            assertThat(timing.backOff(failures, now, null, keys), is(new Backoff(now, COOL_DOWN)));
        }
    }

    @Test
    void serverThatSaysWhen_isLeftAloneThatLong_butNotLongerThanKeysLast() {
        long now = BEGIN + MINUTE;
        assertThat(timing.backOff(1, now, Duration.ofMinutes(2), keys).length(), is(2 * MINUTE));
        assertThat(timing.backOff(1, now, Duration.ofDays(9), keys).length(), is(HOUR));
        assertThat(timing.backOff(9, now, Duration.ofMillis(1), keys).length(), is(COOL_DOWN));
        long late = BEGIN + HOUR;
        assertThat(timing.backOff(1, late, Duration.ofDays(9), keys).length(), is(5 * MINUTE));
        assertThat(
                timing.backOff(1, late + 4 * MINUTE, Duration.ofDays(9), keys).length(), is(MINUTE));
        assertThat(timing.backOff(1, late + HOUR, Duration.ofDays(9), keys).length(), is(MINUTE));
        assertThat(timing.backOff(1, now, Duration.ofDays(9), null).length(), is(MINUTE));
    }

    @Test
    void sourcesThatHadNoRoom_comeBackAfterAboutASecond() {
        for (int i = 0; i < 1_000; i++) {
            Backoff pause = KeyTiming.postponed(BEGIN);
            assertThat(pause.since(), is(BEGIN));
            assertThat(pause.length(), is(greaterThanOrEqualTo(500L)));
            assertThat(pause.length(), is(lessThan(1_500L)));
        }
    }

    @Test
    void keysAreOld_afterTwoCoolDowns() {
        assertThat(timing.isOld(keys, BEGIN + 2 * COOL_DOWN - 1), is(false));
        assertThat(timing.isOld(keys, BEGIN + 2 * COOL_DOWN), is(true));
    }

    @Test
    void keysThatAreDue_areUsedMeanwhileUntilTheyAreAsOldAsKeysMayGet() {
        assertThat(timing.mayBeUsedMeanwhile(keys, BEGIN + HOUR - 1), is(true));
        assertThat(timing.mayBeUsedMeanwhile(keys, BEGIN + HOUR), is(false));
        CachedKeySet longest = known(OptionalLong.of(3_600));
        assertThat(timing.mayBeUsedMeanwhile(longest, BEGIN + HOUR + PATIENCE - 1), is(true));
        assertThat(timing.mayBeUsedMeanwhile(longest, BEGIN + HOUR + PATIENCE), is(false));
    }

    @Test
    void failure_isRecentUntilTheNextFetchMustHaveEnded() {
        Backoff pause = new Backoff(BEGIN, 1_000);
        assertThat(timing.hasJustFailed(1, pause, BEGIN + 1_000 + PATIENCE - 1), is(true));
        assertThat(timing.hasJustFailed(1, pause, BEGIN + 1_000 + PATIENCE), is(false));
        assertThat(timing.hasJustFailed(0, pause, BEGIN), is(false));
    }

    @Test
    void fetchTakesFourTimeoutsAtMost_andAQuickOneATwentieth() {
        assertThat(timing.longestFetch(), is(4 * PATIENCE + 10_000));
        assertThat(timing.quick(), is(PATIENCE / 20));
    }
}
