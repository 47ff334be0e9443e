package org.resourceprotector.runtime;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * RESTEasy names the objects that a request went through, and not the locators. It is asked to
 * match the path once more, and believed if it comes to the same parts of the path; if not, the
 * call is refused. So it is RESTEasy's own answer which methods are locators, and at which path. It
 * may differ from what annotations say, if they are inherited or a program added to them. Some of
 * what is read is private.
 */
final class ResteasyRequests implements MatchedRequests {

    private static final String URI_INFO = "org.jboss.resteasy.specimpl.ResteasyUriInfo";

    private final ResteasyMatching matching;
    private final @Nullable ResteasyPatch patch;
    private final Class<?> locator;
    private final Accessor locatorMethod;
    private final Accessor matchedPaths;

    /** Of a locator: for each class that it led to, what of it can be called. */
    private final Field subResources;

    private final Field providerFactory;
    private final Constructor<?> newRegistry;
    private final Method lookUp;

    private ResteasyRequests(ClassLoader loader, Class<?> uriInfo) throws ReflectiveOperationException {
        this.matching = new ResteasyMatching(loader);
        this.patch = ResteasyPatch.of(loader, matching);
        this.locator = Class.forName("org.jboss.resteasy.core.ResourceLocatorInvoker", false, loader);
        this.locatorMethod = Accessor.of(locator, "getMethod");
        this.matchedPaths = Accessor.of(uriInfo, "getEncodedMatchedPaths");
        this.subResources = locator.getDeclaredField("cachedSubresources");
        this.providerFactory = locator.getDeclaredField("providerFactory");
        Class<?> registry = Class.forName("org.jboss.resteasy.core.LocatorRegistry", false, loader);
        this.newRegistry = registry.getConstructor(Class.class, providerFactory.getType());
        this.lookUp = registry.getMethod(
                "getResourceInvoker", Class.forName("org.jboss.resteasy.spi.HttpRequest", false, loader));
        subResources.setAccessible(true);
        providerFactory.setAccessible(true);
    }

    /**
     * How to ask RESTEasy; null if a type is not one of RESTEasy's. A version that has other
     * methods or fields refuses requests that went through a locator.
     */
    static @Nullable MatchedRequests of(Class<?> type) {
        Class<?> uriInfo = Runtimes.ancestor(type, URI_INFO);
        try {
            return uriInfo == null ? null : new ResteasyRequests(uriInfo.getClassLoader(), uriInfo);
        } catch (ReflectiveOperationException | RuntimeException otherVersion) {
            return uri -> locatorsOfAnotherVersion(uri, otherVersion);
        }
    }

    /** There is nothing to ask for if no locator was called. */
    private static List<MatchedMethod> locatorsOfAnotherVersion(UriInfo uri, Exception cause) {
        if (uri.getMatchedResources().size() > 1) {
            throw new IllegalStateException("this version of RESTEasy does not tell which locators it called", cause);
        }
        return List.of();
    }

    @Override
    public List<MatchedMethod> locators(UriInfo uri) {
        List<?> paths = matchedPaths.get(uri, List.class);
        List<Object> resources = uri.getMatchedResources();
        if (paths.size() > resources.size() || (paths.isEmpty() && resources.size() > 1)) {
            throw differs();
        }
        try {
            return paths.isEmpty() ? List.of() : matchedAgain(uri, paths, resources);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("RESTEasy does not tell which locators it called", e);
        }
    }

    /**
     * Follows the locators once more.
     *
     * @param paths of each locator, the last first
     * @param resources the objects that they were called on, the last first; perhaps with that of
     *     the endpoint before them
     */
    private List<MatchedMethod> matchedAgain(UriInfo uri, List<?> paths, List<Object> resources)
            throws ReflectiveOperationException {
        Object request = matching.newRequest(HttpMethod.GET, uri);
        Object invoker = matching.invoker(request);
        List<MatchedMethod> walked = new ArrayList<>();
        for (int i = 0; i < paths.size(); i++) {
            Object resource = resources.get(resources.size() - 1 - i);
            if (i > 0) {
                invoker = lookUp.invoke(registry(Objects.requireNonNull(invoker), resource.getClass()), request);
            }
            if (!locator.isInstance(invoker)) {
                throw differs();
            }
            Method method = locatorMethod.get(invoker, Method.class);
            if (!method.getDeclaringClass().isInstance(resource)) {
                throw differs();
            }
            walked.add(new MatchedMethod(BeanProxies.classOf(resource), method));
        }
        if (!paths.equals(matchedPaths.get(matching.uri(request)))) {
            throw differs();
        }
        return walked;
    }

    /**
     * What of a class can be called behind a locator. It may be missing: if two first requests come
     * at once, RESTEasy goes on with one that it does not keep. Then one is made and kept as
     * RESTEasy would do.
     */
    private Object registry(Object invoker, Class<?> type) throws ReflectiveOperationException {
        @SuppressWarnings("unchecked")
        Map<Class<?>, Object> known = (Map<Class<?>, Object>) Objects.requireNonNull(subResources.get(invoker));
        Object kept = known.get(type);
        if (kept == null) {
            Object made = newRegistry.newInstance(type, providerFactory.get(invoker));
            Object other = known.putIfAbsent(type, made);
            kept = other == null ? made : other;
        }
        return kept;
    }

    private static IllegalStateException differs() {
        return new IllegalStateException("RESTEasy does not come to the same locators if it matches a path once more");
    }

    @Override
    public @Nullable MatchedMethod readBefore(ContainerRequestContext request, Class<?> actual) {
        if (patch == null && HttpMethod.PATCH.equals(request.getMethod())) {
            throw new IllegalStateException("this version of RESTEasy does not tell which GET method a PATCH calls");
        }
        return patch == null ? null : patch.read(request, actual);
    }
}
