package org.resourceprotector.introspection;

import static org.resourceprotector.settings.Bounds.DAY;
import static org.resourceprotector.settings.Bounds.MIN_DURATION;
import static org.resourceprotector.settings.Bounds.within;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.ClaimPath;
import org.resourceprotector.claims.ClaimRules;
import org.resourceprotector.claims.TokenClaims;
import org.resourceprotector.http.HttpClients;
import org.resourceprotector.http.HttpFetch;
import org.resourceprotector.http.IssuerMetadata;
import org.resourceprotector.http.PlainHttp;
import org.resourceprotector.http.SecureUri;
import org.resourceprotector.http.ServerAddress;
import org.resourceprotector.jose.Algorithms;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.settings.Given;
import org.resourceprotector.signature.JwtSignatures;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.RevocationFeed;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/**
 * Validates tokens by asking the authorization server that issued them.
 *
 * <p>Checks: that the server says {@code active}, by the JSON value true; {@code exp}, {@code nbf} and {@code iat} against
 * the clock, whenever the token comes; {@code iss} where an issuer was told and the server names one; that {@code aud}
 * names one of the audiences; that {@code token_type}, where it is there, is the scheme that the token came under; that
 * members are of their JSON types. Does not look at how a bound token came: whoever calls this validator by itself must
 * look at {@link IntrospectedToken#confirmation}, as the protector does.
 *
 * <p>Does not check whether scopes are enough. Every token is its own, so in a chain it comes last, behind the validators
 * that know theirs by their form. The exception is a JWT that names another issuer than the one that was told, which is
 * {@link Verdict#notMine()}: no server is shown the tokens of another one.
 *
 * <p>Asks once for all requests that come with the same token at the same time. Remembers nothing, unless told to by
 * {@link Builder#cacheFor}: a revoked token is refused at its next request. Where the server does not answer, is late,
 * answers something else than it should, or does not know this client, callers get a 503 and never a 401, and no more than
 * a bounded number of requests wait for it.
 *
 * <p>Thread-safe. Its {@code toString()} tells the policy.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662</a>
 */
public final class IntrospectionValidator implements TokenValidator, AutoCloseable {

    private final Introspection introspection;
    private final @Nullable RemoteKeySource ownKeys;
    private final RevocationFeed.@Nullable Subscription revocations;
    private final String policy;

    private IntrospectionValidator(
            Introspection introspection,
            @Nullable RemoteKeySource ownKeys,
            @Nullable RevocationFeed feed,
            String policy) {
        this.introspection = introspection;
        this.ownKeys = ownKeys;
        this.policy = policy;
        this.revocations =
                feed == null ? null : feed.subscribe(revocation -> introspection.evict(revocation::mayConcern));
    }

    /**
     * Starts a validator. An endpoint or an issuer, the authentication of this client, and an audience must be told.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Validates a token.
     *
     * @param token what the caller presented
     * @return accepted with an {@link IntrospectedToken}, or rejected; "not mine" for JWTs of other issuers only
     * @throws org.resourceprotector.token.ValidationUnavailableException if the server does not say
     */
    @Override
    public Verdict validate(PresentedToken token) {
        return introspection.verdict(token);
    }

    /**
     * Forgets answers, for example when a back-channel tells that a session ended. Requests that come afterwards ask the
     * server; those that are being answered right now may still get what was true before.
     *
     * @param which tells whose answers to forget; what it throws is passed on, and answers it did not see are kept
     * @return how many answers were forgotten
     */
    public int evict(Predicate<AccessToken> which) {
        return introspection.evict(Objects.requireNonNull(which, "which"));
    }

    /**
     * Closes the source of keys for signed responses, unless it was given to the builder, ends the subscription of
     * revocations, and forgets all answers: from then on the server is asked about each token. An HTTP client of the application is closed by the application.
     */
    @Override
    public void close() {
        introspection.forgetForGood();
        if (revocations != null) {
            revocations.close();
        }
        if (ownKeys != null) {
            ownKeys.close();
        }
    }

