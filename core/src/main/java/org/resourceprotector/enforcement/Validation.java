package org.resourceprotector.enforcement;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
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

    private static final Outcome NOT_ONE_TOKEN = outcome(Credentials.Malformed.NOT_ONE_TOKEN);
    private static final Outcome INSECURE = new Outcome.Invalid(Rejection.of(Reason.INSECURE_TRANSPORT), null);

    Outcome of(@Nullable List<String> authorization, PresentedToken.Request request) {
        Credentials credentials = Credentials.parse(authorization, longestHeader);
        if (credentials instanceof Credentials.Bearer bearer) {
            PresentedToken token = presented(bearer, request);
            return token == null ? NOT_ONE_TOKEN : of(token);
        }
        return credentials instanceof Credentials.Malformed malformed ? outcome(malformed) : Outcome.NoToken.NO_TOKEN;
    }

    /** The token that was sent; null if it has characters that no token has, which its constructor tells once. */
    private static @Nullable PresentedToken presented(Credentials.Bearer bearer, PresentedToken.Request request) {
        try {
            return new PresentedToken(Credentials.SCHEME, bearer.word(), request);
        } catch (IllegalArgumentException notOneToken) {
            return null;
        }
    }

    private Outcome of(PresentedToken token) {
        if (secureOnly && !"https".equalsIgnoreCase(token.uri().getScheme())) {
            return INSECURE;
        }
        try {
            return outcome(validator.validate(token));
        } catch (Throwable e) {
            return failed(e);
        }
    }

    private static Outcome failed(Throwable failure) {
        if (failure instanceof ValidationUnavailableException unavailable) {
            OperatorLog.warnNowAndThen("a token could not be validated; the caller got a 503", unavailable);
            return new Outcome.Invalid(
                    Rejection.of(Reason.UNAVAILABLE), unavailable.retryAfter().orElse(null));
        }
        OperatorLog.error("a token validator failed; the caller got a 500", failure);
        return new Outcome.Invalid(Rejection.of(Reason.FAILED, "the token validator failed"), null);
    }

    private static Outcome outcome(Credentials.Malformed malformed) {
        return new Outcome.Invalid(Rejection.of(Reason.MALFORMED_REQUEST, malformed.problem()), null);
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
