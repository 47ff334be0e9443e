package org.resourceprotector.interop;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.TokenValidator;

/** The application. Immutable, thread-safe. */
final class Api extends Application {

    private final ResourceProtector protector;

    Api(TokenValidator validator) {
        this.protector = ResourceProtector.with(validator);
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
