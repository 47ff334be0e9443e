package org.resourceprotector.enforcement;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.runtime.Runtimes;

/**
 * What was decided for a request, kept with it as a property. A forwarded or included request has
 * the properties of the one around it, and may end up at another protector. Immutable.
 *
 * @param by whose decision it is
 * @param during the request as the runtime keeps it; a forwarded one is another
 * @param shown the request as the runtime showed it; one that a filter of the application suspended is shown as another (CXF)
 * @param around the state of the request that this one was forwarded from; null if it was not
 * @param endpoint what was called; null if nothing protects it
 * @param responseHeaders what the proof of this request adds to its own response
 */
record RequestState(
        Enforcer by,
        Object during,
        ContainerRequestContext shown,
        @Nullable RequestState around,
        @Nullable Endpoint endpoint,
        Map<String, String> responseHeaders) {

    private static final String PROPERTY = "org.resourceprotector.state";

    /** The state of a request; null if it is new. */
    static @Nullable RequestState of(ContainerRequestContext request) {
        return request.getProperty(PROPERTY) instanceof RequestState state ? state : null;
    }

    /** Whether a protector has decided on a request itself, and not only on the one around it. */
    static boolean isDecided(ContainerRequestContext request) {
        RequestState state = of(request);
        return state != null && state.during == Runtimes.request(request);
    }

    /** Keeps the decision of a protector, over that for the request around this one. */
    static void keep(ContainerRequestContext request, Enforcer by, @Nullable Endpoint endpoint) {
        RequestState before = of(request);
        if (endpoint != null || before != null) {
            Object during = Runtimes.request(request);
            RequestState around = before == null || before.during != during ? before : before.around;
            request.setProperty(PROPERTY, new RequestState(by, during, request, around, endpoint, Map.of()));
        }
    }

    /** Keeps headers for the response of a request that was decided on. */
    static void keep(ContainerRequestContext request, Map<String, String> responseHeaders) {
        RequestState state = of(request);
        if (state != null && !responseHeaders.isEmpty()) {
            request.setProperty(
                    PROPERTY,
                    new RequestState(
                            state.by, state.during, state.shown, state.around, state.endpoint, responseHeaders));
        }
    }

    /** Restores the state of the request around this one, if there is one. */
    void end(ContainerRequestContext request) {
        if (around != null) {
            request.setProperty(PROPERTY, around);
        }
    }

    /** Whether this is what the protector decided for a request, not for the one around it. */
    boolean isOf(ContainerRequestContext request, Enforcer protector) {
        return during == Runtimes.request(request) && by == protector;
    }

    @Override
    public String toString() {
        return "RequestState";
    }
}
