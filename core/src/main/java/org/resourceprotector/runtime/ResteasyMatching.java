package org.resourceprotector.runtime;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Has RESTEasy match a path as it matches those of requests, by a request of its own that nobody sends. Immutable, thread-safe. */
final class ResteasyMatching {

    private final Class<?> registry;
    private final Method contextData;
    private final Method newRequest;
    private final Method header;
    private final Method lookUp;
    private final Accessor uri;

    ResteasyMatching(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> request = Class.forName("org.jboss.resteasy.mock.MockHttpRequest", false, loader);
        this.registry = Class.forName("org.jboss.resteasy.spi.Registry", false, loader);
        this.contextData = Class.forName("org.jboss.resteasy.core.ResteasyContext", false, loader)
                .getMethod("getContextData", Class.class);
        this.newRequest = request.getMethod("create", String.class, URI.class, URI.class);
        this.header = request.getMethod("header", String.class, String.class);
        this.lookUp = registry.getMethod(
                "getResourceInvoker", Class.forName("org.jboss.resteasy.spi.HttpRequest", false, loader));
        this.uri = Accessor.of(request, "getUri");
    }

    /** A request for the path of another one. */
    Object newRequest(String httpMethod, UriInfo path) throws ReflectiveOperationException {
        return newRequest.invoke(null, httpMethod, path.getRequestUri(), path.getBaseUri());
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

    /** Something that RESTEasy keeps for the request that is being served; null if there is no such thing. */
    @Nullable
    Object contextData(Class<?> type) throws ReflectiveOperationException {
        return contextData.invoke(null, type);
    }
}
