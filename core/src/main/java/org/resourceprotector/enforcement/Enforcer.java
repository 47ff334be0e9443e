package org.resourceprotector.enforcement;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.challenge.ErrorResponse;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.challenge.ErrorResponses.Use;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.declaration.Conditions;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.RuleSettings;
import org.resourceprotector.enforcement.AuthenticationResult.Possession;
import org.resourceprotector.enforcement.Responses.RefusalBody;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.metadata.MetadataHandler;
import org.resourceprotector.metadata.PublishedResources;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.runtime.Connections;
import org.resourceprotector.runtime.Injection;
import org.resourceprotector.status.IntrospectionStatus;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Enforces rules: has a request authenticated and authorized, then lets it through as whom its
 * token says, or answers it with the error response. One for all filters of a protector.
 *
 * <p>Thread-safe. Keeps nothing of a request in itself, but with the request, as properties: what
 * was decided, the class of the resource for conditions, and headers for the response.
 */
public final class Enforcer {

    /** The class of the resource, for conditions. */
    static final String RESOURCE = "org.resourceprotector.resource";

    /** What a listener hears of if it is not known what was called. */
    static final Endpoint UNKNOWN = new Endpoint("", "", null);

    private final Authenticator authenticator;
    private final ErrorResponses errorResponses;
    private final Authorizer authorizer;
    private final Listeners listeners;
    private final PublishedResources resources;

    /** The resources whose metadata is served outside of the application. */
    private final Set<ResourceMetadata> servedOutside = ConcurrentHashMap.newKeySet();

    Enforcer(Authenticator authenticator, ErrorResponses errorResponses, Listeners listeners) {
        this(authenticator, errorResponses, listeners, RuleSettings.NONE, PublishedResources.NONE);
    }

    /** Puts the steps together. The resources are those that clients are told of in challenges. */
    public Enforcer(
            Authenticator authenticator,
            ErrorResponses errorResponses,
            Listeners listeners,
            RuleSettings settings,
            PublishedResources resources) {
        this.authorizer = new Authorizer(authenticator, listeners, settings, resources);
        this.resources = resources;
        this.authenticator = authenticator;
        this.errorResponses = errorResponses;
        this.listeners = listeners;
    }

    public Authorizer authorizer() {
        return authorizer;
    }

    /**
     * The response to a caller whose token was not acquired.
     *
     * @param head the HEAD that gets the headers only, and is not looked at again on its way; null
     *     for any other request
     * @param acceptable reads the media types of the {@code Accept} header; may throw if that is
     *     malformed
     */
    public Response response(
            Decision decision, Rejection rejection, @Nullable UriInfo head, Supplier<List<MediaType>> acceptable) {
        Possession possession = decision.possession();
        String address = head == null ? resources.address("") : address(head);
        Use use = new Use(possession.scheme(), false, address);
        ErrorResponse error = errorResponses.of(rejection, decision.retryAfter(), use);
        Response response = Responses.of(error, possession.responseHeaders(), head != null, acceptable);
        return head == null
                ? Response.fromResponse(response)
                        .entity(new RefusalBody(error, rejection, possession.scheme(), true))
                        .build()
                : response;
    }

    /** What the metadata of the resource says of proofs of possession. */
    ResourceMetadata.Proofs proofs() {
        return authenticator.constraints().proofs();
    }

    /** Whether proofs of the header {@code DPoP} are looked at. */
    boolean takesDpop() {
        return !proofs().dpopAlgorithms().isEmpty();
    }

    /** What operators should know of the settings, at deployment. */
    List<String> warnings() {
        return authenticator.constraints().warnings();
    }

    /** Whether it matters how a request was sent, and not only which token came with it. */
    boolean asksForProofs() {
        return authenticator.constraints().canProve();
    }

    /**
     * The response to a caller whom the application refuses. Listeners hear of it when it is sent.
     */
    public Response refusedByApplication(Rejection rejection) {
        ErrorResponse response = errorResponses.of(rejection);
        return Response.fromResponse(Responses.of(response, false, List::of))
                .entity(new RefusalBody(response, rejection, null, false))
                .build();
    }

    /**
     * Completes a refusal that a resource method has thrown or returned, now that it is known which
     * request it is for: tells listeners, if they have not heard of it, and returns the challenge
     * for this caller; null if there is none.
     */
    @Nullable
    String complete(ContainerRequestContext request, RefusalBody refusal, @Nullable Endpoint endpoint) {
        SecurityContext security = request.getSecurityContext();
        if (!refusal.isHeard) {
            AccessToken token =
                    security == null ? null : AccessToken.from(security).orElse(null);
            listeners.refused(refusal.rejection, endpoint == null ? UNKNOWN : endpoint, token);
        }
        String scheme = refusal.scheme != null || refusal.isHeard || security == null
                ? refusal.scheme
                : authenticator.scheme(security);
        String address = address(request.getUriInfo());
        boolean isConstrained = endpoint != null && endpoint.rule().senderConstrained();
        return errorResponses
                .of(refusal.rejection, null, new Use(scheme, isConstrained, address))
                .challenge();
    }

    RateLimitedLog log() {
        return authenticator.log();
    }

