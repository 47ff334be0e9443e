package org.resourceprotector.runtime.application;

import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configurable;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.runtime.JerseyInjection;
import org.resourceprotector.runtime.JerseyModel;
import org.resourceprotector.runtime.Runtimes;

/**
 * The application, which a runtime may have wrapped: Jersey injects a wrapper whose
 * {@code getApplication()} has the original.
 */
public final class ApplicationLookup {

    private static final int MAX_DEPTH = 4;

    private ApplicationLookup() {}

    /** The classes of an injected application and of what it wraps, in this order. */
    public static List<Class<?>> classes(Application injected) {
        return unwrap(injected).stream().<Class<?>>map(Object::getClass).toList();
    }

    /** What the original application registers as instances; empty if it cannot say. */
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
     * The classes that the original application registers, by themselves or by an instance; empty
     * if it cannot say.
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
     * What is registered as instances, beside those of an application, as RESTEasy's deployment
     * tells; empty if the runtime does not.
     *
     * @param runtime a class of the runtime's
     */
    public static List<?> providers(Class<?> runtime) {
        try {
            Class<?> type = deploymentOf(runtime);
            Object current = Runtimes.contextData(runtime.getClassLoader(), type);
            return current != null && type.getMethod("getProviders").invoke(current) instanceof List<?> providers
                    ? providers
                    : List.of();
        } catch (ReflectiveOperationException | LinkageError notResteasy) {
            return List.of();
        }
    }

    /**
     * The application that is being deployed, for a feature that nothing was injected into, as
     * RESTEasy's deployment and Jersey's injection tell; null if the runtime does not.
     */
    public static @Nullable Application deployed(FeatureContext context) {
        try {
            Object told = JerseyModel.isJersey(context.getClass()) ? ofJersey(context) : ofResteasy(context);
            return told instanceof Application application ? application : null;
        } catch (ReflectiveOperationException | LinkageError doesNotTell) {
            return null;
        }
    }

    /**
     * Whether this is the thread of a request, so that a failure would be the answer of that
     * request. Only RESTEasy tells; for other runtimes it is what the caller says.
     *
     * @param runtime a class of the runtime's
     */
    public static boolean isServing(Class<?> runtime, boolean otherwise) {
        try {
            Class<?> request = Class.forName("org.jboss.resteasy.spi.HttpRequest", false, runtime.getClassLoader());
            return Runtimes.contextData(runtime.getClassLoader(), request) != null;
        } catch (ReflectiveOperationException | LinkageError notResteasy) {
            return otherwise;
        }
    }

    /** Of the current deployment, if it is this one: a failed one stays with its thread. */
    private static @Nullable Object ofResteasy(FeatureContext context) throws ReflectiveOperationException {
        Class<?> type = deploymentOf(context.getClass());
        Object current = Runtimes.contextData(context.getClass().getClassLoader(), type);
        Object factory =
                current == null ? null : type.getMethod("getProviderFactory").invoke(current);
        boolean isThis = factory instanceof Configurable<?> configurable
                && configurable.getConfiguration() == context.getConfiguration();
        return isThis ? type.getMethod("getApplication").invoke(current) : null;
    }

    private static Class<?> deploymentOf(Class<?> runtime) throws ClassNotFoundException {
        return Class.forName("org.jboss.resteasy.spi.ResteasyDeployment", false, runtime.getClassLoader());
    }

    /**
     * The configuration that Jersey's injection knows, which is an application too, around the
     * application's own; null if the runtime does not tell. It is that of another application if
     * several of a server share their injection, as on Helidon. With CDI every application of an
     * archive is a bean, and the one that would be injected may be any of them.
     */
    public static @Nullable Configuration configuration(FeatureContext context) {
        try {
            return ofJersey(context, Configuration.class) instanceof Configuration known ? known : null;
        } catch (ReflectiveOperationException | LinkageError doesNotTell) {
            return null;
        }
    }

    private static @Nullable Object ofJersey(FeatureContext context) throws ReflectiveOperationException {
        Configuration configuration = configuration(context);
        return configuration instanceof Application ? configuration : ofJersey(context, Application.class);
    }

    private static @Nullable Object ofJersey(FeatureContext context, Class<?> type)
            throws ReflectiveOperationException {
        JerseyInjection jersey = JerseyInjection.of(context);
        return jersey == null ? null : jersey.instance(type);
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
