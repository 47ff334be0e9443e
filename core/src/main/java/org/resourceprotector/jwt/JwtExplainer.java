package org.resourceprotector.jwt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.TokenClaims;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.jwt.JwtExplanation.Check;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.signature.KeyIndex;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/**
 * Makes every check of one token, whether those before it passed or not. Whether the token is accepted is not concluded from
 * that, but asked of the validator.
 *
 * <p>For one token, on one thread.
 */
final class JwtExplainer {

    private final JwtValidator validator;
    private final JwtChecks rules;
    private final List<Check> checks = new ArrayList<>();
    private List<String> keys = List.of();

    /** A check, which throws if it does not pass. */
    private interface Step {
        void make() throws RejectedException;
    }

    JwtExplainer(JwtValidator validator) {
        this.validator = validator;
        this.rules = validator.checks();
    }

    JwtExplanation explain(String token) {
        String problem = problem(token);
        boolean accepted = problem == null;
        parts(token);
        if (problem != null && checks.stream().allMatch(Check::passed)) {
            checks.add(new Check("all together", false, "a token that is accepted", "one that is not", problem));
        }
        return new JwtExplanation(accepted, checks, keys);
    }

    /** Why the validator does not accept the token; null if it does. */
    private @Nullable String problem(String token) {
        try {
            Verdict verdict = validator.validate(PresentedToken.bearer(token));
            if (verdict instanceof Verdict.NotMine notMine) {
                return notMine.otherwise() == null
                        ? "not a token of this validator"
                        : notMine.otherwise().detail();
            }
            return verdict instanceof Verdict.Rejected rejected
                    ? rejected.rejection().detail()
                    : null;
        } catch (IllegalArgumentException e) {
            return "a header cannot carry it: it has characters that no token has";
        } catch (ValidationUnavailableException e) {
            return "it cannot be found out, which is a 503: " + e.getMessage();
        }
    }

    private void parts(String text) {
        if (text.length() > JwtChecks.MAX_TOKEN_LENGTH) {
            failed("form", "at most " + JwtChecks.MAX_TOKEN_LENGTH + " characters", text.length() + " characters");
            return;
        }
        String form = "header.payload.signature, in base64url and JSON";
        try {
            UnverifiedToken token = UnverifiedToken.of(text, keysToDecrypt());
            if (token == null) {
                checks.add(new Check(
                        "form",
                        false,
                        form,
                        "something else",
                        UnverifiedToken.problem(text).detail()));
                return;
            }
            checks.add(new Check("form", true, form, "the same", null));
            token(token);
        } catch (RejectedException e) {
            checks.add(new Check(
                    "form", false, form, "something else", e.rejection().detail()));
        }
    }

    private List<DecryptionKeys> keysToDecrypt() {
        DecryptionKeys own = rules.decryptionKeys();
        return own == null ? List.of() : List.of(own);
    }

    private void token(UnverifiedToken token) throws RejectedException {
        Jws jws = token.jws();
        Map<String, @Nullable Object> members = jws.claims();
        Claims claims = JwtChecks.claims(members);
        check("iss", rules.issuer(), Quoted.of(token.issuer()), () -> rules.requireIssuer(token));
        check(
                "encryption",
                rules.encryption(),
                token.decryptedBy() == null ? "not encrypted" : "encrypted",
                () -> rules.requireEncryption(token));
        check(
                "typ",
                rules.profile().types().toString(),
                header(jws, "typ"),
                () -> rules.profile().types().check(jws));
        check("alg", rules.allowedAlgorithms(), Quoted.of(jws.algorithm()), () -> rules.requireAlgorithm(jws));
        check("header", "none of " + Jws.NOT_UNDERSTOOD, "see why", () -> rules.requireUnderstood(jws));
        signature(jws);
        check(
                "use",
                "an access token by its claims",
                "see why",
                () -> rules.profile().checkUse(members, isTyped(jws)));
        check(
                "claims",
                String.join(", ", rules.profile().requiredClaims()) + ", exp",
                "see why",
                () -> rules.requireClaims(claims));
        check("types of claims", "those of RFC 9068", "see why", () -> rules.requireTypes(claims));
        check(
                "aud",
                rules.audience(),
                claims.has("aud") ? Quoted.of(members.get("aud")) : "nothing",
                () -> rules.requireAudience(
                        TokenClaims.of(claims, rules.profile().places()), claims.has("aud")));
        Instant now = rules.now();
        check(
                "time",
                "now, " + now + ", within exp, nbf and iat by "
                        + rules.clockSkew().toSeconds() + " s",
                "exp " + date(claims, "exp") + ", nbf " + date(claims, "nbf") + ", iat " + date(claims, "iat"),
                () -> requireTime(claims, now));
        if (members.get("cnf") instanceof Map<?, ?> bound && !bound.isEmpty()) {
            checks.add(new Check(
                    "cnf",
                    true,
                    "a proof in each call, which no validator sees: senderConstraint(...) of the ResourceProtector does",
                    "bound by " + Quoted.listed(bound.keySet()),
                    null));
        }
    }

    private void requireTime(Claims claims, Instant now) throws RejectedException {
        Rejection outOfTime =
                TokenClaims.of(claims, rules.profile().places()).validity().check(now, rules.clockSkew());
        if (outOfTime != null) {
            throw new RejectedException(outOfTime.reason(), outOfTime.detail());
        }
    }

    private static String date(Claims claims, String name) {
        try {
            return String.valueOf(claims.date(name)).replace("null", "not there");
        } catch (RejectedException e) {
            return "no date";
        }
    }

    private void signature(Jws jws) {
        String found = "kid " + header(jws, "kid") + ", alg " + Quoted.of(jws.algorithm());
        String expected = "made with one of the keys of the issuer";
        try {
            KeyIndex trusted = rules.trustedKeys();
            keys = trusted.described();
            rules.verifySignature(jws);
            keys = rules.trustedKeys().described();
            checks.add(new Check("signature", true, expected, found, null));
        } catch (RejectedException e) {
            checks.add(
                    new Check("signature", false, expected, found, e.rejection().detail()));
        } catch (ValidationUnavailableException e) {
            checks.add(new Check(
                    "signature",
                    false,
                    expected,
                    found,
                    e.getMessage() + ", the log says why; keys(KeySource) says where they come from"));
        }
    }

    private boolean isTyped(Jws jws) {
        try {
            return rules.profile().types().check(jws);
        } catch (RejectedException e) {
            return false;
        }
    }

    private static String header(Jws jws, String name) {
        return jws.hasHeader(name) ? Quoted.of(jws.header(name)) : "not there";
    }

    private void check(String name, String expected, String found, Step step) {
        try {
            step.make();
            checks.add(new Check(name, true, expected, found.equals("see why") ? "the same" : found, null));
        } catch (RejectedException e) {
            checks.add(new Check(name, false, expected, found, e.rejection().detail()));
        }
    }

    private void failed(String name, String expected, String found) {
        checks.add(new Check(name, false, expected, found, "no setting changes that"));
    }
}
