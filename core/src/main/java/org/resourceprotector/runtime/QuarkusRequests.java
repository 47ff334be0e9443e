package org.resourceprotector.runtime;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.runtime.QuarkusLocators.Walk;

/**
 * Asks a request of Quarkus REST, and its resource methods, for what this runtime does not inject into objects that a Feature
 * registers, or does not tell otherwise. Tells nothing of another runtime.
 *
 * <p>Immutable, thread-safe.
 */
public final class QuarkusRequests {

    private static final String PACKAGE = "org.jboss.resteasy.reactive.server.";
    private static final String MATCHED = "org.resourceprotector.matched";

    /** Marks a request of an event loop, which a worker goes on with for now. */
    private static final String ON_WORKER = "org.resourceprotector.onWorker";

    private static final QuarkusRequests NONE = new QuarkusRequests(null);

    private static final KnownClasses<QuarkusRequests> KNOWN = new KnownClasses<>(QuarkusRequests::of);

    /** How to ask a resource method whether it runs on an event loop; empty on another runtime. */
    private static final KnownClasses<Optional<Accessor>> ON_EVENT_LOOP =
            new KnownClasses<>(QuarkusRequests::onEventLoop);

    /** How to ask for the request of a thread, by a class of the runtime; empty on another runtime. */
    private static final KnownClasses<Optional<Current>> CURRENT = new KnownClasses<>(Current::of);

    /** How to have another thread go on with a request, by a class of the runtime; empty if it does not let us. */
    private static final KnownClasses<Optional<Threads>> THREADS = new KnownClasses<>(Threads::of);

    private final @Nullable Accessors accessors;

    /** How to get from the request that filters see to what the runtime knows of it. */
    private record Accessors(
            Accessor serverRequest,
            Accessor resourceInfo,
            Accessor deployment,
            Accessor application,
            Accessor http,
            Accessor absoluteUri,
            Accessor isBlockingAllowed,
            Accessor target,
            Accessor httpMethod,
            @Nullable Field hiddenTarget,
            @Nullable String lastLocator,
            @Nullable QuarkusLocators locators) {}

    /**
     * What was matched.
     *
     * @param objects the objects that the request went through, the last first; without that of a root resource
     *     whose method is called, which is not made yet
     * @param walk the locators that it went through, and why that is not to be believed
     */
    private record Matched(ResourceInfo method, List<Object> objects, Walk walk) {

        @Override
        public String toString() {
            return "Matched";
        }
    }

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

    /** How to have another thread go on with a request: by the handlers that the runtime has for its own methods. */
    private record Threads(Accessor toWorker, Accessor toEventLoop) {

