package org.resourceprotector.runtime.application;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.core.Application;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.runtime.Accessor;
import org.resourceprotector.runtime.KnownClasses;
import org.resourceprotector.runtime.Runtimes;

/**
 * The applications whose resources RESTEasy serves as one: one as a rule, but servlets and filters of a web application may
 * share a dispatcher, which then has the resources of all, and names the application that came last.
 *
 * <p>Immutable, thread-safe. Looks up the API of RESTEasy by reflection once, and that of servlets each time.
 */
public final class ResteasyApplications {

    private static final KnownClasses<Optional<ResteasyApplications>> KNOWN =
            new KnownClasses<>(ResteasyApplications::of);

    private static final String APPLICATION = "jakarta.ws.rs.Application";
    private static final String DISPATCHER = "org.jboss.resteasy.spi.Dispatcher";
    private static final String SHARES = "resteasy.servlet.context.deployment";
    private static final String DEPLOYMENT = "org.jboss.resteasy.spi.ResteasyDeployment";

    private final ClassLoader loader;
    private final Accessor dispatcher;
    private final Accessor defaults;
    private final Accessor factory;
    private final Accessor features;

    private ResteasyApplications(ClassLoader loader) throws ReflectiveOperationException {
        this.loader = loader;
        Class<?> type = Class.forName(DISPATCHER, false, loader);
        this.dispatcher = Accessor.ofStatic(
                loader, "org.jboss.resteasy.core.ResteasyContext", "getContextData", Class.class, type);
        this.defaults = Accessor.of(type, "getDefaultContextObjects");
        this.factory = Accessor.of(type, "getProviderFactory");
        this.features =
                Accessor.of(loader, "org.jboss.resteasy.spi.ResteasyProviderFactory", "getServerDynamicFeatures");
    }

    private static Optional<ResteasyApplications> of(Class<?> runtime) {
        try {
            return runtime.getName().startsWith("org.jboss.resteasy.")
                    ? Optional.of(new ResteasyApplications(runtime.getClassLoader()))
                    : Optional.empty();
        } catch (ReflectiveOperationException | LinkageError reactive) {
            return Optional.empty();
        }
    }

    /**
     * The application that RESTEasy names for the request of this thread; null if it names none, or the runtime is another one.
     * As long as it is the same, so are all that are {@link #serving}.
     *
     * @param runtime a class of the runtime's
     */
    public static @Nullable Application named(Class<?> runtime) {
        return KNOWN.get(runtime)
                .map(known -> named(known.defaults(known.dispatcher.get(null))))
                .orElse(null);
    }

    /** The classes of all applications that are served with the request of this thread; none on other runtimes. */
    public static Set<Class<?>> serving(Class<?> runtime) {
        return KNOWN.get(runtime)
                .map(known -> known.all(known.dispatcher.get(null)))
                .orElse(Set.of());
    }

    /**
     * The same of the deployment that asks a feature about a resource; none if the thread has another one, as it may after one
     * that failed.
     */
    public static Set<Class<?>> asking(Class<?> runtime, DynamicFeature feature) {
        return KNOWN.get(runtime)
                .filter(known -> known.asks(known.dispatcher.get(null), feature))
                .map(known -> known.all(known.dispatcher.get(null)))
                .orElse(Set.of());
    }

    private boolean asks(@Nullable Object current, DynamicFeature feature) {
        return current != null
                && features.get(factory.get(current)) instanceof Collection<?> asked
                && asked.contains(feature);
    }

    private Map<?, ?> defaults(@Nullable Object current) {
        return current == null ? Map.of() : defaults.get(current, Map.class);
    }

    private static @Nullable Application named(Map<?, ?> defaults) {
        return defaults.get(Application.class) instanceof Application application ? application : null;
    }

    private Set<Class<?>> all(@Nullable Object current) {
        Set<Class<?>> all = new LinkedHashSet<>();
        Application named = named(defaults(current));
        if (named != null) {
            List<Class<?>> classes = ApplicationLookup.classes(named);
            all.add(classes.get(classes.size() - 1));
        }
        try {
            Class<?> type = Class.forName("jakarta.servlet.ServletContext", false, loader);
            Object context = servletContext(type, defaults(current));
            if (context != null && isShared(type, context, current)) {
                all.addAll(sharing(type, context));
            }
        } catch (ClassNotFoundException | LinkageError noServlets) {
            return all;
        } catch (ReflectiveOperationException doesNotTell) {
            throw new IllegalStateException("the server does not tell which applications share", doesNotTell);
        }
        return all;
    }

    /** Of the request, or of the deployment that is under way. */
    private @Nullable Object servletContext(Class<?> type, Map<?, ?> defaults) throws ReflectiveOperationException {
        Class<?> servlet = Class.forName("jakarta.servlet.http.HttpServletRequest", false, loader);
        Object request = Runtimes.contextData(loader, servlet);
        return request == null
                ? defaults.get(type)
                : servlet.getMethod("getServletContext").invoke(request);
    }

    /** Whether a dispatcher is the one that servlets take which have none of their own. */
    private boolean isShared(Class<?> type, Object context, @Nullable Object current)
            throws ReflectiveOperationException {
        Object shared = attribute(type, context, DISPATCHER);
        if (shared == null) {
            Class<?> deployment = Class.forName(DEPLOYMENT, false, loader);
            Object ofListener = attribute(type, context, DEPLOYMENT);
            shared = deployment.isInstance(ofListener)
                    ? deployment.getMethod("getDispatcher").invoke(ofListener)
                    : null;
        }
        return shared != null && shared == current;
    }

    private static @Nullable Object attribute(Class<?> type, Object context, String name)
            throws ReflectiveOperationException {
        return type.getMethod("getAttribute", String.class).invoke(context, name);
    }

    /** The classes that servlets and filters name, and the web application for those that name none. */
    private Set<Class<?>> sharing(Class<?> type, Object context) throws ReflectiveOperationException {
        Class<?> registration = Class.forName("jakarta.servlet.Registration", false, loader);
        Set<Class<?>> sharing = new LinkedHashSet<>();
        add(parameter(type, context, APPLICATION), sharing);
        String shareAll = parameter(type, context, SHARES);
        for (String all : List.of("getServletRegistrations", "getFilterRegistrations")) {
            Map<?, ?> registrations = (Map<?, ?>) type.getMethod(all).invoke(context);
            for (Object one : registrations.values()) {
                String own = parameter(registration, one, SHARES);
                String shares = own == null ? shareAll : own;
                if (shares == null || Boolean.parseBoolean(shares)) {
                    add(parameter(registration, one, APPLICATION), sharing);
                }
            }
        }
        return sharing;
    }

    private static @Nullable String parameter(Class<?> type, Object from, String name)
            throws ReflectiveOperationException {
        return (String) type.getMethod("getInitParameter", String.class).invoke(from, name);
    }

    private static void add(@Nullable String name, Set<Class<?>> classes) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        try {
            if (name != null) {
                classes.add(Class.forName(name.trim(), false, loader));
            }
        } catch (ClassNotFoundException | LinkageError unknown) {
            // RESTEasy takes the same loader, and cannot serve it either
        }
    }
}
