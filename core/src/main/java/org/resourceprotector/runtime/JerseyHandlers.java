package org.resourceprotector.runtime;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The resource classes that a resource of Jersey's model was made of: those that it has the names
 * of, and those that handle methods of its own. Its handlers are also those of its children, which
 * may be of other classes. Immutable, thread-safe.
 */
final class JerseyHandlers {

    private final Accessor names;
    private final Accessor classes;
    private final Accessor instances;
    private final Accessor methods;
    private final Accessor invocable;
    private final Accessor handler;
    private final Accessor handlerClass;
    private final Accessor handlingMethod;
    private final Accessor definitionMethod;

    JerseyHandlers(Class<?> resource) throws ReflectiveOperationException {
        ClassLoader loader = resource.getClassLoader();
        this.names = Accessor.of(resource, "getNames");
        this.classes = Accessor.of(resource, "getHandlerClasses");
        this.instances = Accessor.of(resource, "getHandlerInstances");
        this.methods = Accessor.of(resource, "getAllMethods");
        this.invocable = Accessor.of(loader, "org.glassfish.jersey.server.model.ResourceMethod", "getInvocable");
        Class<?> invoked = Class.forName("org.glassfish.jersey.server.model.Invocable", false, loader);
        this.handler = Accessor.of(invoked, "getHandler");
        this.handlingMethod = Accessor.of(invoked, "getHandlingMethod");
        this.definitionMethod = Accessor.of(invoked, "getDefinitionMethod");
        this.handlerClass = Accessor.of(loader, "org.glassfish.jersey.server.model.MethodHandler", "getHandlerClass");
    }

    /** The class and method that handle a resource method or locator, as Jersey names them. */
    MatchedMethod handler(Object method) {
        Object invoked = invocable.get(method);
        return new MatchedMethod(
                handlerClass.get(handler.get(invoked), Class.class),
                handlingMethod.get(invoked, Method.class),
                definitionMethod.get(invoked, Method.class),
                false);
    }

    /** The classes of one resource; empty if it was built of inflectors and bare methods only. */
    Set<Class<?>> of(Object resource) {
        Set<Class<?>> own = own(resource);
        List<?> made = names.get(resource, List.class);
        Set<Class<?>> found = new LinkedHashSet<>();
        for (Object type : classes.get(resource, Set.class)) {
            if (own.contains(type) || made.contains(((Class<?>) type).getName())) {
                found.add((Class<?>) type);
            }
        }
        for (Object instance : instances.get(resource, Set.class)) {
            if (own.contains(instance.getClass())
                    || made.contains(instance.getClass().getName())) {
                found.add(BeanProxies.classOf(instance));
            }
        }
        return found;
    }

    /** Resource classes that handle a method of the resource itself. */
    private Set<Class<?>> own(Object resource) {
        Set<Class<?>> own = new LinkedHashSet<>();
        for (Object method : methods.get(resource, List.class)) {
            Class<?> type = handler(method).resource();
            if (hasPath(type) || hasResourceMethod(type)) {
                own.add(type);
            }
        }
        return own;
    }

    /** Whether a class or one above it has a resource method. One that overrides it is one, too. */
    private static boolean hasResourceMethod(@Nullable Class<?> type) {
        return type != null
                && (Arrays.stream(type.getMethods())
                                .map(Method::getAnnotations)
                                .flatMap(Arrays::stream)
                                .anyMatch(annotation ->
                                        annotation.annotationType().isAnnotationPresent(HttpMethod.class))
                        || hasResourceMethod(type.getSuperclass())
                        || Arrays.stream(type.getInterfaces()).anyMatch(JerseyHandlers::hasResourceMethod));
    }

    private static boolean hasPath(@Nullable Class<?> type) {
        return type != null
                && (type.isAnnotationPresent(Path.class)
                        || hasPath(type.getSuperclass())
                        || Arrays.stream(type.getInterfaces()).anyMatch(JerseyHandlers::hasPath));
    }
}
