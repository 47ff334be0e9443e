package org.resourceprotector.challenge;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.challenge.OfferedSchemes.Scheme;
import org.resourceprotector.scope.Scopes;
import org.resourceprotector.token.AuthenticationRequirement;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Kind;

/**
 * The table of error responses: what each kind of rejection becomes on the wire.
 *
 * <table>
 * <caption>Rejection to response</caption>
 * <tr><th>kind</th><th>status</th><th>error</th></tr>
 * <tr><td>{@code MISSING_TOKEN}</td><td>401</td><td>none</td></tr>
 * <tr><td>{@code INVALID_REQUEST}</td><td>400</td><td>{@code invalid_request}</td></tr>
 * <tr><td>{@code INVALID_TOKEN}</td><td>401</td><td>{@code invalid_token}</td></tr>
 * <tr><td>{@code INVALID_PROOF}</td><td>401</td><td>{@code invalid_dpop_proof}</td></tr>
 * <tr><td>{@code MISSING_NONCE}</td><td>401</td><td>{@code use_dpop_nonce}</td></tr>
 * <tr><td>{@code INSUFFICIENT_AUTHENTICATION}</td><td>401</td><td>{@code insufficient_user_authentication}</td></tr>
 * <tr><td>{@code INSUFFICIENT}</td><td>403</td><td>{@code insufficient_scope}</td></tr>
 * <tr><td>{@code UNAVAILABLE}</td><td>503</td><td>no challenge</td></tr>
 * <tr><td>{@code INTERNAL_ERROR}</td><td>500</td><td>no challenge</td></tr>
 * </table>
 *
 * <p>There is one challenge for each scheme that is offered, all in one line. The first has the
 * realm; that of the scheme which the caller used has the error.
 *
 * <p>Thread-safe. Equal rejections produce equal responses.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750, section 3.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-7.2">RFC 9449, section 7.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470#section-3">RFC 9470, section 3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728#section-5.1">RFC 9728, section 5.1</a>
 */
public final class ErrorResponses {

    private static final String DPOP = "DPoP";

    /**
     * An application has few rules, but one that acquires, or a validator of its own, may name any
     * number of scopes.
     */
    private static final int MAX_KEPT = 1_000;

    private static final int BAD_REQUEST = 400;

    private final String realm;
    private final @Nullable String errorUri;
    private final Duration retryAfter;
    private final OfferedSchemes offered;

    /** Those that are not for one call alone, written when they are first needed. */
    private final Map<Asked, ErrorResponse> written = new ConcurrentHashMap<>();

    private record Asked(
            Kind kind, Set<String> scopes, @Nullable AuthenticationRequirement login, Use use) {}

    /**
     * How the caller used its credentials.
     *
     * @param scheme the scheme by its registered name; null if there was none, or more than one
     * @param constrained whether the endpoint demands a token that is bound to a key or certificate
     *     of the caller
     * @param resourceMetadata where the metadata of the resource is; null if nowhere
     */
    public record Use(
            @Nullable String scheme,
            boolean constrained,
            @Nullable String resourceMetadata) {

        /** The scheme that nearly everybody uses, if any token would do. */
        public static final Use BEARER = new Use("Bearer", false, null);
    }

    /** For the Bearer scheme alone. */
    public ErrorResponses(String realm, @Nullable URI errorUri, Duration retryAfter) {
        this(realm, errorUri, retryAfter, OfferedSchemes.BEARER);
    }

    /**
     * For several schemes.
     *
     * @param realm the realm of every challenge; printable ASCII
     * @param errorUri a page that explains the errors; null for none
     * @param retryAfter when to come back after an outage that does not say itself
     * @throws IllegalArgumentException if the realm holds something that is not printable ASCII
     */
    public ErrorResponses(String realm, @Nullable URI errorUri, Duration retryAfter, OfferedSchemes offered) {
        Objects.requireNonNull(realm, "realm");
        if (realm.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("a realm is printable ASCII, because it is sent in a header");
        }
        this.realm = realm;
        this.errorUri = errorUri == null ? null : errorUri.toASCIIString();
        this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
        this.offered = offered;
    }

    /** The response to a rejection of bearer credentials, if it is not known when to come back. */
    public ErrorResponse of(Rejection rejection) {
        return of(rejection, null);
    }

    /** The response to a rejection of bearer credentials. */
    public ErrorResponse of(Rejection rejection, @Nullable Duration retryAfter) {
        return of(rejection, retryAfter, Use.BEARER);
    }

    /**
     * The response to a rejection.
     *
     * @param retryAfter when to come back, after an outage; null if that is not known
     */
    public ErrorResponse of(Rejection rejection, @Nullable Duration retryAfter, Use use) {
        Kind kind = rejection.reason().kind();
        if (retryAfter != null
                || (kind == Kind.INSUFFICIENT && !rejection.neededDetails().isEmpty())) {
            return write(rejection, retryAfter, use); // of this call alone
        }
        Asked asked = new Asked(
                kind,
                namesScopes(kind) ? rejection.neededScopes() : Set.of(),
                namesScopes(kind) ? rejection.neededAuthentication() : null,
                use);
        ErrorResponse known = written.get(asked);
        if (known == null) {
            known = write(rejection, null, use);
            if (written.size() < MAX_KEPT) {
                written.put(asked, known);
            }
        }
        return known;
    }

    private static boolean namesScopes(Kind kind) {
        return kind == Kind.MISSING_TOKEN || kind == Kind.INSUFFICIENT || kind == Kind.INSUFFICIENT_AUTHENTICATION;
    }

    /** How many of the responses that name scopes or a login are kept. */
    int kept() {
        return (int) written.keySet().stream()
                .filter(asked -> !asked.scopes.isEmpty() || asked.login != null)
                .count();
    }

