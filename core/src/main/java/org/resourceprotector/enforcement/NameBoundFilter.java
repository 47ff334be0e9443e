package org.resourceprotector.enforcement;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;

/**
 * The filter that runtimes bind by name. Runs after the one of every request, and refuses what is bound although that one
 * found no declaration. Changes nothing of a request that it lets through.
 */
@Protected
@Priority(Priorities.AUTHENTICATION + 1)
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
        filter.checkBound(request, resourceInfo, application);
    }
}
