package org.resourceprotector.enforcement;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.RememberingValidator;
import org.resourceprotector.token.TokenDigest;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/**
 * Takes the credentials of a request and has them validated. Never throws for anything that a caller or a validator does.
 *
 * <p>Immutable, thread-safe.
 *
 * @param validator who knows the tokens
 * @param longestHeader how many characters an {@code Authorization} header may have
 * @param secureOnly whether a token that came over an insecure connection is refused
 */
public record Validation(TokenValidator validator, int longestHeader, boolean secureOnly) {

    Outcome of(@Nullable List<String> authorization, PresentedToken.Request request) {
        Credentials credentials = Credentials.parse(authorization, longestHeader);
        if (credentials instanceof Credentials.Bearer bearer) {
            return secureOnly && !"https".equalsIgnoreCase(request.uri().getScheme())
                    ? new Outcome.Invalid(Rejection.of(Reason.INSECURE_TRANSPORT), null)
                    : validate(bearer, request);
        }
        return credentials instanceof Credentials.Malformed malformed
                ? new Outcome.Invalid(Rejection.of(Reason.MALFORMED_REQUEST, malformed.problem()), null)
                : Outcome.NoToken.NO_TOKEN;
    }

    private Outcome validate(Credentials.Bearer bearer, PresentedToken.Request request) {
        try {
            AccessToken known = recall(bearer);
            return known != null
                    ? outcome(known)
                    : outcome(validator.validate(new PresentedToken(Credentials.SCHEME, bearer.token(), request)));
        } catch (ValidationUnavailableException e) {
            OperatorLog.warnNowAndThen("a token could not be validated; the caller got a 503", e);
            return new Outcome.Invalid(
                    Rejection.of(Reason.UNAVAILABLE), e.retryAfter().orElse(null));
        } catch (Throwable e) {
            OperatorLog.error("a token validator failed; the caller got a 500", e);
            return new Outcome.Invalid(Rejection.of(Reason.FAILED, "the token validator failed"), null);
        }
    }

    private @Nullable AccessToken recall(Credentials.Bearer bearer) {
        TokenDigest digest = validator instanceof RememberingValidator ? bearer.digest() : null;
        return digest == null ? null : ((RememberingValidator) validator).recall(digest);
    }

    private static Outcome outcome(Verdict verdict) {
        if (verdict instanceof Verdict.Accepted accepted) {
            return outcome(accepted.token());
        }
        if (verdict instanceof Verdict.Rejected rejected) {
            return new Outcome.Invalid(rejected.rejection(), null);
        }
        throw new IllegalStateException("the last validator of a chain leaves no token undecided");
    }

    private static Outcome outcome(AccessToken token) {
        Objects.requireNonNull(token.getName(), "the name of an access token");
        Objects.requireNonNull(token.scopes(), "the scopes of an access token");
        Objects.requireNonNull(token.roles(), "the roles of an access token");
        Objects.requireNonNull(token.groups(), "the groups of an access token");
        Objects.requireNonNull(token.entitlements(), "the entitlements of an access token");
        return token.confirmation() == null
                ? new Outcome.Valid(token)
                : new Outcome.Invalid(Rejection.of(Reason.UNPROVEN_BINDING), null);
    }
}
