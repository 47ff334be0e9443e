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
 * @param methods what it calls for one HTTP method, after filters
 * @param locators what it calls for all HTTP methods, without any filter
 */
public record QuarkusEndpoints(List<ResourceInfo> methods, List<ResourceInfo> locators) {

    private static final String RECORDER = "io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder";

    /** Keeps what it is given. */
    public QuarkusEndpoints {
        methods = List.copyOf(methods);
        locators = List.copyOf(locators);
    }

    /** Of the application that starts, empty on another runtime; null if this version does not tell. */
    public static @Nullable QuarkusEndpoints deployed() {
        ClassLoader loader = Objects.requireNonNullElse(
                Thread.currentThread().getContextClassLoader(), QuarkusEndpoints.class.getClassLoader());
        Reading reading = new Reading(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        try {
            Object deployment =
                    Accessor.ofStatic(loader, RECORDER, "getCurrentDeployment").get(null);
            if (deployment != null) {
                reading.deployment(deployment);
            }
        } catch (ClassNotFoundException otherRuntime) {
            return new QuarkusEndpoints(List.of(), List.of());
        } catch (ReflectiveOperationException | ClassCastException otherVersion) {
            return null;
        }
        return new QuarkusEndpoints(reading.methods, reading.locators);
    }

    /** Whether nothing is served. */
    public boolean isEmpty() {
        return methods.isEmpty() && locators.isEmpty();
    }

    /** The class of a bean that takes the place of a root resource; the class itself if there is none. */
    public static Class<?> bean(Class<?> resource) {
        return QuarkusBeans.classOf(resource);
    }

    private record Reading(List<ResourceInfo> methods, List<ResourceInfo> locators, Set<Object> handlers) {

        void deployment(Object deployment) throws ReflectiveOperationException {
            for (Object path : all(call(deployment, "getClassMappers"))) {
                for (Object handler : (Object[]) field(field(path, "value"), "handlers")) {
                    resources((Map<?, ?>) call(handler, "getMappers"));
                }
            }
        }

        private void resources(Map<?, ?> byHttpMethod) throws ReflectiveOperationException {
            for (Object mapper : byHttpMethod.values()) {
                for (Object template : all(call(mapper, "getTemplates"))) {
                    resource(field(template, "value"));
                }
            }
        }

        private void resource(Object resource) throws ReflectiveOperationException {
            ResourceInfo method = (ResourceInfo) call(resource, "getLazyMethod");
            if (Accessor.of(resource.getClass(), "getHttpMethod").get(resource) != null) {
                methods.add(method);
                return;
            }
            locators.add(method);
            for (Object handler : (Object[]) call(resource, "getHandlerChain")) {
                if (handler.getClass().getName().endsWith(".ResourceLocatorHandler") && handlers.add(handler)) {
                    Object byClass = Accessor.ofHiddenField(handler.getClass(), "resourceLocatorHandlers")
                            .get(handler, Object.class);
                    for (Object behind : ((Map<?, ?>) byClass).values()) {
                        resources((Map<?, ?>) behind);
                    }
                }
            }
        }

        private static Iterable<?> all(Object list) {
            return (Iterable<?>) list;
        }

        private static Object call(Object target, String name) throws ReflectiveOperationException {
            return Accessor.of(target.getClass(), name).get(target, Object.class);
        }

        private static Object field(Object target, String name) throws ReflectiveOperationException {
            return Accessor.ofField(target.getClass(), name).get(target, Object.class);
        }
    }
}
