package org.resourceprotector.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/**
 * The observation of a decision that is under way, which is the current one of its thread. Whatever a handler throws, it is
 * stopped once, and what was current before is so again. For one thread.
 */
final class ObservedDecision {

    private final ObservationRegistry registry;
    private final Observation observation;
    private final Observation.@Nullable Scope before;
    private final Observation.Scope scope;
    private boolean isClosed;
    private boolean hasStopped;

    private ObservedDecision(
            ObservationRegistry registry,
            Observation observation,
            Observation.@Nullable Scope before,
            Observation.Scope scope) {
        this.registry = registry;
        this.observation = observation;
        this.before = before;
        this.scope = scope;
    }

    /** Starts an observation, and makes it the current one. */
    static ObservedDecision start(ObservationRegistry registry, Observation observation) {
        Observation.Scope before = registry.getCurrentObservationScope();
        try {
            observation.start();
            return new ObservedDecision(registry, observation, before, observation.openScope());
        } catch (Throwable e) {
            registry.setCurrentObservationScope(before);
            observation.stop();
            throw e;
        }
    }

    /** Ends it with what was decided. */
    void end(Decided decided, @Nullable Rejection rejection, @Nullable AccessToken token) {
        try {
            observation.lowCardinalityKeyValue("outcome", decided.outcome().tag());
            observation.lowCardinalityKeyValue("reason", decided.reason());
            String issuer = DecisionMeters.issuer(rejection, token);
            if (issuer != null) {
                observation.highCardinalityKeyValue("issuer", issuer);
            }
        } finally {
            end(true);
        }
    }

    /** Ends it without: nobody has heard of a decision. Another observation that is the current one by now stays that. */
    void abandon() {
        end(registry.getCurrentObservationScope() == scope);
    }

    private void end(boolean closes) {
        try {
            if (closes && !isClosed) {
                isClosed = true;
                close();
            }
        } finally {
            if (!hasStopped) {
                hasStopped = true;
                observation.stop();
            }
        }
    }

    private void close() {
        try {
            scope.close();
        } finally {
            registry.setCurrentObservationScope(before);
        }
    }
}
