package org.resourceprotector.enforcement;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.declaration.Conditions;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.runtime.BeanProxies;
import org.resourceprotector.runtime.Connections;
import org.resourceprotector.runtime.MatchedMethod;
import org.resourceprotector.runtime.MatchedRequests;
import org.resourceprotector.runtime.QuarkusRequests;
import org.resourceprotector.runtime.RequestUris;
import org.resourceprotector.runtime.Runtimes;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * The filter that runs for every matched request, finds the rule of its endpoint over the whole
 * hierarchy, and has it enforced. Name binding is how a rule is declared; this filter is what makes
 * it true on every runtime.
 *
 * <p>It never throws: whatever goes wrong in it refuses the call with a 500.
 *
 * <p>Thread-safe; one per deployment, because the runtime injects into it.
 */
@Priority(Priorities.AUTHENTICATION)
final class ProtectionFilter implements ContainerRequestFilter {

    private final Enforcer enforcer;
    private final EndpointRules rules;
    private final AccessReport report;

    @Context
    private @Nullable ResourceInfo resourceInfo;

    @Context
    private @Nullable Application application;

    private volatile ApplicationRule applicationRule;

    private final ApplicationRule.OfAll applications = new ApplicationRule.OfAll();

    private volatile boolean isCertain;

    private volatile boolean isServing;

    private volatile @Nullable KnownRuntime runtime;

    private final Connections connections;
    private final Conditions conditions;

    ProtectionFilter(
            Enforcer enforcer,
            EndpointRules rules,
            AccessReport report,
            ApplicationRule applicationRule,
            Connections connections,
            Conditions conditions) {
        this.connections = connections;
        this.conditions = conditions;
        this.enforcer = enforcer;
        this.applicationRule = applicationRule;
        this.rules = rules;
        this.report = report;
    }

    /** How to ask the runtime, kept with the type of its URIs that it was found by. */
    private record KnownRuntime(Class<? extends UriInfo> type, MatchedRequests requests) {}

    /** Learns what the application declares that took the place of the first one, with the same filters (Jersey's reload). */
    void redeployedIn(ApplicationRule rule) {
        isServing = false;
        applicationRule = rule;
    }

    /** Learns what the deployed application declares, before the first request. Counts once. */
    void deployedIn(ApplicationRule rule) {
        if (!isCertain) {
            isCertain = true;
            applicationRule = rule;
        }
    }

    /** The application, as it was injected; null before that. */
    @Nullable
    Application application() {
        return application;
    }

    /** Whether a request has come already, so that the application is deployed. */
    boolean isServing() {
        return isServing;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        filter(request, enforcer::isEnforced);
    }

    private void filter(ContainerRequestContext request, BiPredicate<ContainerRequestContext, Endpoint> isEnforced) {
        if (!isServing) {
            isServing = true;
        }
        try {
            if (enforcer.isDecidedByAnother(request)) {
                throw Deployment.twoProtectors();
            }
            Endpoint endpoint = endpoint(request, resourceInfo, application);
            Endpoint due = endpoint == null ? null : rules.orDefault(endpoint);
            if (due == null || !isEnforced.test(request, due)) {
                act(request, due);
            }
        } catch (Throwable e) {
            refuse(request, e);
        }
    }

    /**
     * Checks a request that the runtime has bound by name, after {@link #filter} has decided on it, or
     * before it, as Quarkus REST does now and then: what was enforced is not enforced again. A binding for which no declaration was found is one that only the runtime knows of, and
     * closes the endpoint. What was injected is that of the bound filter, because a runtime may
     * inject only into the filter that it calls.
     */
    void checkBound(
            ContainerRequestContext request,
            @Nullable ResourceInfo injectedInfo,
            @Nullable Application injectedApplication) {
        try {
            boolean isEnforced = enforcer.hasEnforced(request, rules.byDefault());
            if (isEnforced && isExplained(request, injectedInfo, injectedApplication)) {
                return;
            }
            if (isEnforced) {
                act(request, onlyBound(Objects.requireNonNull(ownEndpoint(request, injectedInfo))));
            } else {
                Endpoint endpoint = endpoint(request, injectedInfo, injectedApplication);
                if (endpoint == null || !endpoint.isUndeclared()) {
                    act(request, endpoint);
                } else if (!isBoundByRoot(request.getUriInfo())) {
                    act(request, onlyBound(endpoint));
                }
            }
        } catch (Throwable e) {
            refuse(request, e);
        }
    }

