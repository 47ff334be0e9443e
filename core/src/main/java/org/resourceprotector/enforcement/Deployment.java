package org.resourceprotector.enforcement;

import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.declaration.ClassHierarchy;
import org.resourceprotector.declaration.Conditions;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.ResourceAnnotations;
import org.resourceprotector.runtime.Connections;
import org.resourceprotector.runtime.Injection;
import org.resourceprotector.runtime.JerseyModel;
import org.resourceprotector.runtime.MatchedMethod;
import org.resourceprotector.runtime.Runtimes;
import org.resourceprotector.runtime.application.ApplicationLookup;

/** Registers everything that enforces the rules in one application. Stateless. */
public final class Deployment {

    /** A property of an application that has a protector. Runtimes differ in where they show it. */
    private static final String INSTALLED = "org.resourceprotector.installed";

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    /** Whether a protector, or the check for a missing one, was called since this was taken last. */
    private static final AtomicBoolean ASKED = new AtomicBoolean();

    private Deployment() {}

    /** Notes that a runtime has called a protector, or the check for a missing one. */
    public static void asked() {
        ASKED.set(true);
    }

    /** Whether one was called since this was taken last: an application may be built anew in the same process. */
    public static boolean takeAsked() {
        return ASKED.getAndSet(false);
    }

    /**
     * Registers the filters and the checks. Of two protectors, some runtimes drop one with no more
     * than a warning, and which one is a matter of chance; therefore the application itself is
     * asked, if it is known.
     *
     * @param injected the application, as it was injected; null if it was not, as into a protector
     *     that another Feature calls
     * @param protector the class of which an application may register one instance
     * @return the access report of this deployment, also if this protector was registered before
     * @throws IllegalStateException if the application has another protector, or carries a
     *     declaration that cannot be a rule
     */
    public static AccessReport install(
            FeatureContext context,
            @Nullable Application injected,
            Class<? extends Feature> protector,
            Enforcer enforcer,
            EndpointRules rules) {
        if (context.getConfiguration().getProperty(INSTALLED) instanceof DeploymentCheck before
                && before.isOf(enforcer)
                && context.getConfiguration().isRegistered(ProtectionFilter.class)) {
            // It was registered by the application and by a container that found it, for example.
            // The mark alone is not enough: it may be among properties that were copied.
            asked();
            return before.report();
        }
        // What was injected may be another application, if the protector is deployed in two at the
        // same time.
        Application told = ApplicationLookup.deployed(context);
        Application application = told == null ? injected : told;
        if (isInstalled(context.getConfiguration())
                || hasTwo(application == null ? Set.of() : ApplicationLookup.singletons(application), protector)
                || hasTwo(ApplicationLookup.providers(context.getClass()), protector)) {
            throw twoProtectors();
        }
        Configuration shared = ApplicationLookup.configuration(context);
        if (shared != null && isInstalled(shared)) {
            throw sharing();
        }
        ApplicationRule rule = ApplicationRule.of(application);
        rules.requireProvable(rule.declaration());
        AccessReport report = new AccessReport();
        boolean readsModel = JerseyModel.isJersey(context.getClass());
        Injection injection = Injection.of(context);
        Conditions conditions = new Conditions(injection::instance);
        ProtectionFilter filter = new ProtectionFilter(
                enforcer,
                rules,
                report,
                rule.orUnknown(),
                enforcer.asksForProofs() ? Connections.of(injection) : Connections.UNKNOWN,
                conditions);
        // What RESTEasy injects may be the application of a deployment that failed before on the
        // same thread.
        Supplier<@Nullable Application> later = Runtimes.isCxf(context.getClass()) ? filter::application : () -> null;
        DeploymentCheck check =
                new DeploymentCheck(enforcer, rules, report, rule, later, readsModel, filter::isServing);
        if (application != null) {
            check.checkLocators(ApplicationLookup.resources(application));
        }
        check.requireOf(conditions);
        if (readsModel) {
            context.register(JerseyModel.processor(context, new Model(check, filter, shared)));
        }
        if (enforcer.asksForProofs()) {
            context.register(new SentMethodFilter());
        }
        context.register(filter);
        if (Runtimes.ignoresNestedFeatures(context.getClass())) {
            // None by name: it binds what the files of classes say, which the other one reads, too, and does not start
            // if a method that has a bound filter has filters that do not block behind those that may.
            context.register(new ProtectionFilter.Early());
            context.register(new ProtectionFilter.ToWorker(filter));
            context.register(new ProtectionFilter.ToEventLoop());
        } else {
            context.register(new ProtectionFilter.BoundByName(filter));
        }
        if (Runtimes.isResteasy(context.getClass())) {
            context.register(new ProtectionFilter.Late(filter));
        }
        context.register(new ResponseFilter(enforcer));
        if (!enforcer.resources().all().isEmpty()) {
            context.register(new MetadataFilter(enforcer, report));
        }
        context.register(check);
        // Last, so that who finds it can rely on the rest.
        context.property(INSTALLED, check);
        if (context.getConfiguration().getRuntimeType() != RuntimeType.CLIENT) {
            asked();
            enforcer.warnings().forEach(warning -> LOGGER.log(Level.WARNING, warning));
        }
        return report;
    }

    /** The filters of one application would decide for another one, or never run. */
    private static IllegalStateException sharing() {
        return new IllegalStateException(
                "this server lets its applications share what they register, so that the protector"
                        + " of one would decide for others, or never be asked; put all resources in one application");
    }

    /** Passes on what the model of Jersey tells. */
    private static final class Model implements JerseyModel.ModelReader {

        private final DeploymentCheck check;
        private final ProtectionFilter filter;
        private final @Nullable Configuration injected;

        /** Whether there was a model before, which another one now takes the place of. */
        private volatile boolean isDeployed;

