package org.resourceprotector.jwt;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.resourceprotector.internal.FetchFailedException;

/** Tells the log and the listeners what happens. Nothing that a listener throws gets out. Thread-safe. */
final class KeyEvents {

    private static final System.Logger LOG = System.getLogger(RemoteKeySource.class.getName());

    private final String source;
    private final List<KeySourceListener> listeners;

    /** What was told last; a lost update costs one more line. */
    private volatile List<String> alarmed = List.of();

    KeyEvents(String source, List<KeySourceListener> listeners) {
        this.source = source;
        this.listeners = List.copyOf(listeners);
    }

    void fetched(KeySet keys, boolean changed, List<String> alarms) {
        if (changed) {
            LOG.log(INFO, "Keys of {0}: {1} of use", source, keys.keys().size());
        }
        if (changed || !alarms.equals(alarmed)) {
            alarmed = alarms;
            alarms.forEach(alarm -> LOG.log(WARNING, "Keys of {0}: not used: {1}", source, alarm));
        }
        tell(listener -> listener.fetched(keys));
    }

    void failed(FetchFailedException cause) {
        LOG.log(WARNING, "Keys of {0}: not fetched: {1}", source, cause.getMessage());
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
                LOG.log(
                        WARNING,
                        "Keys of {0}: a listener failed: {1}",
                        source,
                        e.getClass().getName());
            }
        }
    }
}
