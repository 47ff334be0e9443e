package org.resourceprotector.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The meters of one issuer, registered when they are first needed. Thread-safe. */
final class IssuerMeters {

    private final MeterRegistry registry;
    private final Tags tags;
    private final AtomicReferenceArray<Counter> tokens = new AtomicReferenceArray<>(Decided.COUNT);

    IssuerMeters(MeterRegistry registry, Tags common, String issuer) {
        this.registry = registry;
        this.tags = common.and("issuer", issuer);
    }

    void count(Decided decided) {
        Counter counter = tokens.get(decided.index());
        if (counter == null) {
            counter = Counter.builder("resource.protector.tokens")
                    .description("Tokens that were decided on, by their issuer")
                    .tags(tags)
                    .tags("outcome", decided.outcome().tag(), "reason", decided.reason())
                    .register(registry);
            tokens.set(decided.index(), counter);
        }
        counter.increment();
    }
}