    /**
     * The server that is asked, what is remembered of its answers, and the keys of its signed answers, if they were not
     * given to the builder.
     *
     * @return the status of each part
     */
    @Override
    public List<Status> status() {
        List<Status> status = new ArrayList<>(introspection.status());
        if (ownKeys != null) {
            status.addAll(ownKeys.status());
        }
        return List.copyOf(status);
    }

    Introspection introspection() {
        return introspection;
    }

    /**
     * Tells what this validator accepts and whom it asks.
     *
     * @return the policy, without secrets
     */
    @Override
    public String toString() {
        return policy;
    }

    /**
     * Collects whom to ask and what to accept. Methods that begin with {@code accept} make a validator accept more, those
     * that begin with {@code insecure} are for tests and development. Not thread-safe.
     */
    public static final class Builder {

        private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);
        private static final Duration MAX_OPEN_TIME = Duration.ofMinutes(1);
        private static final Duration NEGATIVE_CACHE = Duration.ofSeconds(5);
        private static final Duration ENDPOINT_LIFETIME = Duration.ofHours(1);
        private static final int MAX_RESPONSE_SIZE = 256 * 1024;
        private static final int MAX_THREADS = 100_000;
        private static final int SLOW_PART_OF_TIMEOUT = 3;

        /** How many time-outs a call that tries may take until another one does. */
        private static final int TRIAL_TIMEOUTS = 4;

        private static final int MAX_CACHE_SIZE = 10_000_000;
        private static final Set<String> OWN_PARAMETERS =
                Set.of("token", "client_id", "client_secret", "client_assertion", "client_assertion_type");
        private static final List<String> CLIENT_ID = List.of("client_id");
        private static final List<ClaimPath> SCOPE = List.of(ClaimPath.of("scope"));
        private static final List<ClaimPath> ROLES = List.of(ClaimPath.of("roles"));
        private static final List<ClaimPath> GROUPS = List.of(ClaimPath.of("groups"));

        private @Nullable URI endpoint;
        private @Nullable String issuer;
        private @Nullable ClientAuthentication client;
        private Set<String> audience = Set.of();
        private boolean anyAudience;
        private boolean audienceFromClientId;
        private boolean kindAsTokenType;
        private boolean missingSubject;
        private ClaimRules claimRules = ClaimRules.NONE;
        private boolean signedResponses;
        private @Nullable KeySource keys;
        private @Nullable DecryptionKeys decryptionKeys;
        private String[] algorithms = {};
        private final List<ClaimPath> scopes = new ArrayList<>();
        private final List<ClaimPath> roles = new ArrayList<>();
        private Clock clock = Clock.systemUTC();
        private Duration clockSkew = Duration.ofSeconds(30);
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private @Nullable HttpClient httpClient;
        private boolean loopbackHttp;
        private Duration timeout = Duration.ofSeconds(3);
        private int maxConcurrentCalls = 32;
        private @Nullable Duration slowAfter;
        private Bulkhead.@Nullable Few maxWhenSlow;

        private int failuresToOpen = 5;
        private Duration openFor = Duration.ofSeconds(2);
        private Duration cacheFor = Duration.ZERO;
        private @Nullable Duration negativeCacheFor;
        private Duration staleIfError = Duration.ZERO;
        private int cacheSize = 10_000;
        private @Nullable RevocationFeed revocations;

        private Builder() {}

        /**
         * Where to ask. With an {@link #issuer} beside it, nothing is discovered.
         *
         * @param uri the https address of the introspection endpoint
         * @return this
         */
        public Builder endpoint(URI uri) {
            this.endpoint = Given.required(uri, "endpoint");
            return this;
        }

        /**
         * Whose tokens these are: one whose issuer the server does not name is this issuer's, one that names another issuer
         * is refused, and a JWT that does is not even shown to the server, which could use it elsewhere. The endpoint is the
         * one that the issuer's metadata name, unless {@link #endpoint} says another; an endpoint alone is asked about the
         * JWTs of all issuers.
         *
         * @param identifier the issuer identifier; compared character by character
         * @return this
         * @see <a href="https://www.rfc-editor.org/rfc/rfc8414#section-2">RFC 8414, section 2</a>
         */
        public Builder issuer(String identifier) {
            this.issuer = Given.text(identifier, "issuer");
            return this;
        }

