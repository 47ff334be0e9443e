package org.resourceprotector.keys;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.log.RateLimitedLog;

/** Tells the log and the listeners what happens. Nothing that a listener throws gets out. Thread-safe. */
final class KeySourceEvents {

    /** Of all sources: strangers may name many issuers, and each has one. */
    private static final RateLimitedLog SHARED =
            new RateLimitedLog(System.getLogger(RemoteKeySource.class.getName()), Clock.systemUTC());

    private final String source;
    private final List<KeySourceListener> listeners;
    private final RateLimitedLog log;
    private volatile List<String> lastAlarms = List.of();

    KeySourceEvents(String source, List<KeySourceListener> listeners, Clock clock) {
        this.source = source;
        this.log = RateLimitedLog.of(clock, SHARED);
        this.listeners = List.copyOf(listeners);
    }

    void fetched(KeySet keys, boolean changed, List<String> alarms) {
        if (changed) {
            log.info(line(keys.keys().size() + " of use"));
        }
        if (!alarms.equals(lastAlarms) && !alarms.isEmpty()) {
            warn("not used: " + String.join("; ", alarms));
        }
        lastAlarms = alarms;
        tell(listener -> listener.fetched(keys));
    }

    void failed(FetchFailedException cause) {
        String configured = ", by the address that issuer(...) or jwksUri(...) or their properties lead to";
        warn("not fetched" + (cause.isPostponed() ? "" : configured) + ": " + cause.getMessage());
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
        log.warn(line(what), null);
    }

    private String line(String what) {
        return "Keys of " + source + ": " + what;
    }
}
