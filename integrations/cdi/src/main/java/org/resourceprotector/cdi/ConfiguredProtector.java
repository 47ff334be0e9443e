package org.resourceprotector.cdi;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticBeanCreator;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.properties.ConfiguredParts;
import org.resourceprotector.properties.KnownSettings;

/**
 * The protector that the properties of MicroProfile Config describe, if there are any. It has all listeners that are beans, and fires
 * events. Made when it is first needed, closed with the application. Thread-safe.
 */
@ApplicationScoped
class ConfiguredProtector {

    private final @Nullable Instance<ProtectionListener> listeners;
    private final @Nullable ProtectionEvents events;
    private @Nullable Map<String, String> values;
    private @Nullable ConfiguredParts parts;
    private boolean isIdle;
    private boolean isAskingListeners;

    /** For the proxy. */
    ConfiguredProtector() {
        this.listeners = null;
        this.events = null;
    }

    @Inject
    ConfiguredProtector(@Any Instance<ProtectionListener> listeners, ProtectionEvents events) {
        this.listeners = listeners;
        this.events = events;
    }

    /** The names of the properties that are set; empty without MicroProfile Config. */
    List<String> properties() {
        return List.copyOf(values().keySet());
    }

    private synchronized Map<String, String> values() {
        if (values == null) {
            values = MicroProfileConfig.values();
        }
        return values;
    }

    /** Notes that another protector counts, so that it does not matter what properties say. */
    synchronized void anotherCounts() {
        isIdle = true;
    }

    /**
     * Reads the properties once more. Quarkus has its features read before it knows all sources, in a native image when that is built.
     *
     * @throws IllegalStateException if some are others than they were; the message names them, and shows no value
     */
    synchronized void requireUnchanged() {
        if (isIdle) {
            return;
        }
        Map<String, String> before = values();
        Map<String, String> now = MicroProfileConfig.values();
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), now.get(name)));
        if (!names.isEmpty()) {
            throw new IllegalStateException(String.join(", ", names)
                    + ": what is set now is not what was set when Quarkus had the ResourceProtector made, at its static"
                    + " initialization, so that it would count for nothing; set it where both see it, such as in"
                    + " application.properties, or as a system property or environment variable of the JVM, or produce the"
                    + " ResourceProtector as a @Singleton bean");
        }
    }

    /**
     * The protector.
     *
     * @throws IllegalStateException if properties are missing, or contradict each other
     */
    synchronized ResourceProtector protector() {
        if (parts == null) {
            if (values().isEmpty()) {
                throw new IllegalStateException(
                        "there is no ResourceProtector: produce one as a @Singleton bean, or set "
                                + KnownSettings.PREFIX + "issuer and " + KnownSettings.PREFIX + "audience");
            }
            parts = new ConfiguredParts(values(), listeners());
        }
        return parts.protector();
    }

    /** Makes those that are not made yet, and must not need what they are for. */
    private List<ProtectionListener> listeners() {
        if (isAskingListeners) {
            throw new IllegalStateException(
                    "a ProtectionListener injects the ResourceProtector, which cannot be made before its listeners; inject"
                            + " Instance<ResourceProtector>, and ask that for it at the call");
        }
        List<ProtectionListener> all = new ArrayList<>();
        if (listeners != null && events != null) {
            isAskingListeners = true;
            try {
                listeners.forEach(all::add);
            } finally {
                isAskingListeners = false;
            }
            all.add(events);
        }
        return all;
    }

    @PreDestroy
    synchronized void close() {
        if (parts != null) {
            parts.close();
        }
    }

    /**
     * Makes the bean. Not for use by applications.
     *
     * <p>Stateless, thread-safe.
     */
    public static final class Creator implements SyntheticBeanCreator<ResourceProtector> {

        /** Called by the container. */
        public Creator() {}

        @Override
        public ResourceProtector create(Instance<Object> lookup, Parameters parameters) {
            return lookup.select(ConfiguredProtector.class).get().protector();
        }
    }
}
