package org.resourceprotector.jwt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.TokenClaims;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.jose.Algorithms;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.signature.KeyIndex;
import org.resourceprotector.signature.KeySelector;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/**
 * What is checked of a JWT access token, in this order: its form, its header, its signature, its
 * claims. The time is checked last, and again whenever the same token comes.
 *
 * <p>Thread-safe. Its {@code toString()} tells the policy, without keys.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
final class JwtChecks {

    static final int MAX_TOKEN_LENGTH = 16 * 1024;

    private static final Verdict TOO_LONG =
            Verdict.rejected(Rejection.of(Reason.MALFORMED_TOKEN, "the token is longer than allowed"));

    private final String issuer;
    private final Set<String> audience;
    private final JwtProfile profile;
    private final Set<String> algorithms;
    private final Clock clock;
    private final Duration clockSkew;
    private final @Nullable DecryptionKeys decryptionKeys;
    private final boolean requiresEncryption;
    private final KeySelector signers;
    private final @Nullable VerifiedTokenCache verified;
    private final String policy;

    JwtChecks(JwtValidator.Builder builder, String issuer, KeySource keys) {
        this.issuer = issuer;
        this.audience = builder.audience;
        this.profile = builder.effectiveProfile();
        this.algorithms = allowed(builder);
        this.clock = builder.clock;
        this.clockSkew = builder.clockSkew;
        this.decryptionKeys = builder.decryptionKeys;
        this.requiresEncryption = builder.decryptionKeys != null && !builder.acceptsUnencrypted;
        this.signers = new KeySelector(keys, builder.symmetricKeys, builder.provider);
        this.verified = builder.cacheSize == 0 ? null : new VerifiedTokenCache(builder.cacheSize, builder.cacheFor);
        this.policy = policy(builder);
    }

    private static Set<String> allowed(JwtValidator.Builder builder) {
        Set<String> algorithms = new HashSet<>(builder.algorithms);
        if (algorithms.isEmpty() && !builder.isSymmetricOnly()) {
            algorithms.addAll(Algorithms.ASYMMETRIC);
        }
        builder.symmetricKeys.forEach(key -> algorithms.addAll(key.algorithms()));
        return Set.copyOf(algorithms);
    }

    Verdict verdict(PresentedToken presented) {
        String text = presented.value();
        if (text.length() > MAX_TOKEN_LENGTH) {
            return TOO_LONG;
        }
        if (text.indexOf('.') < 0) {
            return Verdict.notMine();
        }
        Instant now = clock.instant();
        TokenDigest digest = verified == null ? null : TokenDigest.of(text);
        JwtAccessToken known = digest == null || verified == null ? null : verified.find(digest, signers, now);
        if (known != null) {
            return inTime(known, now);
        }
        try {
            return check(text, digest, now);
        } catch (RejectedException e) {
            return Verdict.rejected(e.rejection());
        }
    }

    private Verdict check(String text, @Nullable TokenDigest digest, Instant now) throws RejectedException {
        Jws jws = parse(text);
        if (jws == null) {
            return Verdict.notMine();
        }
        boolean typed = checkHeader(jws);
        KeyIndex.VerifiedKey signer = verifySignature(jws);
        JwtAccessToken token = checkClaims(jws.claims(), typed);

        Verdict verdict = inTime(token, now);
        if (verdict instanceof Verdict.Accepted && digest != null && verified != null) {
            verified.add(digest, token, signer, now);
        }
        return verdict;
    }

    /**
     * Step 1: decrypts the token if it is encrypted and there are keys, and takes it apart. A token
     * that is not a JWS, or that names another issuer, belongs to another validator. One that names
     * none is refused here, as no validator can accept it.
     *
     * @return null if another validator may know the token
     */
    private @Nullable Jws parse(String text) throws RejectedException {
        String decrypted =
                decryptionKeys == null ? null : decryptionKeys.decrypt(text).orElse(null);
        Jws jws = Jws.parse(decrypted == null ? text : decrypted);
        if (jws == null) {
            return null;
        }
        if (!(jws.claims().get("iss") instanceof String named)) {
            throw Claims.invalid("iss", "is missing or not a string");
        }
        if (!named.equals(issuer)) {
            return null;
        }
        if (decrypted == null && requiresEncryption) {
            throw new RejectedException(Reason.WRONG_ALGORITHM, "the token is not encrypted");
        }
        return jws;
    }

    /**
     * Step 2: the {@code typ} and the {@code alg} are accepted ones, and nothing in the header
     * changes what the other parts mean.
     *
     * @return whether the header says by itself that this is an access token
     */
    private boolean checkHeader(Jws jws) throws RejectedException {
        boolean typed = profile.types().check(jws);
        if (!algorithms.contains(jws.algorithm())) {
            throw new RejectedException(Reason.WRONG_ALGORITHM, "the alg is none of those allowed");
        }
        for (String name : Jws.NOT_UNDERSTOOD) {
            if (jws.hasHeader(name)) {
                throw new RejectedException(Reason.MALFORMED_TOKEN, "the header has " + name);
            }
        }
        return typed;
    }

    /** Step 3: one of the issuer's keys signed the token. */
    private KeyIndex.VerifiedKey verifySignature(Jws jws) throws RejectedException {
        return signers.signer(jws, signers.trusted());
    }

    /**
     * Step 4: this is an access token, the required claims are there, every claim is of its type,
     * and the token is for this resource server.
     *
     * @param typed whether the header says that this is an access token
     */
    private JwtAccessToken checkClaims(Map<String, @Nullable Object> members, boolean typed) throws RejectedException {
        profile.checkUse(members, typed);
        Claims claims = new Claims(members);
        for (String name : profile.requiredClaims()) {
            if (!claims.has(name) && !name.equals("client_id")) {
                throw Claims.invalid(name, "is missing");
            }
        }
        TokenClaims token = TokenClaims.of(claims, profile.places());
        if (token.clientId() == null
                && (token.subject() == null || profile.requiredClaims().contains("client_id"))) {
            throw Claims.invalid("client_id", "is missing");
        }
        if (!isForUs(token, claims.has("aud"))) {
            throw new RejectedException(Reason.WRONG_AUDIENCE, "aud is missing or names another resource server");
        }
        if (token.validity().expiresAt() == null) {
            throw Claims.invalid("exp", "is missing");
        }
        claims.identifier("jti");
        claims.text("acr");
        claims.texts("amr");
        return new JwtAccessToken(token, claims.date("auth_time"));
    }

    private boolean isForUs(TokenClaims token, boolean hasAudience) {
        if (!hasAudience && profile.acceptsAudienceFromClientId()) {
            return token.clientId() != null && audience.contains(token.clientId());
        }
        return token.audience().stream().anyMatch(audience::contains);
    }

    /** What is checked whenever the token comes, known or not. */
    private Verdict inTime(JwtAccessToken token, Instant now) {
        Rejection outOfTime = token.checkTime(now, clockSkew);
        return outOfTime == null ? Verdict.accepted(token) : Verdict.rejected(outOfTime);
    }

    private String policy(JwtValidator.Builder builder) {
        return "JwtValidator[issuer=" + issuer
                + ", audience=" + new TreeSet<>(audience)
                + profile.policy()
                + ", algorithms=" + new TreeSet<>(algorithms)
                + ", clockSkew=" + clockSkew
                + ", provider=" + (builder.provider == null ? "platform" : builder.provider.getName())
                + ", encrypted=" + (decryptionKeys == null ? "never" : requiresEncryption ? "always" : "or not")
                + ", cache=" + builder.cacheSize + " for " + builder.cacheFor + "]";
    }

    @Override
    public String toString() {
        return policy;
    }
}
