package org.resourceprotector.micrometer;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.testkit.InMemoryToken;
import org.resourceprotector.testkit.InMemoryTokens;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;

/** The observation of a decision: it begins and ends on the thread of the call, whatever happens. */
class ObservationsTest {

    private static final String NAME = "resource.protector.decision";

    private final TestObservationRegistry observations = TestObservationRegistry.create();
    private final Steps steps = new Steps("none");
    private final InMemoryTokens tokens = new InMemoryTokens()
            .put("alice", InMemoryToken.of("alice").withScopes("orders"))
            .put("bob", InMemoryToken.of("bob"));
    private final ProtectedEndpoint endpoint = Endpoints.of("GET", "/orders/{id}");

    @BeforeEach
    void listen() {
        observations.observationConfig().observationHandler(steps);
    }

    private static MicrometerListener listener(ObservationRegistry registry) {
        return MicrometerListener.builder(new SimpleMeterRegistry())
                .observations(registry)
                .build();
    }

    private Api start(ObservationRegistry registry, TokenValidator... validators) throws Exception {
        ResourceProtector.Builder protector = ResourceProtector.builder().listener(listener(registry));
        for (TokenValidator validator : validators) {
            protector.validator(validator);
        }
        return Api.start(protector.build());
    }

    @Test
    void everyDecision_isAnObservationThatEnds() throws Exception {
        try (Api api = start(observations, TokenValidator.lookup(tokens))) {
            assertThat(api.get("/orders/1", "alice"), is(200));
            assertThat(api.get("/orders/1", "bob"), is(403));
            assertThat(api.get("/orders/1", null), is(401));
            assertThat(api.get("/news", null), is(200));
            assertThat(api.get("/ads", "stranger"), is(200));
            tokens.goDown();
            assertThat(api.get("/orders/1", "alice"), is(503));
            tokens.recover();
            tokens.fail(() -> new IllegalStateException("broken"));
            assertThat(api.get("/orders/1", "alice"), is(500));
        }

        TestObservationRegistryAssert.assertThat(observations)
                .hasNumberOfObservationsWithNameEqualTo(NAME, 7)
                .hasAnObservationWithAKeyValue("reason", "insufficient_scope")
                .hasAnObservationWithAKeyValue("reason", "unavailable")
                .hasAnObservationWithAKeyValue("reason", "failed")
                .hasAnObservationWithAKeyValue("outcome", "anonymous")
                .hasAnObservationWithAKeyValue("outcome", "ignored");
        assertEveryStepTaken(7);
    }

    private void assertEveryStepTaken(int times) {
        for (String step : List.of("start", "open", "close", "stop")) {
            assertThat(step, steps.heard.stream().filter(step::equals).toList(), hasSize(times));
        }
    }

    @Test
    void anObservation_saysWhatWasDecidedAndNotWhatCallersSent() {
        listener(observations)
                .started(endpoint)
                .refused(
                        Rejection.of(Reason.EXPIRED, "secret \"detail\"").from("https://as.example.com"),
                        endpoint,
                        null);

        TestObservationRegistryAssert.assertThat(observations)
                .hasSingleObservationThat()
                .hasNameEqualTo(NAME)
                .hasContextualNameEqualTo("decision GET /orders/{id}")
                .hasLowCardinalityKeyValue("method", "GET")
                .hasLowCardinalityKeyValue("path", "/orders/{id}")
                .hasLowCardinalityKeyValue("outcome", "refused")
                .hasLowCardinalityKeyValue("reason", "expired")
                .hasHighCardinalityKeyValue("issuer", "https://as.example.com")
                .hasKeyValuesCount(5)
                .doesNotHaveError();
    }

    @Test
    void whatAValidatorDoes_isPartOfIt() throws Exception {
        List<Observation> seen = new CopyOnWriteArrayList<>();
        try (Api api = start(observations, token -> {
            Observation.createNotStarted("look.up", observations)
                    .observe(() -> seen.add(observations.getCurrentObservation()));
            return TokenValidator.lookup(tokens).validate(token);
        })) {
            assertThat(api.get("/orders/1", "alice"), is(200));
        }

        assertThat(seen.get(0).getContext().getParentObservation(), is(notNullValue()));
        assertThat(
                seen.get(0).getContext().getParentObservation().getContextView().getName(), is(NAME));
    }

    @Test
    void itsScope_isClosedOnTheSameThread() {
        Observation outer = Observation.start("http", observations);
        Observation.Scope scope = outer.openScope();
        ProtectionListener decision = listener(observations).started(endpoint);
        assertThat(observations.getCurrentObservation().getContext().getName(), is(NAME));
        decision.accepted(InMemoryToken.of("alice"), endpoint);
        assertThat(observations.getCurrentObservation(), is(sameInstance(outer)));
        decision.accepted(InMemoryToken.of("alice"), endpoint);
        assertThat(observations.getCurrentObservation(), is(sameInstance(outer)));
        scope.close();
        outer.stop();
    }