        /**
         * Who is asking.
         *
         * @param authentication how the server knows us
         * @return this
         */
        public Builder client(ClientAuthentication authentication) {
            this.client = Objects.requireNonNull(authentication, "client");
            return this;
        }

        /**
         * Who we are: a token is good if its {@code aud} has at least one of these, character by character. A token
         * without an {@code aud} is not good.
         *
         * @param names at least one identifier of this resource server
         * @return this
         */
        public Builder audience(String... names) {
            for (String name : Given.each("audience", names)) {
                Given.text(name, "audience");
            }
            this.audience = Set.copyOf(List.of(names));
            return this;
        }

        /**
         * Accepts tokens for any resource server, for servers that do not say whom a token is for. A token that somebody
         * sent to another resource server is then good here too, if that one passes it on.
         *
         * @return this
         */
        public Builder acceptAnyAudience() {
            this.anyAudience = true;
            return this;
        }

        /**
         * If the server says no {@code aud} of a token, accepts one of the audiences as its {@code client_id}: configure the
         * clients whose tokens are accepted here as audiences. For servers such as LemonLDAP::NG and django-oauth-toolkit.
         *
         * @return this
         */
        public Builder acceptAudienceFromClientId() {
            this.audienceFromClientId = true;
            return this;
        }

        /**
         * Accepts {@code access_token} as {@code token_type}, for servers that write there which kind of token it is, such as
         * OpenAM and Ory Hydra 1.x. {@code refresh_token} and {@code id_token} are refused all the same. Such an answer does
         * not tell the scheme that the token is for: {@code cnf} alone tells whether it is bound to a key.
         *
         * @return this
         */
        public Builder acceptKindAsTokenType() {
            this.kindAsTokenType = true;
            return this;
        }

        /**
         * Accepts answers that tell neither {@code sub} nor {@code username} nor {@code client_id}, of which RFC 7662 requires
         * none. The name of the principal is then {@code (unknown)} for all of these tokens, so that nothing may be decided by
         * it. Behind a {@link TokenValidator#and} the principal is that of the first validator.
         *
         * @return this
         * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.2">RFC 7662, section 2.2</a>
         */
        public Builder acceptMissingSubject() {
            this.missingSubject = true;
            return this;
        }

        /**
         * Requires a further member of the answer, for example one by which access tokens are told from refresh tokens, for
         * which some servers answer {@code active}, too.
         *
         * @param claim its name
         * @param values if there are any, it must be one of them, or an array with one of them. All rules of a
         *     claim hold
         * @return this
         */
        public Builder requireClaim(String claim, String... values) {
            this.claimRules =
                    claimRules.requiring(Given.required(claim, "requireClaim"), Given.each("requireClaim", values));
            return this;
        }

        /**
         * Refuses tokens for which the answer has a member, for example one that only refresh tokens have.
         *
         * @param claim its name
         * @return this
         */
        public Builder refuseClaim(String claim) {
            this.claimRules = claimRules.refusing(Given.required(claim, "refuseClaim"));
            return this;
        }

        /**
         * Requires signed responses; plain ones are not used. Needs an {@link #issuer}. A response must be made for this
         * client, by its identifier, or for one of the audiences. With {@link ClientAuthentication#tls} it needs
         * {@link #keys}, too, because keys are not fetched with the trust anchors of that.
         *
         * @return this
         * @see <a href="https://www.rfc-editor.org/rfc/rfc9701">RFC 9701</a>
         */
        public Builder requireSignedResponses() {
            this.signedResponses = true;
            return this;
        }

        /**
         * The keys that signed responses are verified with; {@link KeySource#fromIssuer} by default.
         *
         * @param source the keys of this issuer
         * @return this
         */
        public Builder keys(KeySource source) {
            this.keys = Objects.requireNonNull(source, "keys");
            return this;
        }

