package org.resourceprotector.keys;

import java.time.Duration;
import java.util.List;

/**
 * Keys for those who say how long they may wait, and for nobody else.
 *
 * @param within what they get
 * @param times how long they said that they may wait
 */
public record TimedKeySource(KeySource within, List<Duration> times) implements KeySource {

    @Override
    public KeySource waitingAtMost(Duration time) {
        times.add(time);
        return within;
    }

    @Override
    public KeySet keys() {
        throw new AssertionError("nobody says how long to wait");
    }

    @Override
    public KeySet refreshFor(String keyId) {
        return keys();
    }
}
