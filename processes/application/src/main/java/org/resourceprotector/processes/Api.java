package org.resourceprotector.processes;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.resourceprotector.ResourceProtector;

/** The application. Immutable, thread-safe. */
final class Api extends Application {

    private final ResourceProtector protector;

    Api(ResourceProtector protector) {
        this.protector = protector;
    }

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(Orders.class);
    }

    @Override
    @SuppressWarnings("deprecation")
    public Set<Object> getSingletons() {
        return Set.of(protector);
    }
}
