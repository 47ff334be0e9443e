package org.resourceprotector.runtime;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Jersey names the locators, by {@code ExtendedUriInfo.getMatchedResourceLocators()}. It names the classes that were
 * registered; the matched resources are their instances, which may be of a subclass that was bound instead.
 */
final class JerseyRequests implements MatchedRequests {

    private static final Walk NONE = new Walk.Locators(List.of());

    private final Accessor locators;
    private final Accessor invocable;
    private final Accessor handler;
    private final Accessor handlerClass;
    private final Accessor handlingMethod;

    private JerseyRequests(Class<?> uriInfo) throws ReflectiveOperationException {
        ClassLoader loader = uriInfo.getClassLoader();
        Class<?> invocableType = Class.forName("org.glassfish.jersey.server.model.Invocable", false, loader);
        this.locators = Accessor.of(uriInfo, "getMatchedResourceLocators");
        this.invocable = Accessor.of(
                Class.forName("org.glassfish.jersey.server.model.ResourceMethod", false, loader), "getInvocable");
        this.handler = Accessor.of(invocableType, "getHandler");
        this.handlingMethod = Accessor.of(invocableType, "getHandlingMethod");
        this.handlerClass = Accessor.of(
                Class.forName("org.glassfish.jersey.server.model.MethodHandler", false, loader), "getHandlerClass");
    }

    /** How to ask Jersey; null if a type is not one of Jersey's. */
    static @Nullable MatchedRequests of(Class<?> type) {
        Class<?> uriInfo = Runtimes.ancestor(type, "org.glassfish.jersey.server.ExtendedUriInfo");
        try {
            return uriInfo == null ? null : new JerseyRequests(uriInfo);
        } catch (ReflectiveOperationException otherVersion) {
            return null;
        }
    }

    @Override
    public Walk walk(UriInfo uri) {
        List<?> lastFirst = locators.get(uri, List.class);
        if (lastFirst.isEmpty()) {
            return NONE;
        }
        List<Object> matched = uri.getMatchedResources();
        int behind = matched.size() - lastFirst.size();
        List<WalkedLocator> walked = new ArrayList<>(lastFirst.size());
        for (int i = lastFirst.size() - 1; i >= 0; i--) {
            Object invoked = invocable.get(lastFirst.get(i));
            Class<?> named = handlerClass.get(handler.get(invoked), Class.class);
            Object resource = behind >= 0 ? matched.get(i + behind) : null;
            walked.add(new WalkedLocator(
                    resource != null && named.isInstance(resource) ? ClientProxies.classOf(resource) : named,
                    handlingMethod.get(invoked, Method.class)));
        }
        return new Walk.Locators(walked);
    }
}