    /**
     * Whether a binding is explained by a declaration that is known. Not by that of a locator,
     * which binds nothing behind it.
     */
    private boolean isExplained(
            ContainerRequestContext request,
            @Nullable ResourceInfo injectedInfo,
            @Nullable Application injectedApplication) {
        Endpoint own = ownEndpoint(request, injectedInfo);
        return own == null
                || !own.isUndeclared()
                || isBoundByRoot(request.getUriInfo())
                || applicationRule(applicationOf(request, injectedApplication)) != null
                || isAddedToProtected(request, injectedInfo);
    }

    /** Whether a program has added the method to a class that lets nobody in without a token. */
    private boolean isAddedToProtected(ContainerRequestContext request, @Nullable ResourceInfo injectedInfo) {
        ResourceInfo info = Objects.requireNonNull(resourceInfo(request, injectedInfo));
        Match match = match(request, info.getResourceClass(), info.getResourceMethod());
        return added(match, rules.of(match.actual, match.method)).rule().access() == Access.PROTECTED;
    }

    /** The endpoint with what is declared for itself; null if the runtime names none. */
    private @Nullable Endpoint ownEndpoint(ContainerRequestContext request, @Nullable ResourceInfo injectedInfo) {
        ResourceInfo info = resourceInfo(request, injectedInfo);
        Class<?> resource = info == null ? null : info.getResourceClass();
        Method method = info == null ? null : info.getResourceMethod();
        if (resource == null || method == null) {
            return null;
        }
        Endpoint named = rules.of(resource, method);
        return named.isUndeclared() ? rules.of(match(request, resource, method).actual, method) : named;
    }

    /** Decides once more on a request that will call another method first, which may show only after this filter. */
    void checkReading(ContainerRequestContext request) {
        try {
            if (runtime(request.getUriInfo()).readBefore(request, Object.class) != null) {
                filter(request, enforcer::hasLetThrough);
            }
        } catch (Throwable e) {
            refuse(request, e);
        }
    }

    /** Whether {@link #filter} may wait for somebody while it decides on a request. What is wrong with the request is its to tell. */
    private boolean mayWait(ContainerRequestContext request) {
        try {
            Endpoint endpoint = endpoint(request, null, null);
            return endpoint != null && enforcer.mayWait(rules.orDefault(endpoint));
        } catch (Throwable refused) {
            return false;
        }
    }

    private void refuse(ContainerRequestContext request, Throwable failure) {
        enforcer.log().error("refused with a 500, because the protection of an endpoint failed", failure);
        enforcer.refuse(request, Rejection.of(Reason.FAILED), Enforcer.UNKNOWN);
    }

    private void act(ContainerRequestContext request, @Nullable Endpoint endpoint) {
        if (endpoint == null || endpoint.rule().access() == Access.OPEN) {
            enforcer.letThrough(request);
        } else if (endpoint.rule().problem() != null) {
            enforcer.log()
                    .error(
                            "refused with a 500, because the declaration is broken: "
                                    + endpoint.rule().problem(),
                            null);
            enforcer.refuse(request, Rejection.of(Reason.FAILED), endpoint);
        } else {
            enforcer.enforce(request, endpoint, connections, conditions);
        }
    }

