package org.resourceprotector.runtime;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Has RESTEasy match a path as it matches those of requests, by a request of its own that is never
 * sent. Immutable, thread-safe.
 */
final class ResteasyMatching {

    /** Any origin will do: resources are not matched by it. */
    private static final String ORIGIN = "http://localhost";

    private final Class<?> registry;
    private final Method contextData;
    private final Method newRequest;
    private final Method header;
    private final Method lookUp;
    private final Accessor uri;
    private final Accessor matchingPath;

    ResteasyMatching(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> request = Class.forName("org.jboss.resteasy.mock.MockHttpRequest", false, loader);
        this.registry = Class.forName("org.jboss.resteasy.spi.Registry", false, loader);
        this.contextData = Class.forName("org.jboss.resteasy.core.ResteasyContext", false, loader)
                .getMethod("getContextData", Class.class);
        this.newRequest = request.getMethod("create", String.class, String.class, String.class, String.class);
        this.matchingPath = Accessor.of(loader, "org.jboss.resteasy.specimpl.ResteasyUriInfo", "getMatchingPath");
        this.header = request.getMethod("header", String.class, String.class);
        this.lookUp = registry.getMethod(
                "getResourceInvoker", Class.forName("org.jboss.resteasy.spi.HttpRequest", false, loader));
        this.uri = Accessor.of(request, "getUri");
    }

    /**
     * A request for the path of another one, of which it has only what RESTEasy has matched,
     * without the application's own path, so that nothing is cut off in another way. Throws an
     * {@code IllegalStateException} if RESTEasy would match another path.
     */
    Object newRequest(String httpMethod, UriInfo path) throws ReflectiveOperationException {
        String matched = matchingPath.get(path, String.class);
        boolean losesSlash = matched.length() > 1 && matched.endsWith("/");
        Object request = newRequest.invoke(null, httpMethod, ORIGIN + matched + (losesSlash ? "/" : ""), null, "");
        if (!matched.equals(matchingPath.get(uri(request)))) {
            throw new IllegalStateException("RESTEasy would not match the path of a request as it has matched it");
        }
        return request;
    }

    void header(Object request, String name, String value) throws ReflectiveOperationException {
        header.invoke(request, name, value);
    }

    /** The URI of a request that was made here, which tells what has been matched of it. */
    @Nullable
    Object uri(Object request) {
        return uri.get(request);
    }

    /** What RESTEasy calls first for a request: a method, or a locator. */
    @Nullable
    Object invoker(Object request) throws ReflectiveOperationException {
        return lookUp.invoke(contextData(registry), request);
    }

    /** What RESTEasy keeps for the request that is being served, by its type; null if nothing. */
    @Nullable
    Object contextData(Class<?> type) throws ReflectiveOperationException {
        return contextData.invoke(null, type);
    }
}
