package org.resourceprotector.introspection;

import static org.resourceprotector.settings.Bounds.within;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.ClaimPath;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
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
 * <p>Does not check whether scopes are enough. Does not look into the token: every token is its own, so in a chain it
 * comes last, behind the validators that know theirs by their form.
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
public final class IntrospectionValidator implements TokenValidator {

    private final Introspection introspection;
    private final String policy;

    private IntrospectionValidator(Introspection introspection, String policy) {
        this.introspection = introspection;
        this.policy = policy;
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
     * @return accepted with an {@link IntrospectedToken}, or rejected; never "not mine"
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
    public static final class Builder extends Connection {

        private static final Duration LARGEST_SKEW = Duration.ofMinutes(5);

        @Nullable
        URI endpoint;

        @Nullable
        String issuer;

        @Nullable
        ClientAuthentication client;

        @Nullable
        SignatureVerifier verifier;

        Set<String> recipients = Set.of();
        Set<String> audience = Set.of();
        boolean anyAudience;
        final List<ClaimPath> roles = new ArrayList<>();
        Clock clock = Clock.systemUTC();
        Duration clockSkew = Duration.ofSeconds(30);

        private Builder() {}

        /**
         * Where to ask. With an {@link #issuer} beside it, nothing is discovered.
         *
         * @param uri the https address of the introspection endpoint
         * @return this
         */
        public Builder endpoint(URI uri) {
            this.endpoint = Objects.requireNonNull(uri, "endpoint");
            return this;
        }

        /**
         * Whose tokens these are: a token that names another issuer is refused. The endpoint is the one that the issuer's
         * metadata name, unless {@link #endpoint} says another.
         *
         * @param identifier the issuer identifier; compared character by character
         * @return this
         * @see <a href="https://www.rfc-editor.org/rfc/rfc8414#section-2">RFC 8414, section 2</a>
         */
        public Builder issuer(String identifier) {
            this.issuer = text(identifier, "issuer");
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
            for (String name : names) {
                text(name, "audience");
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
         * Demands signed answers; plain ones are not used. Needs an {@link #issuer}. An answer must be made for this
         * client, by its identifier, or for one of the audiences.
         *
         * @param signatures checks signatures: {@code JwtSignatures.of(KeySource.fromIssuer(issuer))::verify}
         * @param names further names that the server has for this resource server
         * @return this
         * @see <a href="https://www.rfc-editor.org/rfc/rfc9701">RFC 9701</a>
         */
        public Builder signedAnswers(SignatureVerifier signatures, String... names) {
            this.verifier = Objects.requireNonNull(signatures, "signedAnswers");
            this.recipients = Set.copyOf(List.of(names));
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
            this.clockSkew = within("clockSkew", skew, Duration.ZERO, LARGEST_SKEW);
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
            Assembly assembly = new Assembly(this);
            return new IntrospectionValidator(assembly.introspection(), assembly.policy());
        }

        @Override
        Builder self() {
            return this;
        }

        private static String text(String value, String name) {
            if (value.isBlank()) {
                throw new IllegalArgumentException(name + " is blank");
            }
            return value;
        }
    }
}
