package org.resourceprotector;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import org.resourceprotector.enforcement.ProtectionFilter;

/**
 * The filter that runtimes bind by name. Where nothing is declared in the hierarchy of a resource, being bound tells that
 * the runtime knows of a binding elsewhere.
 *
 * <p>Runs after the filter that runs for every request, and so can do without anything injected, which some runtimes do
 * anew for each request.
 */
@Protected
@Priority(Priorities.AUTHENTICATION + 1)
final class NameBoundFilter implements ContainerRequestFilter {

    private final ProtectionFilter filter;

    NameBoundFilter(ProtectionFilter filter) {
        this.filter = filter;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        filter.filterBound(request);
    }
}
