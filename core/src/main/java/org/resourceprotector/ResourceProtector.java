package org.resourceprotector;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.challenge.OfferedSchemes;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.declaration.AuthorityRules;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.Rule;
import org.resourceprotector.declaration.RuleSettings;
import org.resourceprotector.enforcement.AcquiringRequest;
import org.resourceprotector.enforcement.Authenticator;
import org.resourceprotector.enforcement.BearerMethods;
import org.resourceprotector.enforcement.Decision;
import org.resourceprotector.enforcement.Deployment;
import org.resourceprotector.enforcement.Enforcer;
import org.resourceprotector.enforcement.Listeners;
import org.resourceprotector.enforcement.SenderConstraints;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.log.RefusalLog;
import org.resourceprotector.metadata.MetadataHandler;
import org.resourceprotector.metadata.PublishedResources;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.scope.ScopeHierarchy;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.settings.Given;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.SenderConstraint;
import org.resourceprotector.token.TokenValidator;

/**
 * The one thing to register: makes {@link Protected} true in an application. Register it as an instance.
 *
 * <pre>{@code
 * public class Api extends Application {
 *     public Set<Class<?>> getClasses() {
 *         return Set.of(UserResource.class);
 *     }
 *     public Set<Object> getSingletons() {
 *         return Set.of(ResourceProtector.with(TokenValidator.lookup(tokens::find)));
 *     }
 * }
 * }</pre>
 *
 * <p>Takes the bearer token from the {@code Authorization} header, has it validated, holds the endpoint's rule against it,
 * and makes it the principal of the request. Reads tokens from forms and from the query only if that is configured, and
 * never from cookies. What cannot
 * be a rule fails the deployment with a message that names the place.
 *
 * <p>An application holds its protector, in a constant or a bean; there is no registry. Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750">RFC 6750</a>
 */
public final class ResourceProtector implements Feature {

    /** As many characters as the longest token that a validator of this library looks at, and its scheme. */
    private static final int MAX_HEADER_LENGTH = 16 * 1024;

    /** When to come back if a validator cannot find out, and does not know when it can. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final EndpointRules rules;
    private final Enforcer enforcer;
    private final OfferedSchemes offered;
    private final boolean hasMetadata;
    private volatile AccessReport report = new AccessReport();

    @Context
    private volatile @Nullable Application application;

    private ResourceProtector(Builder builder) {
        RateLimitedLog log = new RateLimitedLog(System.getLogger("org.resourceprotector"), Clock.systemUTC());
        TokenValidator validator = TokenValidator.chain(builder.validators.toArray(TokenValidator[]::new));
        PublishedResources resources = new PublishedResources(builder.metadata);
        String resource = builder.metadata.size() == 1 ? builder.metadata.get(0).resource() : null;
        SenderConstraints constraints =
                new SenderConstraints(builder.senderConstraints, builder.requiresSenderConstraint);
        this.offered = constraints.offered();
        this.hasMetadata = !builder.metadata.isEmpty();
        this.rules = new EndpointRules(builder.protectUnannotated, constraints.canProve());
        this.enforcer = new Enforcer(
                new Authenticator(
                        validator,
                        constraints,
                        new BearerMethods(builder.acceptsFormToken, builder.acceptsQueryToken),
                        MAX_HEADER_LENGTH,
                        builder.requireHttps,
                        log),
                new ErrorResponses(builder.realm, builder.errorUri, RETRY_AFTER, offered),
                new Listeners(
                        builder.listeners,
                        log,
                        new RefusalLog(System.getLogger("org.resourceprotector.refused"), Clock.systemUTC())),
                new RuleSettings(builder.scopeHierarchy, builder.clock, resource),
                resources);
    }

    /**
     * A protector with the default settings.
     *
     * @param validators who knows the tokens, asked in this order; at least one
     * @return the protector
     * @throws IllegalStateException if there is no validator
     * @throws NullPointerException if one is null
     */
    public static ResourceProtector with(TokenValidator... validators) {
        Builder builder = builder();
        for (TokenValidator validator : validators) {
            builder.validator(validator);
        }
        return builder.build();
    }

    /**
     * Starts a protector with settings of its own.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Called by the runtime. An application that registers the same protector twice has it once.
     *
     * @param context the application that is being deployed
     * @return true
     * @throws IllegalStateException if the application has another protector already
     */
    @Override
    public boolean configure(FeatureContext context) {
        Application deployed = application;
        application = null; // the next application may be one whose runtime injects nothing here
        boolean isNew = !isRegisteredIn(context.getConfiguration());
        report = Deployment.install(context, deployed, ResourceProtector.class, enforcer, rules);
        if (isNew) {
            context.register(new ProtectionExceptionMapper(enforcer::refusedByApplication));
        }
        return true;
    }

