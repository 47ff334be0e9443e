package org.resourceprotector.enforcement;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.enforcement.AuthenticationResult.Anonymous;
import org.resourceprotector.enforcement.AuthenticationResult.Authenticated;
import org.resourceprotector.enforcement.AuthenticationResult.Failed;
import org.resourceprotector.enforcement.AuthenticationResult.Possession;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/**
 * Finds out who the caller is: takes the credentials of a request and has them validated. Never
 * throws for anything that a caller or a validator does.
 *
 * <p>Immutable, thread-safe.
 *
 * @param constraints decides whether a bound token may be used by this caller
 * @param bearerMethods where a token may be besides the header
 * @param maxHeaderLength how many characters an {@code Authorization} header may have
 * @param requireHttps whether a token that came over an insecure connection is refused
 * @param log for the operator
 */
public record Authenticator(
        TokenValidator validator,
        SenderConstraints constraints,
        BearerMethods bearerMethods,
        int maxHeaderLength,
        boolean requireHttps,
        RateLimitedLog log) {

    private static final String VALIDATOR = "token validator";
    private static final String SENDER_CONSTRAINT = "sender constraint";
    private static final Rejection INSECURE = Rejection.of(Reason.INSECURE_TRANSPORT);
    private static final Verdict REVOKED = Verdict.rejected(Rejection.of(Reason.REVOKED));
    private static final PresentedToken.Request NO_REQUEST =
            PresentedToken.bearer("-").request();

    /** One that accepts no bound token, and none outside of the header. */
    public Authenticator(TokenValidator validator, int maxHeaderLength, boolean requireHttps, RateLimitedLog log) {
        this(validator, SenderConstraints.NONE, BearerMethods.HEADER, maxHeaderLength, requireHttps, log);
    }

    /** Has a token validated that came with no request, as if what it is bound to were proved. */
    AuthenticationResult withoutProof(String value) {
        AuthenticationResult result = new Failed(
                Rejection.of(Reason.MALFORMED_REQUEST, "no header could carry the value as a token, or it is too long"),
                null,
                Possession.NONE);
        for (String scheme : constraints.schemes()) {
            PresentedToken presented = scheme.length() + 1 + value.length() > maxHeaderLength
                    ? null
                    : presented(new Credentials.Word(scheme, value), NO_REQUEST);
            if (presented == null) {
                return result;
            }
            result = validated(
                    presented, token -> constraints.unprovable(token, presented.scheme()), () -> Possession.NONE);
            if (!mayBeOfAnotherScheme(result)) {
                return result;
            }
        }
        return result;
    }

    /** Only a token that is refused for the scheme that it came under is worth another look. */
    private static boolean mayBeOfAnotherScheme(AuthenticationResult result) {
        return result instanceof Failed failed
                && (failed.rejection().reason() == Reason.WRONG_TYPE
                        || failed.rejection().reason() == Reason.UNPROVEN_BINDING);
    }

    /** Looks for credentials wherever they may be, and has them validated. */
    AuthenticationResult authenticate(ContainerRequestContext request, PresentedToken.Request around) {
        return authenticate(
                request.getHeaders().get(HttpHeaders.AUTHORIZATION), bearerMethods.elsewhere(request), around);
    }

    /** The same with what a resource method can see of a request, which is not a form. */
    AuthenticationResult authenticate(AcquiringRequest request) {
        return authenticate(
                request.headers().getRequestHeader(HttpHeaders.AUTHORIZATION),
                bearerMethods.inQuery(request.method(), request.uriInfo()),
                request);
    }

    /** Has the credentials of a header validated, or the one token that is elsewhere. */
    AuthenticationResult authenticate(
            @Nullable List<String> authorization, List<String> elsewhere, PresentedToken.Request around) {
        Credentials inHeader = credentials(authorization);
        return authenticate(elsewhere.isEmpty() ? inHeader : credentials(inHeader, elsewhere), around);
    }

    private Credentials credentials(@Nullable List<String> authorization) {
        return Credentials.parse(authorization, maxHeaderLength, constraints.schemes());
    }

    private Credentials credentials(Credentials inHeader, List<String> elsewhere) {
        String token = elsewhere.get(0);
        return !(inHeader instanceof Credentials.None) || elsewhere.size() > 1
                ? new Credentials.Malformed("more than one access token", null)
                : token.length() > maxHeaderLength
                        ? new Credentials.Malformed(
                                "an access token of more than " + maxHeaderLength + " characters", Credentials.BEARER)
                        : new Credentials.Word(Credentials.BEARER, token);
    }

    private AuthenticationResult authenticate(Credentials credentials, PresentedToken.Request request) {
        if (credentials instanceof Credentials.Word word) {
            PresentedToken token = presented(word, request);
            return token == null ? malformed(Credentials.Malformed.notOneToken(word.scheme())) : authenticate(token);
        }
        return credentials instanceof Credentials.Malformed malformed
                ? malformed(malformed)
                : new Anonymous(((Credentials.None) credentials).detail());
    }

    /** The token that was sent; null if it has characters that no token has. */
    private static @Nullable PresentedToken presented(Credentials.Word word, PresentedToken.Request request) {
        try {
            return new PresentedToken(word.scheme(), word.word(), request);
        } catch (IllegalArgumentException notOneToken) {
            return null;
        }
    }

    private AuthenticationResult authenticate(PresentedToken token) {
        if (requireHttps) {
            Failed insecure = requireHttps(token);
            if (insecure != null) {
                return insecure;
            }
        }
        try {
            SenderConstraints.Examination examination = constraints.examine(token);
            Rejection refusal = examination.refusal();
            return refusal == null
                    ? validated(token, examination::unproven, examination::possession)
                    : new Failed(refusal, null, examination.possession());
        } catch (Throwable e) {
            return failed(e, SENDER_CONSTRAINT, token);
        }
    }

    private static @Nullable Failed requireHttps(PresentedToken token) {
        try {
            return "https".equalsIgnoreCase(token.uri().getScheme()) ? null : new Failed(INSECURE, null, came(token));
        } catch (RuntimeException none) { // a runtime may match what no URI has
            return malformed(new Credentials.Malformed("the request has no valid URI", token.scheme()));
        }
    }

    private AuthenticationResult validated(
            PresentedToken token,
            Function<AccessToken, @Nullable Rejection> unproven,
            Supplier<Possession> possession) {
        Verdict verdict;
        try {
            verdict = unrevoked(complete(validator.validate(token)));
        } catch (Throwable e) {
            return failed(e, VALIDATOR, token);
        }
        if (verdict instanceof Verdict.Rejected rejected) {
            return new Failed(rejected.rejection(), null, possession.get());
        }
        AccessToken accepted = ((Verdict.Accepted) verdict).token();
        Rejection rejection = unproven.apply(accepted);
        return rejection == null
                ? new Authenticated(accepted, possession.get())
                : new Failed(rejection, null, possession.get(), accepted);
    }

    /** An application's own validator, too, may find a token that must not be accepted any more. */
    private static Verdict unrevoked(Verdict verdict) {
        return verdict instanceof Verdict.Accepted accepted && accepted.token().revoked() ? REVOKED : verdict;
    }

    private Failed failed(Throwable failure, String who, PresentedToken token) {
        if (failure instanceof ValidationUnavailableException unavailable) {
            String what =
                    who.equals(VALIDATOR) ? "a token could not be validated" : "a " + who + " could not be checked";
            String reason = unavailable
                    .reason()
                    .map(Quoted::of)
                    .map("; reason: "::concat)
                    .orElse("");
            log.warn(what + "; the caller got a 503" + reason, unavailable.getCause());
            return new Failed(
                    Rejection.of(Reason.UNAVAILABLE), unavailable.retryAfter().orElse(null), came(token));
        }
        log.error("a " + who + " failed; the caller got a 500", failure);
        return new Failed(Rejection.of(Reason.FAILED, "the " + who + " failed"), null, came(token));
    }

    /** The scheme that a token came under, as far as it is one of ours. */
    String scheme(SecurityContext security) {
        String scheme = security.getAuthenticationScheme();
        return scheme != null && constraints.schemes().contains(scheme) ? scheme : Credentials.BEARER;
    }

    private static Failed malformed(Credentials.Malformed malformed) {
        return new Failed(
                Rejection.of(Reason.MALFORMED_REQUEST, malformed.problem()),
                null,
                new Possession(malformed.scheme(), false, Map.of()));
    }

    private static Possession came(PresentedToken token) {
        return new Possession(token.scheme(), false, Map.of());
    }

    /** A verdict about a token that says what it carries. */
    private static Verdict complete(Verdict verdict) {
        if (verdict instanceof Verdict.Accepted accepted) {
            AccessToken token = accepted.token();
            Objects.requireNonNull(token.getName(), "the name of an access token");
            Objects.requireNonNull(token.scopes(), "the scopes of an access token");
            Objects.requireNonNull(token.roles(), "the roles of an access token");
            Objects.requireNonNull(token.groups(), "the groups of an access token");
            Objects.requireNonNull(token.entitlements(), "the entitlements of an access token");
        } else if (!(verdict instanceof Verdict.Rejected)) {
            throw new IllegalStateException("the last validator of a chain leaves no token undecided");
        }
        return verdict;
    }
}
