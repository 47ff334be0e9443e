package org.resourceprotector.jwt;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/**
 * Gives a token to the issuer that it names. One that was verified before costs a digest and a look-up, whatever the number
 * of issuers.
 *
 * <p>Thread-safe.
 */
final class IssuerDispatch {

    private static final Verdict TOO_LONG =
            Verdict.rejected(Rejection.of(Reason.MALFORMED_TOKEN, "the token is longer than allowed"));

    private static final Verdict OPAQUE = Verdict.notMine(
            Rejection.of(
                    Reason.UNKNOWN,
                    "not a JWT: if such tokens are to be accepted, add an IntrospectionValidator or TokenValidator.lookup behind this validator in ResourceProtector.with(...), or set the properties resource-protector.introspection.*"));

    private final Issuers issuers;
    private final @Nullable VerifiedTokenCache verified;

    /** Which issuers there are. Thread-safe. */
    interface Issuers {

        /**
         * Finds an issuer.
         *
         * @param identifier what a token says; not to be trusted
         * @return null if there is none of this identifier
         * @throws org.resourceprotector.token.ValidationUnavailableException if it cannot be found out
         */
        @Nullable
        KnownIssuer find(String identifier);

        /** {@return what tells why a token of another issuer is not known} */
        ForeignIssuer foreign();

        /** {@return the keys for encrypted tokens, few} */
        List<DecryptionKeys> decryptionKeys();
    }

    /**
     * Among some issuers.
     *
     * @param verified the tokens that are remembered; null if none are
     */
    IssuerDispatch(Issuers issuers, @Nullable VerifiedTokenCache verified) {
        this.issuers = issuers;
        this.verified = verified;
    }

    Verdict verdict(PresentedToken presented) {
        String text = presented.value();
        if (text.length() > JwtChecks.MAX_TOKEN_LENGTH) {
            return TOO_LONG;
        }
        if (text.indexOf('.') < 0) {
            return OPAQUE;
        }
        TokenDigest digest = verified == null ? null : TokenDigest.of(text);
        Verdict known = digest == null || verified == null ? null : verified.find(digest);
        if (known != null) {
            return known;
        }
        try {
            return firstSight(text, digest);
        } catch (RejectedException e) {
            return Verdict.rejected(e.rejection());
        }
    }

    private Verdict firstSight(String text, @Nullable TokenDigest digest) throws RejectedException {
        UnverifiedToken token = UnverifiedToken.of(text, issuers.decryptionKeys());
        if (token == null) {
            return Verdict.notMine(UnverifiedToken.problem(text));
        }
        KnownIssuer issuer = issuers.find(token.issuer());
        if (issuer == null) {
            return issuers.foreign().verdict(token.issuer());
        }
        try {
            return firstSight(token, issuer, digest);
        } catch (RejectedException e) {
            return Verdict.rejected(e.rejection().from(issuer.checks().issuer()));
        }
    }

    private Verdict firstSight(UnverifiedToken token, KnownIssuer issuer, @Nullable TokenDigest digest)
            throws RejectedException {
        JwtChecks checks = issuer.checks();
        Instant now = checks.now();
        JwtChecks.Checked checked = checks.check(token);
        issuer.used(now); // not before: whoever forges a token must not keep an issuer here that nobody uses
        Verdict verdict = checks.inTime(checked.token(), now);
        if (verdict instanceof Verdict.Accepted && digest != null && verified != null) {
            verified.add(digest, issuer, checked, now);
        }
        return verdict;
    }
}
