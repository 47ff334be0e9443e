package org.resourceprotector.keys;

import static java.lang.System.Logger.Level.INFO;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.log.RateLimitedLog;

/** Tells the log and the listeners what happens. Nothing that a listener throws gets out. Thread-safe. */
final class KeySourceEvents {

    private static final System.Logger LOG = System.getLogger(RemoteKeySource.class.getName());

    private final String source;
    private final List<KeySourceListener> listeners;
    private final RateLimitedLog log;
    private volatile List<String> lastAlarms = List.of();

    KeySourceEvents(String source, List<KeySourceListener> listeners, Clock clock) {
        this.source = source;
        this.log = new RateLimitedLog(LOG, clock);
        this.listeners = List.copyOf(listeners);
    }

    void fetched(KeySet keys, boolean changed, List<String> alarms) {
        if (changed) {
            LOG.log(INFO, "Keys of {0}: {1} of use", source, keys.keys().size());
        }
        if (!alarms.equals(lastAlarms) && !alarms.isEmpty()) {
            warn("not used: " + String.join("; ", alarms));
        }
        lastAlarms = alarms;
        tell(listener -> listener.fetched(keys));
    }

    void failed(FetchFailedException cause) {
        warn("not fetched, by the address that issuer(...) or jwksUri(...) or their properties lead to: "
                + cause.getMessage());
        tell(listener -> listener.failed(cause));
    }

    void servingStale(long age, long left) {
        tell(listener -> listener.servingStale(Duration.ofMillis(age), Duration.ofMillis(left)));
    }

    void unknownKey(String keyId) {
        tell(listener -> listener.unknownKey(keyId));
    }

    private void tell(Consumer<KeySourceListener> event) {
        for (KeySourceListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (Throwable e) {
                warn("a listener failed: " + e.getClass().getName());
            }
        }
    }

    private void warn(String what) {
        log.warn("Keys of " + source + ": " + what, null);
    }
}
