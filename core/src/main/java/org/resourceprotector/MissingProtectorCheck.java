package org.resourceprotector;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.enforcement.DenyFilter;
import org.resourceprotector.enforcement.Deployment;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.runtime.ApplicationLookup;

/**
 * Refuses to deploy an application that uses {@link Protected} and registered no {@link ResourceProtector}, and denies what
 * only shows at run time, because it is behind a protected locator. Runtimes that load services find it by themselves
 * (Jersey, RESTEasy), or by the index of the JAR (Quarkus REST); others do not look for it (CXF). Not for use by applications.
 *
 * <p>Thread-safe.
 */
@Provider
public final class MissingProtectorCheck implements DynamicFeature {

    private static final String PROBLEM =
            "it is protected by annotation, but no ResourceProtector is registered, so that"
                    + " it would be open; register one in the Application: ResourceProtector.with(validator);"
                    + " or, with resource-protector-cdi, produce it as a @Singleton bean, with"
                    + " resource-protector-spring-boot-starter as a @Bean, or with either of them set"
                    + " resource-protector.issuer and resource-protector.audience";

    private volatile @Nullable Application application;

    private final EndpointRules rules = new EndpointRules(false);

    /** Whether a class is protected itself, or has a locator that is; found once for each. */
    private final ClassValue<Boolean> closed = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isProtected(EndpointRules.onClass(type)) || hasProtectedLocator(type);
        }
    };

    /** What was found of an application, which is asked once, because it may make its singletons anew each time. */
    private volatile @Nullable Roots roots;

    private record Roots(Application application, @Nullable Class<?> firstProtected) {}

    private final RateLimitedLog log = new RateLimitedLog(System.getLogger("org.resourceprotector"), Clock.systemUTC());

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
        Class<?> resource = info.getResourceClass();
        Method method = info.getResourceMethod();
        if (resource == null || method == null) {
            return;
        }
        if (Deployment.isInstalled(context.getConfiguration())) {
            Deployment.checkInPlaceOfRuntime(info, context);
            return;
        }
        if (isProtected(rules.of(resource, method).declaration()) || hasProtectedLocator(resource)) {
            throw refusal(context, EndpointRules.place(resource, method));
        }
        Application deployed = application;
        if (Deployment.isProtected(deployed)) {
            throw refusal(context, "the Application");
        }
        Class<?> behind = deployed == null ? null : protectedRoot(deployed);
        if (behind != null) {
            throw refusal(context, behind.getName() + ", or what its sub-resource locators return");
        }
        context.register(new DenyFilter(closed::get, PROBLEM, log));
    }

    @SuppressWarnings("ReferenceEquality") // what an application's equals says does not matter
    private @Nullable Class<?> protectedRoot(Application deployed) {
        Roots known = roots;
        if (known == null || known.application != deployed) {
            known = new Roots(deployed, Deployment.protectedRoot(deployed, rules));
            roots = known;
        }
        return known.firstProtected;
    }

    /** In the middle of a request the text would be the answer. */
    private IllegalStateException refusal(FeatureContext context, String place) {
        if (ApplicationLookup.isServing(context.getClass(), false)) {
            log.error(place + ": " + PROBLEM, null);
            return new IllegalStateException("no ResourceProtector is registered");
        }
        return new IllegalStateException(place + ": " + PROBLEM);
    }

    private boolean hasProtectedLocator(Class<?> resource) {
        return rules.locators(resource).stream().anyMatch(locator -> isProtected(locator.declaration()));
    }

    private static boolean isProtected(@Nullable Declaration declaration) {
        return declaration != null && declaration.rule().access() != Access.OPEN;
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
            check.configure(info, context);
        }
    }
}
