package org.resourceprotector.jwt;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RefusedException;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.jose.CompactJws;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.signature.Signers;
import org.resourceprotector.signature.TrustedKeys;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/**
 * Takes a token through all checks, the cheap ones first.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
final class JwtInspection {

    private static final Verdict TOO_LONG =
            Verdict.rejected(Rejection.of(Reason.MALFORMED_TOKEN, "the token is longer than allowed"));
    private static final Verdict UNPROVEN =
            Verdict.rejected(Rejection.of(Reason.UNPROVEN_BINDING, "the token has a cnf and came as plain Bearer"));

    private final JwtPolicy policy;
    private final Signers signers;
    private final ClaimRules rules;
    private final @Nullable VerifiedTokens verified;

    JwtInspection(JwtPolicy policy, KeySource source) {
        this.policy = policy;
        this.signers = new Signers(source, policy.symmetricKeys, policy.provider);
        this.rules = new ClaimRules(policy);
        this.verified = policy.verifiedTokens == 0
                ? null
                : new VerifiedTokens(policy.verifiedTokens, policy.verifiedTokenLifetime);
    }

    Verdict verdict(PresentedToken presented) {
        String text = presented.value();
        if (text.length() > policy.maxTokenLength) {
            return TOO_LONG;
        }
        if (text.indexOf('.') < 0) {
            return Verdict.notMine();
        }
        Instant now = policy.clock.instant();
        TokenDigest digest = verified == null ? null : TokenDigest.of(text);
        JwtAccessToken seen = digest == null || verified == null ? null : verified.find(digest, signers, now);
        if (seen != null) {
            return verdict(seen, presented, now);
        }
        try {
            return firstSight(presented, digest, now);
        } catch (RefusedException e) {
            return Verdict.rejected(e.rejection());
        }
    }

    private Verdict firstSight(PresentedToken presented, @Nullable TokenDigest digest, Instant now)
            throws RefusedException {
        String opened = policy.decryptionKeys == null
                ? null
                : policy.decryptionKeys.decrypt(presented.value()).orElse(null);
        CompactJws jws = CompactJws.parse(opened == null ? presented.value() : opened);
        if (jws == null) {
            return Verdict.notMine();
        }
        Map<String, @Nullable Object> claims = jws.claims();
        if (isOfAnotherIssuer(claims)) {
            return Verdict.notMine();
        }
        if (opened == null && policy.demandsEncryption) {
            throw new RefusedException(Reason.WRONG_ALGORITHM, "the token is not encrypted");
        }
        boolean typed = checkHeader(jws);
        TrustedKeys.Signer signer = signers.signer(jws, signers.trusted());
        JwtAccessToken token = rules.token(claims, typed);
        Verdict verdict = verdict(token, presented, now);
        if (verdict instanceof Verdict.Accepted && digest != null && verified != null) {
            verified.add(digest, token, signer, now);
        }
        return verdict;
    }

    /**
     * Only a token that names another issuer is somebody else's. One that names none, or not by a string, is refused
     * here: no validator can be its own.
     */
    private boolean isOfAnotherIssuer(Map<String, @Nullable Object> claims) throws RefusedException {
        Object issuer = claims.get("iss");
        if (!(issuer instanceof String text)) {
            throw Claims.invalid("iss", "is missing or no string");
        }
        return !text.equals(policy.issuer);
    }

    private boolean checkHeader(CompactJws jws) throws RefusedException {
        boolean typed = policy.types.check(jws);
        if (!policy.algorithms.contains(jws.algorithm())) {
            throw new RefusedException(Reason.WRONG_ALGORITHM, "the alg is none of those allowed");
        }
        for (String name : CompactJws.NOT_UNDERSTOOD) {
            if (jws.hasHeader(name)) {
                throw new RefusedException(Reason.MALFORMED_TOKEN, "the header has " + name);
            }
        }
        return typed;
    }

    /** What is asked whenever a token comes, seen before or not: is it the time, and is it the right caller. */
    private Verdict verdict(JwtAccessToken token, PresentedToken presented, Instant now) {
        Rejection outOfTime = rules.outOfTime(token, now);
        if (outOfTime != null) {
            return Verdict.rejected(outOfTime);
        }
        boolean unproven = token.confirmation() != null && presented.scheme().equalsIgnoreCase("Bearer");
        return unproven ? UNPROVEN : Verdict.accepted(token);
    }

    @Override
    public String toString() {
        return policy.toString();
    }
}