    /** The endpoint of a request with its rule; null if the runtime answers OPTIONS itself. */
    private @Nullable Endpoint endpoint(
            ContainerRequestContext request,
            @Nullable ResourceInfo injected,
            @Nullable Application injectedApplication) {
        ResourceInfo info = resourceInfo(request, injected);
        Objects.requireNonNull(info, "the runtime did not inject ResourceInfo");
        Class<?> resource = info.getResourceClass();
        Method method = info.getResourceMethod();
        if (isOptionsOfRuntime(request, resource, method)) {
            return null;
        }
        Objects.requireNonNull(resource, "the runtime named no resource class");
        Objects.requireNonNull(method, "the runtime named no resource method");
        requireKnown(request, resource, method);
        Application application = applicationOf(request, injectedApplication);
        requireOneRule(request, application);
        Match match = match(request, resource, method);
        Endpoint endpoint = endpoint(match, application);
        MatchedMethod read = match.runtime.readBefore(request, match.actual);
        if (read != null) {
            endpoint = afterReading(match, read, endpoint, application);
        }
        Enforcer.keepResource(request, endpoint, resource);
        if (endpoint.rule().problem() == null && (match.objects.size() > 1 || Runtimes.hidesImplementation(resource))) {
            report.addCalled(rules.orDefault(endpoint), match.actual, method);
        }
        return endpoint;
    }

    /** Quarkus REST may name another method than the one that it calls, or other locators, whose rules are not known then. */
    private void requireKnown(ContainerRequestContext request, Class<?> resource, Method method) {
        String problem = QuarkusRequests.problem(request);
        if (problem != null) {
            enforcer.log().error(EndpointRules.place(resource, method) + ": " + problem, null);
            throw new IllegalStateException("nobody knows what the request has come to");
        }
    }

    /** RESTEasy serves the resources of several applications as one, if they share a deployment. */
    private void requireOneRule(ContainerRequestContext request, @Nullable Application application) {
        String problem = applications.problem(request.getClass(), applicationRule(application), rules.byDefault());
        if (problem != null) {
            throw new IllegalStateException(problem);
        }
    }

    /**
     * Whether the runtime answers OPTIONS itself, a CORS preflight or not. A preflight that comes to
     * a method is {@link Enforcer}'s to tell. RESTEasy does so without filters: if it names nothing
     * here, somebody made it forget what it has matched.
     */
    private static boolean isOptionsOfRuntime(
            ContainerRequestContext request, @Nullable Class<?> resource, @Nullable Method method) {
        if (!HttpMethod.OPTIONS.equals(request.getMethod())) {
            return false;
        }
        if (resource == null || method == null) {
            return !RequestUris.isOfResteasy(request.getClass());
        }
        return EndpointRules.isRuntimesOwn(resource);
    }

    private static @Nullable Application applicationOf(
            ContainerRequestContext request, @Nullable Application injected) {
        return injected != null ? injected : QuarkusRequests.application(request);
    }

    private static @Nullable ResourceInfo resourceInfo(
            ContainerRequestContext request, @Nullable ResourceInfo injected) {
        if (request.getUriInfo() instanceof ResourceInfo live) {
            return live;
        }
        ResourceInfo kept = QuarkusRequests.resourceInfo(request);
        return kept != null ? kept : injected;
    }

    /** The endpoint if the runtime calls another method first: the rules of both must hold. */
    private Endpoint afterReading(
            Match match, MatchedMethod read, Endpoint endpoint, @Nullable Application application) {
        Endpoint first = rules.of(read.resource(), read.method());
        if (first.isUndeclared() && match.hidesImplementation(read)) {
            return endpoint.invalid(EndpointRules.hidden(read.resource(), read.method()));
        }
        Endpoint declared = rules.orDefault(first.isUndeclared() ? first.under(applicationRule(application)) : first);
        return declared.declaration() == null
                ? endpoint
                : rules.combinedWith(List.of(declared.declaration()), endpoint.path(), rules.orDefault(endpoint));
    }

    private Endpoint endpoint(Match match, @Nullable Application application) {
        Endpoint own = rules.of(match.actual, match.method, match.runtime.annotated(match.uri, match.method));
        Endpoint endpoint = added(match, own);
        if (endpoint.isUndeclared() && (match.hidesBean() || match.hidesImplementation(match.called()))) {
            return endpoint.invalid(EndpointRules.hidden(match.actual, match.method));
        }
        return called(
                match, rules.inForce(own, endpoint, behindLocators(match, endpoint), applicationRule(application)));
    }

