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
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.declaration.Conditions;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.runtime.ClientProxies;
import org.resourceprotector.runtime.Connections;
import org.resourceprotector.runtime.Injection;
import org.resourceprotector.runtime.MatchedMethod;
import org.resourceprotector.runtime.MatchedRequests;
import org.resourceprotector.runtime.QuarkusRequests;
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

    private volatile boolean isCertain;

    private volatile boolean isServing;

    private volatile @Nullable KnownRuntime runtime;

    private final Connections connections;
    private final Conditions conditions;

    ProtectionFilter(Enforcer enforcer, EndpointRules rules, AccessReport report, ApplicationRule applicationRule) {
        this(
                enforcer,
                rules,
                report,
                applicationRule,
                Connections.UNKNOWN,
                new Conditions(Injection.CONSTRUCTOR::instance));
    }

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
        if (!isServing) {
            isServing = true;
        }
        try {
            if (enforcer.isDecidedByAnother(request)) {
                throw Deployment.twoProtectors();
            }
            Endpoint endpoint = endpoint(request, resourceInfo, application);
            act(request, endpoint == null ? null : rules.orDefault(endpoint));
        } catch (Throwable e) {
            refuse(request, e);
        }
    }

    /**
     * Checks a request that the runtime has bound by name, after {@link #filter} has decided on it:
     * a binding for which no declaration was found is one that only the runtime knows of, and
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
                || applicationRule(applicationOf(request, injectedApplication)) != null;
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
        UriInfo uri = request.getUriInfo();
        List<Object> matched = uri.getMatchedResources();
        return named.isUndeclared()
                ? rules.of(actual(uri, matched, isRelated(matched, resource), resource), method)
                : named;
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
        UriInfo uri = request.getUriInfo();
        Application application = applicationOf(request, injectedApplication);
        ResourceInfo info = resourceInfo(request, injected);
        Objects.requireNonNull(info, "the runtime did not inject ResourceInfo");
        Class<?> resource = info.getResourceClass();
        Method method = info.getResourceMethod();
        if (isOptionsOfRuntime(request, resource, method)) {
            return null;
        }
        Objects.requireNonNull(resource, "the runtime named no resource class");
        Objects.requireNonNull(method, "the runtime named no resource method");
        List<Object> matched = uri.getMatchedResources();
        boolean isRelated = isRelated(matched, resource);
        Class<?> actual = actual(uri, matched, isRelated, resource);
        Endpoint endpoint = endpoint(uri, matched, isRelated, resource, actual, method, application);
        MatchedMethod read = runtime(uri).readBefore(request, actual);
        if (read != null) {
            endpoint = afterReading(uri, read, endpoint, application);
        }
        Enforcer.keepResource(request, endpoint, resource);
        if (endpoint.rule().problem() == null && (matched.size() > 1 || Runtimes.hidesImplementation(resource))) {
            report.addCalled(rules.orDefault(endpoint), actual, method);
        }
        return endpoint;
    }

    /**
     * Whether the runtime answers OPTIONS itself, a CORS preflight or not. A preflight that comes to
     * a method is {@link Enforcer}'s to tell.
     */
    private static boolean isOptionsOfRuntime(
            ContainerRequestContext request, @Nullable Class<?> resource, @Nullable Method method) {
        return HttpMethod.OPTIONS.equals(request.getMethod())
                && (resource == null || method == null || EndpointRules.isRuntimesOwn(resource));
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
        return injected != null ? injected : QuarkusRequests.resourceInfo(request);
    }

    /** The endpoint if the runtime calls another method first: the rules of both must hold. */
    private Endpoint afterReading(
            UriInfo uri, MatchedMethod read, Endpoint endpoint, @Nullable Application application) {
        Endpoint first = rules.of(read.resource(), read.method());
        if (first.isUndeclared() && hidesImplementation(uri, read)) {
            return endpoint.invalid(EndpointRules.hidden(read.resource(), read.method()));
        }
        Endpoint declared = rules.orDefault(first.isUndeclared() ? first.under(applicationRule(application)) : first);
        return declared.declaration() == null
                ? endpoint
                : rules.combinedWith(List.of(declared.declaration()), endpoint.path(), rules.orDefault(endpoint));
    }

    private Endpoint endpoint(
            UriInfo uri,
            List<Object> matched,
            boolean isRelated,
            Class<?> resource,
            Class<?> actual,
            Method method,
            @Nullable Application application) {
        Endpoint own = rules.of(actual, method, runtime(uri).annotated(uri, method));
        Endpoint endpoint =
                rules.mayBeAdded(actual, own) ? rules.underOwners(runtime(uri).owners(uri), actual, own) : own;
        if (endpoint.isUndeclared() && hidesImplementation(uri, called(uri, actual, resource, method))) {
            return endpoint.invalid(EndpointRules.hidden(actual, method));
        }
        Endpoint behind = behindLocators(uri, matched, isRelated, actual, endpoint, rules.ownPath(actual, method));
        return rules.inForce(own, endpoint, behind, applicationRule(application));
    }

    /** Whether the class of a method can stand for another one that has a rule of its own. */
    private boolean hidesImplementation(UriInfo uri, MatchedMethod called) {
        return Runtimes.hidesImplementation(called.resource())
                || Runtimes.isGenerated(called.resource(), called.method())
                || (!called.isOfObject() && runtime(uri).mayStandForBean(called.resource()));
    }

    /** What is called at last, as a method like those that are called on the way there. */
    private MatchedMethod called(UriInfo uri, Class<?> actual, Class<?> named, Method method) {
        return new MatchedMethod(actual, method, method, runtime(uri).implementation(named) != null);
    }

    /** Whether the last object that was matched is the one that the method is called on. */
    private static boolean isRelated(List<Object> matched, Class<?> resource) {
        Object first = matched.isEmpty() ? resource : matched.get(0);
        return first instanceof Class<?> type ? resource.isAssignableFrom(type) : resource.isInstance(first);
    }

    /** The class that the method is called on, as far as it is known. */
    private Class<?> actual(UriInfo uri, List<Object> matched, boolean isRelated, Class<?> resource) {
        return implementation(uri, isRelated && !matched.isEmpty() ? ClientProxies.classOf(matched.get(0)) : resource);
    }

    private Endpoint behindLocators(
            UriInfo uri, List<Object> matched, boolean isRelated, Class<?> actual, Endpoint endpoint, String ownPath) {
        List<MatchedMethod> walked = runtime(uri).locators(uri);
        if (walked != null) {
            return walked.isEmpty()
                    ? endpoint
                    : LocatorRules.behind(
                            rules, walked, locator -> hidesImplementation(uri, locator), endpoint, ownPath);
        }
        List<Class<?>> ancestors = new ArrayList<>();
        for (int i = matched.size() - 1; i >= (isRelated ? 1 : 0); i--) {
            ancestors.add(ClientProxies.classOf(matched.get(i)));
        }
        return ancestors.isEmpty() ? endpoint : LocatorRules.behindAny(rules, ancestors, actual, endpoint, ownPath);
    }

    private Class<?> implementation(UriInfo uri, Class<?> named) {
        Class<?> actual = runtime(uri).implementation(named);
        return actual == null ? named : actual;
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
        return runtime(uri).bindsBelowRoot() && uri.getMatchedResources().size() > 1;
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
}
