package org.resourceprotector.micrometer;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;

/** The meters of all decisions, found without asking the registry. Thread-safe. */
final class DecisionMeters {

    private final Clock clock;
    private final Bounded<EndpointName, EndpointMeters> endpoints;
    private final Bounded<String, IssuerMeters> issuers;
    private final IssuerMeters noIssuer;
    private final IssuerMeters otherIssuers;

    DecisionMeters(MeterRegistry registry, Tags tags, int maxEndpoints, int maxIssuers) {
        this.clock = registry.config().clock();
        this.endpoints = new Bounded<>(
                "endpoints",
                maxEndpoints,
                name -> new EndpointMeters(registry, tags, name),
                new EndpointMeters(registry, tags, EndpointName.OTHER));
        this.noIssuer = new IssuerMeters(registry, tags, Names.NONE);
        this.otherIssuers = new IssuerMeters(registry, tags, Names.OTHER);
        this.issuers =
                new Bounded<>("issuers", maxIssuers, name -> new IssuerMeters(registry, tags, name), otherIssuers);
    }

    EndpointMeters of(ProtectedEndpoint endpoint) {
        return endpoints.of(EndpointName.of(endpoint));
    }

    /** Nanoseconds since some moment, by the clock of the registry. */
    long now() {
        return clock.monotonicTime();
    }

    /** Counts a decision; the token is the application's own, and may fail to say whose it is. */
    void count(EndpointMeters endpoint, Decided decided, @Nullable Rejection rejection, @Nullable AccessToken token) {
        endpoint.count(decided);
        if (decided.outcome() != Outcome.ANONYMOUS && Decided.hasToken(rejection)) {
            of(issuer(rejection, token)).count(decided);
        }
    }

    /** An issuer that a validator is configured for, or that of a validated token; null if there is neither. */
    static @Nullable String issuer(@Nullable Rejection rejection, @Nullable AccessToken token) {
        String configured = rejection == null ? null : rejection.issuer();
        return configured != null || token == null ? configured : token.issuer();
    }

    private IssuerMeters of(@Nullable String issuer) {
        if (issuer == null || issuer.isEmpty()) {
            return noIssuer;
        }
        return issuer.length() > Names.MAX_LENGTH ? otherIssuers : issuers.of(issuer);
    }
}
