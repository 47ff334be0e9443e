package org.resourceprotector.spring;

import java.util.Map;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Has Boot start Jersey with the server in the place of the first call, so that what a deployment refuses fails the start. A default,
 * behind all that the application sets. Stateless, thread-safe.
 */
final class EarlyJersey implements BeanFactoryPostProcessor {

    static final String PROPERTY = "spring.jersey.servlet.load-on-startup";
    private static final String SOURCE = "resource-protector-defaults";

    private final ConfigurableEnvironment environment;

    EarlyJersey(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        if (!environment.getPropertySources().contains(SOURCE)) {
            environment.getPropertySources().addLast(new MapPropertySource(SOURCE, Map.of(PROPERTY, "1")));
        }
    }
}
