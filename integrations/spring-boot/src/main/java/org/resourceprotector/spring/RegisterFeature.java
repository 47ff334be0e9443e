package org.resourceprotector.spring;

import org.glassfish.jersey.server.ResourceConfig;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Adds the feature to each {@code ResourceConfig} that is a bean. Boot's own customizers do the same, and are in another package with
 * each generation of Boot. Thread-safe.
 */
final class RegisterFeature implements BeanPostProcessor {

    private final ObjectProvider<ProtectorFeature> feature;

    RegisterFeature(ObjectProvider<ProtectorFeature> feature) {
        this.feature = feature;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof ResourceConfig application && !application.isRegistered(ProtectorFeature.class)) {
            application.register(feature.getObject());
        }
        return bean;
    }
}
