package org.resourceprotector.runtime;

import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The application, which a runtime may have wrapped: Jersey injects a wrapper that hands out the original by
 * {@code getApplication()}.
 */
public final class ApplicationLookup {

    private static final int MAX_DEPTH = 4;

    private ApplicationLookup() {}

    /**
     * The classes of an injected application and of what it wraps.
     *
     * @param injected the application, as it was injected
     * @return the classes, that of the injected one first
     */
    public static List<Class<?>> classes(Application injected) {
        return unwrap(injected).stream().<Class<?>>map(Object::getClass).toList();
    }

    /**
     * What the original application registers as instances.
     *
     * @param injected the application, as it was injected
     * @return the instances; empty if it cannot say
     */
    @SuppressWarnings("deprecation")
    public static Set<Object> singletons(Application injected) {
        List<Application> applications = unwrap(injected);
        try {
            Set<Object> singletons = applications.get(applications.size() - 1).getSingletons();
            return singletons == null ? Set.of() : singletons;
        } catch (RuntimeException itsOwnAffair) {
            return Set.of();
        }
    }

    /**
     * The classes that the original application registers, by themselves or by an instance.
     *
     * @param injected the application, as it was injected
     * @return the classes; empty if it cannot say
     */
    public static Set<Class<?>> resources(Application injected) {
        List<Application> applications = unwrap(injected);
        Set<Class<?>> resources = new LinkedHashSet<>();
        try {
            Set<Class<?>> classes = applications.get(applications.size() - 1).getClasses();
            resources.addAll(classes == null ? Set.of() : classes);
        } catch (RuntimeException itsOwnAffair) {
            return Set.of();
        }
        singletons(injected).forEach(singleton -> resources.add(singleton.getClass()));
        return resources;
    }

    /**
     * The application that is being deployed, for a feature into which the runtime did not inject it, because another feature
     * calls it: Jersey and RESTEasy tell.
     *
     * @param context what the feature was given
     * @return the application; null if the runtime does not tell
     */
    public static @Nullable Application deployed(FeatureContext context) {
        try {
            Object manager = Connections.injectionManager(context);
            ClassLoader loader = context.getClass().getClassLoader();
            Object application = manager == null
                    ? Class.forName("org.jboss.resteasy.core.ResteasyContext", false, loader)
                            .getMethod("getContextData", Class.class)
                            .invoke(null, Application.class)
                    : Class.forName("org.glassfish.jersey.internal.inject.InjectionManager", false, loader)
                            .getMethod("getInstance", Class.class)
                            .invoke(manager, Application.class);
            return application instanceof Application told ? told : null;
        } catch (ReflectiveOperationException | LinkageError doesNotTell) {
            return null;
        }
    }

    /**
     * What is registered as instances, beside those of an application: RESTEasy's deployment knows.
     *
     * @param runtime a class of the runtime's
     * @return the instances; empty if the runtime does not tell
     */
    public static List<?> providers(Class<?> runtime) {
        try {
            ClassLoader loader = runtime.getClassLoader();
            Class<?> deployment = Class.forName("org.jboss.resteasy.spi.ResteasyDeployment", false, loader);
            Class<?> context = Class.forName("org.jboss.resteasy.core.ResteasyContext", false, loader);
            Object current = context.getMethod("getContextData", Class.class).invoke(null, deployment);
            return current != null && deployment.getMethod("getProviders").invoke(current) instanceof List<?> providers
                    ? providers
                    : List.of();
        } catch (ReflectiveOperationException | LinkageError notResteasy) {
            return List.of();
        }
    }

    private static List<Application> unwrap(Application injected) {
        List<Application> applications = new ArrayList<>();
        Application application = injected;
        while (application != null && applications.size() < MAX_DEPTH) {
            applications.add(application);
            Application wrapped = wrapped(application);
            application = wrapped == application ? null : wrapped;
        }
        return applications;
    }

    private static Application wrapped(Application application) {
        try {
            Method getter = application.getClass().getMethod("getApplication");
            return Application.class.isAssignableFrom(getter.getReturnType())
                            && getter.invoke(application) instanceof Application wrapped
                    ? wrapped
                    : application;
        } catch (ReflectiveOperationException noWrapper) {
            return application;
        }
    }
}
