package org.resourceprotector.runtime;

import jakarta.ws.rs.container.ResourceInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Quarkus REST serves: the methods of root resources, and those of all classes that may be behind a locator, if there
 * is one. Asked at the start, before any request.
 *
 * <p>Immutable, thread-safe.
 *
 * @param roots methods and locators of root resources
 * @param behind methods and locators of classes of which a locator may return an object; none if there is no locator
 * @param locators those of both that it calls for all HTTP methods, without any filter
 */
public record QuarkusEndpoints(List<ResourceInfo> roots, List<ResourceInfo> behind, List<ResourceInfo> locators) {

    static final String RECORDER = "io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder";

    /** Keeps what it is given. */
    public QuarkusEndpoints {
        roots = List.copyOf(roots);
        behind = List.copyOf(behind);
        locators = List.copyOf(locators);
    }

    /** Of the application that starts, empty on another runtime; null if this version does not tell. */
    public static @Nullable QuarkusEndpoints deployed() {
        ClassLoader loader = Objects.requireNonNullElse(
                Thread.currentThread().getContextClassLoader(), QuarkusEndpoints.class.getClassLoader());
        Reading reading = new Reading(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        try {
            Object deployment =
                    Accessor.ofStatic(loader, RECORDER, "getCurrentDeployment").get(null);
            if (deployment != null) {
                reading.deployment(deployment);
            }
        } catch (ClassNotFoundException otherRuntime) {
            return new QuarkusEndpoints(List.of(), List.of(), List.of());
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            return null;
        }
        return new QuarkusEndpoints(reading.roots, reading.behind, reading.locators);
    }

    /** The class of a bean that takes the place of a root resource; the class itself if there is none. */
    public static Class<?> bean(Class<?> resource) {
        return QuarkusBeans.classOf(resource);
    }

    /** Whether only an instance of a root resource tells its class: a producer makes it, or nobody tells. */
    public static boolean isOfAnyClass(Class<?> resource) {
        return QuarkusBeans.isOfAnyClass(resource);
    }

    private record Reading(
            List<ResourceInfo> roots, List<ResourceInfo> behind, List<ResourceInfo> locators, Set<Object> handlers) {

        void deployment(Object deployment) throws ReflectiveOperationException {
            for (Object path : (Iterable<?>) call(deployment, "getClassMappers")) {
                for (Object handler : (Object[]) field(field(path, "value"), "handlers")) {
                    resources((Map<?, ?>) call(handler, "getMappers"), roots);
                }
            }
        }

        private void resources(Map<?, ?> byHttpMethod, List<ResourceInfo> found) throws ReflectiveOperationException {
            for (Object mapper : byHttpMethod.values()) {
                for (Object template : (Iterable<?>) call(mapper, "getTemplates")) {
                    resource(field(template, "value"), found);
                }
            }
        }

        private void resource(Object resource, List<ResourceInfo> found) throws ReflectiveOperationException {
            Object method = Accessor.of(resource.getClass(), "getLazyMethod").get(resource);
            Object[] chain = (Object[]) call(resource, "getHandlerChain");
            if (method == null) {
                // several methods of one path, among which it chooses by media types
                for (Object byProduced : ((Map<?, ?>) hidden(chain[0], "resourcesByConsumes")).values()) {
                    for (Object one : ((Map<?, ?>) hidden(byProduced, "mtWithoutParamsToResource")).values()) {
                        resource(one, found);
                    }
                }
                return;
            }
            found.add((ResourceInfo) method);
            if (Accessor.of(resource.getClass(), "getHttpMethod").get(resource) != null) {
                return;
            }
            locators.add((ResourceInfo) method);
            for (Object handler : chain) {
                if (handler.getClass().getName().endsWith(".ResourceLocatorHandler") && handlers.add(handler)) {
                    for (Object of : ((Map<?, ?>) hidden(handler, "resourceLocatorHandlers")).values()) {
                        resources((Map<?, ?>) of, behind);
                    }
                }
            }
        }

        private static Object call(Object target, String name) throws ReflectiveOperationException {
            return Accessor.of(target.getClass(), name).get(target, Object.class);
        }

        private static Object field(Object target, String name) throws ReflectiveOperationException {
            return Accessor.ofField(target.getClass(), name).get(target, Object.class);
        }

        private static Object hidden(Object target, String name) throws ReflectiveOperationException {
            return Accessor.ofHiddenField(target.getClass(), name).get(target, Object.class);
        }
    }
}
