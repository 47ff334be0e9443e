package org.resourceprotector.cdi;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.SecurityContext;
import org.resourceprotector.token.AccessToken;

/**
 * Keeps the principal of each request for injection, right after the protector has decided. Where a runtime has no request scope
 * in its filters, nothing is kept, and what is injected says so when it is asked. Thread-safe.
 */
@Priority(Priorities.AUTHENTICATION + 2)
final class TokenFilter implements ContainerRequestFilter {

    /** Stands for that of the current request. */
    private final RequestToken current;

    TokenFilter(RequestToken current) {
        this.current = current;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        SecurityContext security = request.getSecurityContext();
        try {
            current.decide(security != null && security.getUserPrincipal() instanceof AccessToken token ? token : null);
        } catch (ContextNotActiveException noRequestScope) {
            return;
        }
    }

    /** Sees the response before any filter of the application does: a request that was not let in has no token. Thread-safe. */
    @Priority(Integer.MAX_VALUE)
    static final class OfResponse implements ContainerResponseFilter {

        private final RequestToken current;

        OfResponse(RequestToken current) {
            this.current = current;
        }

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            try {
                current.answered();
            } catch (ContextNotActiveException noRequestScope) {
                return;
            }
        }
    }
}