    private ErrorResponse write(Rejection rejection, @Nullable Duration retryAfter, Use use) {
        return switch (rejection.reason().kind()) {
            case MISSING_TOKEN -> challenge(401, "Unauthorized", null, rejection, use);
            case INVALID_REQUEST -> challenge(400, "Bad Request", ErrorCode.INVALID_REQUEST, rejection, use);
            case INVALID_TOKEN -> challenge(401, "Unauthorized", ErrorCode.INVALID_TOKEN, rejection, use);
            case INVALID_PROOF ->
                challenge(401, "Unauthorized", ofDpop(ErrorCode.INVALID_DPOP_PROOF, use), rejection, use);
            case MISSING_NONCE -> challenge(401, "Unauthorized", ofDpop(ErrorCode.USE_DPOP_NONCE, use), rejection, use);
            case INSUFFICIENT_AUTHENTICATION ->
                challenge(401, "Unauthorized", ErrorCode.INSUFFICIENT_USER_AUTHENTICATION, rejection, use);
            case INSUFFICIENT -> challenge(403, "Forbidden", ErrorCode.INSUFFICIENT_SCOPE, rejection, use);
            case UNAVAILABLE ->
                new ErrorResponse(
                        503,
                        null,
                        retryAfter == null ? this.retryAfter : retryAfter,
                        new ProblemDetails("Service Unavailable", 503).render());
            case INTERNAL_ERROR ->
                new ErrorResponse(500, null, null, new ProblemDetails("Internal Server Error", 500).render());
        };
    }

    /** An error of DPoP. Under another scheme, which does not know it, the token is not valid. */
    private static ErrorCode ofDpop(ErrorCode error, Use use) {
        return DPOP.equals(use.scheme()) ? error : ErrorCode.INVALID_TOKEN;
    }

    private ErrorResponse challenge(int status, String title, @Nullable ErrorCode error, Rejection rejection, Use use) {
        String scope = scope(rejection);
        AuthenticationRequirement login =
                error == ErrorCode.INSUFFICIENT_USER_AUTHENTICATION ? rejection.neededAuthentication() : null;
        ProblemDetails problem = new ProblemDetails(title, status);
        if (error != null) {
            problem.with("error", error.code()).with("error_description", error.description());
        }
        problem.with("scope", scope);
        if (error != null) {
            problem.with("error_uri", errorUri);
        }
        if (login != null) {
            demand(login, problem);
        }
        if (error == ErrorCode.INSUFFICIENT_SCOPE && !rejection.neededDetails().isEmpty()) {
            problem.with("authorization_details", rejection.neededDetails());
        }
        boolean tellsMetadata = status != BAD_REQUEST;
        return new ErrorResponse(status, line(scope, error, login, tellsMetadata, use), null, problem.render());
    }

    /**
     * The scopes to ask for; of those that a validator named, only what can be written, and not the one that is no
     * business of a resource. Null if there are none.
     *
     * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#OfflineAccess">OpenID Connect Core, section 11</a>
     */
    private static @Nullable String scope(Rejection rejection) {
        if (!namesScopes(rejection.reason().kind()) || rejection.neededScopes().isEmpty()) {
            return null;
        }
        String scope = rejection.neededScopes().stream()
                .filter(Scopes::isScopeToken)
                .filter(needed -> !needed.equals("offline_access"))
                .collect(Collectors.joining(" "));
        return scope.isEmpty() ? null : scope;
    }

    /** The challenges of all schemes that are offered. */
    private String line(
            @Nullable String scope,
            @Nullable ErrorCode error,
            @Nullable AuthenticationRequirement login,
            boolean tellsMetadata,
            Use use) {
        List<Scheme> schemes = use.constrained() ? offered.constrained() : offered.any();
        boolean isAmbiguous = use.scheme() == null && error != null;
        int used = 0;
        for (int i = 0; i < schemes.size(); i++) {
            used = error != null && schemes.get(i).name().equals(use.scheme()) ? i : used;
        }
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < schemes.size(); i++) {
            Challenge challenge = new Challenge(schemes.get(i).name());
            if (i == 0 || schemes.get(i).parameters().isEmpty()) {
                challenge.with("realm", realm);
            }
            if (i == used || isAmbiguous) {
                explain(challenge, scope, error, login);
            }
            // Clients read it in the first challenge only, or in the one of the scheme that they
            // used.
            if (use.resourceMetadata() != null && tellsMetadata && (i == 0 || i == used)) {
                challenge.with("resource_metadata", use.resourceMetadata());
            }
            schemes.get(i).parameters().forEach(challenge::with);
            line.append(i == 0 ? "" : ", ").append(challenge.render());
        }
        return line.toString();
    }

    private void explain(
            Challenge challenge,
            @Nullable String scope,
            @Nullable ErrorCode error,
            @Nullable AuthenticationRequirement login) {
        if (scope != null) {
            challenge.with("scope", scope);
        }
        if (error != null) {
            challenge.with("error", error.code()).with("error_description", error.description());
            if (errorUri != null) {
                challenge.with("error_uri", errorUri);
            }
        }
        if (login != null) {
            demand(login, challenge);
        }
    }

    private static void demand(AuthenticationRequirement login, Challenge challenge) {
        if (!login.acr().isEmpty()) {
            challenge.with("acr_values", String.join(" ", login.acr()));
        }
        if (login.maxAge() != null) {
            challenge.with("max_age", Long.toString(login.maxAge().toSeconds()));
        }
    }

    private static void demand(AuthenticationRequirement login, ProblemDetails problem) {
        if (!login.acr().isEmpty()) {
            problem.with("acr_values", String.join(" ", login.acr()));
        }
        if (login.maxAge() != null) {
            problem.with("max_age", login.maxAge().toSeconds());
        }
    }
}
