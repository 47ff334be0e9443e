package org.resourceprotector.enforcement;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.log.RefusalLog;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Tells all listeners, in their order, and the operator why calls are refused. What a listener
 * throws is logged and changes nothing. Thread-safe.
 *
 * @param log for what is broken
 * @param refusals for what is refused
 */
public record Listeners(List<ProtectionListener> listeners, RateLimitedLog log, RefusalLog refusals) {

    public Listeners {
        listeners = List.copyOf(listeners);
    }

    /** A call has come: returns whom to tell of what is decided. */
    @SuppressWarnings("ReferenceEquality") // what an application's equals says is no matter
    Listeners started(Endpoint endpoint) {
        if (listeners.isEmpty()) {
            return this;
        }
        ProtectedEndpoint row = endpoint.row();
        List<ProtectionListener> ofCall = new ArrayList<>(listeners.size());
        boolean isOther = false;
        for (ProtectionListener listener : listeners) {
            ProtectionListener started = started(listener, row);
            isOther |= started != listener;
            ofCall.add(started);
        }
        return isOther ? new Listeners(ofCall, log, refusals) : this;
    }

    private ProtectionListener started(ProtectionListener listener, ProtectedEndpoint row) {
        try {
            return Objects.requireNonNull(listener.started(row), "started answered null");
        } catch (Throwable e) {
            log.warn("a ProtectionListener failed, which changes nothing", e);
            return listener;
        }
    }

    void anonymous(Endpoint endpoint) {
        tell(endpoint, row -> listener -> listener.anonymous(row));
    }

    void accepted(AccessToken token, Endpoint endpoint) {
        tell(endpoint, row -> listener -> listener.accepted(token, row));
    }

    void refused(Rejection rejection, Endpoint endpoint, @Nullable AccessToken token) {
        explain("", rejection, endpoint, token);
        tell(endpoint, row -> listener -> listener.refused(rejection, row, token));
    }

    void ignored(Rejection rejection, Endpoint endpoint) {
        explain(" ignored", rejection, endpoint, null);
        tell(endpoint, row -> listener -> listener.ignored(rejection, row));
    }

    /**
     * A call without any token is what clients do every day; what is not the caller's fault was
     * logged where it happened.
     */
    private void explain(String how, Rejection rejection, Endpoint endpoint, @Nullable AccessToken token) {
        boolean atInfo = rejection.reason() != Reason.MISSING
                && rejection.reason().kind().isCallersFault();
        try {
            refusals.refused(
                    rejection.reason() + how, rejection.detail(), () -> where(rejection, endpoint, token), atInfo);
        } catch (Throwable e) {
            log.warn("a refusal could not be logged, which changes nothing", e);
        }
    }

    private static String where(Rejection rejection, Endpoint endpoint, @Nullable AccessToken token) {
        String issuer = rejection.issuer() == null && token != null ? token.issuer() : rejection.issuer();
        return (endpoint.method().isEmpty() ? "" : ", " + endpoint.method())
                + (endpoint.path().isEmpty() ? "" : " " + endpoint.path())
                + (issuer == null ? "" : ", issuer " + Quoted.of(issuer));
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
