package org.resourceprotector.dpop;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.jose.Algorithms;
import org.resourceprotector.jose.JwsVerifier;
import org.resourceprotector.jose.Sha256;
import org.resourceprotector.jose.UnusableKeyException;
import org.resourceprotector.settings.Bounds;
import org.resourceprotector.settings.Given;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.SenderConstraint;

/**
 * DPoP: tokens that come under the scheme {@code DPoP}, each time with a proof that was signed for this one request by the
 * key that the token is bound to ({@code cnf.jkt}).
 *
 * <pre>{@code
 * ResourceProtector.builder()
 *         .validator(tokens)
 *         .senderConstraint(Dpop.builder()
 *                 .publicUri(uri -> URI.create("https://api.example.com" + uri.getRawPath()))
 *                 .build())
 *         .build();
 * }</pre>
 *
 * <p>Checks of a proof, before the token: that there is exactly one; its {@code typ} and {@code alg}; that its key is public,
 * strong enough, and one for the {@code alg}; {@code htm} and {@code htu} against the request; {@code iat}, and {@code exp}
 * and {@code nbf} if it has them; {@code ath}; the nonce if one is demanded. Then, for a token that is valid: that the
 * key is the token's; the signature; and last, that the proof was not used before. Only a proof that passes
 * everything else counts as used.
 *
 * <p>{@code htu} is compared with the URI that the runtime tells, which it makes of the {@code Host} header: with
 * {@link Builder#publicUri} it is the URI that callers are meant to use. Both are normalized by RFC 3986, sections 6.2.2
 * and 6.2.3; query and fragment do not count. The body of a request is not covered by a proof.
 *
 * <p>Immutable, thread-safe as far as replay store and nonces are. Its {@code toString()} shows no key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.3">RFC 9449, section 4.3</a>
 */
public final class Dpop implements SenderConstraint {

    private static final String SCHEME = "DPoP";
    private static final String NONCE_HEADER = "DPoP-Nonce";

    /** In the order of the challenge. */
    private static final List<String> ALL_ALGORITHMS = List.of(
            "ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512", "EdDSA", "Ed25519");

    private static final int MAX_VERIFIERS = 2_000;

    /** Callers bring their keys. One check with an RSA key of 16,384 bits takes as long as 200 usual ones. */
    private static final int MAX_RSA_BITS = 4_096;

    private static final int MAX_EXPONENT_BITS = 32;

    private static final String NO_PUBLIC_URI =
            "Dpop has no publicUri, so that the server that a proof is for is what the"
                    + " caller writes into the Host header: whoever gets a proof that was made for another server can use it here;"
                    + " write publicUri(uri -> URI.create(\"https://api.example.com\" + uri.getRawPath())) with the address that"
                    + " clients use, or the property resource-protector.dpop.public-uri, or publicUri(uri -> uri) if a server in"
                    + " front lets no other host through";

    private static final Rejection OTHER_KEY =
            Rejection.of(Reason.UNPROVEN_BINDING, "the proof was not made with the key that the token is bound to");
    private static final Rejection UNUSABLE_KEY =
            Rejection.of(Reason.INVALID_PROOF, "the key of the proof is too weak, or larger than any that is needed");
    private static final Rejection BAD_SIGNATURE =
            Rejection.of(Reason.INVALID_PROOF, "the signature of the proof does not match");
    private static final Rejection REPLAYED = Rejection.of(Reason.REPLAYED_PROOF, "the proof was used before");
    private static final Rejection TOO_OLD =
            Rejection.of(Reason.INVALID_PROOF, "the proof became too old while its token was looked at");
    private static final Rejection MISSING_NONCE =
            Rejection.of(Reason.MISSING_NONCE, "the proof has no nonce of this server, or an old one");

    private final List<String> algorithms;
    private final Set<String> allowed;
    private final Duration maxAge;
    private final Duration clockSkew;
    private final Clock clock;
    private final ReplayStore replayStore;
    private final @Nullable NonceProvider nonces;
    private final @Nullable UnaryOperator<URI> publicUri;
    private final @Nullable Provider provider;

