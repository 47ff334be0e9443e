package org.resourceprotector.enforcement;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedList;
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

    /** What became of the request so far; kept with it. */
    private static final String PASSAGE = "org.resourceprotector.passage";

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
     * What became of a request, and by whom. A forwarded or included request has the properties of the one around it, but
     * not its security context, and may end up at another protector.
     *
     * @param by whose decision it is
     * @param during the request as the runtime showed it; a forwarded one is shown as another
     * @param around what became of the request that this one was forwarded from; null where it was not
     * @param key what its credentials are remembered by; null where there are none, or none that must be
     * @param endpoint what was called; null where nothing protects it
     * @param token the token that it went through with; null where it went through anonymously, or was refused
     * @param passed whether it went through a rule
     */
    record Passage(
            Enforcer by,
            ContainerRequestContext during,
            @Nullable Passage around,
            @Nullable Object key,
            @Nullable Endpoint endpoint,
            @Nullable AccessToken token,
            boolean passed) {

        @Override
        public String toString() {
            return "Passage";
        }

        private Passage to(Endpoint protectedEndpoint) {
            return new Passage(by, during, around, key, protectedEndpoint, null, false);
        }

        private Passage with(@Nullable AccessToken provedToken) {
            return new Passage(by, during, around, key, endpoint, provedToken, true);
        }
    }

    private Passage begin(ContainerRequestContext request, @Nullable Passage before, @Nullable Object key) {
        if (before != null && before.by == this && before.during == request && before.key != key) {
            memory.forget(before.key);
        }
        Passage around = before == null || before.during != request ? before : before.around;
        return new Passage(this, request, around, key, null, null, false);
    }

    /** What became of a request so far; null where it is new. */
    static @Nullable Passage passage(ContainerRequestContext request) {
        return request.getProperty(PASSAGE) instanceof Passage passage ? passage : null;
    }

    /** Whether a request went through a protected endpoint's rule here, and is still the same. */
    boolean hasPassed(ContainerRequestContext request, @Nullable Passage before) {
        return before != null && before.during == request && holds(before, request);
    }

    void enforce(ContainerRequestContext request, Endpoint endpoint, @Nullable Passage before) {
        if (before != null && endpoint.equals(before.endpoint) && holds(before, request)) {
            return;
        }
        if (isPreflight(request)) {
            Object key = opened(request, before);
            goOn(request, begin(request, before, key).to(endpoint).with(null));
            return;
        }
        List<String> authorization = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        String header = Memory.key(authorization);
        Outcome known = before == null ? null : memory.known(header);
        Outcome outcome = known == null ? validation.of(authorization, new FilteredRequest(request)) : known;
        Object key = ownKey(request, before, header);
        memory.keep(key, outcome);
        Passage passage = begin(request, before, key).to(endpoint);
        Judgement judgement = Judgement.of(endpoint, outcome, observer);
        if (judgement.rejection() == null) {
            goOn(request, passage.with(judgement.token()));
        } else {
            request.setProperty(PASSAGE, passage);
            abort(request, refusals.of(judgement.rejection(), judgement.retryAfter()));
        }
    }

    /** Lets a request through that nothing protects, ready to have its token acquired. */
    void letThrough(ContainerRequestContext request, @Nullable Passage before) {
        Passage passage = begin(request, before, opened(request, before));
        if (passage.key != null || passage.around != null) {
            request.setProperty(PASSAGE, passage);
        }
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

    /** Ends a request: forgets its credentials, leaves the one around it as it was, and tells which endpoint it was decided for, if for any. */
    @Nullable
    Endpoint end(ContainerRequestContext request) {
        Passage passage = passage(request);
        if (passage == null) {
            return null;
        }
        memory.forget(passage.key);
        if (passage.around != null) {
            request.setProperty(PASSAGE, passage.around);
        }
        return passage.endpoint;
    }

    /** How many requests have credentials that are remembered. */
    int remembered() {
        return memory.size();
    }

    Judgement acquire(Endpoint endpoint, @Nullable List<String> authorization, PresentedToken.Request around) {
        Object key = Memory.key(authorization);
        Outcome outcome = memory.known(key);
        if (outcome == null) {
            outcome = validation.of(authorization, around);
            memory.remember(key, outcome);
        }
        return Judgement.of(endpoint, outcome, observer);
    }

    Judgement acquire(Endpoint endpoint, SecurityContext security) {
        return AccessToken.from(security)
                .map(token -> Judgement.of(endpoint, new Outcome.Valid(token), observer))
                .orElseGet(() -> Judgement.of(endpoint, Outcome.NoToken.NO_TOKEN, observer));
    }

    private boolean holds(Passage passage, ContainerRequestContext request) {
        if (!passage.passed || passage.by != this) {
            return false;
        }
        SecurityContext security = request.getSecurityContext();
        return security != null && security.getUserPrincipal() == passage.token;
    }

    private static boolean isPreflight(ContainerRequestContext request) {
        return HttpMethod.OPTIONS.equals(request.getMethod())
                && request.getHeaderString("Origin") != null
                && request.getHeaderString("Access-Control-Request-Method") != null;
    }

    private static void goOn(ContainerRequestContext request, Passage passage) {
        SecurityContext previous = request.getSecurityContext();
        if (previous != null && previous.getUserPrincipal() != null) {
            request.setProperty(PREVIOUS, previous);
        }
        request.setSecurityContext(new RequestSecurity(passage.token, previous != null && previous.isSecure()));
        request.setProperty(PASSAGE, passage);
    }

    /** What the credentials of a request are remembered by, made ready to be. */
    private @Nullable Object opened(ContainerRequestContext request, @Nullable Passage before) {
        String header = Memory.key(request.getHeaders().get(HttpHeaders.AUTHORIZATION));
        Object key = ownKey(request, before, header);
        memory.open(key);
        return key;
    }

    /** The credentials of a request, as an object that belongs to this request alone; null where it has none. See {@link Memory}. */
    private @Nullable Object ownKey(
            ContainerRequestContext request, @Nullable Passage before, @Nullable String header) {
        if (header == null || (before != null && memory.isOpenFor(header))) {
            return header;
        }
        @SuppressWarnings("StringCopy")
        String own = new String(header);
        MultivaluedMap<String, String> headers = request.getHeaders();
        List<String> authorization = headers.get(HttpHeaders.AUTHORIZATION);
        if (authorization instanceof ArrayList || authorization instanceof LinkedList) {
            authorization.set(0, own);
        } else {
            headers.putSingle(HttpHeaders.AUTHORIZATION, own);
        }
        return own;
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
