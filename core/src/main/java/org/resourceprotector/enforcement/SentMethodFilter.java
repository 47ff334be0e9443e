package org.resourceprotector.enforcement;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;

/**
 * Keeps the HTTP method as it was sent, for proofs that are made for one method: before filters of the application change it,
 * and before a runtime makes a GET of a HEAD. Decides nothing. Stateless.
 */
@PreMatching
@Priority(Integer.MIN_VALUE)
final class SentMethodFilter implements ContainerRequestFilter {

    private static final String METHOD = "org.resourceprotector.method";

    /** The method as it was sent. */
    static String method(ContainerRequestContext request) {
        return request.getProperty(METHOD) instanceof String method ? method : request.getMethod();
    }

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(METHOD, request.getMethod());
    }
}