    /** The keys that were used lately, made ready. */
    private final Cache<KeyUse, JwsVerifier> verifiers = Caffeine.newBuilder()
            .maximumSize(MAX_VERIFIERS)
            .executor(Runnable::run)
            .build();

    /** A key, which its thumbprint stands for, under one algorithm. */
    private record KeyUse(String thumbprint, String algorithm) {}

    private Dpop(Builder builder) {
        this.algorithms =
                ALL_ALGORITHMS.stream().filter(builder.algorithms::contains).toList();
        this.allowed = Set.copyOf(algorithms);
        this.maxAge = builder.maxAge;
        this.clockSkew = builder.clockSkew;
        this.clock = builder.clock;
        this.replayStore = builder.replayStore == null
                ? ReplayStore.inMemory(Builder.DEFAULT_MAX_PROOFS, builder.clock)
                : builder.replayStore;
        this.nonces = builder.nonces;
        this.publicUri = builder.publicUri;
        this.provider = builder.provider;
    }

    /**
     * Starts with the default settings.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String scheme() {
        return SCHEME;
    }

    @Override
    public String confirmationMember() {
        return "jkt";
    }

    @Override
    public Map<String, String> challengeParameters() {
        return Map.of("algs", String.join(" ", algorithms));
    }

    @Override
    public Proof examine(PresentedToken presented) {
        try {
            DpopProof proof = DpopProof.read(presented.header(SCHEME), allowed);
            checkRequest(proof, presented);
            checkTime(proof);
            NonceProvider.Freshness freshness = freshness(proof);
            Map<String, String> headers = freshness == NonceProvider.Freshness.GOOD ? Map.of() : newNonce();
            return freshness == NonceProvider.Freshness.REFUSED
                    ? Proof.refused(MISSING_NONCE, headers)
                    : new Examined(proof, headers);
        } catch (RejectedException e) {
            return Proof.refused(
                    Rejection.of(Reason.INVALID_PROOF, e.rejection().detail()), Map.of());
        }
    }

    private void checkRequest(DpopProof proof, PresentedToken presented) throws RejectedException {
        if (!proof.claim("htm").equals(presented.method())) {
            throw DpopProof.invalid("the proof is for another method");
        }
        URI sent = sent(presented);
        URI uri = publicUri == null ? sent : Objects.requireNonNull(publicUri.apply(sent), "publicUri answered null");
        String actual = TargetUri.normalized(uri.toASCIIString());
        if (actual == null && TargetUri.normalized(sent.toASCIIString()) == null) {
            throw DpopProof.invalid("the request has a host that no URI has");
        }
        if (actual == null) {
            throw new IllegalStateException("the URI of the request is not an absolute http or https URI");
        }
        if (!actual.equals(TargetUri.normalized(proof.claim("htu")))) {
            throw DpopProof.invalid("the proof is for another URI");
        }
        if (!proof.claim("ath").equals(Sha256.base64Url(presented.value().getBytes(StandardCharsets.ISO_8859_1)))) {
            throw DpopProof.invalid("the proof is for another token");
        }
    }

    /** The URI of a request; a runtime may match a path that no URI has. */
    private static URI sent(PresentedToken presented) throws RejectedException {
        try {
            return presented.uri();
        } catch (RuntimeException none) {
            throw DpopProof.invalid("the request has a path that no URI has");
        }
    }

    private void checkTime(DpopProof proof) throws RejectedException {
        Instant now = clock.instant();
        if (isTooOld(proof)) {
            throw DpopProof.invalid("the proof is too old");
        }
        if (proof.issuedAt().isAfter(now.plus(clockSkew))) {
            throw DpopProof.invalid("the proof is from the future");
        }
        if (proof.validity().check(now, clockSkew) != null) {
            throw DpopProof.invalid("the proof is out of the time that it names");
        }
    }

    private boolean isTooOld(DpopProof proof) {
        return !clock.instant().isBefore(proof.issuedAt().plus(maxAge));
    }

