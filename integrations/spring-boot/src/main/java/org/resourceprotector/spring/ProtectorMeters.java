package org.resourceprotector.spring;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.micrometer.ProtectorMetrics;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/** Shows the keys, caches and servers of the protector as meters, from the start of the application to its end. Thread-safe. */
final class ProtectorMeters implements ApplicationListener<ContextRefreshedEvent>, DisposableBean {

    private final ApplicationContext context;
    private final MeterRegistry registry;
    private final ProtectorFeature feature;
    private volatile @Nullable ProtectorMetrics metrics;

    ProtectorMeters(ApplicationContext context, MeterRegistry registry, ProtectorFeature feature) {
        this.context = context;
        this.registry = registry;
        this.feature = feature;
    }

    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        ResourceProtector protector = feature.protector();
        if (event.getApplicationContext().equals(context) && protector != null && metrics == null) {
            ProtectorMetrics shown = ProtectorMetrics.of(protector);
            shown.bindTo(registry);
            metrics = shown;
        }
    }

    @Override
    public void destroy() {
        ProtectorMetrics shown = metrics;
        if (shown != null) {
            shown.close();
        }
    }
}
