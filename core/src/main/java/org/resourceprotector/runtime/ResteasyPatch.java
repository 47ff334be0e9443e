package org.resourceprotector.runtime;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Asks RESTEasy which GET method its filter for JSON Patch and JSON Merge Patch calls, which it
 * does without any filter. RESTEasy looks the method up by a request of its own, which is done here
 * in the same way. Some of what is read is private.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>
 */
final class ResteasyPatch {

    private static final String FILTER = "org.jboss.resteasy.plugins.providers.AbstractPatchMethodFilter";
    private static final String INVOKER = "org.jboss.resteasy.core.ResourceMethodInvoker";

    private final ResteasyMatching matching;
    private final Class<?> invoker;
    private final Accessor filters;
    private final Accessor resource;
    private final Accessor method;

    /** Of an invoker: what makes the object that it calls. */
    private final Field factory;

    private final Accessor madeClass;

    /** Of a filter: whether it does nothing for a request. */
    private final Method isDisabled;

    private ResteasyPatch(ClassLoader loader, ResteasyMatching matching) throws ReflectiveOperationException {
        this.matching = matching;
        this.invoker = Class.forName(INVOKER, false, loader);
        this.filters = Accessor.of(invoker, "getRequestFilters");
        this.resource = Accessor.of(invoker, "getResourceClass");
        this.method = Accessor.of(invoker, "getMethod");
        this.factory = invoker.getDeclaredField("resource");
        this.madeClass = Accessor.of(factory.getType(), "getScannableClass");
        factory.setAccessible(true);
        this.isDisabled =
                Class.forName(FILTER, false, loader).getDeclaredMethod("isDisabled", ContainerRequestContext.class);
        isDisabled.setAccessible(true);
    }

    /** How to ask RESTEasy; null if this is another version. */
    static @Nullable ResteasyPatch of(ClassLoader loader, ResteasyMatching matching) {
        try {
            return new ResteasyPatch(loader, matching);
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            return null;
        }
    }

    /**
     * The GET method that a request has called before its own; null if there is none. Its own is
     * called on the given class.
     */
    @Nullable
    MatchedMethod read(ContainerRequestContext request, Class<?> actual) {
        Object called = request.getProperty(INVOKER);
        try {
            if (called == null || !invoker.isInstance(called) || !readsFirst(called, request)) {
                return null;
            }
            Object found = get(request.getUriInfo());
            return found != null && invoker.isInstance(found)
                    ? new MatchedMethod(resource(found, called, actual), method.get(found, Method.class))
                    : null;
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("RESTEasy has no GET method for what is to be patched", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("RESTEasy does not tell which GET method a PATCH calls", e);
        }
    }

    /** Whether a filter will apply a patch; an application's own may do so for another method. */
    private boolean readsFirst(Object called, ContainerRequestContext request) throws ReflectiveOperationException {
        for (Object filter : filters.get(called, Object[].class)) {
            if (isDisabled.getDeclaringClass().isInstance(filter)
                    && !Boolean.TRUE.equals(isDisabled.invoke(filter, request))) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Object get(UriInfo uri) throws ReflectiveOperationException {
        Object request = matching.newRequest(HttpMethod.GET, uri);
        matching.header(request, HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
        matching.header(request, HttpHeaders.CONTENT_TYPE, MediaType.WILDCARD);
        return matching.invoker(request);
    }

    /** The class with the GET method: that of the PATCH only if both objects are of one factory. */
    private Class<?> resource(Object get, Object called, Class<?> actual) throws ReflectiveOperationException {
        Object made = factory.get(get);
        if (made != null && made == factory.get(called)) {
            return actual;
        }
        Object type = made == null ? null : madeClass.get(made);
        return type == null ? resource.get(get, Class.class) : (Class<?>) type;
    }
}
