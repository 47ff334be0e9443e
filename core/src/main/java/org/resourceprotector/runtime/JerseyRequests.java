package org.resourceprotector.runtime;

import jakarta.ws.rs.container.ResourceContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
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
    private final Accessor templates;
    private final Accessor matchedMethod;
    private final Accessor httpMethod;
    private final Accessor bindings;
    private final JerseyHandlers handlers;

    private JerseyRequests(Class<?> uriInfo) throws ReflectiveOperationException {
        ClassLoader loader = uriInfo.getClassLoader();
        this.locators = Accessor.of(uriInfo, "getMatchedResourceLocators");
        this.templates = Accessor.of(uriInfo, "getMatchedTemplates");
        this.matchedMethod = Accessor.of(uriInfo, "getMatchedResourceMethod");
        this.httpMethod = Accessor.of(loader, "org.glassfish.jersey.server.model.ResourceMethod", "getHttpMethod");
        this.bindings = Accessor.of(loader, "org.glassfish.jersey.server.model.ResourceMethod", "getNameBindings");
        this.handlers = new JerseyHandlers(Class.forName("org.glassfish.jersey.server.model.Resource", false, loader));
    }

    /** How to ask Jersey; null if a type is not Jersey's, or this version has other methods. */
    static @Nullable JerseyRequests of(Class<?> type) {
        Class<?> uriInfo = Runtimes.ancestor(type, "org.glassfish.jersey.server.ExtendedUriInfo");
        try {
            return uriInfo == null ? null : new JerseyRequests(uriInfo);
        } catch (ReflectiveOperationException otherVersion) {
            return null;
        }
    }

    @Override
    public List<MatchedMethod> locators(UriInfo uri) {
        List<?> lastFirst = walked(uri);
        JerseyWay way = new JerseyWay(uri.getMatchedResources());
        List<MatchedMethod> walked = new ArrayList<>(lastFirst.size());
        for (int i = lastFirst.size() - 1; i >= 0; i--) {
            Object model = lastFirst.get(i);
            MatchedMethod named = handlers.handler(model);
            way.call(named);
            List<Object> passed = way.passed();
            for (Class<?> called : way.called(named)) {
                walked.add(new MatchedMethod(
                        called, named.method(), named.annotated(), false, () -> owners(model, passed)));
            }
        }
        return walked;
    }

    /**
     * The locators, the last first. The list is Jersey's own, which a filter may have changed. The
     * templates cannot be changed: there are two for each locator, and one or two for the method.
     */
    private List<?> walked(UriInfo uri) {
        List<?> lastFirst = locators.get(uri, List.class);
        if (lastFirst.size() != (templates.get(uri, List.class).size() - 1) / 2) {
            throw new IllegalStateException("somebody has changed what getMatchedResourceLocators() of Jersey returns,"
                    + " so that the rules of locators are not known; copy the list before you change it");
        }
        return lastFirst;
    }

    @Override
    public Method annotated(UriInfo uri, Method method) {
        Object matched = matchedMethod.get(uri);
        MatchedMethod named = matched == null ? null : handlers.handler(matched);
        return named != null && method.equals(named.method()) ? named.annotated() : method;
    }

    @Override
    public @Nullable String httpMethod(UriInfo uri) {
        Object matched = matchedMethod.get(uri);
        return matched == null ? null : httpMethod.get(matched, String.class);
    }

    /** Whether the matched method is bound to a name, by an annotation or by a program. */
    boolean isBound(UriInfo uri, Class<?> name) {
        Object matched = matchedMethod.get(uri);
        return matched != null && bindings.get(matched, Collection.class).contains(name);
    }

    /** The classes of the matched resource and those above it, and what is behind locators. */
    @Override
    public Set<Class<?>> owners(UriInfo uri) {
        List<Object> matched = uri.getMatchedResources();
        List<?> lastFirst = walked(uri);
        JerseyWay way = new JerseyWay(matched);
        for (int i = lastFirst.size() - 1; i >= 0; i--) {
            way.call(handlers.handler(lastFirst.get(i)));
        }
        Object method = matchedMethod.get(uri);
        Set<Class<?>> owners = method == null ? new LinkedHashSet<>() : owners(method, way.behind());
        if (matched.size() == 1 && matched.get(0).getClass().getName().startsWith(VIEW)) {
            owners.add(viewed(matched.get(0)));
        }
        return owners;
    }

    private Set<Class<?>> owners(Object method, List<Object> passed) {
        Set<Class<?>> owners = handlers.owners(method);
        passed.forEach(object -> owners.add(BeanProxies.classOf(object)));
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
