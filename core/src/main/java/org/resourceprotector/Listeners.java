package org.resourceprotector;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.resourceprotector.enforcement.Endpoint;
import org.resourceprotector.enforcement.Observer;
import org.resourceprotector.enforcement.Rule;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/** Tells all listeners; what one of them throws is logged and changes nothing. */
record Listeners(List<ProtectionListener> listeners) implements Observer {

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    Listeners {
        listeners = List.copyOf(listeners);
    }

    @Override
    public void accepted(AccessToken token, Endpoint endpoint) {
        tell(endpoint, row -> listener -> listener.accepted(token, row));
    }

    @Override
    public void refused(Rejection rejection, Endpoint endpoint) {
        tell(endpoint, row -> listener -> listener.refused(rejection, row));
    }

    @Override
    public void ignored(Rejection rejection, Endpoint endpoint) {
        tell(endpoint, row -> listener -> listener.ignored(rejection, row));
    }

    private void tell(Endpoint endpoint, Function<ProtectedEndpoint, Consumer<ProtectionListener>> event) {
        if (listeners.isEmpty()) {
            return;
        }
        Consumer<ProtectionListener> call = event.apply(row(endpoint));
        for (ProtectionListener listener : listeners) {
            try {
                call.accept(listener);
            } catch (Throwable e) {
                LOGGER.log(
                        Level.WARNING,
                        "a ProtectionListener threw " + e.getClass().getName() + ", which changes nothing");
            }
        }
    }

    static ProtectedEndpoint row(Endpoint endpoint) {
        Rule rule = endpoint.rule();
        return new ProtectedEndpoint(
                endpoint.method(),
                endpoint.path(),
                ProtectedEndpoint.Access.valueOf(rule.access().name()),
                rule.scopes(),
                rule.claims().roles(),
                rule.claims().groups(),
                rule.claims().entitlements(),
                endpoint.declaredAt());
    }
}
