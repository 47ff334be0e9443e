package org.resourceprotector.enforcement;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.declaration.ClassHierarchy;
import org.resourceprotector.declaration.Conditions;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.Locator;
import org.resourceprotector.declaration.ResourceAnnotations;
import org.resourceprotector.declaration.RuntimeRoles;
import org.resourceprotector.runtime.MatchedMethod;
import org.resourceprotector.runtime.QuarkusRequests;
import org.resourceprotector.runtime.Runtimes;
import org.resourceprotector.runtime.application.ApplicationLookup;
import org.resourceprotector.runtime.application.CxfServer;
import org.resourceprotector.runtime.application.ResteasyApplications;

/**
 * Looks at every resource method at deployment: refuses a declaration that cannot be a rule, and
 * writes the access report. Registers nothing and enforces nothing, because not every runtime calls
 * it for every sub-resource.
 *
 * <p>The other places where a deployment is refused: {@link Deployment#install}, for a second
 * protector, applications that share their filters, and what the application itself declares;
 * {@link org.resourceprotector.MissingProtectorCheck} and the package {@code absence},
 * for no protector. What is configured badly is refused before, by
 * {@code ResourceProtector.Builder.build()}.
 *
 * <p>Thread-safe; one per deployment.
 */
final class DeploymentCheck implements DynamicFeature {

    private static final int MAX_DEPTH = 8;

    /** How many endpoints behind locators are reported at deployment: cycles have any number. */
    private static final int MAX_BEHIND_LOCATORS = 1_000;

    /** How many ways through locators are gone at deployment; then each type once. */
    private static final int MAX_PATHS = 2_000;

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    /** Enforces what is looked at here; null if nobody does. */
    private final @Nullable Enforcer enforcer;

    private final EndpointRules rules;
    private final AccessReport report;
    private final Set<Class<?>> walked = ConcurrentHashMap.newKeySet();

    /** What runs on an event loop, and was warned of; Quarkus asks twice about some methods. */
    private final Set<Method> waiting = ConcurrentHashMap.newKeySet();

    /** What seems to be no locator, and was warned of; several ways may lead there. */
    private final Set<Method> warned = ConcurrentHashMap.newKeySet();

    /** The types behind locators that were looked at. */
    private final Set<Class<?>> seen = ConcurrentHashMap.newKeySet();

    private final AtomicInteger behindLocators = new AtomicInteger();
    private final AtomicInteger paths = new AtomicInteger();
    private final boolean readsModel;

    /** Whether the application is deployed: then a failure would be the answer of a request. */
    private final BooleanSupplier isServing;

    private volatile ApplicationRule application;

    /** Has the instances that declarations need; null if none are to be made yet. */
    private volatile @Nullable Conditions conditions;

    /** Gives the application before the first resource, if a Feature registered the protector. */
    private final Supplier<@Nullable Application> injected;

    DeploymentCheck(
            @Nullable Enforcer enforcer,
            EndpointRules rules,
            AccessReport report,
            ApplicationRule application,
            Supplier<@Nullable Application> injected,
            boolean readsModel,
            BooleanSupplier isServing) {
        this.enforcer = enforcer;
        this.isServing = isServing;
        this.injected = injected;
        this.application = application;
        this.readsModel = readsModel;
        this.rules = rules;
        this.report = report;
    }

    /** Whether this is the deployment of one protector, and not of another one. */
    @SuppressWarnings("ReferenceEquality")
    boolean isOf(Enforcer protector) {
        return enforcer == protector;
    }

    AccessReport report() {
        return report;
    }

    /** From now on, checks that conditions can be made: bean containers may start only now. */
    void requireOf(Conditions made) {
        this.conditions = made;
    }

