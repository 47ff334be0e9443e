package org.resourceprotector.runtime;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks a request of Quarkus REST, and its resource methods, for what this runtime does not inject into objects that a Feature
 * registers, or does not tell otherwise. Tells nothing of another runtime.
 *
 * <p>Immutable, thread-safe.
 */
public final class QuarkusRequests {

    private static final String PACKAGE = "org.jboss.resteasy.reactive.server.";
    private static final String MATCHED = "org.resourceprotector.matched";
    private static final QuarkusRequests NONE = new QuarkusRequests(null);

    private static final KnownClasses<QuarkusRequests> KNOWN = new KnownClasses<>(QuarkusRequests::of);

    /** How to ask a resource method whether it runs on an event loop; empty on another runtime. */
    private static final KnownClasses<Optional<Accessor>> ON_EVENT_LOOP =
            new KnownClasses<>(QuarkusRequests::onEventLoop);

    /** How to ask for the request of a thread, by a class of the runtime; empty on another runtime. */
    private static final KnownClasses<Optional<Current>> CURRENT = new KnownClasses<>(Current::of);

    private final @Nullable Accessors accessors;

    /** How to get from the request that filters see to what the runtime knows of it. */
    private record Accessors(
            Accessor serverRequest,
            Accessor resourceInfo,
            Accessor deployment,
            Accessor application,
            Accessor http,
            Accessor absoluteUri,
            Accessor isBlockingAllowed) {}

    /** How to get from a thread to what the runtime knows of its request. */
    private record Current(Accessor request, Accessor http, Accessor sent) {

        static Optional<Current> of(Class<?> runtime) {
            ClassLoader loader = runtime.getClassLoader();
            try {
                return runtime.getName().startsWith("org.jboss.resteasy.reactive.")
                        ? Optional.of(new Current(
                                Accessor.ofStatic(loader, PACKAGE + "core.CurrentRequestManager", "get"),
                                Accessor.of(loader, PACKAGE + "core.ResteasyReactiveRequestContext", "serverRequest"),
                                Accessor.of(loader, PACKAGE + "spi.ServerHttpRequest", "getRequestAbsoluteUri")))
                        : Optional.empty();
            } catch (ReflectiveOperationException otherVersion) {
                return Optional.empty();
            }
        }

        @Nullable
        String absoluteUri() {
            Object now = request.get(null);
            return now != null && sent.get(http.get(now)) instanceof String uri ? uri : null;
        }
    }

    private QuarkusRequests(@Nullable Accessors accessors) {
        this.accessors = accessors;
    }

    private static QuarkusRequests of(Class<?> type) {
        Class<?> reactive = Runtimes.ancestor(type, PACKAGE + "spi.ResteasyReactiveContainerRequestContext");
        if (reactive == null) {
            return NONE;
        }
        try {
            ClassLoader loader = reactive.getClassLoader();
            String request = PACKAGE + "core.ResteasyReactiveRequestContext";
            return new QuarkusRequests(new Accessors(
                    Accessor.of(reactive, "getServerRequestContext"),
                    Accessor.of(loader, PACKAGE + "spi.ServerRequestContext", "getResteasyReactiveResourceInfo"),
                    Accessor.of(loader, request, "getDeployment"),
                    Accessor.of(loader, PACKAGE + "core.Deployment", "getApplicationSupplier"),
                    Accessor.of(loader, request, "serverRequest"),
                    Accessor.of(loader, PACKAGE + "spi.ServerHttpRequest", "getRequestAbsoluteUri"),
                    Accessor.ofStatic(
                            loader,
                            "org.jboss.resteasy.reactive.common.core.BlockingOperationSupport",
                            "isBlockingAllowed")));
        } catch (ReflectiveOperationException otherVersion) {
            return NONE;
        }
    }

    private static Optional<Accessor> onEventLoop(Class<?> type) {
        try {
            return type.getName().equals(PACKAGE + "spi.ResteasyReactiveResourceInfo")
                    ? Optional.of(Accessor.ofField(type, "isNonBlocking"))
                    : Optional.empty();
        } catch (ReflectiveOperationException otherVersion) {
            return Optional.empty();
        }
    }

    /**
     * The resource method that was matched; null if there is none, or on another runtime. As it was kept, because
     * Quarkus REST names the first locator in its place once {@code UriInfo.getPathParameters()} was called.
     */
    public static @Nullable ResourceInfo resourceInfo(ContainerRequestContext request) {
        Accessors known = KNOWN.get(request.getClass()).accessors;
        if (known == null) {
            return null;
        }
        return request.getProperty(MATCHED) instanceof ResourceInfo kept ? kept : now(request, known);
    }

    /** Keeps the resource method that was matched, before anybody has asked for the parameters of the path. */
    public static void keepResourceInfo(ContainerRequestContext request) {
        Accessors known = KNOWN.get(request.getClass()).accessors;
        ResourceInfo now = known == null ? null : now(request, known);
        if (now != null) {
            request.setProperty(MATCHED, now);
        }
    }

    private static @Nullable ResourceInfo now(ContainerRequestContext request, Accessors known) {
        return known.resourceInfo.get(known.serverRequest.get(request)) instanceof ResourceInfo info ? info : null;
    }

    /** Whether a request is one of Quarkus REST. */
    public static boolean isOne(ContainerRequestContext request) {
        return KNOWN.get(request.getClass()).accessors != null;
    }

    /** The application that a request was made to; null if there is none, or on another runtime. */
    public static @Nullable Application application(ContainerRequestContext request) {
        Accessors known = KNOWN.get(request.getClass()).accessors;
        return known != null
                        && known.application.get(known.deployment.get(known.serverRequest.get(request)))
                                instanceof Supplier<?> supplier
                        && supplier.get() instanceof Application application
                ? application
                : null;
    }

    /**
     * The absolute URI that was sent, as text, which need not be a URI; null if {@code UriInfo} has
     * it, or nobody tells.
     */
    static @Nullable String sentUri(ContainerRequestContext request) {
        Accessors known = KNOWN.get(request.getClass()).accessors;
        return known != null
                        && known.absoluteUri.get(known.http.get(known.serverRequest.get(request)))
                                instanceof String sent
                ? sent
                : null;
    }

    /** The same, of the request of this thread, if it has one. */
    static @Nullable String sentUri(Class<?> runtime) {
        return CURRENT.get(runtime).map(Current::absoluteUri).orElse(null);
    }

    /**
     * Whether this thread may wait for the body of a request. On an event loop of Quarkus reading
     * would fail.
     */
    public static boolean mayWait(ContainerRequestContext request) {
        Accessors known = KNOWN.get(request.getClass()).accessors;
        return known == null || !Boolean.FALSE.equals(known.isBlockingAllowed.get(null));
    }

    /**
     * Whether a resource method runs on an event loop, and the filters before it with it. Known when
     * the application is deployed; false on another runtime.
     */
    public static boolean isOnEventLoop(ResourceInfo method) {
        return ON_EVENT_LOOP
                .get(method.getClass())
                .map(accessor -> Boolean.TRUE.equals(accessor.get(method)))
                .orElse(false);
    }
}
