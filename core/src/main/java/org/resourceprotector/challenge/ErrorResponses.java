package org.resourceprotector.challenge;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
 * <tr><td>{@code INSUFFICIENT_AUTHENTICATION}</td><td>401</td><td>{@code insufficient_user_authentication}</td></tr>
 * <tr><td>{@code INSUFFICIENT}</td><td>403</td><td>{@code insufficient_scope}</td></tr>
 * <tr><td>{@code UNAVAILABLE}</td><td>503</td><td>no challenge</td></tr>
 * <tr><td>{@code INTERNAL_ERROR}</td><td>500</td><td>no challenge</td></tr>
 * </table>
 *
 * <p>Thread-safe. Equal rejections produce equal responses.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750, section 3.1</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9470#section-3">RFC 9470, section 3</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728#section-5.1">RFC 9728, section 5.1</a>
 */
public final class ErrorResponses {

    private static final String SCHEME = "Bearer";

    /** An application has few rules; one that acquires, or a validator of its own, may name any number of scopes. */
    private static final int MAX_WITH_SCOPES = 1_000;

    private final String realm;
    private final @Nullable String errorUri;
    private final Duration retryAfter;

    /** Where the metadata of this resource is; null if nowhere. */
    private final @Nullable String resourceMetadata;

    private final Map<Kind, ErrorResponse> withoutScopes = new EnumMap<>(Kind.class);

    /** Those that name scopes, written when they are first needed. */
    private final Map<Asked, ErrorResponse> withScopes = new ConcurrentHashMap<>();

    private record Asked(
            Kind kind, Set<String> scopes, @Nullable AuthenticationRequirement login) {}

    /**
     * Writes the rows that need no scope.
     *
     * @param realm the realm of every challenge; printable ASCII
     * @param errorUri a page that explains the errors; null for none
     * @param retryAfter when to come back after an outage that does not say itself
     * @throws IllegalArgumentException if the realm holds something that is not printable ASCII
     */
    public ErrorResponses(String realm, @Nullable URI errorUri, Duration retryAfter) {
        this(realm, errorUri, retryAfter, null);
    }

    /**
     * The same with the metadata of this resource.
     *
     * @param realm the realm of every challenge; printable ASCII
     * @param errorUri a page that explains the errors; null for none
     * @param retryAfter when to come back after an outage that does not say itself
     * @param resourceMetadata where the metadata of this resource is; null if nowhere
     * @throws IllegalArgumentException if the realm holds something that is not printable ASCII
     */
    public ErrorResponses(
            String realm, @Nullable URI errorUri, Duration retryAfter, @Nullable String resourceMetadata) {
        this.resourceMetadata = resourceMetadata;
        Objects.requireNonNull(realm, "realm");
        if (realm.chars().anyMatch(c -> c < ' ' || c > '~')) {
            throw new IllegalArgumentException("a realm is printable ASCII, because it is sent in a header");
        }
        this.realm = realm;
        this.errorUri = errorUri == null ? null : errorUri.toASCIIString();
        this.retryAfter = Objects.requireNonNull(retryAfter, "retryAfter");
        for (Kind kind : Kind.values()) {
            withoutScopes.put(kind, write(kind, null, retryAfter));
        }
    }

    /**
     * Finds the response to a rejection that knows nothing of when to come back.
     *
     * @param rejection why the call is refused
     * @return the response
     */
    public ErrorResponse of(Rejection rejection) {
        return of(rejection, null);
    }

    /**
     * Finds the response to a rejection.
     *
     * @param rejection why the call is refused
     * @param retryAfter when to come back, after an outage; null if that is not known
     * @return the response
     */
    public ErrorResponse of(Rejection rejection, @Nullable Duration retryAfter) {
        Kind kind = rejection.reason().kind();
        Set<String> scopes = rejection.neededScopes();
        AuthenticationRequirement login = rejection.neededAuthentication();
        if (retryAfter != null || !namesScopes(kind) || (scopes.isEmpty() && login == null)) {
            return written(rejection, retryAfter);
        }
        Asked asked = new Asked(kind, scopes, login);
        ErrorResponse known = withScopes.get(asked);
        if (known == null) {
            known = written(rejection, null);
            if (withScopes.size() < MAX_WITH_SCOPES) {
                withScopes.put(asked, known);
            }
        }
        return known;
    }