    @Override
    public void configure(ResourceInfo info, FeatureContext context) {
        Class<?> named = info.getResourceClass();
        Method method = info.getResourceMethod();
        if (named == null
                || method == null
                || ApplicationLookup.isServing(context.getClass(), isServing.getAsBoolean())) {
            return; // what comes up in the middle of a request is refused by the filter, if it is to be refused
        }
        Class<?> resource = Runtimes.served(context.getClass(), named);
        learnApplication();
        requireOneRule(ResteasyApplications.asking(context.getClass(), this));
        requireConditions(application.declaration());
        tellOfWaiting(info, context, resource, method);
        ClassHierarchy hierarchy = ClassHierarchy.of(resource, method);
        if (ResourceAnnotations.path(hierarchy) == null
                && !(isDescribed(hierarchy, method) && CxfServer.isOfRoot(info))) {
            // A sub-resource, perhaps in the middle of a request, in which an exception would be
            // the answer (RESTEasy): those of typed locators are checked from their root, and the
            // filter refuses what is broken.
            if (Runtimes.isCxf(context.getClass()) && !CxfServer.isOfRoot(info)) {
                refuseHidden(resource, method); // not on Quarkus REST, which asks about every type and names objects
            }
            warnOfProgram(hierarchy, resource, method);
            return;
        }
        Endpoint endpoint = checked(rules.of(resource, method));
        if (Proxy.isProxyClass(resource)) {
            checkProxy(resource, method, endpoint);
        }
        boolean isShown = !Runtimes.hidesImplementation(resource) || endpoint.declaration() != null;
        if (isShown && !endpoint.method().isEmpty() && !answersOptionsItself(resource, endpoint)) {
            report.add(inForce(endpoint));
        }
        if (!EndpointRules.isRuntimesOwn(resource)) {
            walk(resource, Runtimes.ignoresNestedFeatures(context.getClass()));
        }
    }

    private void requireOneRule(Set<Class<?>> applications) {
        String problem = application.problem(applications, rules.byDefault());
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
    }

    /** Reports all endpoints of root resources, as their annotations tell without a runtime. */
    void reportAll(Iterable<Class<?>> classes) {
        for (Class<?> type : classes) {
            ClassHierarchy hierarchy = ClassHierarchy.of(type);
            if (ResourceAnnotations.path(hierarchy) == null) {
                continue;
            }
            for (Method method : ResourceAnnotations.resourceMethods(hierarchy)) {
                report.add(inForce(checked(rules.of(type, method))));
            }
            walk(type, false);
        }
    }

    /**
     * Looks behind the locators of the root resources that have nothing else which every runtime
     * serves, because not every one asks about them. Throws an {@code IllegalStateException}
     * if a declaration cannot be a rule.
     */
    void checkLocators(Iterable<Class<?>> classes) {
        for (Class<?> type : classes) {
            ClassHierarchy hierarchy = ClassHierarchy.of(type);
            if (ResourceAnnotations.path(hierarchy) != null
                    && ResourceAnnotations.resourceMethods(hierarchy).stream()
                            .noneMatch(method -> ResourceAnnotations.isServedByAll(hierarchy, method))
                    && !EndpointRules.isRuntimesOwn(type)) {
                walk(type, false);
            }
        }
    }

    /** Learns the application if it is not known: CXF injects it before it asks about resources. */
    private void learnApplication() {
        Application deployed = injected.get();
        if (deployed != null && !application.known()) {
            deployedIn(deployed);
            checkLocators(ApplicationLookup.resources(deployed));
        }
    }

    /**
     * The same of what takes the place of the application that was deployed. A copy that the runtime has made does not tell
     * whose it is, and is under the rule of the original.
     */
    ApplicationRule redeployedIn(Application deployed) {
        boolean isCopy = ApplicationLookup.classes(deployed).stream().allMatch(EndpointRules::isRuntimesOwn);
        return isCopy ? application : deployedIn(deployed);
    }

    /** Learns for certain which application is deployed, and what it declares. */
    ApplicationRule deployedIn(Application deployed) {
        ApplicationRule rule = ApplicationRule.of(deployed);
        rules.requireProvable(rule.declaration());
        application = rule;
        return rule;
    }

