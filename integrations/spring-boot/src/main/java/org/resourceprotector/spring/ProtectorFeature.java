package org.resourceprotector.spring;

import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.System.Logger.Level;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ResourceProtector;

/**
 * Registers the protector that is a bean when Jersey starts, and knows whether that has happened. By then all that the application
 * registers by hand is known, also by customizers: Java counts before properties. Thread-safe.
 */
@ConstrainedTo(RuntimeType.SERVER)
final class ProtectorFeature implements Feature {

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    private final ProtectorBeans beans;
    private final Collection<String> properties;

    /** That of Jersey, once it has asked; knows what other features register after that, too. */
    private volatile @Nullable Configuration jersey;

    private volatile @Nullable ResourceProtector registered;

    /**
     * Waits for Jersey.
     *
     * @param beans finds the protector
     * @param properties the names of those that are set
     */
    ProtectorFeature(ProtectorBeans beans, Collection<String> properties) {
        this.beans = beans;
        this.properties = properties;
    }

    @Override
    public boolean configure(FeatureContext context) {
        Configuration configuration = context.getConfiguration();
        ResourceProtector bean = beans.find();
        ResourceProtector byHand = byHand(configuration);
        jersey = configuration;
        if (byHand != null) {
            requireOne(byHand, bean);
            registered = byHand;
            return false;
        }
        boolean isOfProperties = bean == null ? !properties.isEmpty() : beans.isOfProperties(bean);
        if (isOfProperties && ResourceProtector.isRegisteredIn(configuration)) {
            warnOfProperties(bean);
            return false;
        }
        if (bean == null && isOfProperties) {
            throw RefusedStartException.ofIdle(properties);
        }
        if (bean == null) {
            return false;
        }
        registered = bean;
        return bean.configure(context); // refuses another one that a feature has configured
    }

    private static @Nullable ResourceProtector byHand(Configuration configuration) {
        return configuration.getInstances().stream()
                .filter(ResourceProtector.class::isInstance)
                .map(ResourceProtector.class::cast)
                .findFirst()
                .orElse(null);
    }

    @SuppressWarnings("ReferenceEquality")
    private void requireOne(ResourceProtector byHand, @Nullable ResourceProtector bean) {
        if (bean == byHand || (bean == null && properties.isEmpty())) {
            return;
        }
        if (bean != null && !beans.isOfProperties(bean)) {
            throw new RefusedStartException("the ResourceConfig registers another ResourceProtector than the bean "
                    + String.join(", ", beans.names()) + ", and an application has one; register the bean, or nothing");
        }
        warnOfProperties(bean);
    }

    private void warnOfProperties(@Nullable ResourceProtector ofProperties) {
        LOGGER.log(
                Level.WARNING,
                "{0} counts for nothing, because the ResourceConfig registers a ResourceProtector; remove one of them{1}",
                String.join(", ", properties),
                ofProperties == null
                        ? ""
                        : ": a ResourceProtector that is injected is that of the properties, which protects nothing");
    }

    /** Whether Jersey has asked. */
    boolean hasStarted() {
        return jersey != null;
    }

    /** The protector that enforces, or would as soon as Jersey starts; null if there is none, or none is known. */
    @Nullable
    ResourceProtector protector() {
        ResourceProtector known = registered;
        Configuration started = jersey;
        if (known != null) {
            return known;
        }
        return started == null ? beans.find() : byHand(started);
    }

    /** Why no endpoints are known, with what to write instead. */
    String whyNone() {
        Configuration started = jersey;
        if (protector() != null) {
            return started == null
                    ? "Jersey has not started: it does so with the first call"
                    : "Jersey has no resource";
        }
        return started != null && ResourceProtector.isRegisteredIn(started)
                ? "the ResourceProtector is configured by a Feature of the application, and not seen there; make it a bean, or"
                        + " register it in the ResourceConfig"
                : "no ResourceProtector is a bean, or registered in a ResourceConfig that is a bean; if there is one, make it a"
                        + " bean";
    }
}
