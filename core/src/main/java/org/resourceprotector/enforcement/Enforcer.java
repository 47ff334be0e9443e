package org.resourceprotector.enforcement;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.challenge.ErrorResponse;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.challenge.ErrorResponses.Use;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.Rule;
import org.resourceprotector.enforcement.AuthenticationResult.Anonymous;
import org.resourceprotector.enforcement.AuthenticationResult.Authenticated;
import org.resourceprotector.enforcement.AuthenticationResult.Failed;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.runtime.Connections;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Holds the rule of an endpoint against the token of a request. One for all filters and for {@code acquire}.
 *
 * <p>Thread-safe; keeps nothing of a request but its property.
 */
public final class Enforcer {

    /** The security context that was there before ours, if it had a principal. */
    private static final String PREVIOUS = "org.resourceprotector.previousSecurityContext";

    private final Authenticator authenticator;
    private final ErrorResponses errorResponses;
    private final Listeners listeners;

    /**
     * Puts the steps together.
     *
     * @param authenticator who the caller is
     * @param errorResponses what a refused caller gets
     * @param listeners who is told of each decision
     */
    public Enforcer(Authenticator authenticator, ErrorResponses errorResponses, Listeners listeners) {
        this.authenticator = authenticator;
        this.errorResponses = errorResponses;
        this.listeners = listeners;
    }

    ErrorResponses errorResponses() {
        return errorResponses;
    }

    /**
     * What a caller gets whose token was not acquired.
     *
     * @param decision the decision
     * @param rejection its rejection
     * @param head whether the request is a HEAD, which gets the headers only
     * @param acceptable reads the media types of the {@code Accept} header; may throw if that is malformed
     * @return the response
     */
    public Response response(
            Decision decision, Rejection rejection, boolean head, Supplier<List<MediaType>> acceptable) {
        Possession possession = decision.possession();
        return Responses.of(
                errorResponses.of(rejection, decision.retryAfter(), new Use(possession.scheme(), false)),
                possession.responseHeaders(),
                head,
                acceptable);
    }

    /** Whether it matters how a request was sent, and not only which token came with it. */
    boolean asksForProofs() {
        return authenticator.constraints().canProve();
    }

    RateLimitedLog log() {
        return authenticator.log();
    }

    /** Lets a request through as whom its token says, or refuses it. */
    void enforce(ContainerRequestContext request, Endpoint endpoint) {
        enforce(request, endpoint, Connections.UNKNOWN);
    }

