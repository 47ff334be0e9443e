package org.resourceprotector.enforcement;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.challenge.Refusal;
import org.resourceprotector.challenge.Refusals;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;

/**
 * Holds the rule of an endpoint against the token of a request. One for all filters and for {@code acquire}.
 *
 * <p>Thread-safe; keeps nothing of a request but its property.
 */
final class Enforcer {

    /** The security context that was there before ours, if it had a principal. */
    private static final String PREVIOUS = "org.resourceprotector.previousSecurityContext";

    private final Validation validation;
    private final Refusals refusals;
    private final Observer observer;

    Enforcer(Validation validation, Refusals refusals, Observer observer) {
        this.validation = validation;
        this.refusals = refusals;
        this.observer = observer;
    }

    /** Lets a request through as whom its token says, or refuses it. */
    void enforce(ContainerRequestContext request, Endpoint endpoint) {
        RequestState.keep(request, this, endpoint);
        if (isPreflight(request, endpoint)) {
            authenticate(request, null);
            return;
        }
        Outcome outcome =
                validation.of(request.getHeaders().get(HttpHeaders.AUTHORIZATION), new FilteredRequest(request));
        Judgement judgement = Judgement.of(endpoint, outcome, observer);
        if (judgement.rejection() == null) {
            authenticate(request, judgement.token());
        } else {
            abort(request, refusals.of(judgement.rejection(), judgement.retryAfter()));
        }
    }

    /** Lets a request through that nothing protects. */
    void letThrough(ContainerRequestContext request) {
        RequestState.keep(request, this, null);
    }

    /** Whether a rule that was declared has been enforced for a request already, and not only what holds by default. */
    boolean hasEnforced(ContainerRequestContext request, @Nullable Declaration byDefault) {
        RequestState state = RequestState.of(request);
        Endpoint endpoint = state != null && state.isOf(request, this) ? state.endpoint() : null;
        return endpoint != null && !Objects.equals(endpoint.declaration(), byDefault);
    }

    /** Whether another protector has decided on a request, which two protectors in one application do. */
    boolean isDecidedByAnother(ContainerRequestContext request) {
        RequestState state = RequestState.of(request);
        return state != null && state.during() == request && state.by() != this;
    }

    /** Refuses a request for a reason that is not the caller's. */
    void refuse(ContainerRequestContext request, Rejection rejection, Endpoint endpoint) {
        abort(request, refusals.of(rejection));
        observer.refused(rejection, endpoint);
    }

    private static void abort(ContainerRequestContext request, Refusal refusal) {
        request.abortWith(
                Answers.of(refusal, HttpMethod.HEAD.equals(request.getMethod()), request::getAcceptableMediaTypes));
    }

    /** Ends a request, restores the one around it, and tells which protected endpoint it called, if any. */
    static @Nullable Endpoint end(ContainerRequestContext request) {
        RequestState state = RequestState.of(request);
        if (state == null) {
            return null;
        }
        state.end(request);
        return state.endpoint();
    }

    Judgement acquire(Endpoint endpoint, @Nullable List<String> authorization, PresentedToken.Request around) {
        return Judgement.of(endpoint, validation.of(authorization, around), observer);
    }

    Judgement acquire(Endpoint endpoint, SecurityContext security) {
        return AccessToken.from(security)
                .map(token -> Judgement.of(endpoint, new Outcome.Valid(token), observer))
                .orElseGet(() -> Judgement.of(endpoint, Outcome.NoToken.NO_TOKEN, observer));
    }

    /** Only a method for OPTIONS answers a preflight: one for any HTTP method would run as for any other request. */
    private static boolean isPreflight(ContainerRequestContext request, Endpoint endpoint) {
        return HttpMethod.OPTIONS.equals(request.getMethod())
                && HttpMethod.OPTIONS.equals(endpoint.method())
                && request.getHeaderString("Origin") != null
                && request.getHeaderString("Access-Control-Request-Method") != null;
    }

    private static void authenticate(ContainerRequestContext request, @Nullable AccessToken token) {
        SecurityContext previous = request.getSecurityContext();
        if (previous != null && previous.getUserPrincipal() != null) {
            request.setProperty(PREVIOUS, previous);
        }
        request.setSecurityContext(new RequestSecurity(token, previous != null && previous.isSecure()));
    }

    /** A request as the filter sees it. */
    private record FilteredRequest(ContainerRequestContext request) implements PresentedToken.Request {

        @Override
        public String method() {
            return request.getMethod();
        }

        @Override
        public URI uri() {
            return request.getUriInfo().getRequestUri();
        }

        @Override
        public List<String> header(String name) {
            return Objects.requireNonNullElse(request.getHeaders().get(name), List.of());
        }
    }
}
