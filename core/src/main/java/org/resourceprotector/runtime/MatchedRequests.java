package org.resourceprotector.runtime;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a runtime about the requests that it matched. Called on the thread of the request. May throw
 * whatever the runtime throws, which refuses the request.
 *
 * <p>Implementations are immutable and thread-safe.
 */
public interface MatchedRequests {

    /**
     * All sub-resource locators that a request went through, the one of the root resource first;
     * null if the runtime tells nothing.
     */
    @Nullable
    List<MatchedMethod> locators(UriInfo uri);

    /**
     * The class of the object that the matched method will be called on, if the runtime named
     * another one: perhaps an interface, an abstract class, a proxy or a superclass. Null if the
     * runtime does not tell.
     */
    default @Nullable Class<?> implementation(Class<?> named) {
        return null;
    }

    /**
     * The class of the bean that a container makes for a root resource, if that is another one than the runtime names. Null
     * if it is the same, or if the runtime does not tell.
     */
    default @Nullable Class<?> beanOf(Class<?> root) {
        return null;
    }

    /** Whether a root resource is made by a producer, so that only an instance tells its class. */
    default boolean isProduced(Class<?> root) {
        return false;
    }

    /**
     * Whether a name binding of a root class also binds the sub-resources behind its locators. If
     * not, each resource has its own bindings only.
     */
    default boolean bindsBelowRoot() {
        return false;
    }

    /**
     * The classes of the resource that a method was added to, by a program or by an extension of
     * the runtime; perhaps the one of the method itself is among them. Empty if nothing adds
     * methods.
     */
    default Set<Class<?>> owners(UriInfo uri) {
        return Set.of();
    }

    /**
     * The HTTP method of the matched resource method, which need not have an annotation that tells
     * it; null if the runtime does not tell.
     */
    default @Nullable String httpMethod(UriInfo uri) {
        return null;
    }

    /**
     * The method whose annotations the runtime took for those of the matched method; the same if
     * the runtime does not tell.
     */
    default Method annotated(UriInfo uri, Method method) {
        return method;
    }

    /**
     * Whether a class that the runtime named can stand for a bean of another class, with
     * annotations of its own: it is that of a client proxy, and nobody tells of which bean.
     */
    default boolean mayStandForBean(Class<?> named) {
        return BeanProxies.isProxy(named);
    }

    /**
     * Another resource method that the runtime calls for a request, before its own and without
     * filters, and the class that it is called on as far as the runtime tells; null if there is
     * none.
     *
     * @param actual the class that the request's own method is called on
     */
    default @Nullable MatchedMethod readBefore(ContainerRequestContext request, Class<?> actual) {
        return null;
    }
}
