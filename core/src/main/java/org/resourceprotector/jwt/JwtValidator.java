package org.resourceprotector.jwt;

import java.security.Provider;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.ClaimPath;
import org.resourceprotector.jose.Algorithms;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.keys.KeySet;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.settings.Bounds;
import org.resourceprotector.settings.Given;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.JoinableValidator;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/**
 * Validates the JWT access tokens of one issuer.
 *
 * <p>Checks, though not in this order: three parts in strict base64url and strict JSON; that {@code typ} is {@code at+jwt}; that {@code alg} is an
 * allowed one and the one that the key is for; the signature, with a key of the issuer and no other; that {@code iss} is
 * the issuer, to the letter; that {@code aud} names one of the audiences; that {@code exp}, {@code iat}, {@code sub},
 * {@code client_id} and {@code jti} are there and well-formed, and {@code nbf}, {@code auth_time}, {@code acr},
 * {@code amr}, {@code scope} and {@code cnf} where they are there, of which {@code nbf}, {@code auth_time}, {@code acr} and
 * {@code amr} count as absent if they are JSON null; {@code exp}, {@code nbf} and {@code iat} against the
 * clock. Does not look at how a bound token came: whoever calls this validator by itself must look at
 * {@link JwtAccessToken#confirmation}, as the protector does.
 *
 * <p>An encrypted token is not its own, unless there are {@link Builder#decryptionKeys}, and refused where no other validator
 * knows it. Does not check whether the token was revoked, nor whether its scopes are enough. Never uses a key or an address
 * that the token itself names.
 *
 * <p>A token that is no JWS, or names another issuer or none, is {@link Verdict#notMine()}. Several issuers are several validators,
 * side by side in a {@link org.resourceprotector.ResourceProtector} or in {@link JwtIssuers}, which share no keys. Every
 * other bad token is rejected.
 *
 * <p>A token that was verified is remembered by its digest, and cheap when it comes again; its times and its key are
 * looked at again whenever it comes.
 *
 * <p>Immutable, thread-safe. Its {@code toString()} tells the policy, without keys.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
public final class JwtValidator implements JoinableValidator, AutoCloseable {

    private final JwtChecks checks;
    private final @Nullable RemoteKeySource ownKeys;
    private final @Nullable VerifiedTokenCache verified;
    private final IssuerDispatch dispatch;

    private JwtValidator(JwtChecks checks, @Nullable RemoteKeySource ownKeys) {
        this.checks = checks;
        this.ownKeys = ownKeys;
        this.verified = checks.isRemembered() ? new VerifiedTokenCache(checks.cacheSize(), checks.cacheFor()) : null;
        this.dispatch = new IssuerDispatch(new OneIssuer(new KnownIssuer(this, true)), verified);
    }

    /** This issuer and no other. */
    private record OneIssuer(KnownIssuer issuer, ForeignIssuer foreign, List<DecryptionKeys> decryptionKeys)
            implements IssuerDispatch.Issuers {

        OneIssuer(KnownIssuer issuer) {
            this(
                    issuer,
                    ForeignIssuer.than(List.of(issuer.checks().issuer()), false),
                    own(issuer.checks().decryptionKeys()));
        }

        private static List<DecryptionKeys> own(@Nullable DecryptionKeys keys) {
            return keys == null ? List.of() : List.of(keys);
        }

        @Override
        public @Nullable KnownIssuer find(String identifier) {
            return identifier.equals(issuer.checks().issuer()) ? issuer : null;
        }
    }

    /**
     * Starts a validator. Issuer and audience must be told; everything else is strict until relaxed.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Validates a token. Waits for nothing but keys, and for these no longer than
     * {@link RemoteKeySource.Builder#timeout} says, however often they are looked up; twice as long, if the token is
     * remembered and the keys must be fetched before it counts. A {@link KeySource} of the application's own has its own
     * bound. Validators that are asked one after the other each have that time.
     *
     * @param token what the caller presented
     * @return accepted with a {@link JwtAccessToken}, rejected, or not mine
     * @throws org.resourceprotector.token.ValidationUnavailableException if there are no keys that may still be trusted
     */
    @Override
    public Verdict validate(PresentedToken token) {
        return dispatch.verdict(token);
    }

    /**
     * Explains why a token is accepted or not, with every check, passed or not. For operators and tests: looks for keys as
     * {@link #validate} does, and takes longer. What it tells must not reach whoever sent the token.
     *
     * @param token the token, without a scheme
     * @return the explanation, in which there is neither the token nor its signature
     */
    public JwtExplanation explain(String token) {
        return new JwtExplainer(this).explain(Objects.requireNonNull(token, "token"));
    }

    /**
     * Several validators as {@link JwtIssuers}, which remember together as many tokens as the one of them that remembers
     * most. Called by a chain.
     *
     * @param neighbours this one and those that follow it
     * @return empty if two of them are for the same issuer, as then the first that knows a token decides
     */
    @Override
    public Optional<TokenValidator> joined(List<? extends TokenValidator> neighbours) {
        return JwtIssuers.joined(
                neighbours.stream().map(JwtValidator.class::cast).toList());
    }

    @Override
    public List<Status> status() {
        List<Status> status = new ArrayList<>(checks.status());
        if (verified != null) {
            status.add(verified.status(checks.issuer()));
        }
        return List.copyOf(status);
    }

    /**
     * Whether a caller may have to wait, but for keys: for the first ones, if nobody called
     * {@link org.resourceprotector.keys.KeySource#keys()} of the source at the start, for those after a time in which no
     * token came, and for one that is not known yet.
     *
     * @return false
     */
    @Override
    public boolean mayWait() {
        return false;
    }

    JwtChecks checks() {
        return checks;
    }

    /**
     * Closes the source of keys, unless it was given to the builder, in which case it is closed by whoever made it. No
     * keys are fetched from then on.
     */
    @Override
    public void close() {
        if (ownKeys != null) {
            ownKeys.close();
        }
    }

    @Override
    public String toString() {
        return checks.toString();
    }

    /**
     * Collects what a validator accepts. Methods that begin with {@code accept} make it accept more than RFC 9068 allows.
     * Not thread-safe.
     */
    public static final class Builder {

        /** Of all validators, as a resolver of issuers may build many. */
        private static final RateLimitedLog LOG =
                new RateLimitedLog(System.getLogger(JwtValidator.class.getName()), Clock.systemUTC());

        private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);
        private static final Duration MAX_CACHE_TIME = Duration.ofHours(1);
        private static final int MAX_SYMMETRIC_KEYS = 4;

        private @Nullable String issuer;
        private @Nullable KeySource keys;
        Set<String> audience = Set.of();
        private JwtProfile profile = JwtProfile.RFC9068;
        private final JwtProfile.Builder checked = JwtProfile.builder("relaxations");
        private final List<Consumer<JwtProfile.Builder>> relaxations = new ArrayList<>();
        private final List<Consumer<JwtProfile.Builder>> rules = new ArrayList<>();
        Set<String> algorithms = Set.of();
        Clock clock = Clock.systemUTC();
        Duration clockSkew = Duration.ofSeconds(30);
        private final List<ClaimPath> scopes = new ArrayList<>();
        private final List<ClaimPath> roles = new ArrayList<>();
        final List<VerificationKey> symmetricKeys = new ArrayList<>();
        int cacheSize = 20_000;
        Duration cacheFor = Duration.ofMinutes(10);
        private boolean loopbackHttp;

        @Nullable
        Provider provider;

        @Nullable
        DecryptionKeys decryptionKeys;

        private Builder() {}

        /**
         * Whose tokens these are. Compared with {@code iss} character by character.
         *
         * @param issuer the issuer identifier
         * @return this
         */
        public Builder issuer(String issuer) {
            this.issuer = Given.text(issuer, "issuer");
            return this;
        }

        /**
         * Who we are: a token is good if its {@code aud} has at least one of these, character by character.
         *
         * @param audience at least one identifier of this resource server
         * @return this
         */
        public Builder audience(String... audience) {
            for (String name : Given.each("audience", audience)) {
                Given.text(name, "audience");
            }
            this.audience = Set.copyOf(List.of(audience));
            return this;
        }

        /**
         * Where the keys of the issuer come from; {@link KeySource#fromIssuer} where nothing is said, unless a symmetric
         * key is all that is accepted. A source must not be given to validators of different issuers.
         *
         * @param keys the keys of this issuer
         * @return this
         */
        public Builder keys(KeySource keys) {
            this.keys = Objects.requireNonNull(keys, "keys");
            return this;
        }

        /**
         * What the tokens look like; {@link JwtProfile#RFC9068} where nothing is said.
         *
         * @param profile what is given up, and what is asked for instead
         * @return this
         */
        public Builder profile(JwtProfile profile) {
            this.profile = Objects.requireNonNull(profile, "profile");
            return this;
        }

        /**
         * Which signature algorithms are allowed; where nothing is said RS, PS and ES with 256, 384 and 512, and Ed25519
         * ({@code EdDSA}). Off unless they are named here are {@code ML-DSA-44}, {@code ML-DSA-65} and {@code ML-DSA-87},
         * which need JDK 24 or a {@link #provider} that knows them; their tokens are too long for the header limits of many
         * servers.
         *
         * @param algorithms at least one name, as {@code alg} has it
         * @return this
         */
        public Builder algorithms(String... algorithms) {
            this.algorithms = Algorithms.longAllowList(Given.each("algorithms", algorithms));
            return this;
        }

        /**
         * What time it is, for tokens and for keys that are found from the issuer; the system's clock where nothing is said.
         * One that stands still ends no pause of a key server. A source of {@link #keys(KeySource)} has a clock of its own.
         *
         * @param clock tells the time
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * How far the clocks may be apart, for {@code exp}, {@code nbf} and {@code iat}; 30 seconds where nothing is said.
         *
         * @param clockSkew zero to 5 minutes
         * @return this
         */
        public Builder clockSkew(Duration clockSkew) {
            this.clockSkew = Bounds.within("clockSkew", clockSkew, Duration.ZERO, MAX_CLOCK_SKEW);
            return this;
        }

        /**
         * Where the scopes are, instead of where the profile says. Can be called several times; the first place that the
         * token has counts.
         *
         * @param claimPath the name of the claim, after the names of the objects that it is inside of; one name with
         *     dots is tried as it stands and then as such a path
         * @return this
         */
        public Builder scopesFrom(String... claimPath) {
            scopes.add(ClaimPath.of(claimPath));
            return this;
        }

        /**
         * Where the roles are, instead of where the profile says. Can be called several times; the roles of all places
         * count.
         *
         * @param claimPath as with {@link #scopesFrom}, for example {@code "realm_access", "roles"}
         * @return this
         */
        public Builder rolesFrom(String... claimPath) {
            roles.add(ClaimPath.of(claimPath));
            return this;
        }

        /**
         * How many verified tokens are remembered; 20,000 by default. One costs less than four times its length, and about
         * 1.1 KB with 900 characters of which many tokens have some in common: 20,000 of them less than 30 MB.
         *
         * @param tokens the most tokens; 0 remembers none
         * @return this
         */
        public Builder cacheSize(int tokens) {
            if (tokens < 0) {
                throw new IllegalArgumentException("cacheSize is negative");
            }
            this.cacheSize = tokens;
            return this;
        }

        /**
         * How long a verified token is remembered, if it does not expire before; 10 minutes by default.
         *
         * @param time a second to an hour
         * @return this
         */
        public Builder cacheFor(Duration time) {
            this.cacheFor = Bounds.within("cacheFor", time, Duration.ofSeconds(1), MAX_CACHE_TIME);
            return this;
        }

        /**
         * Who checks the signatures. What this provider cannot check is checked by those of the platform; where that must
         * not be, allow only the {@link #algorithms} that it can. They also check a signature at which it throws, with a
         * warning in the log: a device that is gone refuses no good token, unless it says so by a
         * {@link java.security.SignatureException} at RSA or ECDSA, which stands for a bad signature.
         *
         * @param provider the provider; need not be installed
         * @return this
         */
        public Builder provider(Provider provider) {
            this.provider = Objects.requireNonNull(provider, "provider");
            return this;
        }

        /**
         * Which keys open tokens that were encrypted for this resource server, as agreed with the authorization server.
         * Tokens that are not encrypted are rejected from then on; if both kinds are to be accepted, a validator without
         * these keys stands before this one in the protector. Inside of an encrypted token there must be a signed one, to
         * which everything else applies.
         *
         * @param decryptionKeys the private keys
         * @return this
         */
        public Builder decryptionKeys(DecryptionKeys decryptionKeys) {
            this.decryptionKeys = Objects.requireNonNull(decryptionKeys, "decryptionKeys");
            return this;
        }

        /**
         * Accepts tokens of a further type, in addition to the profile. They are not told from the issuer's other JWTs
         * by their type any more: one with a claim that only those have, for example {@code nonce}, is refused.
         *
         * @param type a value of {@code typ}, for example {@code JWT}
         * @return this
         * @throws IllegalArgumentException if that is the type of another kind of JWT, for example {@code dpop+jwt}
         * @see JwtProfile.Builder#acceptTyp
         */
        public Builder acceptTyp(String type) {
            Given.required(type, "acceptTyp");
            return relax(builder -> builder.acceptTyp(type));
        }

        /**
         * Accepts tokens without a {@code typ}, with the same loss as {@link #acceptTyp}.
         *
         * @return this
         */
        public Builder acceptMissingTyp() {
            return relax(JwtProfile.Builder::acceptMissingTyp);
        }

        /**
         * Accepts a {@code nonce} in access tokens, in addition to the profile. ID tokens are not told by it any more.
         *
         * @return this
         * @see JwtProfile.Builder#acceptNonce
         */
        public Builder acceptNonce() {
            return relax(JwtProfile.Builder::acceptNonce);
        }

        /**
         * Accepts {@code "zip": "NONE"} in the header, in addition to the profile. Any other value is refused.
         *
         * @return this
         * @see JwtProfile.Builder#acceptZipNone
         */
        public Builder acceptZipNone() {
            return relax(JwtProfile.Builder::acceptZipNone);
        }

        /**
         * Accepts tokens in which some claims are missing, in addition to the profile. If the profile tells ID tokens by one of
         * them, they are not told by it any more: {@link #requireClaim} or {@link #refuseClaim} must.
         *
         * @param claims any of {@code sub}, {@code client_id}, {@code iat}, {@code jti}, {@code nbf}
         * @return this
         * @throws IllegalArgumentException if it is another claim
         * @see JwtProfile.Builder#acceptMissingClaims
         */
        public Builder acceptMissingClaims(String... claims) {
            return relax(builder -> builder.acceptMissingClaims(claims));
        }

        /**
         * Requires a further claim, for example one by which access tokens are told from the refresh and ID tokens of the
         * same issuer.
         *
         * @param claim its name; {@code client_id} is that claim itself, also if the profile takes the client from another one
         * @param values if there are any, the claim must be one of them, or an array with one of them. All rules of a claim
         *     hold, those of a profile, too
         * @return this
         * @see JwtProfile.Builder#requireClaim
         */
        public Builder requireClaim(String claim, String... values) {
            rules.add(builder -> builder.requireClaim(claim, values.clone()));
            checked.requireClaim(claim, values);
            return this;
        }

        /**
         * Refuses tokens with a claim, for example one that only refresh tokens have.
         *
         * @param claim its name
         * @return this
         * @see JwtProfile.Builder#refuseClaim
         */
        public Builder refuseClaim(String claim) {
            rules.add(builder -> builder.refuseClaim(claim));
            checked.refuseClaim(claim);
            return this;
        }

        /** Fails at once if it is not a relaxation, and is applied when the profile is known. */
        private Builder relax(Consumer<JwtProfile.Builder> relaxation) {
            relaxation.accept(checked);
            relaxations.add(relaxation);
            return this;
        }

        /**
         * Accepts tokens that are authenticated with a shared secret. Whoever can check such a token can make one. Can be
         * called several times, for one algorithm at most four times, because each is tried with each token.
         *
         * @param key the secret, at least as long as the hash; it is copied
         * @param algorithm {@code HS256}, {@code HS384} or {@code HS512}; the key is good for this one only
         * @return this
         * @throws IllegalArgumentException if the key is too short, it is another algorithm, or there are four keys for it
         */
        public Builder acceptSymmetricKey(byte[] key, String algorithm) {
            if (!Algorithms.SYMMETRIC.contains(Given.required(algorithm, "algorithm"))) {
                throw new IllegalArgumentException("not one of " + Algorithms.SYMMETRIC + ": " + algorithm);
            }
            if (Given.required(key, "acceptSymmetricKey").length < Algorithms.keyBytes(algorithm)) {
                throw new IllegalArgumentException(
                        algorithm + " needs a key of at least " + Algorithms.keyBytes(algorithm) + " bytes");
            }
            if (symmetricKeys.stream()
                            .filter(known -> known.algorithms().contains(algorithm))
                            .count()
                    >= MAX_SYMMETRIC_KEYS) {
                throw new IllegalArgumentException(
                        "at most " + MAX_SYMMETRIC_KEYS + " keys for " + algorithm + ": each is tried with each token");
            }
            SecretKey secret = new SecretKeySpec(key, "HmacSHA" + algorithm.substring(2));
            symmetricKeys.add(new VerificationKey(null, secret, Set.of(algorithm)));
            return this;
        }

        /**
         * Allows an issuer on this machine whose keys are found by plain http: on {@code localhost}, {@code [::1]} and
         * addresses that start with 127, for tests and development. Changes nothing for any other host. Only for keys that
         * are found from the issuer; a source of {@link #keys(KeySource)} has a setting of its own.
         *
         * @return this
         * @see RemoteKeySource.Builder#insecureLoopbackHttp
         */
        public Builder insecureLoopbackHttp() {
            this.loopbackHttp = true;
            return this;
        }

        /**
         * Builds the validator. Later calls of this builder do not change it.
         *
         * @return the validator
         * @throws IllegalStateException if issuer or audience were not told, or plain http is allowed for keys that are not found from the issuer
         */
        public JwtValidator build() {
            if (issuer == null) {
                throw new IllegalStateException(
                        "no issuer: without it anybody could be the issuer of a token; for example"
                                + " issuer(\"https://as.example.com\")");
            }
            if (audience.isEmpty()) {
                throw new IllegalStateException(
                        "no audience: without it tokens for other resource servers would do; for"
                                + " example audience(\"https://api.example.com\")");
            }
            if (Algorithms.areOutOfReach(algorithms, provider)) {
                throw new IllegalStateException(
                        "algorithms allows ML-DSA, which neither this JDK nor the provider knows: JDK 24 does");
            }
            if (loopbackHttp && (keys != null || isSymmetricOnly())) {
                throw new IllegalStateException(
                        "insecureLoopbackHttp is for keys that are found from the issuer; say it to"
                                + " the RemoteKeySource that keys(…) was given");
            }
            if (keys != null) {
                return new JwtValidator(new JwtChecks(this, issuer, keys), null);
            }
            if (isSymmetricOnly()) {
                return new JwtValidator(new JwtChecks(this, issuer, NoKeys.SOURCE), null);
            }
            RemoteKeySource.Builder found =
                    RemoteKeySource.builder().issuer(issuer).clock(clock);
            RemoteKeySource own = (loopbackHttp ? found.insecureLoopbackHttp() : found).build();
            return new JwtValidator(new JwtChecks(this, issuer, own), own);
        }

        /** Whether shared secrets are all that is accepted. */
        boolean isSymmetricOnly() {
            return keys == null && algorithms.isEmpty() && !symmetricKeys.isEmpty();
        }

        JwtProfile effectiveProfile() {
            JwtProfile.Builder effective = profile.toBuilder().insteadOf(scopes, roles);
            relaxations.forEach(relaxation -> relaxation.accept(effective));
            rules.forEach(rule -> rule.accept(effective));
            JwtProfile built = effective.build();
            if (built.leavesOtherKindsIn()) {
                RateLimitedLog.of(clock, LOG)
                        .warn(
                                "Tokens of " + issuer + ": the types and claims that are accepted do not tell access"
                                        + " tokens from refresh and ID tokens of this issuer; say what does, by requireClaim(name, value),"
                                        + " refuseClaim(name), or a profile for your server",
                                null);
            }
            return built;
        }

        /** The keys of an issuer that signs with shared secrets only. */
        private enum NoKeys implements KeySource {
            SOURCE;

            private static final KeySet NONE = new KeySet(List.of());

            @Override
            public KeySet keys() {
                return NONE;
            }

            @Override
            public KeySet refreshFor(String keyId) {
                return NONE;
            }
        }
    }
}