    /**
     * Whether an application has a protector by now, for those who would register one otherwise. One that is registered, and was
     * not called by the runtime yet, is not noticed.
     *
     * @param configuration that of the application
     * @return whether there is one
     */
    public static boolean isRegisteredIn(Configuration configuration) {
        return Deployment.isInstalled(configuration);
    }

    /**
     * The access report: which endpoints there are, and what protects them. Complete after deployment, except for
     * endpoints behind sub-resource locators whose declared type does not tell, and of resources whose implementation the
     * runtime hides; those are added when they are first called, and are protected all the same. Of several deployments of
     * one protector, that of the newest.
     *
     * @return a row per endpoint; unmodifiable
     */
    public List<ProtectedEndpoint> endpoints() {
        return report.rows();
    }

    /**
     * The access report that an application would have with this protector, for those who ask before it is deployed, such
     * as a document of the API that is made at the start of a server. Reads the annotations of the classes and instances
     * that the application names, of those that a runtime would scan for, and of what their sub-resource locators are
     * declared to return. Deploys nothing, and knows nothing of what a runtime adds by itself.
     *
     * @param described the application; need not be the one that is deployed
     * @param scanned resource classes that the application does not name
     * @return a row per endpoint; unmodifiable
     * @throws IllegalStateException if a declaration cannot be a rule
     */
    public List<ProtectedEndpoint> endpoints(Application described, Class<?>... scanned) {
        return Deployment.report(Objects.requireNonNull(described, "described"), List.of(scanned), rules)
                .rows();
    }

    /**
     * What the validators and sender constraints hold and do now: keys, what is remembered of tokens, servers that are
     * asked, memories of used proofs. Waits for nothing and fetches nothing. Cheap enough to be asked every second, unless
     * there are thousands of issuers. Passes on what the {@code status()} of an application's own validator throws.
     *
     * @return the status of each part that has one
     */
    public List<Status> status() {
        return enforcer.status();
    }

    /**
     * Which endpoints of the access report a token would get a call through to, and why not to the others: for people who
     * ask why a call is refused. Validates the token as if it came with a call, but no proof is asked for, no condition is
     * asked, and no listener hears of it. Validators see a GET of an empty URI without headers. Of several resources with
     * metadata, the one of the path template counts, if that is certain. It may ask the authorization server. What it tells
     * must not reach whoever sent the token.
     *
     * @param token the token, without a scheme
     * @return a row per endpoint, in the order of {@link #endpoints()}; a token that is no good, or cannot be validated
     *     now, is refused everywhere but at open endpoints
     */
    public List<EndpointAccess> accessWith(String token) {
        return enforcer.authorizer().accessWith(Objects.requireNonNull(token, "token"), report.endpoints());
    }

    /**
     * Hands out the metadata to whoever serves it at the root of the host in the place of the application, whose own path is
     * another one: the {@code WellKnownFilter} of {@code resource-protector-servlet} does, or a handler of the server. From
     * then on no ERROR says that nobody answers at these addresses; one says so at once of those that are not below the
     * root. Before the application is deployed the documents have no scopes but those that were set.
     *
     * @param root the path that everything is below that is served, such as the context path of a servlet; empty, not a
     *     slash, for the root of the host
     * @return answers requests for the metadata of all resources
     * @throws IllegalStateException if there is no {@link Builder#metadata(ResourceMetadata) metadata}
     * @throws IllegalArgumentException if the root is neither empty nor a path that begins, and does not end, with a slash
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9728#section-3">RFC 9728, section 3</a>
     */
    public MetadataHandler metadataBelow(String root) {
        if (!hasMetadata) {
            throw new IllegalStateException(
                    "there is no metadata to serve; give it to ResourceProtector.builder().metadata(…)");
        }
        if (!root.isEmpty() && (!root.startsWith("/") || root.endsWith("/"))) {
            throw new IllegalArgumentException("\"" + root + "\" is neither empty nor a path such as /app");
        }
        return enforcer.metadataBelow(root, () -> report);
    }

    /**
     * The authentication schemes that tokens may come under at an endpoint, as its challenges offer them.
     *
     * @param endpoint a row of the access report
     * @return registered names, {@code Bearer} first if it is one of them; unmodifiable
     */
    public List<String> schemes(ProtectedEndpoint endpoint) {
        return (endpoint.senderConstrained() ? offered.constrained() : offered.any())
                .stream().map(OfferedSchemes.Scheme::name).toList();
    }