    /**
     * Reports a method of the model that a runtime made, if it is not one that annotations
     * describe. Throws an {@code IllegalStateException} if a declaration cannot be a rule, or if
     * there is nothing of one but the binding.
     */
    void checkModelled(
            String httpMethod,
            String path,
            MatchedMethod handler,
            Collection<?> bindings,
            Collection<Class<?>> owners) {
        learnApplication();
        if (EndpointRules.isRuntimesOwn(handler.resource())) {
            return;
        }
        Endpoint own = unbroken(rules.of(handler.resource(), handler.method(), handler.annotated()));
        if (isDescribed(handler) && owners.isEmpty()) {
            return;
        }
        String template = ResourceAnnotations.join(path);
        Endpoint endpoint = checked(rules.underOwners(owners, handler.resource(), own));
        if (endpoint.declaration() == null && bindings.contains(Protected.class)) {
            throw new IllegalStateException(EndpointRules.place(handler.resource(), handler.method())
                    + ": it is bound to @Protected by a program, which tells no rule; write the annotation on the class or method that handles "
                    + httpMethod + " " + template);
        }
        Endpoint modelled = new Endpoint(httpMethod, template, endpoint.declaration());
        report.add(inForce(own, endpoint, modelled));
    }

    private static boolean isDescribed(MatchedMethod handler) {
        ClassHierarchy hierarchy = ClassHierarchy.of(handler.resource(), handler.method());
        return ResourceAnnotations.path(hierarchy) != null
                && ResourceAnnotations.httpMethod(hierarchy, handler.method()) != null;
    }

    /** A proxy shows the annotations of its interfaces only. */
    private static void checkProxy(Class<?> proxy, Method method, Endpoint endpoint) {
        if (endpoint.declaration() == null) {
            throw new IllegalStateException(EndpointRules.hidden(proxy, method));
        }
        LOGGER.log(
                Level.WARNING,
                endpoint.declaredAt()
                        + " is all that is seen of a resource that is registered as a proxy: annotations of"
                        + " the class behind it have no effect; write them on the interface");
    }

    private void walk(Class<?> root, boolean isQuarkus) {
        if (walked.add(root)) {
            tellOfIdleAnnotations(root, isQuarkus);
            tellOfRuntimeRoles(root);
            String path = Objects.requireNonNullElse(ResourceAnnotations.path(ClassHierarchy.of(root)), "");
            walk(root, new LocatorPath(path, List.of(), List.of(), !Runtimes.hidesImplementation(root)));
        }
    }

    /** Refuses a sub-resource that CXF takes for what its locator declares, if it is another. */
    private void refuseHidden(Class<?> resource, Method method) {
        if (Runtimes.hidesImplementation(resource) && rules.of(resource, method).isUndeclared()) {
            throw new IllegalStateException(EndpointRules.hidden(resource, method));
        }
    }

    /**
     * Tells of an endpoint on an event loop, where other requests wait while its token is validated. Quarkus has workers for that,
     * unless its version does not let us.
     */
    private void tellOfWaiting(ResourceInfo info, FeatureContext context, Class<?> resource, Method method) {
        boolean isOnEventLoop = QuarkusRequests.isOnEventLoop(info);
        if (enforcer == null
                || !(isOnEventLoop || Runtimes.hasVertx(context.getClass()))
                || (isOnEventLoop && QuarkusRequests.hasWorkers(info))
                || inForce(rules.of(resource, method)).rule().access() == Access.OPEN) {
            return;
        }
        boolean asksServer = enforcer.asksServer();
        if (!asksServer && !enforcer.mayWait()) {
            return;
        }
        Level level = asksServer ? Level.WARNING : Level.INFO;
        String wait = (asksServer
                        ? ": while the authorization server is asked about a token"
                        : ": if a token or its issuer is looked up where that waits, as in a database")
                + ", no other request of that event loop is served";
        if (isOnEventLoop && waiting.add(method)) {
            LOGGER.log(
                    level,
                    EndpointRules.place(resource, method) + " runs on an event loop, and so does what protects it"
                            + wait + "; write @Blocking or @RunOnVirtualThread on the method");
        } else if (!isOnEventLoop && waiting.isEmpty() && waiting.add(method)) {
            LOGGER.log(
                    level,
                    "RESTEasy's server for Vert.x is there, which runs filters on its event loops" + wait
                            + "; use another server of RESTEasy's, or a validator that does not wait, such as JwtValidator");
        }
    }

