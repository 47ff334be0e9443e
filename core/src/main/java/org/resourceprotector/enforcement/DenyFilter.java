package org.resourceprotector.enforcement;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.resourceprotector.Protected;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.runtime.BeanProxies;
import org.resourceprotector.runtime.QuarkusRequests;
import org.resourceprotector.runtime.Runtimes;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Refuses requests that went to or through a protected resource in an application that has no
 * protector, or to an application that is protected itself, if that was not injected at deployment.
 * Thread-safe.
 */
public final class DenyFilter implements ContainerRequestFilter {

    private static final ErrorResponses RESPONSES = new ErrorResponses("api", (URI) null, Duration.ofSeconds(5));

    private final Predicate<Class<?>> isProtected;
    private final String problem;
    private final RateLimitedLog log;
    private final ApplicationRule.OfAll applications = new ApplicationRule.OfAll();

    /**
     * Refuses what is protected.
     *
     * @param isProtected whether anything of a matched resource, or behind it, is protected
     * @param problem what is wrong, for the operator
     * @param log for the operator
     */
    public DenyFilter(Predicate<Class<?>> isProtected, String problem, RateLimitedLog log) {
        this.isProtected = isProtected;
        this.problem = problem;
        this.log = log;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        boolean isClosed = true;
        try {
            UriInfo uri = request.getUriInfo();
            List<Object> matched = uri.getMatchedResources();
            isClosed = Runtimes.isBound(uri, Protected.class)
                    || matched.stream().map(BeanProxies::classOf).anyMatch(isProtected)
                    || Deployment.isProtected(QuarkusRequests.application(request))
                    || (!RequestState.isDecided(request)
                            && applications.problem(request.getClass(), null, null) != null);
        } finally {
            if (isClosed) {
                log.error(problem, null);
                request.abortWith(Responses.of(
                        RESPONSES.of(Rejection.of(Reason.FAILED), null), false, request::getAcceptableMediaTypes));
            }
        }
    }
}