    /**
     * The programmatic form of {@link Protected}, for an endpoint that carries no annotation: validates the token of the
     * request, each time it is called, and holds a scope rule against it. Must be called on the thread of the request, because
     * runtimes inject proxies. Listeners hear of it without a path. A DPoP proof is good for one validation: a second call
     * in the same request is refused as a replay, so keep the token, or use {@link #acquire(SecurityContext, String...)}.
     * The certificate of the TLS connection cannot be seen from here, and some runtimes tell a GET for a HEAD: an annotation
     * knows both. A token in the query is taken if {@link Builder#acceptQueryToken()} is set. A token in a form is never
     * taken, whatever is set, because the body belongs to the method by now: such a call is one without a token.
     *
     * @param headers the injected headers
     * @param uri the injected URI
     * @param request the injected request
     * @param scopes the scope rule, in the grammar of {@link Protected#value()}
     * @return the token
     * @throws ProtectionException if the call is refused; carries the complete answer
     * @throws IllegalArgumentException if the scopes are no rule
     */
    public AccessToken acquire(HttpHeaders headers, UriInfo uri, Request request, String... scopes) {
        AcquiringRequest around = new AcquiringRequest(headers, uri, request);
        Decision decision = enforcer.authorizer().acquire(acquired(around.namedMethod(), scopes), around);
        return token(decision, HttpMethod.HEAD.equals(around.method()) ? uri : null, headers::getAcceptableMediaTypes);
    }

    /**
     * The programmatic form of {@link Protected}, for an endpoint whose token was validated already: holds one more scope
     * rule against it. Does not validate the token again. Who is refused is asked for the scopes of the endpoint and those
     * of this rule at once, not for those of other calls.
     *
     * @param security the injected security context, on the thread of the request
     * @param scopes the scope rule, in the grammar of {@link Protected#value()}
     * @return the token
     * @throws ProtectionException if there is no token, or it does not satisfy the rule; carries the complete answer
     * @throws IllegalArgumentException if the scopes are no rule
     */
    public AccessToken acquire(SecurityContext security, String... scopes) {
        return token(enforcer.authorizer().acquire(acquired("", scopes), security), null, List::of);
    }

    /** What a listener hears of: without a path, because that of the request is the caller's text, as its method may be. */
    private static Endpoint acquired(String method, String... scopes) {
        Rule rule = new Rule(ProtectedEndpoint.Access.PROTECTED, ScopeRule.of(scopes), AuthorityRules.NONE);
        return new Endpoint(method, "", new Declaration(rule, "acquire"));
    }

    private AccessToken token(Decision decision, @Nullable UriInfo head, Supplier<List<MediaType>> acceptable) {
        Rejection rejection = decision.rejection();
        if (rejection != null) {
            throw new ProtectionException(rejection, enforcer.response(decision, rejection, head, acceptable));
        }
        return Objects.requireNonNull(decision.token(), "an accepted call without a token");
    }

    /** Collects the settings of a protector; {@link #build()} copies them. Not thread-safe. */
    public static final class Builder {

        private final List<TokenValidator> validators = new ArrayList<>();
        private final List<ProtectionListener> listeners = new ArrayList<>();
        private ScopeHierarchy scopeHierarchy = ScopeHierarchy.NONE;
        private final List<ResourceMetadata> metadata = new ArrayList<>();
        private boolean acceptsFormToken;
        private boolean acceptsQueryToken;
        private Clock clock = Clock.systemUTC();
        private String realm = "api";
        private @Nullable URI errorUri;
        private final List<SenderConstraint> senderConstraints = new ArrayList<>();
        private boolean requiresSenderConstraint;
        private boolean protectUnannotated;
        private boolean requireHttps;

        private Builder() {}

        /**
         * Adds a validator behind those that were added before. The first one that knows a token decides.
         *
         * @param validator who knows the tokens
         * @return this
         */
        public Builder validator(TokenValidator validator) {
            validators.add(Objects.requireNonNull(validator, "validator"));
            return this;
        }

        /**
         * Sets which scopes imply which: a token with a broader scope satisfies rules, and calls of {@code acquire}, that
         * ask for a narrower one. None by default.
         *
         * @param hierarchy which scopes imply which
         * @return this
         */
        public Builder scopeHierarchy(ScopeHierarchy hierarchy) {
            this.scopeHierarchy = Objects.requireNonNull(hierarchy, "hierarchy");
            return this;
        }

        /**
         * Publishes what clients can find out about this resource, at the path below {@code /.well-known} that belongs to it,
         * and names its address in all challenges. Nothing by default. An application with several resources calls this for
         * each, with {@link ResourceMetadata.Builder#endpointsBelow}.
         *
         * @param metadata the metadata
         * @return this
         * @see <a href="https://www.rfc-editor.org/rfc/rfc9728">RFC 9728</a>
         */
        public Builder metadata(ResourceMetadata metadata) {
            this.metadata.add(Objects.requireNonNull(metadata, "metadata"));
            return this;
        }