    /** The endpoint under the rules of what a program may have added it to. */
    private Endpoint added(Match match, Endpoint own) {
        return own.isUndeclared() ? rules.underOwners(match.runtime.owners(match.uri), match.actual, own) : own;
    }

    /** The endpoint with the HTTP method that the runtime has matched, if no annotation tells it. */
    private static Endpoint called(Match match, Endpoint endpoint) {
        String matched = endpoint.method().isEmpty() ? match.runtime.httpMethod(match.uri) : null;
        return matched == null ? endpoint : new Endpoint(matched, endpoint.path(), endpoint.declaration());
    }

    private Endpoint behindLocators(Match match, Endpoint endpoint) {
        String ownPath = rules.ownPath(match.actual, match.method);
        List<MatchedMethod> walked = match.locators == null ? match.runtime.locators(match.uri) : match.locators;
        if (walked != null) {
            return walked.isEmpty()
                    ? endpoint
                    : LocatorRules.behind(rules, walked, others(match), match::hidesImplementation, endpoint, ownPath);
        }
        List<Class<?>> ancestors = new ArrayList<>();
        for (int i = match.objects.size() - 1; i >= (match.isRelated ? 1 : 0); i--) {
            ancestors.add(BeanProxies.classOf(match.objects.get(i)));
        }
        return ancestors.isEmpty()
                ? endpoint
                : LocatorRules.behindAny(rules, ancestors, match.actual, endpoint, ownPath);
    }

    /** Locators whose rules must hold, too, where those were kept that were walked. */
    private List<MatchedMethod> others(Match match) {
        if (match.locators == null) {
            return List.of();
        }
        List<MatchedMethod> others = new ArrayList<>(match.otherLocators);
        for (MatchedMethod walked : match.locators) {
            rules.locatorsInPlaceOf(walked.resource(), walked.method())
                    .forEach(method -> others.add(new MatchedMethod(walked.resource(), method)));
        }
        return others;
    }

    private Match match(ContainerRequestContext request, Class<?> resource, Method method) {
        UriInfo uri = request.getUriInfo();
        return Match.of(request, runtime(uri), resource, method);
    }

    /**
     * What a runtime has matched for a request.
     *
     * @param objects the objects that it went through, the last first
     * @param locators the locators that it went through, where they were kept; null if the runtime is to be asked
     * @param otherLocators those that may have been called in the place of one of them
     * @param named the class that has the method, as the runtime names it
     * @param isRelated whether the last object is the one that the method is called on
     * @param actual the class that the method is called on, as far as it is known
     */
    private record Match(
            UriInfo uri,
            MatchedRequests runtime,
            List<Object> objects,
            @Nullable List<MatchedMethod> locators,
            List<MatchedMethod> otherLocators,
            Class<?> named,
            Method method,
            boolean isRelated,
            Class<?> actual) {

        static Match of(ContainerRequestContext request, MatchedRequests runtime, Class<?> named, Method method) {
            List<Object> objects = QuarkusRequests.matchedResources(request);
            Object last = objects.isEmpty() ? named : objects.get(0);
            boolean isRelated = last instanceof Class<?> type ? named.isAssignableFrom(type) : named.isInstance(last);
            Class<?> shown = isRelated ? BeanProxies.classOf(last) : named;
            Class<?> bean = objects.isEmpty() ? runtime.beanOf(named) : null;
            Class<?> actual = bean == null ? runtime.implementation(shown) : bean;
            return new Match(
                    request.getUriInfo(),
                    runtime,
                    objects,
                    QuarkusRequests.locators(request),
                    QuarkusRequests.otherLocators(request),
                    named,
                    method,
                    isRelated,
                    actual == null ? shown : actual);
        }

        /** What is called at last, as a method like those that are called on the way there. */
        MatchedMethod called() {
            return new MatchedMethod(actual, method, method, runtime.implementation(named) != null);
        }

        /** Whether the class of a method can stand for another one that has a rule of its own. */
        boolean hidesImplementation(MatchedMethod called) {
            return Runtimes.hidesImplementation(called.resource())
                    || Runtimes.isGenerated(called.resource(), called.method())
                    || (!called.isOfObject() && runtime.mayStandForBean(called.resource()));
        }

        /** Whether only an instance tells what the method will be called on, and there is none yet. */
        boolean hidesBean() {
            return objects.isEmpty() && runtime.isProduced(named);
        }

        @Override
        public String toString() {
            return "Match";
        }
    }