        /**
         * The algorithms that signed responses may be signed with; RS, PS and ES with 256, 384 and 512, and Ed25519 by
         * default.
         *
         * @param names at least one name, as {@code alg} has it
         * @return this
         */
        public Builder algorithms(String... names) {
            Algorithms.allowList(Given.each("algorithms", names));
            this.algorithms = names.clone();
            return this;
        }

        /**
         * The keys that signed responses are decrypted with. A response that is not encrypted is not used from then on.
         *
         * @param privateKeys the private keys
         * @return this
         */
        public Builder decryptionKeys(DecryptionKeys privateKeys) {
            this.decryptionKeys = Objects.requireNonNull(privateKeys, "decryptionKeys");
            return this;
        }

        /**
         * Where the scopes are, instead of {@code scope}. Can be called several times; the first place that the answer has
         * counts.
         *
         * @param path the name of the member, after the names of the objects that it is inside of; one name with dots is tried
         *     as it stands and then as such a path
         * @return this
         */
        public Builder scopesFrom(String... path) {
            scopes.add(ClaimPath.of(path));
            return this;
        }

        /**
         * Where the roles are, instead of {@code roles}. Can be called several times; the roles of all places count.
         *
         * @param path the name of the member, after the names of the objects that it is inside of, for example
         *     {@code "realm_access", "roles"}
         * @return this
         */
        public Builder rolesFrom(String... path) {
            roles.add(ClaimPath.of(path));
            return this;
        }

        /**
         * What time it is; the system's clock where nothing is said.
         *
         * @param time tells the time
         * @return this
         */
        public Builder clock(Clock time) {
            this.clock = Objects.requireNonNull(time, "clock");
            return this;
        }

        /**
         * How far the clocks may be apart, for {@code exp}, {@code nbf} and {@code iat}; 30 seconds where nothing is said.
         *
         * @param skew zero to 5 minutes
         * @return this
         */
        public Builder clockSkew(Duration skew) {
            this.clockSkew = within("clockSkew", skew, Duration.ZERO, MAX_CLOCK_SKEW);
            return this;
        }

        /**
         * The HTTP client to call with, for example with a proxy or trust anchors of your own. By default one is made, which
         * waits two seconds for a connection.
         *
         * @param calling the client; must not follow redirects
         * @return this
         */
        public Builder httpClient(HttpClient calling) {
            this.httpClient = Objects.requireNonNull(calling, "httpClient");
            return this;
        }

        /**
         * How long a request waits in all, 3 seconds by default: for the last byte of an answer, connecting and discovery
         * included, and for the keys that a signed answer is verified with, however often these are looked up. A
         * {@link KeySource} of the application's own must keep to {@link KeySource#waitingAtMost} for that. While more
         * requests wait than may wait for a slow server (see {@link #maxConcurrentCalls}), the others wait a third of that,
         * which says nothing of the server.
         *
         * @param time a millisecond to a day
         * @return this
         */
        public Builder timeout(Duration time) {
            this.timeout = within("timeout", time, MIN_DURATION, DAY);
            return this;
        }

        /**
         * How many calls may be under way at once, 32 by default. A request that would make one more gets
         * a 503 at once.
         *
         * <p>Each holds a thread of the application server. If no response came within a third of the
         * {@link #timeout} for as long as that, the server is slow: then half as many requests may wait
         * for it as ever did at once, so that half of the application's threads stay free. The number is at
         * most half of this one, and never less than that of the processors. Only so many wait for the whole
         * time-out at any time.
         *
         * @param calls 1 to 100,000
         * @return this
         */
        public Builder maxConcurrentCalls(int calls) {
            this.maxConcurrentCalls = within("maxConcurrentCalls", calls, MAX_THREADS);
            return this;
        }

        /**
         * When a server is slow, and how many requests may then wait for it. Not public until somebody
         * needs another number than the default.
         */
        Builder whenSlow(Duration after, int requests) {
            this.slowAfter = after;
            this.maxWhenSlow = new Bulkhead.Few(requests, requests);
            return this;
        }

