package org.resourceprotector.runtime;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The resource classes of a resource in Jersey's model: what handles its methods, inflectors aside. Immutable, thread-safe. */
final class JerseyHandlers {

    private final Accessor classes;
    private final Accessor instances;

    JerseyHandlers(Class<?> resource) throws ReflectiveOperationException {
        this.classes = Accessor.of(resource, "getHandlerClasses");
        this.instances = Accessor.of(resource, "getHandlerInstances");
    }

    /** The classes that a resource of the model has; empty if it has nothing but inflectors and bare methods. */
    Set<Class<?>> of(Object resource) {
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Object handling : classes.get(resource, Set.class)) {
            add(found, (Class<?>) handling);
        }
        for (Object handling : instances.get(resource, Set.class)) {
            add(found, ClientProxies.classOf(handling));
        }
        return found;
    }

    private static void add(Set<Class<?>> found, Class<?> type) {
        if (hasPath(type) || hasResourceMethod(type)) {
            found.add(type);
        }
    }

    private static boolean hasResourceMethod(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .flatMap(method -> Arrays.stream(method.getAnnotations()))
                .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    private static boolean hasPath(@Nullable Class<?> type) {
        return type != null
                && (type.isAnnotationPresent(Path.class)
                        || hasPath(type.getSuperclass())
                        || Arrays.stream(type.getInterfaces()).anyMatch(JerseyHandlers::hasPath));
    }
}
