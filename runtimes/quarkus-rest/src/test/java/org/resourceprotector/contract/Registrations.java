package org.resourceprotector.contract;

import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.resourceprotector.ResourceProtector;

/**
 * What an application of Quarkus REST has instead of singletons: a provider that registers them. Of features it calls what
 * they register, because Quarkus does not call features that a feature registers.
 */
@Provider
public final class Registrations implements Feature {

    private static volatile List<Object> parts = List.of();

    /** Called by Quarkus. */
    public Registrations() {}

    /** What the application that starts next registers: instances and classes. */
    static void set(List<Object> registered) {
        parts = registered;
    }

    /** The protector among them. */
    static ResourceProtector protector() {
        return parts.stream()
                .filter(ResourceProtector.class::isInstance)
                .map(ResourceProtector.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public boolean configure(FeatureContext context) {
        for (Object part : parts) {
            if (part instanceof Feature feature) {
                feature.configure(context);
            } else if (part instanceof Class<?> type) {
                context.register(type);
            } else {
                context.register(part);
            }
        }
        return true;
    }
}
