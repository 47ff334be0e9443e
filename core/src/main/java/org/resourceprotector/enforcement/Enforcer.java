package org.resourceprotector.enforcement;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.Serial;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.challenge.ErrorResponse;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.Rule;
import org.resourceprotector.declaration.RuleSettings;
import org.resourceprotector.enforcement.AuthenticationResult.Anonymous;
import org.resourceprotector.enforcement.AuthenticationResult.Authenticated;
import org.resourceprotector.enforcement.AuthenticationResult.Failed;
import org.resourceprotector.log.RateLimitedLog;
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

    /** The class of the resource, for conditions. */
    private static final String RESOURCE = "org.resourceprotector.resource";

    /** What a listener hears of if it is not known what was called. */
    static final Endpoint UNKNOWN = new Endpoint("", "", null);

    private final Authenticator authenticator;
    private final ErrorResponses errorResponses;
    private final Listeners listeners;
    private final RuleSettings settings;

    /** Puts the steps together, without settings for rules. */
    Enforcer(Authenticator authenticator, ErrorResponses errorResponses, Listeners listeners) {
        this(authenticator, errorResponses, listeners, RuleSettings.NONE);
    }

    /**
     * Puts the steps together.
     *
     * @param authenticator who the caller is
     * @param errorResponses what a refused caller gets
     * @param listeners who is told of each decision
     * @param settings what is configured for all rules
     */
    public Enforcer(
            Authenticator authenticator, ErrorResponses errorResponses, Listeners listeners, RuleSettings settings) {
        this.settings = settings;
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
        return Responses.of(errorResponses.of(rejection, decision.retryAfter()), head, acceptable);
    }

    /**
     * What a caller gets whom the application itself refuses.
     *
     * @param rejection why
     * @return the response, of which listeners hear when it is sent
     */
    public Response refusedByApplication(Rejection rejection) {
        ErrorResponse response = errorResponses.of(rejection);
        return Response.fromResponse(Responses.of(response, false, List::of))
                .entity(new RefusalBody(response.body(), rejection))
                .build();
    }

    /** Tells listeners of a response that the application itself refused a call with. */
    void reportRefusal(ContainerRequestContext request, Rejection rejection, @Nullable Endpoint endpoint) {
        SecurityContext security = request.getSecurityContext();
        AccessToken token = security == null ? null : AccessToken.from(security).orElse(null);
        listeners.refused(rejection, endpoint == null ? UNKNOWN : endpoint, token);
    }

    /** The body of a refusal that tells, as long as the response is on its way, why it is one. */
    static final class RefusalBody extends ByteArrayInputStream {

        private final byte[] bytes;
        private final Rejection rejection;

        RefusalBody(byte[] bytes, Rejection rejection) {
            super(bytes);
            this.bytes = bytes;
            this.rejection = rejection;
        }

        Rejection rejection() {
            return rejection;
        }

        byte[] bytes() {
            return bytes.clone();
        }
    }

    RateLimitedLog log() {
        return authenticator.log();
    }

    /** Lets a request through as whom its token says, or refuses it. */
    void enforce(ContainerRequestContext request, Endpoint endpoint) {
        RequestState.keep(request, this, endpoint);
        if (isPreflight(request, endpoint)) {
            authenticate(request, null);
            return;
        }
        FilteredRequest around = new FilteredRequest(request);
        AuthenticationResult caller =
                authenticator.authenticate(request.getHeaders().get(HttpHeaders.AUTHORIZATION), around);
        Decision decision = decide(endpoint, caller, around);
        if (decision.rejection() == null) {
            authenticate(request, decision.token());
        } else {
            abort(request, errorResponses.of(decision.rejection(), decision.retryAfter()));
        }
    }

    /** Keeps the class of the resource, if the conditions of an endpoint may ask for it. */
    static void keepResource(ContainerRequestContext request, Endpoint endpoint, Class<?> resource) {
        if (!endpoint.rule().further().conditions().isEmpty()) {
            request.setProperty(RESOURCE, resource);
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
        listeners.refused(rejection, endpoint, null);
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
        return decide(endpoint, authenticator.authenticate(authorization, around), null);
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
        return decide(endpoint, token == null ? Anonymous.ANONYMOUS : new Authenticated(token), null);
    }

    private Decision decide(Endpoint endpoint, AuthenticationResult caller, @Nullable ProtectedRequest request) {
        if (caller instanceof Authenticated authenticated) {
            Rejection unmet = unmet(endpoint.rule(), authenticated.token(), request);
            if (unmet != null) {
                return refusedOrIgnored(endpoint, unmet, null, authenticated.token());
            }
            listeners.accepted(authenticated.token(), endpoint);
            return Decision.accepted(authenticated.token());
        }
        if (caller instanceof Failed failed) {
            return refusedOrIgnored(endpoint, failed.rejection(), failed.retryAfter(), null);
        }
        return endpoint.rule().access() == Access.PROTECTED
                ? refused(endpoint, endpoint.rule().missing(settings.hierarchy()), null, null)
                : Decision.ANONYMOUS;
    }

    /** What a token lacks; the token is the application's own, and may fail to say what it carries. */
    private @Nullable Rejection unmet(Rule rule, AccessToken token, @Nullable ProtectedRequest request) {
        try {
            return rule.unmet(token, settings, request);
        } catch (AmbiguousParameter e) {
            return Rejection.of(Reason.NOT_PERMITTED, "a parameter that a condition asks for came with several values");
        } catch (Throwable e) {
            log().error(
                            "an access token failed to say what it carries, or a condition failed; the caller got a 500",
                            e);
            return Rejection.of(Reason.FAILED, "the access token or a condition failed");
        }
    }

    private Decision refusedOrIgnored(
            Endpoint endpoint, Rejection rejection, @Nullable Duration retryAfter, @Nullable AccessToken token) {
        if (endpoint.rule().access() == Access.OPTIONAL_IGNORING_INVALID
                && rejection.reason().kind().isCallersFault()) {
            listeners.ignored(rejection, endpoint);
            return Decision.ANONYMOUS;
        }
        return refused(endpoint, rejection, retryAfter, token);
    }

    private Decision refused(
            Endpoint endpoint, Rejection rejection, @Nullable Duration retryAfter, @Nullable AccessToken token) {
        listeners.refused(rejection, endpoint, token);
        return Decision.refused(rejection, retryAfter);
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
        request.setSecurityContext(new TokenSecurityContext(token, previous != null && previous.isSecure()));
    }

    /** A request as the filter sees it. */
    private record FilteredRequest(ContainerRequestContext request)
            implements PresentedToken.Request, ProtectedRequest {

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

        @Override
        public Class<?> resourceClass() {
            return (Class<?>) Objects.requireNonNull(request.getProperty(RESOURCE), "the class of the resource");
        }

        @Override
        public @Nullable String pathParameter(String name) {
            return one(request.getUriInfo().getPathParameters().get(name));
        }

        @Override
        public @Nullable String queryParameter(String name) {
            return one(queryParameters(name));
        }

        @Override
        public List<String> queryParameters(String name) {
            List<String> values = request.getUriInfo().getQueryParameters().get(name);
            return values == null ? List.of() : List.copyOf(values);
        }

        private static @Nullable String one(@Nullable List<String> values) {
            if (values == null || values.isEmpty()) {
                return null;
            }
            String first = values.get(0);
            if (!values.stream().allMatch(first::equals)) {
                throw new AmbiguousParameter();
            }
            return first;
        }

        @Override
        public String toString() {
            return "FilteredRequest";
        }
    }

    /** A parameter has several values, and one is asked for. */
    private static final class AmbiguousParameter extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        AmbiguousParameter() {
            super("several values", null, false, false);
        }
    }
}