    private NonceProvider.Freshness freshness(DpopProof proof) throws RejectedException {
        if (nonces == null) {
            return NonceProvider.Freshness.GOOD;
        }
        String nonce = proof.nonce();
        return nonce == null
                ? NonceProvider.Freshness.REFUSED
                : Objects.requireNonNull(nonces.check(nonce), "a NonceProvider answered null");
    }

    /** A new nonce, and that no cache hands it to others. */
    private Map<String, String> newNonce() {
        String nonce = Objects.requireNonNull(nonces, "nonces").issue();
        if (!nonce.matches("[!#-\\[\\]-~]+")) {
            throw new IllegalStateException("a NonceProvider made a nonce that no header can carry");
        }
        return Map.of(NONCE_HEADER, nonce, "Cache-Control", "no-store");
    }

    @Override
    public List<Status> status() {
        return replayStore.status();
    }

    @Override
    public List<String> warnings() {
        return publicUri == null ? List.of(NO_PUBLIC_URI) : List.of();
    }

    /** A proof that is one for the request, as far as that can be said without its token. */
    private final class Examined implements Proof {

        private final DpopProof proof;
        private final Map<String, String> responseHeaders;

        Examined(DpopProof proof, Map<String, String> responseHeaders) {
            this.proof = proof;
            this.responseHeaders = responseHeaders;
        }

        @Override
        public Map<String, String> responseHeaders() {
            return responseHeaders;
        }

        @Override
        public @Nullable Rejection verify(Confirmation confirmation) {
            try {
                String thumbprint = proof.thumbprint();
                if (!thumbprint.equals(confirmation.keyThumbprint())) {
                    return OTHER_KEY;
                }
                JwsVerifier verifier = verifier(thumbprint);
                if (verifier == null) {
                    return UNUSABLE_KEY;
                }
                if (!proof.isSignedBy(verifier)) {
                    return BAD_SIGNATURE;
                }
                if (!isFirstUse(thumbprint)) {
                    return REPLAYED;
                }
                // The token may have taken its time. From this moment on the store may have forgotten a use.
                return isTooOld(proof) ? TOO_OLD : null;
            } catch (RejectedException e) {
                return Rejection.of(Reason.INVALID_PROOF, e.rejection().detail());
            }
        }

        private @Nullable JwsVerifier verifier(String thumbprint) throws RejectedException {
            KeyUse use = new KeyUse(thumbprint, proof.algorithm());
            JwsVerifier known = verifiers.getIfPresent(use);
            if (known != null) {
                return known;
            }
            try {
                PublicKey key = proof.key().publicKey();
                JwsVerifier fresh = isTooLarge(key) ? null : JwsVerifier.with(key, proof.algorithm(), provider);
                if (fresh != null) {
                    verifiers.put(use, fresh);
                }
                return fresh;
            } catch (UnusableKeyException e) {
                return null;
            }
        }

        private static boolean isTooLarge(PublicKey key) {
            return key instanceof RSAPublicKey rsa
                    && (rsa.getModulus().bitLength() > MAX_RSA_BITS
                            || rsa.getPublicExponent().bitLength() > MAX_EXPONENT_BITS);
        }

        /** Remembered until it is too old by its {@code iat}, which may be in the future, and by the skew longer. */
        private boolean isFirstUse(String thumbprint) {
            String use = thumbprint + "." + proof.claim("jti");
            Instant until = proof.issuedAt().plus(maxAge).plus(clockSkew);
            String digest = Sha256.base64Url(use.getBytes(StandardCharsets.UTF_8));
            return replayStore.firstUse(
                    thumbprint.substring(0, InMemoryReplayStore.HOLDER_LENGTH)
                            + digest.substring(InMemoryReplayStore.HOLDER_LENGTH),
                    until);
        }

        @Override
        public String toString() {
            return "Proof";
        }
    }

    @Override
    public String toString() {
        return "Dpop[algorithms=" + algorithms + ", maxAge=" + maxAge + ", clockSkew=" + clockSkew + ", nonces="
                + (nonces != null) + "]";
    }

    /** Collects the settings; {@link #build()} copies them. Not thread-safe. */
    public static final class Builder {

