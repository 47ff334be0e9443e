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
    private static final int MAX_WITH_SCOPES = 1_000;

    private static final int BAD_REQUEST = 400;

    private final String realm;
    private final @Nullable String errorUri;
    private final Duration retryAfter;
    private final OfferedSchemes offered;

    /** There are few kinds and schemes. */
    private final Map<Asked, ErrorResponse> withoutScopes = new ConcurrentHashMap<>();

    /** Those that name scopes, written when they are first needed. */
    private final Map<Asked, ErrorResponse> withScopes = new ConcurrentHashMap<>();

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
        Set<String> scopes = rejection.neededScopes();
        if (kind == Kind.INSUFFICIENT && !rejection.neededDetails().isEmpty()) {
            return of(new Rejection(rejection.reason(), rejection.detail(), scopes), retryAfter, use)
                    .with("authorization_details", rejection.neededDetails());
        }
        AuthenticationRequirement login = rejection.neededAuthentication();
        if (retryAfter != null || !namesScopes(kind) || (scopes.isEmpty() && login == null)) {
            return written(rejection, retryAfter, use);
        }
        Asked asked = new Asked(kind, scopes, login, use);
        ErrorResponse known = withScopes.get(asked);
        if (known == null) {
            known = written(rejection, null, use);
            if (withScopes.size() < MAX_WITH_SCOPES) {
                withScopes.put(asked, known);
            }
        }
        return known;
    }

    private ErrorResponse written(Rejection rejection, @Nullable Duration retryAfter, Use use) {
        Kind kind = rejection.reason().kind();
        String scope = namesScopes(kind) ? scope(rejection.neededScopes()) : "";
        AuthenticationRequirement login = rejection.neededAuthentication();
        if (scope.isEmpty() && login == null && retryAfter == null) {
            return withoutScopes.computeIfAbsent(
                    new Asked(kind, Set.of(), null, use), asked -> write(kind, null, null, this.retryAfter, use));
        }
        Duration wait = retryAfter == null ? this.retryAfter : retryAfter;
        return write(kind, scope.isEmpty() ? null : scope, login, wait, use);
    }

    private static boolean namesScopes(Kind kind) {
        return kind == Kind.MISSING_TOKEN || kind == Kind.INSUFFICIENT || kind == Kind.INSUFFICIENT_AUTHENTICATION;
    }

    /** How many of the responses that name scopes are kept. */
    int kept() {
        return withScopes.size();
    }

    /** The scopes to ask for; of those that a validator named, only what can be written. */
    private static String scope(Set<String> scopes) {
        return scopes.isEmpty()
                ? ""
                : scopes.stream().filter(Scopes::isScopeToken).collect(Collectors.joining(" "));
    }

    private ErrorResponse write(
            Kind kind, @Nullable String scope, @Nullable AuthenticationRequirement login, Duration wait, Use use) {
        return switch (kind) {
            case MISSING_TOKEN -> challenge(401, "Unauthorized", scope, null, null, use);
            case INVALID_REQUEST -> challenge(400, "Bad Request", null, ErrorCode.INVALID_REQUEST, null, use);
            case INVALID_TOKEN -> challenge(401, "Unauthorized", null, ErrorCode.INVALID_TOKEN, null, use);
            case INVALID_PROOF ->
                challenge(401, "Unauthorized", null, ofDpop(ErrorCode.INVALID_DPOP_PROOF, use), null, use);
            case MISSING_NONCE ->
                challenge(401, "Unauthorized", null, ofDpop(ErrorCode.USE_DPOP_NONCE, use), null, use);
            case INSUFFICIENT_AUTHENTICATION ->
                challenge(401, "Unauthorized", scope, ErrorCode.INSUFFICIENT_USER_AUTHENTICATION, login, use);
            case INSUFFICIENT -> challenge(403, "Forbidden", scope, ErrorCode.INSUFFICIENT_SCOPE, null, use);
            case UNAVAILABLE ->
                new ErrorResponse(503, null, wait, new ProblemDetails("Service Unavailable", 503).render());
            case INTERNAL_ERROR ->
                new ErrorResponse(500, null, null, new ProblemDetails("Internal Server Error", 500).render());
        };
    }

    /** An error of DPoP. Under another scheme, which does not know it, the token is not valid. */
    private static ErrorCode ofDpop(ErrorCode error, Use use) {
        return DPOP.equals(use.scheme()) ? error : ErrorCode.INVALID_TOKEN;
    }

    private ErrorResponse challenge(
            int status,
            String title,
            @Nullable String scope,
            @Nullable ErrorCode error,
            @Nullable AuthenticationRequirement login,
            Use use) {
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
        boolean tellsMetadata = status != BAD_REQUEST;
        return new ErrorResponse(status, line(scope, error, login, tellsMetadata, use), null, problem.render());
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
