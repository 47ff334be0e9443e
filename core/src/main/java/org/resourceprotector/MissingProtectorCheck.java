package org.resourceprotector;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.absence.JerseyModelCheck;
import org.resourceprotector.absence.MissingProtector;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.enforcement.DenyFilter;
import org.resourceprotector.enforcement.Deployment;
import org.resourceprotector.runtime.Beans;
import org.resourceprotector.runtime.Runtimes;
import org.resourceprotector.runtime.application.ApplicationLookup;
import org.resourceprotector.runtime.application.ResteasyApplications;

/**
 * Refuses to deploy an application that uses {@link Protected} and registered no {@link ResourceProtector}, and denies what
 * only shows at run time, because it is behind a protected locator. Runtimes that load services find it by themselves
 * (Jersey, RESTEasy), or by the index of the JAR (Quarkus REST); CXF is told by a listener of its own. Not for use by
 * applications.
 *
 * <p>Thread-safe.
 */
@Provider
public final class MissingProtectorCheck implements DynamicFeature {

    private final MissingProtector missing = new MissingProtector();

    private volatile @Nullable Application application;

    /** What was found of an application, which is asked once, because it may make its singletons anew each time. */
    private volatile @Nullable Roots roots;

    private record Roots(Application application, @Nullable Class<?> firstProtected) {}

    /** Called by the runtime. */
    public MissingProtectorCheck() {}

    /**
     * Called by a runtime that injects. No field, because Quarkus makes a bean of this, and injects into its fields what is a
     * bean: if the application is one, there are two to choose from, and the build fails.
     *
     * @param deployed the application
     */
    @Context
    public void setApplication(@Nullable Application deployed) {
        application = deployed;
    }

    /**
     * Checks one resource method.
     *
     * @param info the resource method
     * @param context its configuration
     * @throws IllegalStateException if the method is protected, and nothing enforces that
     */
    @Override
    public void configure(ResourceInfo info, FeatureContext context) {
        configure(info, context, this);
    }

    private void configure(ResourceInfo info, FeatureContext context, DynamicFeature asked) {
        Deployment.asked();
        Class<?> resource = info.getResourceClass();
        Method method = info.getResourceMethod();
        if (resource == null || method == null) {
            return;
        }
        if (Deployment.isInstalled(context.getConfiguration())) {
            Deployment.checkInPlaceOfRuntime(info, context);
            return;
        }
        requireOpen(missing, resource, method, context);
        requireOpen(missing, context, ResteasyApplications.asking(context.getClass(), asked));
        Application deployed = JerseyModelCheck.isIn(context.getConfiguration()) ? null : application;
        if (Deployment.isProtected(deployed)) {
            throw refusal(context, missing, "the Application");
        }
        Class<?> behind = deployed == null ? null : protectedRoot(deployed);
        if (behind != null) {
            throw refusal(context, missing, MissingProtector.place(behind, missing.rules()));
        }
        if (Runtimes.ignoresNestedFeatures(context.getClass())) {
            // last, because it does not start if a filter that does not block is behind one of a method
            context.register(missing.denyFilter(), Integer.MAX_VALUE);
        } else {
            context.register(missing.denyFilter());
        }
    }

    /** Looks at what is named, at the beans behind it if it is an interface, and at what is served in its place. */
    private static void requireOpen(
            MissingProtector missing, Class<?> resource, Method method, FeatureContext context) {
        Set<Class<?>> classes = new LinkedHashSet<>();
        classes.add(resource);
        classes.addAll(Beans.behind(resource));
        classes.add(Runtimes.served(context.getClass(), resource));
        for (Class<?> type : classes) {
            if (missing.isProtected(type, method)) {
                throw refusal(context, missing, EndpointRules.place(type, method));
            }
        }
    }

    /** Looks at all applications that RESTEasy serves as one. */
    private static void requireOpen(MissingProtector missing, FeatureContext context, Set<Class<?>> applications) {
        for (Class<?> application : applications) {
            if (missing.isProtected(application)) {
                throw refusal(context, missing, application.getName());
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // what an application's equals says does not matter
    private @Nullable Class<?> protectedRoot(Application deployed) {
        Roots known = roots;
        if (known == null || known.application != deployed) {
            known = new Roots(deployed, Deployment.protectedRoot(deployed, missing.rules()));
            roots = known;
        }
        return known.firstProtected;
    }

    private static IllegalStateException refusal(FeatureContext context, MissingProtector missing, String place) {
        return ApplicationLookup.isServing(context.getClass(), false)
                ? missing.refusalOfRequest(place)
                : MissingProtector.refusal(place);
    }

    /**
     * The check as runtimes load it as a service: with a field, because Jersey with CDI calls no methods to inject. It is no
     * bean of Quarkus, in whose index it is not, and which takes {@link MissingProtectorCheck}. Not for use by applications.
     *
     * <p>Thread-safe.
     */
    public static final class Loaded implements DynamicFeature {

        private final MissingProtectorCheck check = new MissingProtectorCheck();

        @Context
        private volatile @Nullable Application application;

        /** Called by the runtime. */
        public Loaded() {}

        /**
         * Checks one resource method.
         *
         * @param info the resource method
         * @param context its configuration
         * @throws IllegalStateException if the method is protected, and nothing enforces that
         */
        @Override
        public void configure(ResourceInfo info, FeatureContext context) {
            check.setApplication(application);
            check.configure(info, context, this);
        }
    }

    /**
     * The check as RESTEasy loads it wherever it runs, by {@code META-INF/services/jakarta.ws.rs.ext.Providers}, so that it is
     * there without an {@code Application}, too, where no services are loaded. It comes too early to be told of an application,
     * and looks at resource methods only. Not for use by applications.
     *
     * <p>Thread-safe.
     */
    public static final class Embedded implements DynamicFeature {

        private final MissingProtector missing = new MissingProtector();

        /** Called by the runtime. */
        public Embedded() {}

        /**
         * Checks one resource method.
         *
         * @param info the resource method
         * @param context its configuration
         * @throws IllegalStateException if the method is protected, and nothing enforces that
         */
        @Override
        public void configure(ResourceInfo info, FeatureContext context) {
            Class<?> resource = info.getResourceClass();
            Method method = info.getResourceMethod();
            if (resource == null || method == null || Deployment.isInstalled(context.getConfiguration())) {
                return;
            }
            requireOpen(missing, resource, method, context);
            requireOpen(missing, context, ResteasyApplications.asking(context.getClass(), this));
            // of one class, there is one: that of the check that is told of the application, if it was asked before
            if (!context.getConfiguration().isRegistered(DenyFilter.class)) {
                context.register(missing.denyFilter());
            }
        }
    }
}
