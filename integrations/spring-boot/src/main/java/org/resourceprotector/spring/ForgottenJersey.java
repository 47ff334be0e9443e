package org.resourceprotector.spring;

import java.lang.reflect.Method;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Refuses an application that says how it is protected, and has no Jersey that could do it, or says so of a controller. Knows no class
 * of Jakarta REST, because there may be none. Used by the thread that starts the application.
 */
final class ForgottenJersey implements SmartInitializingSingleton {

    private static final String RESOURCE_CONFIG = "org.glassfish.jersey.server.ResourceConfig";
    private static final String PATH = "jakarta.ws.rs.Path";

    private final ConfigurableListableBeanFactory beans;
    private final Collection<String> properties;

    ForgottenJersey(ConfigurableListableBeanFactory beans, Collection<String> properties) {
        this.beans = beans;
        this.properties = properties;
    }

    @Override
    public void afterSingletonsInstantiated() {
        for (String name : beans.getBeanNamesForAnnotation(Controller.class)) {
            requireNoRule(beans.getType(name, false));
        }
        if (!properties.isEmpty() && !hasResourceConfig()) {
            throw new RefusedStartException(String.join(", ", properties)
                    + " is set, and there is no ResourceConfig, so that Jersey does not start and nothing is protected; add"
                    + " spring-boot-starter-jersey, and a @Bean of a ResourceConfig that registers the resources, or remove"
                    + " resource-protector-spring-boot-starter");
        }
    }

    private boolean hasResourceConfig() {
        ClassLoader loader = beans.getBeanClassLoader();
        return ClassUtils.isPresent(RESOURCE_CONFIG, loader)
                && beans.getBeanNamesForType(ClassUtils.resolveClassName(RESOURCE_CONFIG, loader), true, false).length
                        > 0;
    }

    /** Spring knows nothing of the annotation. */
    private static void requireNoRule(@Nullable Class<?> controller) {
        if (controller == null) {
            return;
        }
        Class<?> type = ClassUtils.getUserClass(controller);
        MergedAnnotations ofType = MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY);
        if (ofType.isPresent(PATH)) {
            return;
        }
        if (ofType.isPresent(Protected.class)) {
            throw open(type.getName());
        }
        for (Method method : ReflectionUtils.getUniqueDeclaredMethods(type)) {
            if (MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY).isPresent(Protected.class)) {
                throw open(type.getName() + "#" + method.getName());
            }
        }
    }

    private static RefusedStartException open(String place) {
        return new RefusedStartException(place
                + ": @Protected counts on resources of Jakarta REST, and this is a controller of Spring, so that it would be"
                + " open; make it a resource with @Path, and register it in the ResourceConfig");
    }
}
