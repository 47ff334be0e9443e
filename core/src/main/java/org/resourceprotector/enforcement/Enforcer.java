package org.resourceprotector.enforcement;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.Collections;
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
 * <p>Thread-safe.
 */
final class Enforcer {

    /** The endpoint that was decided on, and as whom; kept with the request. */
    private static final String DECIDED = "org.resourceprotector.decided";

    /** The security context that was there before ours, where it had a principal. */
    private static final String PREVIOUS = "org.resourceprotector.previousSecurityContext";

    private final Validation validation;
    private final Refusals refusals;
    private final Observer observer;
    private final Memory memory = new Memory();

    Enforcer(Validation validation, Refusals refusals, Observer observer) {
        this.validation = validation;
        this.refusals = refusals;
        this.observer = observer;
    }

    /**
     * What was decided on a request, and by whom. A forwarded request keeps its properties, but not its security context,
     * and may end up at another protector.
     *
     * @param token the token that it went through with; null where it went through anonymously, or was refused
     */
    private record Decided(
            Enforcer by, Endpoint endpoint, @Nullable AccessToken token, boolean passed) {}

    void enforce(ContainerRequestContext request, Endpoint endpoint) {
        if (isDecided(request, endpoint)) {
            return;
        }
        if (isPreflight(request)) {
            goOn(request, endpoint, null);
            return;
        }
        List<String> authorization = ownAuthorization(request);
        Judgement judgement = acquire(endpoint, authorization, new FilteredRequest(request));
        if (judgement.rejection() == null) {
            goOn(request, endpoint, judgement.token());
        } else {
            request.setProperty(DECIDED, new Decided(this, endpoint, null, false));
            abort(request, refusals.of(judgement.rejection(), judgement.retryAfter()));
        }
    }

    /** Lets a request through that nothing protects, ready to have its token acquired. */
    void letThrough(ContainerRequestContext request) {
        ownAuthorization(request);
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

    /** What was decided on, where anything was. */
    static @Nullable Endpoint decided(ContainerRequestContext request) {
        return request.getProperty(DECIDED) instanceof Decided decided ? decided.endpoint : null;
    }

    Memory memory() {
        return memory;
    }

    Judgement acquire(Endpoint endpoint, @Nullable List<String> authorization, PresentedToken.Request around) {
        Outcome outcome = memory.recall(authorization);
        if (outcome == null) {
            outcome = validation.of(authorization, around);
            memory.remember(authorization, outcome);
        }
        return Judgement.of(endpoint, outcome, observer);
    }

    Judgement acquire(Endpoint endpoint, SecurityContext security) {
        return AccessToken.from(security)
                .map(token -> Judgement.of(endpoint, new Outcome.Valid(token), observer))
                .orElseGet(() -> Judgement.of(endpoint, Outcome.NoToken.NO_TOKEN, observer));
    }

    private boolean isDecided(ContainerRequestContext request, Endpoint endpoint) {
        if (!(request.getProperty(DECIDED) instanceof Decided decided)
                || !decided.passed
                || decided.by != this
                || !decided.endpoint.equals(endpoint)) {
            return false;
        }
        SecurityContext security = request.getSecurityContext();
        return security != null && security.getUserPrincipal() == decided.token;
    }

    private static boolean isPreflight(ContainerRequestContext request) {
        return HttpMethod.OPTIONS.equals(request.getMethod())
                && request.getHeaderString("Origin") != null
                && request.getHeaderString("Access-Control-Request-Method") != null;
    }

    private void goOn(ContainerRequestContext request, Endpoint endpoint, @Nullable AccessToken token) {
        SecurityContext previous = request.getSecurityContext();
        if (previous != null && previous.getUserPrincipal() != null) {
            request.setProperty(PREVIOUS, previous);
        }
        request.setSecurityContext(new RequestSecurity(token, previous != null && previous.isSecure()));
        request.setProperty(DECIDED, new Decided(this, endpoint, token, true));
    }

    /** The credentials of a request, as an object that belongs to this request alone. See {@link Memory}. */
    private @Nullable List<String> ownAuthorization(ContainerRequestContext request) {
        List<String> authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (authorization == null
                || authorization.size() != 1
                || authorization.get(0) == null
                || memory.isOpenFor(authorization)) {
            return authorization;
        }
        @SuppressWarnings("StringCopy")
        String own = new String(authorization.get(0));
        request.getHeaders().putSingle(HttpHeaders.AUTHORIZATION, own);
        memory.open(own);
        return Collections.singletonList(own);
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
