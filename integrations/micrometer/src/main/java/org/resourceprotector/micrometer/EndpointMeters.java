package org.resourceprotector.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The meters of one endpoint, each of which is registered when it is first needed. Registering one twice, from two threads,
 * gives the same meter. Thread-safe.
 */
final class EndpointMeters {

    private final MeterRegistry registry;
    private final EndpointName name;
    private final Tags tags;
    private final AtomicReferenceArray<Counter> decisions = new AtomicReferenceArray<>(Decided.COUNT);
    private final AtomicReferenceArray<Timer> durations = new AtomicReferenceArray<>(Outcome.COUNT);

    EndpointMeters(MeterRegistry registry, Tags common, EndpointName name) {
        this.registry = registry;
        this.name = name;
        this.tags = common.and("method", name.method(), "path", name.path());
    }

    EndpointName name() {
        return name;
    }

    void count(Decided decided) {
        Counter counter = decisions.get(decided.index());
        if (counter == null) {
            counter = Counter.builder("resource.protector.decisions")
                    .description("Decisions on calls of protected endpoints")
                    .tags(tags)
                    .tags("outcome", decided.outcome().tag(), "reason", decided.reason())
                    .register(registry);
            decisions.set(decided.index(), counter);
        }
        counter.increment();
    }

    void record(Outcome outcome, long nanoseconds) {
        Timer timer = durations.get(outcome.index());
        if (timer == null) {
            timer = Timer.builder("resource.protector.decision.duration")
                    .description("How long it takes to validate the token of a call and to decide on it")
                    .tags(tags)
                    .tags("outcome", outcome.tag())
                    .register(registry);
            durations.set(outcome.index(), timer);
        }
        timer.record(nanoseconds, TimeUnit.NANOSECONDS);
    }
}