    /** The same, with what the runtime tells of the connection. */
    void enforce(ContainerRequestContext request, Endpoint endpoint, Connections connections) {
        RequestState.keep(request, this, endpoint);
        if (isPreflight(request, endpoint)) {
            authenticate(request, null, null);
            return;
        }
        AuthenticationResult caller = authenticator.authenticate(
                request.getHeaders().get(HttpHeaders.AUTHORIZATION), new FilteredRequest(request, connections));
        Decision decision = decide(endpoint, caller);
        Possession possession = decision.possession();
        ResponseFilter.keep(request, possession.responseHeaders());
        if (decision.rejection() == null) {
            authenticate(request, decision.token(), possession.scheme());
        } else {
            Use use = new Use(possession.scheme(), endpoint.rule().senderConstrained());
            abort(request, errorResponses.of(decision.rejection(), decision.retryAfter(), use));
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
        abort(request, errorResponses.of(rejection, null));
        listeners.refused(rejection, endpoint);
    }

    private static void abort(ContainerRequestContext request, ErrorResponse response) {
        request.abortWith(
                Responses.of(response, HttpMethod.HEAD.equals(request.getMethod()), request::getAcceptableMediaTypes));
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

    /**
     * Validates the token of a request and holds a rule against it.
     *
     * @param endpoint the rule
     * @param authorization the lines of the {@code Authorization} header; null if there is none
     * @param around the request
     * @return the decision
     */
    public Decision acquire(Endpoint endpoint, @Nullable List<String> authorization, PresentedToken.Request around) {
        return decide(endpoint, authenticator.authenticate(authorization, around));
    }

    /**
     * Holds a rule against the token of a request that was validated already.
     *
     * @param endpoint the rule
     * @param security the security context of the request
     * @return the decision
     */
    public Decision acquire(Endpoint endpoint, SecurityContext security) {
        AccessToken token = AccessToken.from(security).orElse(null);
        return decide(
                endpoint,
                token == null
                        ? Anonymous.ANONYMOUS
                        : new Authenticated(token, new Possession(scheme(security), false, Map.of())));
    }

    /** The scheme that a token came under, as far as it is one of ours. */
    private String scheme(SecurityContext security) {
        String scheme = security.getAuthenticationScheme();
        return scheme != null && authenticator.constraints().schemes().contains(scheme) ? scheme : Credentials.BEARER;
    }

    private Decision decide(Endpoint endpoint, AuthenticationResult caller) {
        if (caller instanceof Authenticated authenticated) {
            Possession possession = authenticated.possession();
            Rejection unbound = SenderConstraints.unmet(endpoint.rule(), possession);
            Rejection unmet = unbound == null ? unmet(endpoint.rule(), authenticated.token()) : unbound;
            if (unmet != null) {
                return refusedOrIgnored(endpoint, new Failed(unmet, null, possession));
            }
            listeners.accepted(authenticated.token(), endpoint);
            return Decision.accepted(authenticated.token(), possession);
        }
        if (caller instanceof Failed failed) {
            return refusedOrIgnored(endpoint, failed);
        }
        return endpoint.rule().access() == Access.PROTECTED
                ? refused(endpoint, new Failed(endpoint.rule().missing(), null, Possession.NONE))
                : Decision.ANONYMOUS;
    }

    /** What a token lacks; the token is the application's own, and may fail to say what it carries. */
    private @Nullable Rejection unmet(Rule rule, AccessToken token) {
        try {
            return rule.unmet(token);
        } catch (Throwable e) {
            log().error("an access token failed to say what it carries; the caller got a 500", e);
            return Rejection.of(Reason.FAILED, "the access token failed");
        }
    }

    private Decision refusedOrIgnored(Endpoint endpoint, Failed failed) {
        if (endpoint.rule().access() == Access.OPTIONAL_IGNORING_INVALID
                && failed.rejection().reason().kind().isCallersFault()) {
            listeners.ignored(failed.rejection(), endpoint);
            return Decision.ANONYMOUS;
        }
        return refused(endpoint, failed);
    }

    private Decision refused(Endpoint endpoint, Failed failed) {
        listeners.refused(failed.rejection(), endpoint);
        return Decision.refused(failed.rejection(), failed.retryAfter(), failed.possession());
    }

    /** Only a method for OPTIONS answers a preflight: one for any HTTP method would run as for any other request. */
    private static boolean isPreflight(ContainerRequestContext request, Endpoint endpoint) {
        return HttpMethod.OPTIONS.equals(request.getMethod())
                && HttpMethod.OPTIONS.equals(endpoint.method())
                && request.getHeaderString("Origin") != null
                && request.getHeaderString("Access-Control-Request-Method") != null;
    }

    private static void authenticate(
            ContainerRequestContext request, @Nullable AccessToken token, @Nullable String scheme) {
        SecurityContext previous = request.getSecurityContext();
        if (previous != null && previous.getUserPrincipal() != null) {
            request.setProperty(PREVIOUS, previous);
        }
        request.setSecurityContext(new TokenSecurityContext(token, previous != null && previous.isSecure(), scheme));
    }

    /** A request as the filter sees it. */
    private record FilteredRequest(ContainerRequestContext request, Connections connections)
            implements PresentedToken.Request {

        @Override
        public String method() {
            return SentMethodFilter.method(request);
        }

        @Override
        public URI uri() {
            return request.getUriInfo().getRequestUri();
        }

        @Override
        public List<String> header(String name) {
            return Objects.requireNonNullElse(request.getHeaders().get(name), List.of());
        }

        @Override
        public @Nullable X509Certificate clientCertificate() {
            return Connections.certificate(request);
        }

        @Override
        public @Nullable String remoteAddress() {
            return connections.remoteAddress(request);
        }
    }
}
