package org.resourceprotector.runtime;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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
    private final Accessor httpMethod;
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
        this.httpMethod = Accessor.of(loader, method, "getHttpMethod");
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
     * The classes of the resource that a method or locator is in, and of those above it. Not of what its own class makes
     * of its path: Jersey merges there what other classes have at the same path. Empty where the class of the method
     * handles all that is there.
     */
    Set<Class<?>> owners(Object method) {
        return owners(method, BeanProxies::classOf);
    }

    /** The same at the start, when there may be no request yet for which a bean could be made. */
    Set<Class<?>> ownersAtStart(Object method) {
        return owners(method, BeanProxies::classAtStart);
    }

    private Set<Class<?>> owners(Object method, Function<Object, Class<?>> classOf) {
        MatchedMethod handler = handler(method);
        Object in = parentOfMethod.get(method);
        Object made = madeOf(method, handler, in);
        Set<Class<?>> owners = new LinkedHashSet<>();
        for (Object model = made == null ? in : parent.get(made); model != null; model = parent.get(model)) {
            if (!areAllOf(model, handler.resource())) {
                owners.addAll(of(model, classOf));
            }
        }
        return owners;
    }

    /**
     * The resource that Jersey makes of the class of a method at its path, if the method is there as its annotations say:
     * in it, or below it; null if a program has put the method there, or elsewhere.
     */
    private @Nullable Object madeOf(Object method, MatchedMethod handler, @Nullable Object in) {
        String root = path(handler.resource());
        String http = (String) httpMethod.get(method);
        Path own = handler.annotated().getAnnotation(Path.class);
        boolean isLocator = http == null;
        if (root == null || in == null || !Objects.equals(http, designator(handler.annotated()))) {
            return null;
        }
        if (own == null || (isLocator && isEmpty(own))) {
            return (own != null || !isLocator) && root.equals(path.get(in)) ? in : null;
        }
        Object above = parent.get(in);
        return above != null && root.equals(path.get(above)) && isAt(path.get(in), handler) ? above : null;
    }

    /** The HTTP method that a method is annotated with; null if it is none of a resource. */
    private static @Nullable String designator(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(Objects::nonNull)
                .map(http -> http.value().toUpperCase(Locale.ROOT)) // as Jersey has it
                .findFirst()
                .orElse(null);
    }

    /** Whether Jersey has a locator with this path in the resource of its class, and in none below that. */
    private static boolean isEmpty(Path path) {
        return path.value().isEmpty() || path.value().equals("/");
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

    /** The classes of one resource; empty if it was built of inflectors and bare methods only. */
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
                if (isAt(path.get(child), handler)) {
                    own.add(handler.resource());
                }
            }
        }
        for (Object method : methods.get(resource, List.class)) {
            Class<?> type = handler(method).resource();
            if (path(type) != null || hasResourceMethod(type)) {
                own.add(type);
            }
        }
        return own;
    }

    private static boolean isAt(@Nullable Object path, MatchedMethod handler) {
        return isAt(path, handler.annotated()) || isAt(path, handler.method());
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

    /** The path of a class, which it may inherit; null if it has none. Those of classes come before those of interfaces. */
    private static @Nullable String path(Class<?> type) {
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            if (above.isAnnotationPresent(Path.class)) {
                return above.getAnnotation(Path.class).value();
            }
        }
        for (Class<?> above = type; above != null; above = above.getSuperclass()) {
            for (Class<?> extended : above.getInterfaces()) {
                String path = path(extended);
                if (path != null) {
                    return path;
                }
            }
        }
        return null;
    }
}
