package org.resourceprotector.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/**
 * The observations of the decisions that are under way, one on each thread. One of which nobody hears any more, because the
 * filter failed, ends with the failure or with the next one that begins on its thread. Thread-safe.
 */
final class ObservedDecisions {

    private final ObservationRegistry registry;

    /** Not static: a protector may have two listeners, for two registries. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable ObservedDecision> underWay = new ThreadLocal<>();

    ObservedDecisions(ObservationRegistry registry) {
        this.registry = registry;
    }

    /** Begins one; null if nobody wants it. */
    @Nullable
    ObservedDecision start(EndpointName endpoint) {
        ObservedDecision abandoned = underWay.get();
        if (abandoned != null) {
            underWay.remove();
            abandoned.abandon();
        }
        Observation observation = Observation.createNotStarted("resource.protector.decision", registry);
        if (observation.isNoop()) {
            return null;
        }
        observation
                .contextualName("decision " + endpoint.method() + " " + endpoint.path())
                .lowCardinalityKeyValue("method", endpoint.method())
                .lowCardinalityKeyValue("path", endpoint.path())
                .lowCardinalityKeyValue("outcome", Names.NONE)
                .lowCardinalityKeyValue("reason", Names.NONE);
        ObservedDecision started = ObservedDecision.start(registry, observation);
        underWay.set(started);
        return started;
    }

    /** Ends one with what was decided. */
    void end(ObservedDecision observed, Decided decided, @Nullable Rejection rejection, @Nullable AccessToken token) {
        if (underWay.get() == observed) {
            underWay.remove();
        }
        observed.end(decided, rejection, token);
    }

    /** Ends the one of this thread, if there is one, because the filter failed and nobody else will. */
    void failed(Decided decided, Rejection rejection) {
        ObservedDecision unheard = underWay.get();
        if (unheard != null) {
            end(unheard, decided, rejection, null);
        }
    }
}
