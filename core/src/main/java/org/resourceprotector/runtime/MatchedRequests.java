package org.resourceprotector.runtime;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a runtime about the requests that it matched. Called on the thread of the request. May throw whatever the runtime
 * throws, which refuses the request.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface MatchedRequests {

    /**
     * The sub-resource locators that a request went through.
     *
     * @param uri the URI of the request, as the runtime handed it to a filter
     * @return all of them, the one of the root resource first; null if the runtime tells nothing
     */
    @Nullable
    List<MatchedMethod> locators(UriInfo uri);

    /**
     * The class of the object that the matched method will be called on, if the runtime named another one.
     *
     * @param named what the runtime named: perhaps an interface, an abstract class, a proxy or a superclass
     * @return the class; null if the runtime does not tell
     */
    default @Nullable Class<?> implementation(Class<?> named) {
        return null;
    }

    /**
     * Whether a name binding of a root class also binds the sub-resources behind its locators.
     *
     * @return false if each resource has its own bindings only
     */
    default boolean bindsBelowRoot() {
        return false;
    }

    /**
     * The classes of the resource that a method was added to, by a program or by an extension of the runtime.
     *
     * @param uri the URI of the request
     * @return classes, perhaps the one of the method itself among them; empty if nothing adds methods
     */
    default Set<Class<?>> owners(UriInfo uri) {
        return Set.of();
    }

    /**
     * The method whose annotations the runtime took for those of the matched method.
     *
     * @param uri the URI of the request
     * @param method the matched method
     * @return the same if the runtime does not tell
     */
    default Method annotated(UriInfo uri, Method method) {
        return method;
    }

    /**
     * Whether a class that the runtime named can stand for a bean of another class, with annotations of its own.
     *
     * @param named the class
     * @return true if it is that of a client proxy, and nobody tells of which bean
     */
    default boolean mayStandForBean(Class<?> named) {
        return ClientProxies.isProxy(named);
    }

    /**
     * Another resource method that the runtime calls for a request, before its own and without filters.
     *
     * @param request the request, as the runtime handed it to a filter
     * @param actual the class that the request's own method is called on
     * @return the method, and the class that it is called on as far as the runtime tells; null if there is none
     */
    default @Nullable MatchedMethod readBefore(ContainerRequestContext request, Class<?> actual) {
        return null;
    }
}