        /**
         * When to leave the server alone, and how long: after 5 failed requests one after the other, for 2 seconds, by default.
         * Requests that would need it get a 503 at once in the meantime. Then one call tries, and decides for the others.
         *
         * @param failures 1 to 100,000; time-outs, refused connections, and the statuses 401, 403, 429 and 500 and above count
         * @param window a millisecond to a minute
         * @return this
         */
        public Builder circuitBreaker(int failures, Duration window) {
            this.failuresToOpen = within("circuitBreaker", failures, MAX_THREADS);
            this.openFor = within("circuitBreaker", window, MIN_DURATION, MAX_OPEN_TIME);
            return this;
        }

        /**
         * Remembers that a token is good: the server is not asked about it again for so long, and no longer than until it
         * expires. That is also how long a revoked token may still be accepted. Nothing is remembered where nothing is said.
         *
         * @param time nothing to a day
         * @return this
         * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-4">RFC 7662, section 4</a>
         */
        public Builder cacheFor(Duration time) {
            this.cacheFor = within("cacheFor", time, Duration.ZERO, DAY);
            return this;
        }

        /**
         * Remembers that a token is no good, apart from the good ones; 5 seconds where nothing is said, but no longer than
         * good ones. That is also how long a token may be refused that the server came to know in the meantime.
         *
         * @param time nothing to a day
         * @return this
         */
        public Builder negativeCacheFor(Duration time) {
            this.negativeCacheFor = within("negativeCacheFor", time, Duration.ZERO, DAY);
            return this;
        }

        /**
         * How many good tokens are remembered, and as many others; 10,000 where nothing is said.
         *
         * @param tokens 1 to 10,000,000
         * @return this
         */
        public Builder cacheSize(int tokens) {
            this.cacheSize = within("cacheSize", tokens, MAX_CACHE_SIZE);
            return this;
        }

        /**
         * Accepts what was remembered for a while longer than {@link #cacheFor}, if the server does not answer; no longer
         * than until the token expires, and not for a request that is turned away because too many wait. A revoked token
         * may still be accepted in that time. Not at all where nothing is said.
         *
         * @param time nothing to a day
         * @return this
         */
        public Builder acceptStaleIfError(Duration time) {
            this.staleIfError = within("acceptStaleIfError", time, Duration.ZERO, DAY);
            return this;
        }

        /**
         * Forgets what is remembered of tokens that were revoked, so that the server is asked again. Also a token that
         * does not tell what the revocation is about, such as its session, is asked about again. The subscription ends
         * with {@link IntrospectionValidator#close()}.
         *
         * @param feed tells of revocations
         * @return this
         */
        public Builder revocations(RevocationFeed feed) {
            this.revocations = Objects.requireNonNull(feed, "feed");
            return this;
        }

        /**
         * Sends a further parameter with every request.
         *
         * @param name its name; none of those that the token and the authentication of clients are sent in
         * @param value its value
         * @return this
         */
        public Builder parameter(String name, String value) {
            if (Given.required(name, "parameter").isEmpty() || OWN_PARAMETERS.contains(name)) {
                throw new IllegalArgumentException("not a further parameter: " + name);
            }
            parameters.put(name, Given.required(value, "parameter " + name));
            return this;
        }

        /**
         * Allows plain http to {@code localhost}, {@code [::1]} and addresses that start with 127, for tests and development;
         * to no other host.
         *
         * @return this
         */
        public Builder insecureLoopbackHttp() {
            this.loopbackHttp = true;
            return this;
        }

