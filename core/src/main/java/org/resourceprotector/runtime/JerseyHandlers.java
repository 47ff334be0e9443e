package org.resourceprotector.runtime;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The resource classes that a resource of Jersey's model was made of: those that it has the names
 * of, those that handle methods of its own, and those whose sub-resource methods and locators its
 * children are. Its handlers are also those of its children, which may be of other classes.
 * Immutable, thread-safe.
 */
final class JerseyHandlers {

    private final Accessor names;
    private final Accessor path;
    private final Accessor children;
    private final Accessor parent;
    private final Accessor parentOfMethod;
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
        String method = "org.glassfish.jersey.server.model.ResourceMethod";
        this.names = Accessor.of(resource, "getNames");
        this.path = Accessor.of(resource, "getPath");
        this.children = Accessor.of(resource, "getChildResources");
        this.parent = Accessor.of(resource, "getParent");
        this.parentOfMethod = Accessor.of(loader, method, "getParent");
        this.classes = Accessor.of(resource, "getHandlerClasses");
        this.instances = Accessor.of(resource, "getHandlerInstances");
        this.methods = Accessor.of(resource, "getAllMethods");
        this.invocable = Accessor.of(loader, method, "getInvocable");
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

    /**
     * The classes of the resource that a method or locator is in, and of those above it. Empty if
     * the class of the method handles all that is there.
     */
    Set<Class<?>> owners(Object method) {
        Class<?> type = handler(method).resource();
        Set<Class<?>> owners = new LinkedHashSet<>();
        for (Object model = parentOfMethod.get(method); model != null; model = parent.get(model)) {
            if (!areAllOf(model, type)) {
                owners.addAll(of(model, BeanProxies::classOf));
            }
        }
        return owners;
    }

    /** Whether nobody but a class, and Jersey with its own OPTIONS, handles what is in a resource and below it. */
    private boolean areAllOf(Object resource, Class<?> type) {
        for (Object handler : classes.get(resource, Set.class)) {
            if (handler != type && !JerseyModel.isJersey((Class<?>) handler)) {
                return false;
            }
        }
        for (Object instance : instances.get(resource, Set.class)) {
            if (instance.getClass() != type && !JerseyModel.isJersey(instance.getClass())) {
                return false;
            }
        }
        return true;
    }

    /** The classes of one resource at the start; empty if it was built of inflectors and bare methods only. */
    Set<Class<?>> atStart(Object resource) {
        return of(resource, BeanProxies::classAtStart);
    }

    private Set<Class<?>> of(Object resource, Function<Object, Class<?>> classOf) {
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
                found.add(classOf.apply(instance));
            }
        }
        return found;
    }

    /** Resource classes that handle a method of the resource itself, or one that they have below their path. */
    private Set<Class<?>> own(Object resource) {
        Set<Class<?>> own = new LinkedHashSet<>();
        for (Object child : children.get(resource, List.class)) {
            for (Object method : methods.get(child, List.class)) {
                MatchedMethod handler = handler(method);
                if (isAt(path.get(child), handler.annotated()) || isAt(path.get(child), handler.method())) {
                    own.add(handler.resource());
                }
            }
        }
        for (Object method : methods.get(resource, List.class)) {
            Class<?> type = handler(method).resource();
            if (hasPath(type) || hasResourceMethod(type)) {
                own.add(type);
            }
        }
        return own;
    }

    private static boolean isAt(@Nullable Object path, Method method) {
        Path annotation = method.getAnnotation(Path.class);
        return annotation != null && annotation.value().equals(path);
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