    @Test
    void aFilterThatFails_endsItAllTheSame() {
        MicrometerListener listener = listener(observations);
        listener.started(endpoint);
        listener.refused(Rejection.of(Reason.FAILED), Endpoints.of("", ""), null);
        assertThat(observations.getCurrentObservation(), is(nullValue()));

        ProtectionListener unheard = listener.started(endpoint);
        ProtectionListener next = listener.started(endpoint);
        next.accepted(InMemoryToken.of("alice"), endpoint);
        assertThat(observations.getCurrentObservation(), is(nullValue()));
        unheard.accepted(InMemoryToken.of("alice"), endpoint);

        assertEveryStepTaken(3);
    }

    @Test
    void aDecisionWithinAnother_leavesNothingOpen() {
        MicrometerListener listener = listener(observations);
        Observation outer = Observation.start("http", observations);
        Observation.Scope scope = outer.openScope();
        ProtectionListener decision = listener.started(endpoint);
        Observation inner = Observation.start("http", observations);
        Observation.Scope innerScope = inner.openScope();
        listener.started(endpoint).accepted(InMemoryToken.of("alice"), endpoint);
        assertThat(observations.getCurrentObservation(), is(sameInstance(inner)));
        innerScope.close();
        inner.stop();
        decision.accepted(InMemoryToken.of("alice"), endpoint);
        assertThat(observations.getCurrentObservation(), is(sameInstance(outer)));
        scope.close();
        outer.stop();

        assertEveryStepTaken(4);
    }

    @Test
    void whatIsAcquiredDuringADecision_doesNotEndIt() {
        MicrometerListener listener = listener(observations);
        ProtectionListener decision = listener.started(endpoint);
        listener.refused(Rejection.of(Reason.MISSING), Endpoints.of("GET", ""), null);
        listener.accepted(InMemoryToken.of("alice"), Endpoints.of("GET", ""));
        assertThat(observations.getCurrentObservation(), is(notNullValue()));
        decision.accepted(InMemoryToken.of("alice"), endpoint);

        TestObservationRegistryAssert.assertThat(observations)
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("outcome", "accepted")
                .hasBeenStopped();
    }

    /** Remembers all steps, and throws at one. */
    private static final class Steps implements ObservationHandler<Observation.Context> {

        private final String step;
        private final List<String> heard = new ArrayList<>();

        Steps(String step) {
            this.step = step;
        }

        private void hear(String heardStep) {
            synchronized (heard) {
                heard.add(heardStep);
            }
            if (heardStep.equals(step)) {
                throw new IllegalStateException(step);
            }
        }

        @Override
        public void onStart(Observation.Context context) {
            hear("start");
        }

        @Override
        public void onScopeOpened(Observation.Context context) {
            hear("open");
        }

        @Override
        public void onScopeClosed(Observation.Context context) {
            hear("close");
        }

        @Override
        public void onStop(Observation.Context context) {
            hear("stop");
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"start", "open", "close", "stop"})
    void aHandlerThatThrows_changesNoAnswerAndLeavesNothingOpen(String step) throws Exception {
        Steps handler = new Steps(step);
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(handler);
        try (Api api = start(registry, TokenValidator.lookup(tokens))) {
            assertThat(api.get("/orders/1", "alice"), is(200));
            assertThat(api.get("/orders/1", null), is(401));
        }
        assertThat(handler.heard.stream().filter("stop"::equals).toList(), hasSize(2));

        MicrometerListener listener = listener(registry);
        assertThrows(
                IllegalStateException.class,
                () -> listener.started(endpoint).accepted(InMemoryToken.of("alice"), endpoint));
        assertThat(registry.getCurrentObservation(), is(nullValue()));
    }

    @Test
    void metersOfObservations_doNotMeetThoseOfTheListener() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        ObservationRegistry observed = ObservationRegistry.create();
        observed.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
        MicrometerListener listener =
                MicrometerListener.builder(registry).observations(observed).build();
        listener.started(endpoint).accepted(InMemoryToken.of("alice"), endpoint);
        listener.started(endpoint).refused(Rejection.of(Reason.EXPIRED), endpoint, null);

        assertThat(
                Scrape.names(registry).stream()
                        .filter(name -> name.endsWith("_count") || name.endsWith("_total"))
                        .toList(),
                contains(
                        "resource_protector_decision_active_seconds_count",
                        "resource_protector_decision_duration_seconds_count",
                        "resource_protector_decision_seconds_count",
                        "resource_protector_decisions_total",
                        "resource_protector_tokens_total"));
        assertThat(Scrape.of(registry, "resource_protector_decision_seconds_count"), hasSize(2));
    }

    @Test
    void withoutARegistry_nothingIsObserved() {
        ProtectionListener decision = listener(ObservationRegistry.NOOP).started(endpoint);
        decision.accepted(InMemoryToken.of("alice"), endpoint);

        ObservationRegistry denying = ObservationRegistry.create();
        denying.observationConfig().observationPredicate((name, context) -> false);
        denying.observationConfig().observationHandler(new Steps("start"));
        listener(denying).started(endpoint).accepted(InMemoryToken.of("alice"), endpoint);
        assertThat(denying.getCurrentObservation(), is(nullValue()));
    }
}