        static Optional<Threads> of(Class<?> runtime) {
            ClassLoader loader = runtime.getClassLoader();
            if (!runtime.getName().startsWith(PACKAGE)) {
                return Optional.empty();
            }
            try {
                Class<?> request = Class.forName(PACKAGE + "core.ResteasyReactiveRequestContext", false, loader);
                Supplier<?> workers = (Supplier<?>) Class.forName(QuarkusEndpoints.RECORDER, false, loader)
                        .getField("EXECUTOR_SUPPLIER")
                        .get(null);
                // asked for each request: in tests, another application of the same class loader has workers of its own
                Supplier<Executor> current =
                        () -> task -> ((Executor) Objects.requireNonNull(workers.get())).execute(task);
                Object toWorker = Class.forName(PACKAGE + "handlers.BlockingHandler", false, loader)
                        .getConstructor(Supplier.class)
                        .newInstance(current);
                Object toEventLoop = Class.forName(PACKAGE + "handlers.NonBlockingHandler", false, loader)
                        .getField("INSTANCE")
                        .get(null);
                return Optional.of(new Threads(
                        Accessor.ofMethod(toWorker, "handle", request),
                        Accessor.ofMethod(toEventLoop, "handle", request)));
            } catch (ReflectiveOperationException | LinkageError otherVersion) {
                return Optional.empty();
            }
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
                            "isBlockingAllowed"),
                    Accessor.of(loader, request, "getTarget"),
                    Accessor.of(loader, PACKAGE + "mapping.RuntimeResource", "getHttpMethod"),
                    hiddenTarget(Class.forName(request, false, loader)),
                    QuarkusLocators.property(loader),
                    QuarkusLocators.of(loader)));
        } catch (ReflectiveOperationException otherVersion) {
            return NONE;
        }
    }

    /** Null if this version has another name, or does not let us. */
    private static @Nullable Field hiddenTarget(Class<?> request) {
        try {
            Field target = request.getDeclaredField("target");
            target.setAccessible(true);
            return target;
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            return null;
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
        Matched matched = matched(request);
        return matched == null ? null : matched.method;
    }

    /**
     * The objects that a request went through, the last first, as they were kept: the runtime may count one twice, and
     * forget another, once that was called. On another runtime those that it names now.
     */
    public static List<Object> matchedResources(ContainerRequestContext request) {
        Matched matched = matched(request);
        return matched == null ? request.getUriInfo().getMatchedResources() : matched.objects;
    }

    /** The locators that a request went through, the one of the root resource first; null on another runtime. */
    public static @Nullable List<MatchedMethod> locators(ContainerRequestContext request) {
        Matched matched = matched(request);
        return matched == null ? null : matched.walk.locators();
    }

    /** Locators that may have been called in the place of one of those, on objects of other classes; none on another runtime. */
    public static List<MatchedMethod> otherLocators(ContainerRequestContext request) {
        Matched matched = matched(request);
        return matched == null ? List.of() : matched.walk.others();
    }

    /** Why nobody knows what a request has come to, or which locators it went through; null if that is known. */
    public static @Nullable String problem(ContainerRequestContext request) {
        Matched matched = matched(request);
        return matched == null ? null : matched.walk.problem();
    }

    /** Keeps what was matched, before a filter has asked for the parameters of the path. */
    public static void keepMatched(ContainerRequestContext request) {
        Accessors known = KNOWN.get(request.getClass()).accessors;
        Matched now = known == null ? null : now(request, known);
        if (now != null) {
            request.setProperty(MATCHED, now);
        }
    }

    private static @Nullable Matched matched(ContainerRequestContext request) {
        Accessors known = KNOWN.get(request.getClass()).accessors;
        if (known == null) {
            return null;
        }
        return request.getProperty(MATCHED) instanceof Matched kept ? kept : now(request, known);
    }

    private static @Nullable Matched now(ContainerRequestContext request, Accessors known) {
        Object context = known.serverRequest.get(request);
        if (!(known.resourceInfo.get(context) instanceof ResourceInfo method)) {
            return null;
        }
        Object last = known.lastLocator == null ? null : request.getProperty(known.lastLocator);
        List<Object> objects =
                last == null ? List.of() : List.copyOf(request.getUriInfo().getMatchedResources());
        return new Matched(method, objects, walk(known, known.target.get(context), last, objects));
    }

    private static Walk walk(Accessors known, @Nullable Object target, @Nullable Object last, List<Object> objects) {
        if (known.httpMethod.get(target) == null) {
            return Walk.unknown(
                    "the runtime names a locator and not the method that it calls, because a filter that runs before"
                            + " those of this library has asked for the parameters of the path");
        }
        if (known.lastLocator == null) {
            return Walk.unknown("this version of the runtime does not tell whether it went through locators");
        }
        if (last == null) {
            return Walk.NONE;
        }
        return known.locators == null
                ? Walk.unknown("this version of the runtime does not tell which locators it went through")
                : known.locators.walk(last, objects);
    }

    /** The parameters of the path. The runtime calls the same method as before, though it takes the first locator for it now. */
    @SuppressWarnings("ReferenceEquality")
    static MultivaluedMap<String, String> pathParameters(ContainerRequestContext request) {
        Accessors known = KNOWN.get(request.getClass()).accessors;
        if (known == null || known.hiddenTarget == null) {
            return request.getUriInfo().getPathParameters();
        }
        Object context = known.serverRequest.get(request);
        Object target = known.target.get(context);
        MultivaluedMap<String, String> parameters = request.getUriInfo().getPathParameters();
        if (known.target.get(context) != target) {
            try {
                known.hiddenTarget.set(context, target);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("the runtime does not let go of a locator", e);
            }
        }
        return parameters;
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
     * would fail, and a method that runs there has its body read by the runtime.
     */
    public static boolean mayWait(ContainerRequestContext request) {
        return request.getProperty(ON_WORKER) == null && !isOnEventLoop(request);
    }

    private static boolean isOnEventLoop(ContainerRequestContext request) {
        Accessors known = KNOWN.get(request.getClass()).accessors;
        return known != null && Boolean.FALSE.equals(known.isBlockingAllowed.get(null));
    }

    /**
     * Has a worker call the filters behind this one, if this thread is an event loop. Does nothing on another thread, if this
     * version does not let us, and on another runtime.
     */
    public static void toWorker(ContainerRequestContext request) {
        Threads threads =
                isOnEventLoop(request) ? THREADS.get(request.getClass()).orElse(null) : null;
        if (threads != null) {
            request.setProperty(ON_WORKER, true);
            threads.toWorker.get(Objects.requireNonNull(KNOWN.get(request.getClass()).accessors)
                    .serverRequest
                    .get(request));
        }
    }

    /** Has the event loop call what is behind this filter, if {@link #toWorker} has taken the request from it. */
    public static void toEventLoop(ContainerRequestContext request) {
        if (request.getProperty(ON_WORKER) != null) {
            request.removeProperty(ON_WORKER);
            THREADS.get(request.getClass())
                    .orElseThrow()
                    .toEventLoop
                    .get(Objects.requireNonNull(KNOWN.get(request.getClass()).accessors)
                            .serverRequest
                            .get(request));
        }
    }

    /** Whether {@link #toWorker} does something on this version of the runtime. Known when the application is deployed. */
    public static boolean hasWorkers(ResourceInfo method) {
        return THREADS.get(method.getClass()).isPresent();
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