    /** Warns of what no annotation describes, if there is no model for {@link #checkModelled}. */
    private void warnOfProgram(ClassHierarchy hierarchy, Class<?> resource, Method method) {
        if (!isDescribed(hierarchy, method) && !readsModel && walked.add(resource)) {
            LOGGER.log(
                    Level.WARNING,
                    EndpointRules.place(resource, method) + " is a resource method by a program and not by annotations;"
                            + " its path is not known, so that the access report leaves it out; its own annotations hold");
        }
    }

    /** Whether a method is a resource method or a locator by its annotations. */
    private static boolean isDescribed(ClassHierarchy hierarchy, Method method) {
        return ResourceAnnotations.httpMethod(hierarchy, method) != null
                || ResourceAnnotations.path(hierarchy, method) != null;
    }

    private static boolean answersOptionsItself(Class<?> resource, Endpoint endpoint) {
        return EndpointRules.isRuntimesOwn(resource) && endpoint.method().equals("OPTIONS");
    }

    private Endpoint checked(Endpoint endpoint) {
        requireConditions(unbroken(endpoint).declaration());
        return endpoint;
    }

    private static Endpoint unbroken(Endpoint endpoint) {
        if (endpoint.rule().problem() != null) {
            throw new IllegalStateException(endpoint.rule().problem());
        }
        return endpoint;
    }

    private void requireConditions(@Nullable Declaration declaration) {
        Conditions made = conditions;
        if (made != null) {
            made.require(declaration);
        }
    }

    private Endpoint inForce(Endpoint endpoint) {
        return inForce(endpoint, endpoint, endpoint);
    }

    private Endpoint inForce(Endpoint own, Endpoint added, Endpoint behind) {
        return rules.orDefault(rules.inForce(own, added, behind, application.declaration()));
    }

    /**
     * The path through locators by which a class is reached.
     *
     * @param path the path up to here
     * @param locators the rules of the locators up to here
     * @param types the types behind them
     * @param isCertain whether none of the types hides an implementation that may have other
     *     annotations
     */
    private record LocatorPath(String path, List<Declaration> locators, List<Class<?>> types, boolean isCertain) {

        LocatorPath through(Locator locator) {
            List<Declaration> behind = new ArrayList<>(locators);
            if (locator.declaration() != null) {
                behind.add(locator.declaration());
            }
            List<Class<?>> further = new ArrayList<>(types);
            further.add(locator.returnType());
            return new LocatorPath(
                    ResourceAnnotations.join(path, locator.path()),
                    behind,
                    further,
                    isCertain && !Runtimes.hidesImplementation(locator.returnType()));
        }
    }

    /** Checks and reports what is behind the locators of a class, as far as declared types tell. */
    private void walk(Class<?> type, LocatorPath way) {
        for (Locator locator : SubResources.locators(rules, type, way.types().isEmpty())) {
            rules.requireProvable(locator.declaration());
            requireConditions(locator.declaration());
            requireResourceBehind(type, locator, way);
            Class<?> target = locator.returnType();
            if (SubResources.isTyped(locator)
                    && !way.types().contains(target)
                    && (seen.add(target) || (way.types().size() < MAX_DEPTH && !isFull()))) {
                paths.incrementAndGet();
                LocatorPath further = way.through(locator);
                report(target, further);
                walk(target, further);
            }
        }
    }

    /**
     * Refuses a locator that can lead to no resource: it was meant for a resource method, and runtimes call it before any token
     * is asked for. One that only seems to is warned of, with what to write if it is one.
     */
    private void requireResourceBehind(Class<?> type, Locator locator, LocatorPath way) {
        Endpoint own = rules.of(type, locator.method());
        Endpoint behind = rules.combinedWith(way.locators(), own.path(), own);
        if (!locator.isExpected()
                || !(locator.leadsNowhere() || locator.seemsToLeadNowhere())
                || Runtimes.hidesImplementation(type)
                || inForce(own, own, behind).rule().access() == Access.OPEN) {
            return;
        }
        Method method = locator.method();
        String told = EndpointRules.place(method.getDeclaringClass(), method)
                + " has @Path and no HTTP method, so that it is a sub-resource locator, which runtimes call before any"
                + " token is asked for; but what it returns, "
                + locator.returns()
                + ", is no resource; write @GET on it, or whichever HTTP method is meant";
        if (locator.leadsNowhere()) {
            throw new IllegalStateException(told);
        }
        if (warned.add(method)) {
            LOGGER.log(
                    Level.WARNING,
                    told
                            + "; if it never returns, or returns a class that extends this one, let it return Object or an"
                            + " interface of the application, or write @Produces on this class");
        }
    }

