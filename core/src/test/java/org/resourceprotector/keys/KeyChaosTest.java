package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;

import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.Keys;

/**
 * Issuers that rotate, replace and withdraw keys on two nodes of their own, whose key server is down, slow, empty or resets,
 * while strangers flood two nodes of an application. Whatever happens, {@link KeyChaos} says what must hold.
 *
 * <p>Minutes pass in milliseconds, on a moved clock. {@code -Dkeys.chaos.seconds=600} goes on that long with seeds of its own,
 * which the log tells; {@code -Dkeys.chaos.seed=…} begins with one.
 */
class KeyChaosTest {

    private static final System.Logger LOG = System.getLogger(KeyChaosTest.class.getName());
    private static final int STEPS = 600;
    private static final List<KeyPair> PAIRS =
            List.of(pair(), pair(), pair(), pair(), pair(), pair(), pair(), pair(), pair(), pair(), pair(), pair());

    private static KeyPair pair() {
        return Keys.pair("RSA", null);
    }

    private static KeyChaos live(long seed) {
        KeyChaos chaos = new KeyChaos(PAIRS, seed);
        for (int step = 0; step < STEPS; step++) {
            chaos.step();
        }
        LOG.log(System.Logger.Level.INFO, "seed " + seed + ": " + chaos);
        return chaos;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void keysInChaos_refuseNoGoodTokenAndAcceptNoBadOne(long seed) {
        KeyChaos chaos = live(seed);

        assertThat(chaos.toString(), chaos.accepted(), greaterThan(STEPS / 2));
        assertThat(chaos.toString(), chaos.refused(), greaterThan(STEPS / 4));
        assertThat(chaos.toString(), chaos.unavailable(), greaterThan(STEPS / 20));
    }

    @Test
    void asLongAsIsAskedFor() {
        long end = System.nanoTime()
                + Duration.ofSeconds(Integer.getInteger("keys.chaos.seconds", 0))
                        .toNanos();
        long seed = Long.getLong("keys.chaos.seed", TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        while (System.nanoTime() - end < 0) {
            live(seed++);
        }
    }
}