        /**
         * Builds the validator. Later calls of this builder do not change it. Nobody is asked before the first token comes.
         *
         * @return the validator
         * @throws IllegalStateException if it was not told whom to ask, who is asking, or which audience is good, or two
         *     things that exclude each other were told
         * @throws IllegalArgumentException if an address is not safe
         */
        public IntrospectionValidator build() {
            ClientAuthentication authentication = client;
            if (endpoint == null && issuer == null) {
                throw new IllegalStateException("no endpoint and no issuer: nobody to ask; for example"
                        + " issuer(\"https://as.example.com\")");
            }
            if (authentication == null) {
                throw new IllegalStateException(
                        "no client: the server must know who is asking; if it need not, say so by"
                                + " ClientAuthentication.insecureNoAuthentication()");
            }
            if (audience.isEmpty() != anyAudience) {
                throw new IllegalStateException("either audience or acceptAnyAudience: without an audience tokens for"
                        + " other resource servers would do; for example audience(\"https://api.example.com\")");
            }
            if (audienceFromClientId && anyAudience) {
                throw new IllegalStateException("acceptAudienceFromClientId beside acceptAnyAudience says nothing");
            }
            if (!staleIfError.isZero() && cacheFor.isZero()) {
                throw new IllegalStateException("acceptStaleIfError without cacheFor: there is nothing stale");
            }
            RemoteKeySource own = null;
            ResponseFormat format = ResponseFormat.Plain.JSON;
            if (signedResponses) {
                if (keys == null && authentication.sslContext() != null) {
                    throw new IllegalStateException(
                            "ClientAuthentication.tls brings trust anchors of its own, with which the"
                                    + " keys for requireSignedResponses are not fetched: say which do, by"
                                    + " keys(RemoteKeySource.builder().issuer(...).httpClient(...).build()), or"
                                    + " keys(KeySource.fromIssuer(...)) for those of the JVM");
                }
                own = keys == null && issuer != null ? ownKeys(issuer) : null;
                format = signed(authentication, keys != null ? keys : own);
            } else if (keys != null || decryptionKeys != null || algorithms.length > 0) {
                throw new IllegalStateException(
                        "keys, algorithms and decryptionKeys are for requireSignedResponses, which was not called");
            }
            return new IntrospectionValidator(
                    introspection(authentication, format), own, revocations, policy(authentication));
        }

        private RemoteKeySource ownKeys(String issuer) {
            RemoteKeySource.Builder source =
                    RemoteKeySource.builder().issuer(issuer).clock(clock).timeout(timeout);
            if (httpClient != null) {
                source.httpClient(httpClient);
            }
            return (loopbackHttp ? source.insecureLoopbackHttp() : source).build();
        }

        private SignedResponse signed(ClientAuthentication authentication, @Nullable KeySource verifying) {
            Set<String> recipients = new HashSet<>(audience);
            if (authentication.clientId() != null) {
                recipients.add(authentication.clientId());
            }
            if (issuer == null || verifying == null || recipients.isEmpty()) {
                throw new IllegalStateException(
                        "requireSignedResponses needs the issuer that signs, and a name that it has for us");
            }
            JwtSignatures signatures = JwtSignatures.of(issuer, verifying, clock, algorithms);
            return new SignedResponse(
                    decryptionKeys == null ? signatures : signatures.encryptedFor(decryptionKeys),
                    issuer,
                    Set.copyOf(recipients),
                    clock,
                    clockSkew);
        }

        private Introspection introspection(ClientAuthentication authentication, ResponseFormat format) {
            HttpFetch fetch = fetch(authentication.sslContext());
            IntrospectionClient.Asking asking = new IntrospectionClient.Asking(
                    authentication, issuer, new LinkedHashMap<>(parameters), format.mediaType(), clock);
            Bulkhead bulkhead = new Bulkhead(new Bulkhead.Limits(slowAfter(), few(), timeout), clock);
            CircuitBreaker breaker =
                    new CircuitBreaker(failuresToOpen, openFor, timeout.multipliedBy(TRIAL_TIMEOUTS), clock);
            ResponseValidator rules = new ResponseValidator(
                    issuer, anyAudience ? null : audience, places(), clockSkew, claimRules, relaxed());
            return new Introspection(
                    new IntrospectionClient(fetch, address(fetch), asking),
                    format,
                    rules,
                    clock,
                    new GuardedServer(name(), maxConcurrentCalls, bulkhead, breaker, clock),
                    cache());
        }