    private ErrorResponse written(Rejection rejection, @Nullable Duration retryAfter) {
        Kind kind = rejection.reason().kind();
        String scope = namesScopes(kind) ? scope(rejection.neededScopes()) : "";
        if (kind == Kind.INSUFFICIENT_AUTHENTICATION) {
            return stepUp(scope.isEmpty() ? null : scope, rejection.neededAuthentication());
        }
        if (scope.isEmpty() && retryAfter == null) {
            return Objects.requireNonNull(withoutScopes.get(kind));
        }
        return write(kind, scope.isEmpty() ? null : scope, retryAfter == null ? this.retryAfter : retryAfter);
    }

    private static boolean namesScopes(Kind kind) {
        return kind == Kind.MISSING_TOKEN || kind == Kind.INSUFFICIENT || kind == Kind.INSUFFICIENT_AUTHENTICATION;
    }

    /** How many of those that name scopes are kept. */
    int kept() {
        return withScopes.size();
    }

    /** The scopes to ask for; a validator may have named some that cannot be written. */
    private static String scope(Set<String> scopes) {
        return scopes.isEmpty()
                ? ""
                : scopes.stream().filter(Scopes::isScopeToken).collect(Collectors.joining(" "));
    }

    private ErrorResponse write(Kind kind, @Nullable String scope, Duration wait) {
        return switch (kind) {
            case MISSING_TOKEN -> challenge(401, "Unauthorized", scope, null);
            case INVALID_REQUEST -> challenge(400, "Bad Request", null, BearerError.INVALID_REQUEST);
            case INVALID_TOKEN -> challenge(401, "Unauthorized", null, BearerError.INVALID_TOKEN);
            case INSUFFICIENT_AUTHENTICATION -> stepUp(scope, null);
            case INSUFFICIENT -> challenge(403, "Forbidden", scope, BearerError.INSUFFICIENT_SCOPE);
            case UNAVAILABLE ->
                new ErrorResponse(503, null, wait, new ProblemDetails("Service Unavailable", 503).render());
            case INTERNAL_ERROR ->
                new ErrorResponse(500, null, null, new ProblemDetails("Internal Server Error", 500).render());
        };
    }

    private ErrorResponse stepUp(@Nullable String scope, @Nullable AuthenticationRequirement login) {
        return challenge(401, "Unauthorized", scope, BearerError.INSUFFICIENT_USER_AUTHENTICATION, login);
    }

    private ErrorResponse challenge(int status, String title, @Nullable String scope, @Nullable BearerError error) {
        return challenge(status, title, scope, error, null);
    }

    private ErrorResponse challenge(
            int status,
            String title,
            @Nullable String scope,
            @Nullable BearerError error,
            @Nullable AuthenticationRequirement login) {
        Challenge challenge = new Challenge(SCHEME).with("realm", realm);
        ProblemDetails problem = new ProblemDetails(title, status);
        if (error != null) {
            problem.with("error", error.code()).with("error_description", error.description());
        }
        if (scope != null) {
            challenge.with("scope", scope);
            problem.with("scope", scope);
        }
        if (error != null) {
            challenge.with("error", error.code()).with("error_description", error.description());
            if (errorUri != null) {
                challenge.with("error_uri", errorUri);
                problem.with("error_uri", errorUri);
            }
        }
        if (login != null) {
            demand(login, challenge, problem);
        }
        if (resourceMetadata != null && status != 400) {
            challenge.with("resource_metadata", resourceMetadata);
        }
        return new ErrorResponse(status, challenge.render(), null, problem.render());
    }

    private static void demand(AuthenticationRequirement login, Challenge challenge, ProblemDetails problem) {
        if (!login.acr().isEmpty()) {
            String values = String.join(" ", login.acr());
            challenge.with("acr_values", values);
            problem.with("acr_values", values);
        }
        if (login.maxAge() != null) {
            long seconds = login.maxAge().toSeconds();
            challenge.with("max_age", Long.toString(seconds));
            problem.with("max_age", seconds);
        }
    }
}