    private MatchedRequests runtime(UriInfo uri) {
        KnownRuntime known = runtime;
        if (known == null || known.type != uri.getClass()) {
            known = new KnownRuntime(uri.getClass(), Runtimes.of(uri.getClass()));
            runtime = known;
        }
        return known.requests;
    }

    /** The rule of the application; null if it has none. */
    private @Nullable Declaration applicationRule(@Nullable Application application) {
        ApplicationRule rule = applicationRule;
        if (!rule.known()) {
            rule = ApplicationRule.of(application);
            applicationRule = rule;
        }
        return rule.declaration();
    }

    /** An endpoint that is bound by name, though no declaration was found. */
    private static Endpoint onlyBound(Endpoint endpoint) {
        return endpoint.invalid("the runtime has bound " + endpoint.method() + " " + endpoint.path()
                + " to @Protected, but the annotation is not to be found, and so its rule is not; write @Protected on the"
                + " resource method or class");
    }

    /** Whether the binding of a sub-resource may be that of its root, which a locator lifted. */
    private boolean isBoundByRoot(UriInfo uri) {
        MatchedRequests known = runtime(uri);
        List<MatchedMethod> walked = known.bindsBelowRoot() ? known.locators(uri) : null;
        return walked != null && !walked.isEmpty();
    }

    /**
     * The filter that runtimes bind by name. Runs after the one of every request, and refuses what
     * is bound although that one found no declaration. Changes nothing of a request that it lets
     * through.
     */
    @Protected
    @Priority(Priorities.AUTHENTICATION + 1)
    static final class BoundByName implements ContainerRequestFilter {

        private final ProtectionFilter filter;

        @Context
        private @Nullable ResourceInfo resourceInfo;

        @Context
        private @Nullable Application application;

        BoundByName(ProtectionFilter filter) {
            this.filter = filter;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            filter.checkBound(request, resourceInfo, application);
        }
    }

    /**
     * Runs just before the two filters of RESTEasy that apply a patch, because a filter of the application may have changed
     * the format, by which they go. What was enforced is not enforced again.
     */
    @Priority(Integer.MAX_VALUE - 2)
    static final class Late implements ContainerRequestFilter {

        private final ProtectionFilter filter;

        Late(ProtectionFilter filter) {
            this.filter = filter;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            filter.checkReading(request);
        }
    }

    /** Runs just before the filter of every request, and has it wait on a worker where Quarkus REST calls it on an event loop. */
    @Priority(Priorities.AUTHENTICATION - 1)
    static final class ToWorker implements ContainerRequestFilter {

        private final ProtectionFilter filter;

        ToWorker(ProtectionFilter filter) {
            this.filter = filter;
        }

        @Override
        public void filter(ContainerRequestContext request) {
            if (!QuarkusRequests.mayWait(request) && filter.mayWait(request)) {
                QuarkusRequests.toWorker(request);
            }
        }
    }

    /** Runs just after it, and gives the request back to the event loop, which the method may count on. Stateless. */
    @Priority(Priorities.AUTHENTICATION + 1)
    static final class ToEventLoop implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            QuarkusRequests.toEventLoop(request);
        }
    }

    /** Keeps what was matched before a filter of the application can make Quarkus REST forget it. Stateless. */
    @Priority(Integer.MIN_VALUE)
    static final class Early implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            QuarkusRequests.keepMatched(request);
        }
    }
}
