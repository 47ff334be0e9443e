package org.resourceprotector.enforcement;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.Serial;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.EndpointAccess;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.challenge.ErrorResponse;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.challenge.ErrorResponses.Use;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.declaration.ConditionalRequest;
import org.resourceprotector.declaration.Conditions;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.Rule;
import org.resourceprotector.declaration.RuleSettings;
import org.resourceprotector.enforcement.AuthenticationResult.Anonymous;
import org.resourceprotector.enforcement.AuthenticationResult.Authenticated;
import org.resourceprotector.enforcement.AuthenticationResult.Failed;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.metadata.MetadataHandler;
import org.resourceprotector.metadata.PublishedResources;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.runtime.Connections;
import org.resourceprotector.runtime.Injection;
import org.resourceprotector.runtime.RequestParameters;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.AccessToken;
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
    private final PublishedResources resources;

    /** Those whose metadata somebody serves outside of the application. */
    private final Set<ResourceMetadata> servedOutside = ConcurrentHashMap.newKeySet();

    /** Puts the steps together, without settings for rules, and without metadata. */
    Enforcer(Authenticator authenticator, ErrorResponses errorResponses, Listeners listeners) {
        this(authenticator, errorResponses, listeners, RuleSettings.NONE, PublishedResources.NONE);
    }

    /**
     * Puts the steps together.
     *
     * @param authenticator who the caller is
     * @param errorResponses what a refused caller gets
     * @param listeners who is told of each decision
     * @param settings what is configured for all rules
     * @param resources what clients are told of in challenges
     */
    public Enforcer(
            Authenticator authenticator,
            ErrorResponses errorResponses,
            Listeners listeners,
            RuleSettings settings,
            PublishedResources resources) {
        this.settings = settings;
        this.resources = resources;
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
     * @param head the HEAD that gets the headers only, and is not looked at again on its way; null for any other request
     * @param acceptable reads the media types of the {@code Accept} header; may throw if that is malformed
     * @return the response
     */
    public Response response(
            Decision decision, Rejection rejection, @Nullable UriInfo head, Supplier<List<MediaType>> acceptable) {
        Possession possession = decision.possession();
        String address = head == null ? resources.address("") : address(head);
        Use use = new Use(possession.scheme(), false, address);
        Response response = Responses.of(
                errorResponses.of(rejection, decision.retryAfter(), use),
                possession.responseHeaders(),
                head != null,
                acceptable);
        return response.getEntity() instanceof byte[] body
                ? Response.fromResponse(response)
                        .entity(new RefusalBody(body, rejection, possession.scheme(), true))
                        .build()
                : response;
    }

    /** What the metadata of the resource says of proofs of possession. */
    ResourceMetadata.Proofs proofs() {
        return authenticator.constraints().proofs();
    }

    /** Whether it matters how a request was sent, and not only which token came with it. */
    boolean asksForProofs() {
        return authenticator.constraints().canProve();
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
                .entity(new RefusalBody(response.body(), rejection, null, false))
                .build();
    }

    /**
     * Completes a refusal that a resource method has thrown or returned, now that it is known which request it is for: tells
     * listeners, if they have not heard of it, and says for whom the challenge is.
     *
     * @return the challenge; null if there is none
     */
    @Nullable
    String complete(ContainerRequestContext request, RefusalBody refusal, @Nullable Endpoint endpoint) {
        SecurityContext security = request.getSecurityContext();
        if (!refusal.isHeard) {
            AccessToken token =
                    security == null ? null : AccessToken.from(security).orElse(null);
            listeners.refused(refusal.rejection, endpoint == null ? UNKNOWN : endpoint, token);
        }
        String scheme =
                refusal.scheme != null || refusal.isHeard || security == null ? refusal.scheme : scheme(security);
        String address = address(request.getUriInfo());
        boolean isConstrained = endpoint != null && endpoint.rule().senderConstrained();
        return errorResponses
                .of(refusal.rejection, null, new Use(scheme, isConstrained, address))
                .challenge();
    }

    /** The body of a refusal that tells, as long as the response is on its way, why it is one. */
    static final class RefusalBody extends ByteArrayInputStream {

        private final byte[] bytes;
        private final Rejection rejection;
        private final @Nullable String scheme;

        /** Whether listeners know of it. */
        private final boolean isHeard;

        RefusalBody(byte[] bytes, Rejection rejection, @Nullable String scheme, boolean isHeard) {
            super(bytes);
            this.bytes = bytes;
            this.rejection = rejection;
            this.scheme = scheme;
            this.isHeard = isHeard;
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
        enforce(request, endpoint, Connections.UNKNOWN, new Conditions(Injection.CONSTRUCTOR::instance));
    }

    /** The same, with what the runtime tells of the connection, and the conditions of the application. */
    void enforce(ContainerRequestContext request, Endpoint endpoint, Connections connections, Conditions conditions) {
        RequestState.keep(request, this, endpoint);
        if (isPreflight(request, endpoint)) {
            setSecurityContext(request, new TokenSecurityContext(null, isSecure(request), null, endpoint));
            return;
        }
        Listeners told = listeners.started(endpoint);
        AuthenticationResult caller =
                authenticator.authenticate(request, new SentMethodFilter.Sent(request, connections));
        Decision decision = decide(endpoint, caller, new FilteredRequest(request, endpoint.method(), conditions), told);
        Possession possession = decision.possession();
        ResponseFilter.keep(request, possession.responseHeaders());
        if (decision.rejection() == null) {
            String scheme = decision.token() == null ? null : possession.scheme();
            setSecurityContext(
                    request, new TokenSecurityContext(decision.token(), isSecure(request), scheme, endpoint));
        } else {
            Use use = use(request, endpoint, possession.scheme());
            abort(request, errorResponses.of(decision.rejection(), decision.retryAfter(), use));
        }
    }

    private Use use(ContainerRequestContext request, Endpoint endpoint, @Nullable String scheme) {
        return new Use(scheme, endpoint.rule().senderConstrained(), address(request.getUriInfo()));
    }

    /** Where clients are sent to: by the path that they called, because templates are not always known. */
    private @Nullable String address(UriInfo uri) {
        return resources.address(resources.isOneForAll() ? "" : path(uri));
    }

    /** The path that was called, without matrix parameters. */
    private static String path(UriInfo uri) {
        String path = uri.getPath();
        return path.indexOf(';') < 0 ? path : path.replaceAll(";[^/]*", "");
    }

    /** The challenge of an endpoint to a caller of whom nothing is known. */
    @Nullable
    String challenge(ContainerRequestContext request, Endpoint endpoint) {
        return errorResponses
                .of(Rejection.of(Reason.MISSING), null, use(request, endpoint, null))
                .challenge();
    }

    /** Whether the query of a request holds a token, and its answer must not be kept for others. */
    boolean isTokenInQuery(ContainerRequestContext request) {
        return authenticator.bearerMethods().isInQuery(request.getMethod(), request.getUriInfo());
    }

    PublishedResources resources() {
        return resources;
    }

    /**
     * Hands out the metadata to somebody who serves it outside of the application, and tells the operator what cannot be
     * reached there either.
     *
     * @param root the path that everything is below that is served there; empty for the root of the host
     * @param report tells which endpoints there are
     * @return the metadata of all resources
     */
    public MetadataHandler metadataBelow(String root, Supplier<AccessReport> report) {
        for (ResourceMetadata metadata : resources.all()) {
            if (PublishedResources.isBelow(metadata.path(), root)) {
                servedOutside.add(metadata);
            } else if (!metadata.isServedElsewhere() && !servedOutside.contains(metadata)) {
                log().error(
                                "clients are told to ask for " + metadata.address() + ", which is not below " + root
                                        + ", where the metadata is served; serve it at the root of the server, or have the"
                                        + " proxy in front of it forward " + metadata.path()
                                        + " to the same path below the application, and set servedElsewhere() in its"
                                        + " ResourceMetadata",
                                null);
            }
        }
        return new MetadataDocuments(this, report);
    }

    /** Whether somebody serves the metadata of a resource outside of the application. */
    boolean isServedOutside(ResourceMetadata metadata) {
        return servedOutside.contains(metadata);
    }

    /** How clients may send a bearer token. */
    List<String> bearerMethods() {
        return authenticator.bearerMethods().names();
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
     * What the validators and the constraints hold and do now.
     *
     * @return the status of each part
     */
    public List<Status> status() {
        return Stream.concat(authenticator.validator().status().stream(), authenticator.constraints().status().stream())
                .toList();
    }

    /**
     * Which endpoints a token would get a call through to. Nobody is told, and nothing is remembered of it but what the
     * validators remember.
     *
     * @param token the token
     * @param endpoints the endpoints
     * @return the same endpoints with what is known of them
     */
    public List<EndpointAccess> accessWith(String token, List<Endpoint> endpoints) {
        AuthenticationResult caller = authenticator.withoutProof(token);
        return endpoints.stream().map(endpoint -> accessWith(caller, endpoint)).toList();
    }

    private EndpointAccess accessWith(AuthenticationResult caller, Endpoint endpoint) {
        Rule rule = endpoint.rule();
        if (rule.access() == Access.OPEN) {
            return new EndpointAccess(endpoint.row(), null, "");
        }
        Rejection refusal;
        String depends = "";
        if (caller instanceof Authenticated authenticated) {
            AccessToken token = authenticated.token();
            boolean isBound = token.confirmation() != null;
            Endpoint unconditional = endpoint.under(new Declaration(rule.withoutConditions(), endpoint.declaredAt()));
            refusal = rule.senderConstrained() && !isBound
                    ? SenderConstraints.unmet(rule, Possession.NONE)
                    : unmet(unconditional, token, null);
            depends = Stream.of(
                            isBound ? "a proof that the caller has the key that the token is bound to" : "",
                            rule.further().conditions().isEmpty() ? "" : "what the conditions say of the call")
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(", and "));
        } else {
            refusal = ((Failed) caller).rejection();
        }
        if (refusal == null) {
            return new EndpointAccess(endpoint.row(), null, depends);
        }
        boolean isIgnored = rule.access() == Access.OPTIONAL_IGNORING_INVALID
                && refusal.reason().kind().isCallersFault();
        return isIgnored
                ? new EndpointAccess(endpoint.row(), null, "the token is ignored: " + refusal.detail())
                : new EndpointAccess(endpoint.row(), refusal, "");
    }

    /**
     * Validates the token of a request and holds a rule against it.
     *
     * @param endpoint the rule
     * @param request the request
     * @return the decision
     */
    public Decision acquire(Endpoint endpoint, AcquiringRequest request) {
        return decide(endpoint, authenticator.authenticate(request), null, listeners);
    }

    /**
     * Holds a rule against the token of a request that was validated already. Who is refused is told all that the operation
     * needs, the scopes of the endpoint that was called among it: a client that asked for the others alone would come back
     * with a token that does not get it as far as this.
     *
     * @param endpoint the rule
     * @param security the security context of the request
     * @return the decision
     * @see <a href="https://modelcontextprotocol.io/specification/draft/basic/authorization">MCP, insufficient scope</a>
     */
    public Decision acquire(Endpoint endpoint, SecurityContext security) {
        AccessToken token = AccessToken.from(security).orElse(null);
        return decide(
                isInScope(endpoint.rule(), token) ? endpoint : withEnforced(endpoint, security),
                token == null
                        ? new Anonymous("no token was accepted for this request")
                        : new Authenticated(token, new Possession(scheme(security), false, Map.of())),
                null,
                listeners);
    }

    /** Whether a token has the scopes of a rule; a token that fails to say so is heard of when the rule is applied. */
    private boolean isInScope(Rule rule, @Nullable AccessToken token) {
        try {
            return rule.scopes().isEmpty()
                    || (token != null && rule.scopes().satisfiedBy(token.scopes(), settings.hierarchy()));
        } catch (Throwable e) {
            return false;
        }
    }

    /** The rule that is acquired together with the scopes that the endpoint of the request demands already. */
    private static Endpoint withEnforced(Endpoint acquired, SecurityContext security) {
        Endpoint enforced = TokenSecurityContext.endpointOf(security);
        Declaration declaration = acquired.declaration();
        if (enforced == null || declaration == null) {
            return acquired;
        }
        try {
            return acquired.under(declaration.within(enforced.rule()));
        } catch (IllegalArgumentException e) {
            return acquired; // too many alternatives to name; what is acquired must hold all the same
        }
    }

    /** The scheme that a token came under, as far as it is one of ours. */
    private String scheme(SecurityContext security) {
        String scheme = security.getAuthenticationScheme();
        return scheme != null && authenticator.constraints().schemes().contains(scheme) ? scheme : Credentials.BEARER;
    }

    private Decision decide(
            Endpoint endpoint, AuthenticationResult caller, @Nullable ConditionalRequest request, Listeners told) {
        if (caller instanceof Authenticated authenticated) {
            Possession possession = authenticated.possession();
            Rejection unbound = SenderConstraints.unmet(endpoint.rule(), possession);
            Rejection unmet = unbound == null ? unmet(endpoint, authenticated.token(), request) : unbound;
            if (unmet != null) {
                return refusedOrIgnored(endpoint, new Failed(unmet, null, possession), authenticated.token(), told);
            }
            told.accepted(authenticated.token(), endpoint);
            return Decision.accepted(authenticated.token(), possession);
        }
        if (caller instanceof Failed failed) {
            return refusedOrIgnored(endpoint, failed, null, told);
        }
        if (endpoint.rule().access() == Access.PROTECTED) {
            Rejection missing = endpoint.rule().missing(((Anonymous) caller).detail(), settings.hierarchy());
            return refused(endpoint, new Failed(missing, null, Possession.NONE), null, told);
        }
        told.anonymous(endpoint);
        return Decision.ANONYMOUS;
    }

    /** What a token lacks; the token is the application's own, and may fail to say what it carries. */
    private @Nullable Rejection unmet(Endpoint endpoint, AccessToken token, @Nullable ConditionalRequest request) {
        try {
            return endpoint.rule().unmet(token, settings(endpoint, request), request);
        } catch (AmbiguousParameter e) {
            return Rejection.of(
                    Reason.NOT_PERMITTED,
                    "a parameter that a condition asks for came with several values, or cannot be read");
        } catch (Throwable e) {
            log().error(
                            "an access token failed to say what it carries, or a condition failed; the caller got a 500",
                            e);
            return Rejection.of(Reason.FAILED, "the access token or a condition failed");
        }
    }

    /** What rules are held against: of several resources, that of the endpoint, if its template and the path that was called agree. */
    private RuleSettings settings(Endpoint endpoint, @Nullable ConditionalRequest request) {
        if (resources.all().size() < 2) {
            return settings;
        }
        ResourceMetadata metadata = resources.certainlyOf(endpoint.path());
        if (metadata == null || (request != null && resources.of(request.path()) != metadata)) {
            return settings.of(null);
        }
        return settings.of(metadata.resource());
    }

    private Decision refusedOrIgnored(Endpoint endpoint, Failed failed, @Nullable AccessToken token, Listeners told) {
        if (endpoint.rule().access() == Access.OPTIONAL_IGNORING_INVALID
                && failed.rejection().reason().kind().isCallersFault()) {
            told.ignored(failed.rejection(), endpoint);
            return Decision.ignored(failed.possession());
        }
        return refused(endpoint, failed, token, told);
    }

    private static Decision refused(Endpoint endpoint, Failed failed, @Nullable AccessToken token, Listeners told) {
        told.refused(failed.rejection(), endpoint, token);
        return Decision.refused(failed.rejection(), failed.retryAfter(), failed.possession());
    }

    /**
     * Whether this is a CORS preflight, which passes without a token. Only at a method for OPTIONS: one for any HTTP method
     * would run as for any other request. What the runtime answers itself comes to no endpoint.
     */
    private static boolean isPreflight(ContainerRequestContext request, Endpoint endpoint) {
        return HttpMethod.OPTIONS.equals(request.getMethod())
                && HttpMethod.OPTIONS.equals(endpoint.method())
                && request.getHeaderString("Origin") != null
                && request.getHeaderString("Access-Control-Request-Method") != null;
    }

    private static boolean isSecure(ContainerRequestContext request) {
        SecurityContext previous = request.getSecurityContext();
        return previous != null && previous.isSecure();
    }

    private static void setSecurityContext(ContainerRequestContext request, TokenSecurityContext security) {
        SecurityContext previous = request.getSecurityContext();
        if (previous != null && previous.getUserPrincipal() != null) {
            request.setProperty(PREVIOUS, previous);
        }
        request.setSecurityContext(security);
    }

    private static final Set<String> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    /**
     * A request as the resource method will see it, for conditions.
     *
     * @param declared the HTTP method of the resource method
     */
    private record FilteredRequest(ContainerRequestContext request, String declared, Conditions conditions)
            implements ConditionalRequest {

        @Override
        public String path() {
            return Enforcer.path(request.getUriInfo());
        }

        @Override
        public String method() {
            String sent = request.getMethod();
            if (sent.equalsIgnoreCase(declared)) {
                return declared; // CXF ignores case
            }
            String capitals = sent.toUpperCase(Locale.ROOT);
            return METHODS.contains(capitals) ? capitals : sent;
        }

        @Override
        public Class<?> resourceClass() {
            return (Class<?>) Objects.requireNonNull(request.getProperty(RESOURCE), "the class of the resource");
        }

        @Override
        public @Nullable String pathParameter(String name) {
            return one(RequestParameters.path(request.getUriInfo(), name));
        }

        @Override
        public @Nullable String queryParameter(String name) {
            return one(queryParameters(name));
        }

        @Override
        public List<String> queryParameters(String name) {
            try {
                return RequestParameters.query(request.getUriInfo(), name);
            } catch (RuntimeException unreadable) {
                throw new AmbiguousParameter();
            }
        }

        private static @Nullable String one(List<String> values) {
            if (values.isEmpty()) {
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

    /** A parameter has several values, and one is asked for; or nobody can read it. */
    private static final class AmbiguousParameter extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        AmbiguousParameter() {
            super("several values", null, false, false);
        }
    }
}
