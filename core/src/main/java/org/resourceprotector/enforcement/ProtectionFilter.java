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

    private static final Declaration ANY_TOKEN_BY_BINDING =
            new Declaration(Rule.ANY_TOKEN, "the name binding of @Protected");

    /** What a listener hears of where it is not known what was called. */
    private static final Endpoint UNKNOWN = new Endpoint("", "", null);

    private final Enforcer enforcer;
    private final RuleBook book;
    private final AccessReport report;

    @Context
    private @Nullable ResourceInfo resourceInfo;

    @Context
    private @Nullable Application application;

    private volatile ApplicationRule applicationRule;

    ProtectionFilter(Enforcer enforcer, RuleBook book, AccessReport report, ApplicationRule applicationRule) {
        this.enforcer = enforcer;
        this.applicationRule = applicationRule;
        this.book = book;
        this.report = report;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        filter(request, new Surroundings(resourceInfo, application, false));
    }

    /**
     * Filters a request that the runtime has bound by name, which it also does for an annotated {@code Application}.
     *
     * @param request the request
     * @param injectedInfo what the runtime injected into the bound filter; it may inject into the filter that it calls only
     * @param injectedApplication likewise
     */
    public void filterBound(
            ContainerRequestContext request,
            @Nullable ResourceInfo injectedInfo,
            @Nullable Application injectedApplication) {
        filter(request, new Surroundings(injectedInfo, injectedApplication, true));
    }

    /** What the runtime injected, and whether it called by name binding. */
    private record Surroundings(
            @Nullable ResourceInfo info, @Nullable Application application, boolean bound) {}

    private void filter(ContainerRequestContext request, Surroundings surroundings) {
        try {
            Enforcer.Passage before = Enforcer.passage(request);
            if (enforcer.hasPassed(request, before) && !mayDemandMore(surroundings, before)) {
                return;
            }
            Decision decision = decide(request, surroundings);
            if (decision instanceof Decision.Defective defective) {
                OperatorLog.error(
                        "refused with a 500, because the declaration is broken: " + defective.problem(), null);
                enforcer.refuse(request, Rejection.of(Reason.FAILED), decision.endpoint());
            } else if (decision == null || decision.endpoint().rule().access() == Access.OPEN) {
                enforcer.letThrough(request, before);
            } else {
                enforcer.enforce(request, decision.endpoint(), before);
            }
        } catch (Throwable e) {
            OperatorLog.error("refused with a 500, because the protection of an endpoint failed", e);
            enforcer.refuse(request, Rejection.of(Reason.FAILED), UNKNOWN);
        }
    }

    /** Whether being bound, or the application that came with it, can tell more than what a request went through with. */
    private boolean mayDemandMore(Surroundings surroundings, Enforcer.@Nullable Passage before) {
        Declaration fallback = book.fallback();
        return surroundings.bound
                && fallback != null
                && before != null
                && before.endpoint() != null
                && fallback.equals(before.endpoint().declaration());
    }

    /** Decides on the endpoint of a request; null where there is none, because the runtime answers by itself. */
    private @Nullable Decision decide(ContainerRequestContext request, Surroundings surroundings) {
        UriInfo uri = request.getUriInfo();
        ResourceInfo info = uri instanceof ResourceInfo live ? live : surroundings.info;
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
        if (decision instanceof Decision.Known known && known.endpoint().declaration() == null) {
            decision = undeclared(known, surroundings);
        }
        if (matched.size() > 1 && decision instanceof Decision.Known) {
            report.addCalled(decision.endpoint());
        }
        return decision;
    }

    private Decision decide(UriInfo uri, List<Object> matched, Class<?> resource, Method method) {
        Class<?> actual = matched.isEmpty() ? resource : classOf(matched.get(0));
        boolean related = resource.isAssignableFrom(actual);
        if (matched.size() <= 1 && (related || matched.isEmpty())) {
            return book.of(actual, method);
        }
        List<Class<?>> ancestors = new ArrayList<>();
        for (int i = matched.size() - 1; i >= (related ? 1 : 0); i--) {
            ancestors.add(classOf(matched.get(i)));
        }
        return Chain.decide(book, uri, ancestors, related ? actual : resource, method);
    }

    private static Class<?> classOf(Object resource) {
        return resource instanceof Class<?> type ? type : resource.getClass();
    }

    /** The rule of an endpoint for which nothing was declared: the application's, else what binding or settings demand. */
    private Decision undeclared(Decision.Known known, Surroundings surroundings) {
        Endpoint endpoint = known.endpoint();
        ApplicationRule rule = applicationRule;
        if (!rule.known()) {
            rule = ApplicationRule.of(surroundings.application, book);
            applicationRule = rule;
        }
        if (rule.declaration() != null) {
            return new Decision.Known(endpoint.under(rule.declaration()));
        }
        if (surroundings.bound) {
            return rule.known()
                    ? new Decision.Known(endpoint.under(ANY_TOKEN_BY_BINDING))
                    : new Decision.Defective(
                            endpoint,
                            "the Application is not known, and so its rule is not; write"
                                    + " @Protected on the resource classes");
        }
        return book.fallback() == null ? known : new Decision.Known(endpoint.under(book.fallback()));
    }
}
