package org.resourceprotector.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Counts the decisions of a protector, by endpoint, outcome, reason and issuer, and measures how long they take.
 *
 * <pre>{@code
 * ResourceProtector protector = ResourceProtector.builder()
 *         .validator(jwts)
 *         .listener(MicrometerListener.of(registry))
 *         .build();
 * ProtectorMetrics.of(protector).bindTo(registry);
 * }</pre>
 *
 * <p>The meters are {@code resource.protector.decisions} (method, path, outcome, reason), {@code resource.protector.tokens}
 * (issuer, outcome, reason) and the timer {@code resource.protector.decision.duration} (method, path, outcome). Their tags
 * hold what the application and its configuration say, and nothing that only a caller says: the path is the template of the
 * endpoint, the issuer that of a validated token, or the one that the validator is configured for which refused it. There
 * are at most so many endpoints and issuers as the builder says; the rest is {@code other}. What {@code acquire} decides has
 * no path and is not timed.
 *
 * <p>If the registry fails, the log says so, and the decision stays what it is. Thread-safe.
 *
 * @see ProtectorMetrics
 */
public final class MicrometerListener implements ProtectionListener {

    private final DecisionMeters meters;
    private final @Nullable ObservedDecisions observed;

    private MicrometerListener(Builder builder) {
        this.meters = new DecisionMeters(builder.registry, builder.tags, builder.maxEndpoints, builder.maxIssuers);
        this.observed = builder.observations == null || builder.observations.isNoop()
                ? null
                : new ObservedDecisions(builder.observations);
    }

    /**
     * A listener with the default settings.
     *
     * @param registry where the meters are registered, when each is first needed
     * @return the listener, for {@link ResourceProtector.Builder#listener}
     */
    public static MicrometerListener of(MeterRegistry registry) {
        return builder(registry).build();
    }

    /**
     * Starts a listener with settings of its own.
     *
     * @param registry where the meters are registered
     * @return a builder
     */
    public static Builder builder(MeterRegistry registry) {
        return new Builder(registry);
    }

    @Override
    public ProtectionListener started(ProtectedEndpoint endpoint) {
        return new TimedDecision(meters, meters.of(endpoint), observed);
    }

    @Override
    public void anonymous(ProtectedEndpoint endpoint) {
        meters.count(meters.of(endpoint), Decided.ANONYMOUS, null, null);
    }

    @Override
    public void accepted(AccessToken token, ProtectedEndpoint endpoint) {
        meters.count(meters.of(endpoint), Decided.ACCEPTED, null, token);
    }

    @Override
    public void refused(Rejection rejection, ProtectedEndpoint endpoint, @Nullable AccessToken token) {
        Decided decided = Decided.refused(rejection);
        try {
            meters.count(meters.of(endpoint), decided, rejection, token);
        } finally {
            if (observed != null && isOfFilter(rejection, endpoint)) {
                observed.failed(decided, rejection);
            }
        }
    }

    @Override
    public void ignored(Rejection rejection, ProtectedEndpoint endpoint) {
        meters.count(meters.of(endpoint), Decided.ignored(rejection), rejection, null);
    }

    /** Whether this is what is heard if the filter itself fails: then nobody hears of the decision that was begun. */
    private static boolean isOfFilter(Rejection rejection, ProtectedEndpoint endpoint) {
        return rejection.reason() == Reason.FAILED
                && endpoint.path().isEmpty()
                && endpoint.declaredAt().isEmpty();
    }

    /** Collects the settings of a listener. Not thread-safe. */
    public static final class Builder {

        private final MeterRegistry registry;
        private Tags tags = Tags.empty();
        private int maxEndpoints = 500;
        private int maxIssuers = 100;
        private @Nullable ObservationRegistry observations;

        private Builder(MeterRegistry registry) {
            this.registry = Objects.requireNonNull(registry, "registry");
        }

        /**
         * Adds tags to all meters, such as one that names the protector, if several have the same registry: then each needs
         * the same keys. None by default.
         *
         * @param more the tags
         * @return this
         */
        public Builder tags(Tag... more) {
            this.tags = tags.and(more);
            return this;
        }

        /**
         * Sets how many endpoints are counted each by itself; 500 by default.
         *
         * @param endpoints at least 1
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder maxEndpoints(int endpoints) {
            this.maxEndpoints = atLeastOne(endpoints);
            return this;
        }

        /**
         * Sets how many issuers are counted each by itself; 100 by default.
         *
         * @param issuers at least 1
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder maxIssuers(int issuers) {
            this.maxIssuers = atLeastOne(issuers);
            return this;
        }

        /**
         * Observes each decision, too, as {@code resource.protector.decision}, for tracing: it is the current observation of
         * its thread while the token is validated and the rule is applied, so that what a validator does is part of it. Off
         * by default, because it costs more than all meters.
         *
         * @param registry the application's
         * @return this
         */
        public Builder observations(ObservationRegistry registry) {
            this.observations = Objects.requireNonNull(registry, "registry");
            return this;
        }

        /**
         * Builds the listener.
         *
         * @return the listener
         */
        public MicrometerListener build() {
            return new MicrometerListener(this);
        }
    }

    static int atLeastOne(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("at least one must have a name");
        }
        return number;
    }
}