        /** One client for all calls, because connections are used again. */
        private HttpFetch fetch(@Nullable SSLContext ofClient) {
            if (httpClient != null && ofClient != null) {
                throw new IllegalStateException(
                        "ClientAuthentication.tls brings its own SSLContext, and an httpClient another");
            }
            HttpFetch fetch = httpClient == null
                    ? new HttpFetch(HttpClients.kept(ofClient), timeout, MAX_RESPONSE_SIZE, loopbackHttp)
                    : new HttpFetch(httpClient, timeout, MAX_RESPONSE_SIZE, loopbackHttp);
            return fetch.with(clock);
        }

        private ServerAddress address(HttpFetch fetch) {
            if (endpoint != null) {
                return new ServerAddress.Configured(
                        SecureUri.require("endpoint", endpoint, PlainHttp.loopback(loopbackHttp)));
            }
            IssuerMetadata metadata = new IssuerMetadata(Objects.requireNonNull(issuer), fetch, loopbackHttp);
            return new ServerAddress.Discovered(
                    metadata, "introspection_endpoint", ENDPOINT_LIFETIME, ENDPOINT_LIFETIME, true, clock);
        }

        private ResponseValidator.Relaxed relaxed() {
            return new ResponseValidator.Relaxed(audienceFromClientId, kindAsTokenType, missingSubject);
        }

        private TokenClaims.Places places() {
            return new TokenClaims.Places(
                    CLIENT_ID,
                    scopes.isEmpty() ? SCOPE : List.copyOf(scopes),
                    roles.isEmpty() ? ROLES : List.copyOf(roles),
                    GROUPS);
        }

        /** Engines have at least two threads for each processor, so half of the fewest are as many. */
        private Bulkhead.Few few() {
            int processors = Runtime.getRuntime().availableProcessors();
            return maxWhenSlow != null ? maxWhenSlow : new Bulkhead.Few(processors, maxConcurrentCalls / 2);
        }

        private Duration slowAfter() {
            return slowAfter != null ? slowAfter : timeout.dividedBy(SLOW_PART_OF_TIMEOUT);
        }

        private @Nullable IntrospectionCache cache() {
            if (cacheFor.isZero() && negative().isZero()) {
                return null;
            }
            return new IntrospectionCache(
                    cacheSize, new IntrospectionCache.Lifetimes(cacheFor, negative(), staleIfError));
        }

        private Duration negative() {
            if (negativeCacheFor != null) {
                return negativeCacheFor;
            }
            return cacheFor.compareTo(NEGATIVE_CACHE) < 0 ? cacheFor : NEGATIVE_CACHE;
        }

        /** What the log calls the server: without the query, in which there may be a secret. */
        private String name() {
            URI uri = endpoint;
            return uri == null ? String.valueOf(issuer) : uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
        }

        private String policy(ClientAuthentication authentication) {
            return "IntrospectionValidator[server=" + name()
                    + ", issuer=" + (issuer == null ? "any" : issuer)
                    + ", client=" + authentication
                    + ", audience=" + (anyAudience ? "any" : new TreeSet<>(audience))
                    + (audienceFromClientId ? " or client_id" : "")
                    + (kindAsTokenType ? ", token_type or access_token" : "")
                    + (missingSubject ? ", subject or none" : "")
                    + (claimRules.equals(ClaimRules.NONE) ? "" : ", rules=" + claimRules)
                    + ", responses=" + (signedResponses ? "signed" : "plain")
                    + ", scopes=" + places().scopes()
                    + ", roles=" + places().roles()
                    + ", clockSkew=" + clockSkew
                    + ", cache=" + cacheSize + " for " + cacheFor + " (negative " + negative() + ", stale "
                    + staleIfError
                    + "), timeout=" + timeout
                    + ", maxConcurrentCalls=" + maxConcurrentCalls
                    + ", whenSlow=" + few() + " after " + slowAfter()
                    + ", circuitBreaker=" + failuresToOpen + " for " + openFor + "]";
        }
    }
}
