package org.resourceprotector.jwt;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.TokenClaims;
import org.resourceprotector.jose.Algorithms;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.settings.Bounds;
import org.resourceprotector.signature.KeyIndex;
import org.resourceprotector.signature.KeySelector;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/**
 * What is checked of a JWT access token once its form is, by {@link UnverifiedToken}, in four steps: whose it is and whether
 * it is encrypted as agreed, its header, its signature, its claims. The time is checked last, and again whenever the same
 * token comes.
 *
 * <p>Thread-safe. Its {@code toString()} tells the policy, without keys.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
final class JwtChecks {

    static final int MAX_TOKEN_LENGTH = 16 * 1024;

    /** The source of the keys has a shorter time-out of its own, which holds for all look-ups of one token. */
    private static final Duration MAX_WAIT = Bounds.DAY;

    private static final String ZIP = "zip";

    /** Claims that are absent if they are JSON null. */
    private static final Set<String> MAY_BE_NULL = Set.of("nbf", "auth_time", "acr", "amr");

    private final String issuer;
    private final Set<String> audience;
    private final JwtProfile profile;
    private final Set<String> algorithms;
    private final Clock clock;
    private final Duration clockSkew;
    private final @Nullable DecryptionKeys decryptionKeys;
    private final KeySource keys;
    private final KeySelector signers;
    private final int cacheSize;
    private final Duration cacheFor;
    private final String policy;

    JwtChecks(JwtValidator.Builder builder, String issuer, KeySource keys) {
        this.issuer = issuer;
        this.audience = builder.audience;
        this.profile = builder.effectiveProfile();
        this.algorithms = allowed(builder);
        this.clock = builder.clock;
        this.clockSkew = builder.clockSkew;
        this.decryptionKeys = builder.decryptionKeys;
        this.keys = keys;
        this.signers =
                new KeySelector(keys, List.copyOf(builder.symmetricKeys), builder.provider, issuer, builder.clock);
        this.cacheSize = builder.cacheSize;
        this.cacheFor = builder.cacheFor;
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

    /** A token that was verified, and the key that verified it. */
    record Checked(JwtAccessToken token, KeyIndex.VerifiedKey signer) {

        @Override
        public String toString() {
            return "Checked";
        }
    }

    String issuer() {
        return issuer;
    }

    /** What is known of the keys. */
    List<Status> status() {
        return keys.status();
    }

    @Nullable
    DecryptionKeys decryptionKeys() {
        return decryptionKeys;
    }

    int cacheSize() {
        return cacheSize;
    }

    Duration cacheFor() {
        return cacheFor;
    }

    boolean isRemembered() {
        return cacheSize > 0;
    }

    Instant now() {
        return clock.instant();
    }

    /**
     * The keys that verify this issuer's tokens now.
     *
     * @throws org.resourceprotector.token.ValidationUnavailableException if there are none that may still be trusted
     */
    KeyIndex trustedKeys() {
        return signers.trusted();
    }

    JwtProfile profile() {
        return profile;
    }

    Duration clockSkew() {
        return clockSkew;
    }

    /** What is agreed on encryption, for people. */
    String encryption() {
        return decryptionKeys == null ? "not encrypted" : "encrypted";
    }

    String allowedAlgorithms() {
        return "one of " + String.join(", ", new TreeSet<>(algorithms));
    }

    String audience() {
        return "one of " + String.join(", ", new TreeSet<>(audience));
    }

    /**
     * Checks everything but the time.
     *
     * @param token names this issuer
     */
    Checked check(UnverifiedToken token) throws RejectedException {
        requireIssuer(token);
        requireEncryption(token);
        boolean typed = checkHeader(token.jws());
        KeyIndex.VerifiedKey signer = verifySignature(token.jws());
        return new Checked(checkClaims(token.jws().claims(), typed), signer);
    }

    /** Step 1: the token is this issuer's. */
    void requireIssuer(UnverifiedToken token) throws RejectedException {
        if (!token.issuer().equals(issuer)) {
            throw new RejectedException(
                    Reason.WRONG_ISSUER,
                    ForeignIssuer.than(List.of(issuer), false).detail(token.issuer()));
        }
    }

    /** It is encrypted as was agreed with the issuer. */
    void requireEncryption(UnverifiedToken token) throws RejectedException {
        if (token.decryptedBy() == null && decryptionKeys != null) {
            throw new RejectedException(
                    Reason.WRONG_ALGORITHM,
                    "the token is not encrypted; a validator without decryptionKeys(...) before this one accepts it");
        }
        if (token.decryptedBy() != null && !token.isOpenedBy(decryptionKeys)) {
            throw new RejectedException(Reason.WRONG_ALGORITHM, "the token is encrypted for another issuer's tokens");
        }
    }

    /**
     * Step 2: the {@code typ} and the {@code alg} are accepted ones, and nothing in the header
     * changes what the other parts mean.
     *
     * @return whether the header says by itself that this is an access token
     */
    private boolean checkHeader(Jws jws) throws RejectedException {
        boolean typed = profile.types().check(jws);
        requireAlgorithm(jws);
        requireUnderstood(jws);
        return typed;
    }

    void requireAlgorithm(Jws jws) throws RejectedException {
        if (!algorithms.contains(jws.algorithm())) {
            throw new RejectedException(
                    Reason.WRONG_ALGORITHM,
                    "alg is " + Quoted.of(jws.algorithm()) + ", allowed are "
                            + Quoted.listed(new TreeSet<>(algorithms))
                            + (Algorithms.PUBLIC_KEY.contains(jws.algorithm())
                                    ? "; algorithms(\"...\") or the property resource-protector.algorithms allows others"
                                    : ""));
        }
    }

    void requireUnderstood(Jws jws) throws RejectedException {
        for (String name : Jws.NOT_UNDERSTOOD) {
            if (jws.hasHeader(name) && !(profile.acceptsZipNone() && isZipNone(jws, name))) {
                throw new RejectedException(
                        Reason.MALFORMED_TOKEN,
                        "the header has " + name + (isZipNone(jws, name) ? " NONE; acceptZipNone() accepts it" : ""));
            }
        }
    }

    private static boolean isZipNone(Jws jws, String name) {
        return name.equals(ZIP) && "NONE".equals(jws.header(name));
    }

    /** Step 3: one of the issuer's keys signed the token. */
    KeyIndex.VerifiedKey verifySignature(Jws jws) throws RejectedException {
        return signers.signer(jws, MAX_WAIT);
    }

    /**
     * Step 4: this is an access token, the required claims are there, every claim is of its type,
     * and the token is for this resource server.
     *
     * @param typed whether the header says that this is an access token
     */
    private JwtAccessToken checkClaims(Map<String, @Nullable Object> members, boolean typed) throws RejectedException {
        profile.checkUse(members, typed);
        Claims claims = claims(members);
        requireClaims(claims);
        TokenClaims token = TokenClaims.of(claims, profile.places());
        requireAudience(token, claims.has("aud"));
        return new JwtAccessToken(token, requireFurtherTypes(claims));
    }

    /** The claims as they are read: some that are JSON null are not there. */
    static Claims claims(Map<String, @Nullable Object> members) {
        return new Claims(members).withoutNull(MAY_BE_NULL);
    }

    void requireClaims(Claims claims) throws RejectedException {
        for (String name : profile.requiredClaims()) {
            boolean isToBeThere = !name.equals("client_id") || profile.requiresClientIdItself();
            if (isToBeThere && claims.members().get(name) == null) {
                throw missing(name);
            }
        }
        boolean hasClient = profile.places().clientId().stream().anyMatch(claims::has);
        if (!hasClient && (!claims.has("sub") || profile.requiredClaims().contains("client_id"))) {
            throw missing("client_id");
        }
        if (!claims.has("exp")) {
            throw Claims.invalid("exp", "is missing");
        }
    }

    void requireAudience(TokenClaims token, boolean hasAudience) throws RejectedException {
        if (!isForUs(token, hasAudience)) {
            throw new RejectedException(Reason.WRONG_AUDIENCE, otherAudience(token, hasAudience));
        }
    }

    /** Reads all claims by their types. */
    void requireTypes(Claims claims) throws RejectedException {
        TokenClaims unused = TokenClaims.of(claims, profile.places());
        requireFurtherTypes(claims);
    }

    private static @Nullable Instant requireFurtherTypes(Claims claims) throws RejectedException {
        claims.identifier("jti");
        claims.text("acr");
        claims.texts("amr");
        return claims.date("auth_time");
    }

    private RejectedException missing(String claim) {
        return Claims.invalid(claim, "is missing" + whatAcceptsWithout(claim));
    }

    private String whatAcceptsWithout(String claim) {
        if (!JwtProfile.MAY_BE_MISSING.contains(claim)) {
            return "";
        }
        if (profile.isAskedFor(claim)) {
            return ", which requireClaim(\"" + claim + "\") asks for: this is an ID token, or its server does not write"
                    + " that claim";
        }
        return profile.tellsKindsBy(claim)
                ? ", by which access tokens are told from ID tokens here: this is an ID token, or the profile "
                        + profile + " is not for its server"
                : "; acceptMissingClaims(\"" + claim
                        + "\"), the property resource-protector.accept-missing-claims=" + claim
                        + ", or a profile for your server accepts it";
    }

    private String otherAudience(TokenClaims token, boolean hasAudience) {
        String configured = ", configured: " + String.join(", ", new TreeSet<>(audience));
        return hasAudience
                ? "aud has " + Quoted.listed(token.audience()) + configured
                        + "; have the authorization server issue tokens for this audience, or configure audience(...)"
                        + " or the property resource-protector.audience by a name in the token that belongs to this API alone"
                : "aud is missing" + configured + "; the server must be told to put the audience into its tokens";
    }

    private boolean isForUs(TokenClaims token, boolean hasAudience) {
        if (!hasAudience && profile.acceptsAudienceFromClientId()) {
            return token.clientId() != null && audience.contains(token.clientId());
        }
        return token.audience().stream().anyMatch(audience::contains);
    }

    /** What is checked whenever the token comes, known or not. */
    Verdict inTime(JwtAccessToken token, Instant now) {
        Rejection outOfTime = token.checkTime(now, clockSkew);
        return outOfTime == null ? Verdict.accepted(token) : Verdict.rejected(outOfTime.from(issuer));
    }

    private String policy(JwtValidator.Builder builder) {
        return "JwtValidator[issuer=" + issuer
                + ", audience=" + new TreeSet<>(audience)
                + profile.policy()
                + ", algorithms=" + new TreeSet<>(algorithms)
                + ", clockSkew=" + clockSkew
                + ", provider=" + (builder.provider == null ? "platform" : builder.provider.getName())
                + ", encrypted=" + (decryptionKeys == null ? "never" : "always")
                + ", cache=" + builder.cacheSize + " for " + builder.cacheFor + "]";
    }

    @Override
    public String toString() {
        return policy;
    }
}
