package org.resourceprotector.runtime;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks RESTEasy which GET method its filter for JSON Patch and JSON Merge Patch calls, which it does without any filter. RESTEasy
 * looks the method up by a request of its own, which is done here in the same way.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6902">RFC 6902</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7396">RFC 7396</a>
 */
final class ResteasyPatch {

    private static final String FILTER = "org.jboss.resteasy.plugins.providers.AbstractPatchMethodFilter";
    private static final String RESTEASY = "org.jboss.resteasy.";
    private static final String INVOKER = "org.jboss.resteasy.core.ResourceMethodInvoker";
    private static final String DISABLED = "resteasy.patchfilter.disabled";
    private static final List<MediaType> PATCHES =
            List.of(MediaType.APPLICATION_JSON_PATCH_JSON_TYPE, new MediaType("application", "merge-patch+json"));

    private final ResteasyMatching matching;
    private final Class<?> invoker;
    private final Class<?> configuration;
    private final Accessor filters;
    private final Accessor resource;
    private final Accessor method;
    private final Method parameter;

    private ResteasyPatch(ClassLoader loader, ResteasyMatching matching) throws ReflectiveOperationException {
        this.matching = matching;
        this.invoker = Class.forName(INVOKER, false, loader);
        this.configuration = Class.forName("org.jboss.resteasy.spi.ResteasyConfiguration", false, loader);
        this.filters = Accessor.of(invoker, "getRequestFilters");
        this.resource = Accessor.of(invoker, "getResourceClass");
        this.method = Accessor.of(invoker, "getMethod");
        this.parameter = configuration.getMethod("getParameter", String.class);
    }

    /** How to ask RESTEasy; null if this is another version, which has no such filter that is known. */
    static @Nullable ResteasyPatch of(ClassLoader loader, ResteasyMatching matching) {
        try {
            return new ResteasyPatch(loader, matching);
        } catch (ReflectiveOperationException otherVersion) {
            return null;
        }
    }

    /** The GET method that a request has called before its own; null if there is none. */
    @Nullable
    WalkedLocator read(ContainerRequestContext request) {
        List<Object> applying = HttpMethod.PATCH.equals(request.getMethod()) ? patchFilters(request) : List.of();
        boolean isOwn =
                applying.stream().allMatch(filter -> filter.getClass().getName().startsWith(RESTEASY));
        if (applying.isEmpty() || (isOwn && !isPatch(request.getMediaType()))) {
            return null;
        }
        try {
            return isOwn && isDisabled() ? null : get(request.getUriInfo());
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("RESTEasy has no GET method for what is to be patched", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("RESTEasy does not tell which GET method a PATCH calls", e);
        }
    }

    private static boolean isPatch(@Nullable MediaType type) {
        return type != null && PATCHES.stream().anyMatch(patch -> patch.isCompatible(type));
    }

    /** RESTEasy's own ask for media types and a setting; those of an application ask for what they like. */
    private List<Object> patchFilters(ContainerRequestContext request) {
        Object called = request.getProperty(INVOKER);
        return invoker.isInstance(called) && filters.get(called) instanceof Object[] all
                ? Arrays.stream(all)
                        .filter(filter -> Runtimes.ancestor(filter.getClass(), FILTER) != null)
                        .toList()
                : List.of();
    }

    private boolean isDisabled() throws ReflectiveOperationException {
        Object settings = matching.contextData(configuration);
        return settings == null
                ? Boolean.getBoolean(DISABLED)
                : Boolean.parseBoolean((String) parameter.invoke(settings, DISABLED));
    }

    private @Nullable WalkedLocator get(UriInfo uri) throws ReflectiveOperationException {
        Object request = matching.newRequest(HttpMethod.GET, uri);
        matching.header(request, HttpHeaders.ACCEPT, MediaType.APPLICATION_JSON);
        matching.header(request, HttpHeaders.CONTENT_TYPE, MediaType.WILDCARD);
        Object found = matching.invoker(request);
        return invoker.isInstance(found)
                ? new WalkedLocator(resource.get(found, Class.class), method.get(found, Method.class))
                : null;
    }
}