        private static final int DEFAULT_MAX_PROOFS = 250_000;
        private static final Duration MAX_MAX_AGE = Duration.ofMinutes(5);

        private Set<String> algorithms = Algorithms.ASYMMETRIC;
        private Duration maxAge = Duration.ofSeconds(60);
        private Duration clockSkew = Duration.ofSeconds(5);
        private Clock clock = Clock.systemUTC();
        private @Nullable ReplayStore replayStore;
        private @Nullable NonceProvider nonces;
        private @Nullable UnaryOperator<URI> publicUri;
        private @Nullable Provider provider;

        private Builder() {}

        /**
         * Sets the algorithms that proofs may be signed with, which challenges name; RS, PS and ES with 256, 384 and 512,
         * and Ed25519 by default.
         *
         * @param names their names, as {@code alg} has them; at least one
         * @return this
         * @throws IllegalArgumentException if a name is unknown, or that of a symmetric algorithm
         */
        public Builder algorithms(String... names) {
            this.algorithms = Algorithms.allowList(Given.each("algorithms", names));
            return this;
        }

        /**
         * Sets how long after its {@code iat} a proof can be used; 60 seconds by default.
         *
         * @param maxAge one second to 5 minutes
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder maxAge(Duration maxAge) {
            this.maxAge = Bounds.within("maxAge", maxAge, Duration.ofSeconds(1), MAX_MAX_AGE);
            return this;
        }

        /**
         * Sets how far in the future {@code iat} may be, because the clock of a client is ahead; 5 seconds by default.
         *
         * @param clockSkew zero to 5 minutes
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder clockSkew(Duration clockSkew) {
            this.clockSkew = Bounds.within("clockSkew", clockSkew, Duration.ZERO, MAX_MAX_AGE);
            return this;
        }

        /**
         * Sets the clock; the system's by default.
         *
         * @param clock tells the time
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets what remembers the proofs that were used; by default 250,000 in the memory of this process, on the same
         * clock. Nodes that serve the same clients should share one.
         *
         * @param replayStore remembers them
         * @return this
         */
        public Builder replayStore(ReplayStore replayStore) {
            this.replayStore = Objects.requireNonNull(replayStore, "replayStore");
            return this;
        }

        /**
         * Demands a nonce in every proof. A proof without a good one is a 401 with {@code use_dpop_nonce} and a new one, and a
         * response to a proof whose nonce is about to expire has a new one, too. The {@code iat} still counts. Off by default.
         *
         * @param nonces makes and checks them
         * @return this
         */
        public Builder requireNonce(NonceProvider nonces) {
            this.nonces = Objects.requireNonNull(nonces, "nonces");
            return this;
        }

        /**
         * Tells which URI callers used, if it is not the one that the runtime sees: behind a proxy, or if the {@code Host}
         * header must not matter. Not used for anything else.
         *
         * <pre>{@code
         * publicUri(uri -> URI.create("https://api.example.com" + uri.getRawPath()))
         * }</pre>
         *
         * <p>Without it a warning tells at deployment that proofs for other servers count. {@code publicUri(uri -> uri)} is for
         * servers that let no other host through than their own.
         *
         * @param publicUri makes the public URI of the runtime's, which has the query; must not believe a header that the
         *     caller can send. What it throws, and null, is a 500
         * @return this
         */
        public Builder publicUri(UnaryOperator<URI> publicUri) {
            this.publicUri = Objects.requireNonNull(publicUri, "publicUri");
            return this;
        }

        /**
         * Sets who checks the signatures. What this provider cannot check, or throws at, is checked by those of the
         * platform; the latter with a warning in the log, but for a {@link java.security.SignatureException} at RSA or
         * ECDSA, which stands for a bad signature.
         *
         * @param provider the provider; need not be installed
         * @return this
         */
        public Builder provider(Provider provider) {
            this.provider = Objects.requireNonNull(provider, "provider");
            return this;
        }

        /**
         * Builds the constraint.
         *
         * @return the constraint
         */
        public Dpop build() {
            return new Dpop(this);
        }
    }
}