    /**
     * Lets a request through as whom its token says, or refuses it. Nothing is known of the
     * connection, and conditions are made by their constructors.
     */
    void enforce(ContainerRequestContext request, Endpoint endpoint) {
        enforce(request, endpoint, Connections.UNKNOWN, new Conditions(Injection.CONSTRUCTOR::instance));
    }

    /**
     * The same, with what the runtime tells of the connection, and conditions of the deployment.
     */
    void enforce(ContainerRequestContext request, Endpoint endpoint, Connections connections, Conditions conditions) {
        RequestState.keep(request, this, endpoint);
        if (isPreflight(request, endpoint)) {
            request.setSecurityContext(new TokenSecurityContext(null, isSecure(request), null, endpoint));
            return;
        }
        Listeners told = listeners.started(endpoint);
        AuthenticationResult caller =
                authenticator.authenticate(request, new SentMethodFilter.Sent(request, connections));
        Decision decision =
                authorizer.decide(endpoint, caller, new FilteredRequest(request, endpoint.method(), conditions), told);
        Possession possession = decision.possession();
        RequestState.keep(request, possession.responseHeaders());
        if (decision.rejection() == null) {
            String scheme = decision.token() == null ? null : possession.scheme();
            request.setSecurityContext(new TokenSecurityContext(decision.token(), isSecure(request), scheme, endpoint));
        } else {
            Use use = use(request, endpoint, possession.scheme());
            abort(request, errorResponses.of(decision.rejection(), decision.retryAfter(), use));
        }
    }

    private Use use(ContainerRequestContext request, Endpoint endpoint, @Nullable String scheme) {
        return new Use(scheme, endpoint.rule().senderConstrained(), address(request.getUriInfo()));
    }

    /**
     * The address of the metadata for a challenge: by the path that was called, because templates
     * are not always known.
     */
    private @Nullable String address(UriInfo uri) {
        return resources.address(resources.isOneForAll() ? "" : path(uri));
    }

    /** The path that was called, without matrix parameters. */
    static String path(UriInfo uri) {
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
     * Returns the metadata of all resources for somebody who serves it outside of the application,
     * and tells the operator what cannot be reached there either.
     *
     * @param root the path that everything is below that is served there; empty for the root of the
     *     host
     * @param report tells which endpoints there are
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

    /** Whether the metadata of a resource is served outside of the application. */
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

    /** Whether a declared rule has been enforced for a request, and not only the default. */
    boolean hasEnforced(ContainerRequestContext request, @Nullable Declaration byDefault) {
        RequestState state = RequestState.of(request);
        Endpoint endpoint = state != null && state.isOf(request, this) ? state.endpoint() : null;
        return endpoint != null && !Objects.equals(endpoint.declaration(), byDefault);
    }

    /**
     * Whether a request was let through by this very rule, so that a proof must not be looked at once more. Not if conditions
     * belong to it, and the request is shown anew: its parameters may be others.
     */
    boolean isEnforced(ContainerRequestContext request, Endpoint endpoint) {
        SecurityContext security = request.getSecurityContext();
        return hasLetThrough(request, endpoint)
                && security != null
                && endpoint.equals(TokenSecurityContext.endpointOf(security));
    }

    /** The same behind filters of the application, which may have put a security context of their own around ours. */
    boolean hasLetThrough(ContainerRequestContext request, Endpoint endpoint) {
        RequestState state = RequestState.of(request);
        return state != null
                && state.isOf(request, this)
                && endpoint.equals(state.endpoint())
                && (state.shown() == request
                        || endpoint.rule().further().conditions().isEmpty());
    }

    /** Whether another protector has decided on a request: there are two in the application. */
    boolean isDecidedByAnother(ContainerRequestContext request) {
        RequestState state = RequestState.of(request);
        return state != null && state.by() != this && state.isOf(request, state.by());
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

    /** Ends a request, restores the one around it, and returns the endpoint called, if any. */
    static @Nullable Endpoint end(ContainerRequestContext request) {
        RequestState state = RequestState.of(request);
        if (state == null) {
            return null;
        }
        state.end(request);
        return state.endpoint();
    }

    /** Whether a validator asks the authorization server about tokens, as far as validators tell. */
    boolean asksServer() {
        return status().stream().anyMatch(IntrospectionStatus.class::isInstance);
    }

    /** Whether a validator may wait, such as a look-up of the application's own, also behind one that does not. */
    boolean mayWait() {
        return authenticator.validator().mayWait();
    }

    /** Whether somebody may have to wait while it is decided on a request: a validator, who remembers proofs, or a condition. */
    boolean mayWait(Endpoint endpoint) {
        return endpoint.rule().access() != Access.OPEN
                && (mayWait()
                        || takesDpop()
                        || !endpoint.rule().further().conditions().isEmpty());
    }

    /** The status of each validator and each sender constraint. */
    public List<Status> status() {
        return Stream.concat(authenticator.validator().status().stream(), authenticator.constraints().status().stream())
                .toList();
    }

    /**
     * Whether this is a CORS preflight, which passes without a token. Only at a method for OPTIONS:
     * one for any HTTP method would run as for any other request. What the runtime answers itself
     * does not get to an endpoint.
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
}
