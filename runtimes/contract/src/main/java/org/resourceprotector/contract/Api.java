package org.resourceprotector.contract;

import jakarta.ws.rs.core.Application;
import java.util.LinkedHashSet;
import java.util.Set;

/** An application made of classes, and of instances, which it hands out as singletons. */
class Api extends Application {

    private final Set<Class<?>> classes = new LinkedHashSet<>();
    private final Set<Object> singletons = new LinkedHashSet<>();

    Api(Object... parts) {
        for (Object part : parts) {
            if (part instanceof Class<?> type) {
                classes.add(type);
            } else {
                singletons.add(part);
            }
        }
    }

    @Override
    public Set<Class<?>> getClasses() {
        return classes;
    }

    @Override
    @SuppressWarnings("deprecation")
    public Set<Object> getSingletons() {
        return singletons;
    }
}
