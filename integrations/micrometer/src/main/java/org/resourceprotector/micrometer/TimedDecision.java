package org.resourceprotector.micrometer;

import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/** Hears of one decision, which began when this was made. For one thread. */
final class TimedDecision implements ProtectionListener {

    private final DecisionMeters meters;
    private final EndpointMeters endpoint;
    private final @Nullable ObservedDecisions all;
    private final @Nullable ObservedDecision observed;
    private final long begin;

    /** Begins now. */
    TimedDecision(DecisionMeters meters, EndpointMeters endpoint, @Nullable ObservedDecisions all) {
        this.meters = meters;
        this.endpoint = endpoint;
        this.all = all;
        this.begin = meters.now(); // first, because an observation that is begun must be ended
        this.observed = all == null ? null : all.start(endpoint.name());
    }

    @Override
    public void anonymous(ProtectedEndpoint called) {
        decided(Decided.ANONYMOUS, null, null);
    }

    @Override
    public void accepted(AccessToken token, ProtectedEndpoint called) {
        decided(Decided.ACCEPTED, null, token);
    }

    @Override
    public void refused(Rejection rejection, ProtectedEndpoint called, @Nullable AccessToken token) {
        decided(Decided.refused(rejection), rejection, token);
    }

    @Override
    public void ignored(Rejection rejection, ProtectedEndpoint called) {
        decided(Decided.ignored(rejection), rejection, null);
    }

    private void decided(Decided decided, @Nullable Rejection rejection, @Nullable AccessToken token) {
        try {
            endpoint.record(decided.outcome(), meters.now() - begin);
            meters.count(endpoint, decided, rejection, token);
        } finally {
            if (all != null && observed != null) {
                all.end(observed, decided, rejection, token);
            }
        }
    }
}
