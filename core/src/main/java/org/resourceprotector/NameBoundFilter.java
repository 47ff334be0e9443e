package org.resourceprotector;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.enforcement.ProtectionFilter;

/**
 * The filter that runtimes bind by name. Where nothing is declared in the hierarchy of a resource, being bound tells that
 * the runtime knows of a binding elsewhere.
 */
@Protected
@Priority(Priorities.AUTHENTICATION)
final class NameBoundFilter implements ContainerRequestFilter {

    private final ProtectionFilter filter;

    @Context
    private @Nullable ResourceInfo resourceInfo;

    @Context
    private @Nullable Application application;

    NameBoundFilter(ProtectionFilter filter) {
        this.filter = filter;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        filter.filterBound(request, resourceInfo, application);
    }
}
