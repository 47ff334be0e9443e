package org.resourceprotector.runtime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The classes that a resource of Jersey's model was made of. A resource has their names; its handlers are also those of its
 * children, which may be of other classes. Immutable, thread-safe.
 */
final class JerseyHandlers {

    private final Accessor names;
    private final Accessor classes;
    private final Accessor instances;

    JerseyHandlers(Class<?> resource) throws ReflectiveOperationException {
        this.names = Accessor.of(resource, "getNames");
        this.classes = Accessor.of(resource, "getHandlerClasses");
        this.instances = Accessor.of(resource, "getHandlerInstances");
    }

    /** The classes of one resource; empty if a program has built it of nothing but methods. */
    Set<Class<?>> of(Object resource) {
        List<?> made = names.get(resource, List.class);
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Object type : classes.get(resource, Set.class)) {
            if (made.contains(((Class<?>) type).getName())) {
                found.add((Class<?>) type);
            }
        }
        for (Object handler : instances.get(resource, Set.class)) {
            if (made.contains(handler.getClass().getName())) {
                found.add(ClientProxies.classOf(handler));
            }
        }
        return found;
    }
}
