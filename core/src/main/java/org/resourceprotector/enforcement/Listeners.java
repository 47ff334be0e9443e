package org.resourceprotector.enforcement;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/**
 * Tells all listeners; what one of them throws is logged and changes nothing. Thread-safe.
 *
 * @param listeners who is told, in this order
 * @param log for the operator
 */
public record Listeners(List<ProtectionListener> listeners, RateLimitedLog log) {

    /**
     * Copies the listeners.
     *
     * @param listeners who is told, in this order
     * @param log for the operator
     */
    public Listeners {
        listeners = List.copyOf(listeners);
    }

    void accepted(AccessToken token, Endpoint endpoint) {
        tell(endpoint, row -> listener -> listener.accepted(token, row));
    }

    void refused(Rejection rejection, Endpoint endpoint, @Nullable AccessToken token) {
        tell(endpoint, row -> listener -> listener.refused(rejection, row, token));
    }

    void ignored(Rejection rejection, Endpoint endpoint) {
        tell(endpoint, row -> listener -> listener.ignored(rejection, row));
    }

    private void tell(Endpoint endpoint, Function<ProtectedEndpoint, Consumer<ProtectionListener>> event) {
        if (listeners.isEmpty()) {
            return;
        }
        Consumer<ProtectionListener> call = event.apply(endpoint.row());
        for (ProtectionListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (Throwable e) {
                log.warn("a ProtectionListener failed, which changes nothing", e);
            }
        }
    }
}