        /**
         * Accepts bearer tokens as the parameter {@code access_token} of a form in a POST or PUT, for clients that cannot set
         * a header. The form must be in UTF-8, or say nothing of it. The
         * first 64 KB of a form are looked at, before the token is checked; the resource method reads it as if nobody had.
         * A request with two tokens is malformed. Off by default.
         *
         * @return this
         * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.2">RFC 6750, section 2.2</a>
         */
        public Builder acceptFormToken() {
            this.acceptsFormToken = true;
            return this;
        }

        /**
         * Accepts bearer tokens as the parameter {@code access_token} of the query of a GET or HEAD. The address of a
         * request ends up in logs, in histories and in the {@code Referer} header, and the token with it: for clients only
         * that can do neither better nor without. The answers are {@code Cache-Control: private}. A request with two tokens
         * is malformed. Off by default.
         *
         * @return this
         * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.3">RFC 6750, section 2.3</a>
         */
        public Builder acceptQueryToken() {
            this.acceptsQueryToken = true;
            return this;
        }

        /**
         * Sets the clock that tells how long ago a login was, for {@link Protected#maxAge()}; that of the system by default.
         * Validators have clocks of their own.
         *
         * @param clock tells the time
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets the realm of all challenges; {@code api} by default.
         *
         * @param realm printable ASCII
         * @return this
         * @throws IllegalArgumentException at {@link #build()}, if the realm holds anything else
         */
        public Builder realm(String realm) {
            this.realm = Given.required(realm, "realm");
            return this;
        }

        /**
         * Sends the address of a page that explains errors, as {@code error_uri}; none by default.
         *
         * @param page an absolute URI
         * @return this
         * @throws IllegalArgumentException if it is no absolute URI
         * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3">RFC 6750, section 3</a>
         */
        public Builder errorUri(String page) {
            URI uri = URI.create(Given.required(page, "errorUri"));
            if (!uri.isAbsolute() || uri.isOpaque()) {
                throw new IllegalArgumentException(
                        "an error page is an absolute URI, such as https://example.com/errors");
            }
            this.errorUri = uri;
            return this;
        }

        /**
         * Refuses tokens that come over plain http with a 400, as the runtime sees the request: the scheme of its URI. Behind
         * a proxy that terminates TLS, have the runtime learn the scheme from it first. Calls without a token are not
         * concerned. Off by default.
         *
         * @return this
         * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-5.3">RFC 6750, section 5.3</a>
         */
        public Builder requireHttps() {
            this.requireHttps = true;
            return this;
        }

        /**
         * Makes every endpoint that carries neither annotation answer as if {@link Protected} stood there, those included
         * that the runtime adds by itself. {@link Unprotected} is then the only way to be open.
         *
         * @return this
         */
        public Builder protectUnannotated() {
            this.protectUnannotated = true;
            return this;
        }

        /**
         * Adds a way to prove that the caller holds what its token is bound to, such as DPoP or a client certificate. Without
         * one, every bound token is refused; with one, plain bearer tokens are still accepted, unless they are refused by
         * {@link #requireSenderConstraint()} or {@link Protected#senderConstrained()}.
         *
         * @param constraint what can be proved; one for each member of {@code cnf}
         * @return this
         * @see <a href="https://www.rfc-editor.org/rfc/rfc9449">RFC 9449</a>
         * @see <a href="https://www.rfc-editor.org/rfc/rfc8705#section-3">RFC 8705, section 3</a>
         */
        public Builder senderConstraint(SenderConstraint constraint) {
            senderConstraints.add(Objects.requireNonNull(constraint, "constraint"));
            return this;
        }

        /**
         * Refuses plain bearer tokens everywhere: every token must be bound to a key or certificate of the caller, and the
         * binding be proved. Off by default. Authorization servers hand out unbound tokens if a client does not ask for
         * bound ones, or is not configured for them.
         *
         * @return this
         */
        public Builder requireSenderConstraint() {
            this.requiresSenderConstraint = true;
            return this;
        }

        /**
         * Adds a listener.
         *
         * @param listener hears of every decision
         * @return this
         */
        public Builder listener(ProtectionListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Builds the protector.
         *
         * @return the protector
         * @throws IllegalStateException if there is no validator, two sender constraints prove the same, or one is required
         *     and there is none, or two metadata are of the same resource or for the same endpoints
         * @throws IllegalArgumentException if a setting cannot be sent in a header
         */
        public ResourceProtector build() {
            if (validators.isEmpty()) {
                throw new IllegalStateException(
                        "a ResourceProtector needs a validator, or nobody could ever come in: for"
                                + " example ResourceProtector.with(TokenValidator.lookup(tokens::find))");
            }
            return new ResourceProtector(this);
        }
    }
}
