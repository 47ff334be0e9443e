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
import org.resourceprotector.runtime.MatchedRequests;
import org.resourceprotector.runtime.Runtimes;
import org.resourceprotector.runtime.Walk;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * The filter that runs for every matched request, finds the rule of its endpoint over the whole hierarchy, and has it
 * enforced. Name binding is how a rule is declared; this filter is what makes it true on every runtime.
 *
 * <p>It never throws: whatever goes wrong in it refuses the call with a 500.
 *
 * <p>Thread-safe; one per deployment, because the runtime injects into it.
 */
@Priority(Priorities.AUTHENTICATION)
public final class ProtectionFilter implements ContainerRequestFilter {

    /** What a listener hears of if it is not known what was called. */
    private static final Endpoint UNKNOWN = new Endpoint("", "", null);

    private final Enforcer enforcer;
    private final RuleBook book;
    private final AccessReport report;

    @Context
    private @Nullable ResourceInfo resourceInfo;

    @Context
    private @Nullable Application application;

    private volatile ApplicationRule applicationRule;

    private volatile @Nullable KnownRuntime runtime;

    ProtectionFilter(Enforcer enforcer, RuleBook book, AccessReport report, ApplicationRule applicationRule) {
        this.enforcer = enforcer;
        this.applicationRule = applicationRule;
        this.book = book;
        this.report = report;
    }

    /** How to ask the runtime, kept with the type of its URIs that it was found by. */
    private record KnownRuntime(Class<? extends UriInfo> type, MatchedRequests requests) {}

    @Override
    public void filter(ContainerRequestContext request) {
        try {
            if (enforcer.isDecidedByAnother(request)) {
                throw Protection.twoProtectors();
            }
            Decision decision = decide(request, resourceInfo, application);
            act(request, decision != null && isUndeclared(decision) ? underDefault(decision.endpoint()) : decision);
        } catch (Throwable e) {
            refuse(request, e);
        }
    }

    /**
     * Checks a request that the runtime has bound by name, after {@link #filter} has decided on it: a binding for which no
     * declaration was found is one that only the runtime knows of, and closes the endpoint.
     *
     * @param request the request
     * @param injectedInfo what the runtime injected into the bound filter; it may inject into the filter that it calls only
     * @param injectedApplication likewise
     */
    public void checkBound(
            ContainerRequestContext request,
            @Nullable ResourceInfo injectedInfo,
            @Nullable Application injectedApplication) {
        try {
            if (!enforcer.hasEnforced(request, book.fallback())) {
                Decision decision = decide(request, injectedInfo, injectedApplication);
                if (decision == null || !isUndeclared(decision)) {
                    act(request, decision);
                } else if (!isBoundByRoot(request.getUriInfo())) {
                    act(request, onlyBound(decision.endpoint()));
                }
            }
        } catch (Throwable e) {
            refuse(request, e);
        }
    }

    private void refuse(ContainerRequestContext request, Throwable failure) {
        OperatorLog.error("refused with a 500, because the protection of an endpoint failed", failure);
        enforcer.refuse(request, Rejection.of(Reason.FAILED), UNKNOWN);
    }

    private void act(ContainerRequestContext request, @Nullable Decision decision) {
        if (decision instanceof Decision.Defective defective) {
            OperatorLog.error("refused with a 500, because the declaration is broken: " + defective.problem(), null);
            enforcer.refuse(request, Rejection.of(Reason.FAILED), decision.endpoint());
        } else if (decision == null || decision.endpoint().rule().access() == Access.OPEN) {
            enforcer.letThrough(request);
        } else {
            enforcer.enforce(request, decision.endpoint());
        }
    }