    /** Tells where annotations of the platform stand beside ours, because each runtime takes them otherwise. */
    private static void tellOfRuntimeRoles(Class<?> resource) {
        RuntimeRoles.of(resource)
                .forEach(
                        (place, names) -> LOGGER.log(
                                Level.INFO,
                                place + " has " + String.join(", ", names)
                                        + ", which is no rule of this library: whether it"
                                        + " counts, and with which roles, is the runtime's; @Protected(roles) is the same on all"));
    }

    /**
     * Reports the endpoints of a class behind locators. Of a type that may be implemented otherwise
     * only the annotations are checked.
     */
    private void report(Class<?> target, LocatorPath way) {
        if (Runtimes.hidesImplementation(target)) {
            EndpointRules.requireRules(target);
            return;
        }
        ClassHierarchy hierarchy = ClassHierarchy.of(target);
        for (Method method : ResourceAnnotations.resourceMethods(hierarchy)) {
            Endpoint endpoint = checked(rules.of(target, method));
            if (!ResourceAnnotations.isExpected(hierarchy, method)) {
                continue;
            }
            String there = ResourceAnnotations.join(way.path(), ResourceAnnotations.path(hierarchy, method));
            Endpoint combined = checked(rules.combinedWith(way.locators(), there, endpoint));
            if (way.isCertain() && !isFull() && behindLocators.incrementAndGet() <= MAX_BEHIND_LOCATORS) {
                report.add(inForce(endpoint, endpoint, combined));
                warnIfFull();
            }
        }
    }

    private boolean isFull() {
        return behindLocators.get() >= MAX_BEHIND_LOCATORS || paths.get() >= MAX_PATHS;
    }

    private void warnIfFull() {
        if (behindLocators.get() == MAX_BEHIND_LOCATORS) {
            LOGGER.log(
                    Level.WARNING,
                    "there are at least " + MAX_BEHIND_LOCATORS
                            + " endpoints behind locators, because resources lead to"
                            + " each other; the access report shows no more of them before they are called; their rules"
                            + " hold all the same");
        }
    }

    private boolean hasOpenEndpoint(Class<?> resource, ClassHierarchy hierarchy, String name) {
        return ResourceAnnotations.resourceMethods(hierarchy).stream()
                .filter(method -> method.getName().equals(name))
                .anyMatch(method ->
                        inForce(checked(rules.of(resource, method))).rule().access() == Access.OPEN);
    }

    /**
     * Tells of what has a rule and is no resource method. Extensions of Quarkus generate resources whose methods take the place of
     * those of an interface, and have other parameters: what stands on one of the same name as an open endpoint is refused there, because
     * somebody takes it for the rule of this endpoint.
     */
    private void tellOfIdleAnnotations(Class<?> resource, boolean isQuarkus) {
        ClassHierarchy hierarchy = ClassHierarchy.of(resource);
        for (Class<?> type : hierarchy.all()) {
            for (Method method : type.getDeclaredMethods()) {
                if (!method.isSynthetic()
                        && EndpointRules.declares(method)
                        && ResourceAnnotations.httpMethod(hierarchy, method) == null
                        && ResourceAnnotations.path(hierarchy, method) == null) {
                    Endpoint idle = checked(rules.of(resource, method));
                    String told = EndpointRules.place(method.getDeclaringClass(), method)
                            + " is protected by annotation, but is not a resource method, so that"
                            + " the annotation has no effect";
                    if (isQuarkus
                            && Deployment.isClosed(idle.declaration())
                            && hasOpenEndpoint(resource, hierarchy, method.getName())) {
                        throw new IllegalStateException(told + "; write it on the resource method, on the class "
                                + resource.getName() + " or on its interface");
                    }
                    LOGGER.log(Level.WARNING, told);
                }
            }
        }
    }
}
