package org.resourceprotector.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.ObservationRegistry;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.TokenValidator;

/** What docs/metrics.md shows. */
final class Snippets {

    private Snippets() {}

    static ResourceProtector protector(TokenValidator jwts, MeterRegistry registry) {
        ResourceProtector protector = ResourceProtector.builder()
                .validator(jwts)
                .listener(MicrometerListener.of(registry))
                .build();
        ProtectorMetrics.of(protector).bindTo(registry);
        return protector;
    }

    static MicrometerListener listener(MeterRegistry registry, ObservationRegistry observations) {
        MicrometerListener listener =
                MicrometerListener.builder(registry).observations(observations).build();
        return listener;
    }

    static MicrometerListener tagged(ResourceProtector orders, MeterRegistry registry) {
        Tag name = Tag.of("protector", "orders");
        MicrometerListener ofOrders =
                MicrometerListener.builder(registry).tags(name).build();
        ProtectorMetrics.builder(orders).tags(name).build().bindTo(registry);
        return ofOrders;
    }
}