    /** Decides on the endpoint of a request; null if there is none, because the runtime answers OPTIONS by itself. */
    private @Nullable Decision decide(
            ContainerRequestContext request,
            @Nullable ResourceInfo injected,
            @Nullable Application injectedApplication) {
        UriInfo uri = request.getUriInfo();
        ResourceInfo info = uri instanceof ResourceInfo live ? live : injected;
        Objects.requireNonNull(info, "the runtime did not inject ResourceInfo");
        Class<?> resource = info.getResourceClass();
        Method method = info.getResourceMethod();
        if (HttpMethod.OPTIONS.equals(request.getMethod())
                && (resource == null || method == null || RuleBook.isRuntimesOwn(resource))) {
            return null;
        }
        Objects.requireNonNull(resource, "the runtime named no resource class");
        Objects.requireNonNull(method, "the runtime named no resource method");
        List<Object> matched = uri.getMatchedResources();
        Decision decision = decide(uri, matched, resource, method);
        if (isUndeclared(decision)) {
            decision = underApplication(decision, injectedApplication);
        }
        if (decision instanceof Decision.Known && (matched.size() > 1 || Runtimes.hidesImplementation(resource))) {
            report.addCalled(decision.endpoint());
        }
        return decision;
    }

    private Decision decide(UriInfo uri, List<Object> matched, Class<?> resource, Method method) {
        Class<?> first = matched.isEmpty() ? resource : classOf(matched.get(0));
        boolean related = resource.isAssignableFrom(first);
        Class<?> actual = implementation(uri, related ? first : resource);
        Decision decision = book.of(actual, method);
        if (!(decision instanceof Decision.Known)) {
            return decision;
        }
        if (isUndeclared(decision) && Runtimes.hidesImplementation(actual)) {
            return new Decision.Defective(decision.endpoint(), RuleBook.hidden(actual, method));
        }
        Walk walk = runtime(uri).walk(uri);
        if (walk instanceof Walk.Locators walked) {
            return walked.locators().isEmpty()
                    ? decision
                    : SubResources.decide(book, walked.locators(), decision.endpoint(), book.ownPath(actual, method));
        }
        List<Class<?>> ancestors = new ArrayList<>();
        for (int i = matched.size() - 1; i >= (related ? 1 : 0); i--) {
            ancestors.add(classOf(matched.get(i)));
        }
        return ancestors.isEmpty()
                ? decision
                : SubResources.decide(book, walk, ancestors, actual, decision.endpoint(), book.ownPath(actual, method));
    }

    private Class<?> implementation(UriInfo uri, Class<?> named) {
        Class<?> actual = Runtimes.hidesImplementation(named) ? runtime(uri).implementation(named) : null;
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

    static Class<?> classOf(Object resource) {
        return resource instanceof Class<?> type ? type : resource.getClass();
    }

    private static boolean isUndeclared(Decision decision) {
        return decision instanceof Decision.Known && decision.endpoint().declaration() == null;
    }

    /** The decision under the rule of the application, if that has one. */
    private Decision underApplication(Decision decision, @Nullable Application injected) {
        ApplicationRule rule = applicationRule;
        if (!rule.known()) {
            rule = ApplicationRule.of(injected, book);
            applicationRule = rule;
        }
        return rule.declaration() == null
                ? decision
                : new Decision.Known(decision.endpoint().under(rule.declaration()));
    }

    private Decision underDefault(Endpoint endpoint) {
        return new Decision.Known(book.fallback() == null ? endpoint : endpoint.under(book.fallback()));
    }

    /** The decision on an endpoint that is bound by name, though no declaration was found. */
    private static Decision onlyBound(Endpoint endpoint) {
        return new Decision.Defective(
                endpoint,
                "the runtime has bound " + endpoint.method() + " " + endpoint.path()
                        + " to @Protected, but the annotation is not to be found, and so its rule is not; write"
                        + " @Protected on the resource method or class");
    }

    /** Whether the binding of a sub-resource is the one of its root class, which a locator may have lifted. */
    private boolean isBoundByRoot(UriInfo uri) {
        return runtime(uri).bindsBelowRoot() && uri.getMatchedResources().size() > 1;
    }
}