        /** The configuration is the one that the injection knows; null if it does not tell. */
        Model(DeploymentCheck check, ProtectionFilter filter, @Nullable Configuration injected) {
            this.check = check;
            this.filter = filter;
            this.injected = injected;
        }

        /**
         * Of the application that is deployed, unless the injection is that of another one. A container that reloads has a
         * copy of the configuration, with what is installed in it.
         */
        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean application(Application application) {
            boolean isReload =
                    isDeployed && application instanceof Configuration copy && copy.getProperty(INSTALLED) == check;
            if (!isReload && injected instanceof Application && injected != application) {
                throw sharing();
            }
            if (isReload) {
                filter.redeployedIn(check.redeployedIn(application));
            } else {
                filter.deployedIn(check.deployedIn(application));
            }
            isDeployed = true;
            return true;
        }

        @Override
        public void read(
                String httpMethod,
                String path,
                MatchedMethod handler,
                Collection<?> bindings,
                Collection<Class<?>> owners) {
            if (httpMethod.isEmpty()) { // what holds for a locator is found when a request has gone through it
                check.checkLocators(List.of(handler.resource()));
            } else {
                check.checkModelled(httpMethod, path, handler, bindings, owners);
            }
        }
    }

    /**
     * The access report that an application would have. Deploys nothing.
     *
     * @param scanned resource classes that the application does not name
     * @throws IllegalStateException if a declaration cannot be a rule
     */
    public static AccessReport report(Application application, Collection<Class<?>> scanned, EndpointRules rules) {
        ApplicationRule rule = ApplicationRule.of(application);
        rules.requireProvable(rule.declaration());
        AccessReport report = AccessReport.silent();
        Set<Class<?>> resources = new LinkedHashSet<>(ApplicationLookup.resources(application));
        resources.addAll(scanned);
        new DeploymentCheck(null, rules, report, rule, () -> application, false, () -> false).reportAll(resources);
        return report;
    }

    /**
     * Whether an application itself carries a rule that is not open; null is an application that is
     * not known. Throws an {@code IllegalStateException} if its declaration cannot be a rule.
     */
    public static boolean isProtected(@Nullable Application application) {
        return isClosed(ApplicationRule.of(application).declaration());
    }

    /**
     * The first root resource of an application that is protected, or leads by typed locators to
     * what is; null if there is none. A runtime does not ask about a root that has nothing but
     * locators. Throws an {@code IllegalStateException} if a declaration cannot be a rule.
     */
    public static @Nullable Class<?> protectedRoot(Application application, EndpointRules rules) {
        return firstProtected(rootsOf(ApplicationLookup.resources(application)), rules);
    }

    /** Those of an application's classes that are root resources. */
    public static List<Class<?>> rootsOf(Collection<Class<?>> classes) {
        return classes.stream()
                .filter(type -> ResourceAnnotations.path(ClassHierarchy.of(type)) != null)
                .toList();
    }

    /** The same of resources that a runtime serves. */
    public static @Nullable Class<?> firstProtected(Iterable<Class<?>> resources, EndpointRules rules) {
        for (Class<?> type : resources) {
            if (!EndpointRules.isRuntimesOwn(type)
                    && SubResources.of(rules, type).stream().anyMatch(found -> isProtected(found, rules))) {
                return type;
            }
        }
        return null;
    }

    /** Whether a class, a method or a locator of it carries a rule that is not open. */
    public static boolean isProtected(Class<?> type, EndpointRules rules) {
        return isClosed(EndpointRules.onClass(type))
                || rules.locators(type).stream().anyMatch(locator -> isClosed(locator.declaration()))
                || ResourceAnnotations.resourceMethods(ClassHierarchy.of(type)).stream()
                        .anyMatch(method -> isClosed(rules.of(type, method).declaration()));
    }

    static boolean isClosed(@Nullable Declaration declaration) {
        return declaration != null && declaration.rule().access() != Access.OPEN;
    }

    /**
     * Checks one resource method of an application that has a protector, if its runtime will not do
     * so by itself. Throws an {@code IllegalStateException} if it is declared in a way that cannot
     * be a rule.
     */
    public static void checkInPlaceOfRuntime(ResourceInfo info, FeatureContext context) {
        if (Runtimes.ignoresNestedFeatures(context.getClass())
                && context.getConfiguration().getProperty(INSTALLED) instanceof DeploymentCheck check) {
            check.configure(info, context);
        }
    }

    private static boolean hasTwo(Collection<?> registered, Class<? extends Feature> protector) {
        return registered.stream().filter(protector::isInstance).count() > 1;
    }

    static IllegalStateException twoProtectors() {
        return new IllegalStateException("this application registers two ResourceProtectors; register one, and give it"
                + " both validators: ResourceProtector.with(first, second)");
    }

    /** The filter that is registered where a protector is. */
    public static Class<?> filter() {
        return ProtectionFilter.class;
    }

    /**
     * Whether everything that enforces the rules is registered in an application. Its mark alone may be among properties
     * that were copied from another application, and is believed where nothing else tells.
     */
    public static boolean isInstalled(Configuration configuration) {
        return configuration.isRegistered(ProtectionFilter.class)
                || (hasMark(configuration) && !Runtimes.tellsFilters(configuration.getClass()));
    }

    /** Whether an application has the mark of a protector, of its own or copied. */
    public static boolean hasMark(Configuration configuration) {
        return configuration.getProperty(INSTALLED) != null;
    }

    /** Takes away a mark that was copied: as long as features are called, the filter is there before it. */
    public static void forgetCopiedMark(FeatureContext context) {
        Configuration configuration = context.getConfiguration();
        if (hasMark(configuration) && !isInstalled(configuration)) {
            context.property(INSTALLED, null);
        }
    }
}
