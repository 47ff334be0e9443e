package org.resourceprotector.runtime;

import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Jersey names the locators, by {@code ExtendedUriInfo.getMatchedResourceLocators()}. It names the
 * classes that were registered; the matched resources are their instances, which may be of a
 * subclass that was bound instead.
 */
final class JerseyRequests implements MatchedRequests {

    private static final String VIEW = "org.glassfish.jersey.server.mvc.internal.TemplateModelProcessor$";

    private final Accessor locators;
    private final Accessor matchedMethod;
    private final Accessor resource;
    private final Accessor parent;
    private final JerseyHandlers handlers;

    private JerseyRequests(Class<?> uriInfo) throws ReflectiveOperationException {
        ClassLoader loader = uriInfo.getClassLoader();
        this.locators = Accessor.of(uriInfo, "getMatchedResourceLocators");
        this.matchedMethod = Accessor.of(uriInfo, "getMatchedResourceMethod");
        Class<?> resourceType = Class.forName("org.glassfish.jersey.server.model.Resource", false, loader);
        this.resource = Accessor.of(uriInfo, "getMatchedModelResource");
        this.parent = Accessor.of(resourceType, "getParent");
        this.handlers = new JerseyHandlers(resourceType);
    }

    /** How to ask Jersey; null if a type is not Jersey's, or this version has other methods. */
    static @Nullable MatchedRequests of(Class<?> type) {
        Class<?> uriInfo = Runtimes.ancestor(type, "org.glassfish.jersey.server.ExtendedUriInfo");
        try {
            return uriInfo == null ? null : new JerseyRequests(uriInfo);
        } catch (ReflectiveOperationException otherVersion) {
            return null;
        }
    }

    @Override
    public List<MatchedMethod> locators(UriInfo uri) {
        List<?> lastFirst = locators.get(uri, List.class);
        if (lastFirst.isEmpty()) {
            return List.of();
        }
        List<Object> matched = uri.getMatchedResources();
        int behind = matched.size() - lastFirst.size();
        List<MatchedMethod> walked = new ArrayList<>(lastFirst.size());
        for (int i = lastFirst.size() - 1; i >= 0; i--) {
            MatchedMethod named = handlers.handler(lastFirst.get(i));
            Object resource = behind >= 0 ? matched.get(i + behind) : null;
            walked.add(new MatchedMethod(
                    resource != null && named.resource().isInstance(resource)
                            ? BeanProxies.classOf(resource)
                            : named.resource(),
                    named.method(),
                    named.annotated(),
                    false));
        }
        return walked;
    }

    @Override
    public Method annotated(UriInfo uri, Method method) {
        Object matched = matchedMethod.get(uri);
        MatchedMethod named = matched == null ? null : handlers.handler(matched);
        return named != null && method.equals(named.method()) ? named.annotated() : method;
    }

    /** The classes of the matched resource and those above it, and what is behind locators. */
    @Override
    public Set<Class<?>> owners(UriInfo uri) {
        Set<Class<?>> owners = new LinkedHashSet<>();
        for (Object model = resource.get(uri); model != null; model = parent.get(model)) {
            owners.addAll(handlers.of(model));
        }
        List<Object> matched = uri.getMatchedResources();
        if (matched.size() == 1 && matched.get(0).getClass().getName().startsWith(VIEW)) {
            owners.add(viewed(matched.get(0)));
        }
        int behind = matched.size() - locators.get(uri, List.class).size();
        for (int i = 1; i < behind; i++) {
            owners.add(BeanProxies.classOf(matched.get(i)));
        }
        return owners;
    }

    /**
     * The class of what a view of Jersey's MVC extension shows. It is not in the model if it has no
     * other method. If the view names a class, Jersey makes the object, which may be of a subclass
     * that was bound instead; here it makes one that nobody uses. Reads private fields, because
     * Jersey does not tell otherwise.
     */
    private static Class<?> viewed(Object view) {
        try {
            Object shown = field(view, "resourceInstance");
            if (shown == null) {
                Object processor = Objects.requireNonNull(field(view, "this$0"));
                Object provider = Objects.requireNonNull(field(processor, "resourceContextProvider"));
                Class<?> type = Runtimes.ancestor(provider.getClass(), "jakarta.inject.Provider");
                ResourceContext resources =
                        Accessor.of(Objects.requireNonNull(type), "get").get(provider, ResourceContext.class);
                shown = resources.getResource((Class<?>) field(view, "resourceClass"));
            }
            return BeanProxies.classOf(Objects.requireNonNull(shown));
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException("Jersey does not tell of which resource a view is", e);
        }
    }

    private static @Nullable Object field(Object view, String name) throws ReflectiveOperationException {
        Field field = view.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(view);
    }
}
