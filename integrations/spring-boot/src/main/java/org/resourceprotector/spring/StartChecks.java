package org.resourceprotector.spring;

import java.lang.System.Logger.Level;
import java.util.Collection;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.ResourceProtector;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * Refuses, before the server takes calls, a protector that cannot be the one of the application, and says when it has started what is
 * odd about it. Used by the thread that starts the application.
 */
final class StartChecks implements SmartInitializingSingleton, ApplicationListener<ContextRefreshedEvent> {

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    private final ApplicationContext context;
    private final ProtectorBeans protectors;
    private final ProtectorFeature feature;
    private final Collection<String> properties;
    private final ForgottenJersey jersey;

    StartChecks(
            ApplicationContext context,
            ProtectorBeans protectors,
            ProtectorFeature feature,
            Collection<String> properties,
            ForgottenJersey jersey) {
        this.jersey = jersey;
        this.context = context;
        this.protectors = protectors;
        this.feature = feature;
        this.properties = properties;
    }

    @Override
    public void afterSingletonsInstantiated() {
        ResourceProtector protector = protectors.find();
        if (protector != null && !properties.isEmpty() && !protectors.isOfProperties(protector)) {
            LOGGER.log(
                    Level.WARNING,
                    "{0} counts for nothing, because the bean {1} is the ResourceProtector; remove one of them",
                    String.join(", ", properties),
                    String.join(", ", protectors.names()));
        }
        if (protector != null || !properties.isEmpty()) {
            registerWhereMissing(protector);
        }
    }

    /** In a {@code ResourceConfig} of a parent, and in one that was made before beans were looked at. */
    private void registerWhereMissing(@Nullable ResourceProtector protector) {
        for (String name : names()) {
            ResourceConfig application = context.getBean(name, ResourceConfig.class);
            if (application.isRegistered(ProtectorFeature.class) || isProtected(application)) {
                continue;
            }
            try {
                application.register(feature);
            } catch (IllegalStateException started) {
                if (protector == null) {
                    throw RefusedStartException.ofIdle(properties);
                }
                throw new RefusedStartException("the ResourceConfig " + name
                        + " was made before beans are looked at, or by a"
                        + " parent of this context, and Jersey has started with it, without the ResourceProtector; register"
                        + " the bean " + String.join(", ", protectors.names()) + " in it, or start Jersey as a servlet:"
                        + " spring.jersey.type=servlet");
            }
        }
    }

    private static boolean isProtected(ResourceConfig application) {
        return application.getInstances().stream().anyMatch(ResourceProtector.class::isInstance)
                || ResourceProtector.isRegisteredIn(application);
    }

    private String[] names() {
        return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(context, ResourceConfig.class, false, false);
    }

    @Override
    public void onApplicationEvent(ContextRefreshedEvent event) {
        if (!event.getApplicationContext().equals(context) || !jersey.hasResourceConfig()) {
            return;
        }
        if (feature.hasStarted()) {
            sayIdle(feature.protector());
        } else if (isLate()) {
            LOGGER.log(
                    Level.WARNING,
                    "Jersey starts with the first call, so that what is refused of its protection shows only then, as a 500;"
                            + " set {0} to 1, or remove it",
                    EarlyJersey.PROPERTY);
        }
    }

    private static void sayIdle(@Nullable ResourceProtector protector) {
        if (protector != null
                && protector.endpoints().stream().allMatch(endpoint -> endpoint.access() == Access.OPEN)) {
            LOGGER.log(
                    Level.WARNING,
                    "there is a ResourceProtector, and no endpoint is protected; write @Protected on a resource or a method of"
                            + " it, and register the resource in the ResourceConfig");
        }
    }

    /** A server that is embedded has its port by now; in a WAR all servlets start after this. */
    private boolean isLate() {
        return context.getEnvironment().containsProperty("local.server.port")
                || context.getEnvironment().getProperty(EarlyJersey.PROPERTY, Integer.class, 1) < 0;
    }
}
