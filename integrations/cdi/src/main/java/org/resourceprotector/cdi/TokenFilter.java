package org.resourceprotector.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.resourceprotector.token.AccessToken;

/**
 * Keeps the principal of each request for injection, right after the protector has decided. Where a runtime has no request scope
 * in its filters, nothing is kept, and what is injected says so when it is asked. A request that is made inside of another one, as
 * a dispatcher of servlets does, shares its scope: at its end what was decided for the outer one holds again. Thread-safe.
 */
@Priority(Priorities.AUTHENTICATION + 2)
final class TokenFilter implements ContainerRequestFilter, ContainerResponseFilter {

    private static final String OUTER = TokenFilter.class.getName() + ".outer";

    /** Stands for that of the current request. */
    private final RequestToken current;

    TokenFilter(RequestToken current) {
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        SecurityContext security = request.getSecurityContext();
        try {
            if (current.isDecided()) {
                request.setProperty(OUTER, Optional.ofNullable(current.token()));
            }
            current.decide(security != null && security.getUserPrincipal() instanceof AccessToken token ? token : null);
        } catch (ContextNotActiveException noRequestScope) {
            return;
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(OUTER) instanceof Optional<?> outer) {
            request.removeProperty(OUTER);
            current.decide((AccessToken) outer.orElse(null));
        }
    }
}
