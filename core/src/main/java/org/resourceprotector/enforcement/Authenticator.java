package org.resourceprotector.enforcement;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.enforcement.AuthenticationResult.Anonymous;
import org.resourceprotector.enforcement.AuthenticationResult.Authenticated;
import org.resourceprotector.enforcement.AuthenticationResult.Failed;
import org.resourceprotector.log.RateLimitedLog;
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
 * @param validator validates the tokens
 * @param maxHeaderLength how many characters an {@code Authorization} header may have
 * @param requireHttps whether a token that came over an insecure connection is refused
 * @param log for the operator
 */
public record Authenticator(TokenValidator validator, int maxHeaderLength, boolean requireHttps, RateLimitedLog log) {

    private static final Failed NOT_ONE_TOKEN = malformed(Credentials.Malformed.NOT_ONE_TOKEN);
    private static final Failed INSECURE = new Failed(Rejection.of(Reason.INSECURE_TRANSPORT), null);

    AuthenticationResult authenticate(@Nullable List<String> authorization, PresentedToken.Request request) {
        Credentials credentials = Credentials.parse(authorization, maxHeaderLength);
        if (credentials instanceof Credentials.Bearer bearer) {
            PresentedToken token = presented(bearer, request);
            return token == null ? NOT_ONE_TOKEN : authenticate(token);
        }
        return credentials instanceof Credentials.Malformed malformed ? malformed(malformed) : Anonymous.ANONYMOUS;
    }

    /** The token that was sent; null if it has characters that no token has, which its constructor tells once. */
    private static @Nullable PresentedToken presented(Credentials.Bearer bearer, PresentedToken.Request request) {
        try {
            return new PresentedToken(Credentials.SCHEME, bearer.word(), request);
        } catch (IllegalArgumentException notOneToken) {
            return null;
        }
    }

    private AuthenticationResult authenticate(PresentedToken token) {
        if (requireHttps && !"https".equalsIgnoreCase(token.uri().getScheme())) {
            return INSECURE;
        }
        try {
            return result(validator.validate(token));
        } catch (Throwable e) {
            return failed(e);
        }
    }

    private Failed failed(Throwable failure) {
        if (failure instanceof ValidationUnavailableException unavailable) {
            log.warn("a token could not be validated; the caller got a 503", unavailable);
            return new Failed(
                    Rejection.of(Reason.UNAVAILABLE), unavailable.retryAfter().orElse(null));
        }
        log.error("a token validator failed; the caller got a 500", failure);
        return new Failed(Rejection.of(Reason.FAILED, "the token validator failed"), null);
    }

    private static Failed malformed(Credentials.Malformed malformed) {
        return new Failed(Rejection.of(Reason.MALFORMED_REQUEST, malformed.problem()), null);
    }

    private static AuthenticationResult result(Verdict verdict) {
        if (verdict instanceof Verdict.Accepted accepted) {
            return result(accepted.token());
        }
        if (verdict instanceof Verdict.Rejected rejected) {
            return new Failed(rejected.rejection(), null);
        }
        throw new IllegalStateException("the last validator of a chain leaves no token undecided");
    }

    private static AuthenticationResult result(AccessToken token) {
        Objects.requireNonNull(token.getName(), "the name of an access token");
        Objects.requireNonNull(token.scopes(), "the scopes of an access token");
        Objects.requireNonNull(token.roles(), "the roles of an access token");
        Objects.requireNonNull(token.groups(), "the groups of an access token");
        Objects.requireNonNull(token.entitlements(), "the entitlements of an access token");
        Rejection unproven = SenderConstraints.unmet(token);
        return unproven == null ? new Authenticated(token) : new Failed(unproven, null);
    }
}
