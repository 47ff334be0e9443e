package org.resourceprotector.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of the library to a call that it refuses, as a reusable response of a document. */
enum Refusal {
    MALFORMED(
            400,
            "Bad Request",
            "TokenMalformed",
            "The request has credentials that are not exactly one well-formed access token.",
            "invalid_request",
            "The request needs exactly one well-formed access token, sent in a secure way"),
    UNAUTHORIZED(
            401,
            "Unauthorized",
            "TokenMissingOrInvalid",
            "There is no access token, or it is not valid here. `WWW-Authenticate` tells what to do.",
            "invalid_token",
            "The access token is not valid here, or not valid any more"),
    FORBIDDEN(
            403,
            "Forbidden",
            "TokenInsufficient",
            "The access token is valid and does not allow this request. `scope` names what it needs, if that helps.",
            "insufficient_scope",
            "The access token does not allow this request"),
    UNAVAILABLE(
            503,
            "Service Unavailable",
            "TokenNotVerifiable",
            "It cannot be found out at the moment whether the access token is valid.",
            null,
            null);

    static final String PROBLEM = "TokenProblem";
    static final String PROBLEM_DESCRIPTION = "Problem details (RFC 9457) of a request that was refused.";

    /** What a body may come as: the first one, unless {@code Accept} prefers the second. */
    static final List<String> MEDIA_TYPES = List.of("application/problem+json", "application/json");

    /** The members of the problem details: what they are, by their name. */
    static final Map<String, Member> MEMBERS = members();

    private final int status;
    private final String title;
    private final String component;
    private final String description;
    private final @Nullable String error;
    private final @Nullable String errorDescription;

    Refusal(
            int status,
            String title,
            String component,
            String description,
            @Nullable String error,
            @Nullable String errorDescription) {
        this.status = status;
        this.title = title;
        this.component = component;
        this.description = description;
        this.error = error;
        this.errorDescription = errorDescription;
    }

    /**
     * A member of the problem details.
     *
     * @param type what it is
     * @param isRequired whether it is always there
     * @param description what it says
     */
    record Member(Type type, boolean isRequired, String description) {}

    /** What a member is. */
    enum Type {
        TEXT,
        WHOLE_NUMBER,
        OBJECTS
    }

    String status() {
        return Integer.toString(status);
    }

    /** The name in {@code components/responses}. */
    String component() {
        return component;
    }

    String description() {
        return description;
    }

    /** A body, as the library sends it. */
    Map<String, Object> example() {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("title", title);
        problem.put("status", status);
        if (error != null && errorDescription != null) {
            problem.put("error", error);
            problem.put("error_description", errorDescription);
        }
        return problem;
    }

    /** The header that tells the caller what to do. */
    String header() {
        return this == UNAVAILABLE ? "Retry-After" : "WWW-Authenticate";
    }

    String headerDescription() {
        return this == UNAVAILABLE
                ? "When to come back, in seconds."
                : "The challenge (RFC 9110), with the error and the scope of RFC 6750.";
    }

    Type headerType() {
        return this == UNAVAILABLE ? Type.WHOLE_NUMBER : Type.TEXT;
    }

    private static Map<String, Member> members() {
        Map<String, Member> members = new LinkedHashMap<>();
        members.put("title", new Member(Type.TEXT, true, "The reason phrase of the status."));
        members.put("status", new Member(Type.WHOLE_NUMBER, true, "The status."));
        members.put("error", new Member(Type.TEXT, false, "The error code of RFC 6750, 9449 or 9470."));
        members.put("error_description", new Member(Type.TEXT, false, "The error in words, for developers."));
        members.put("error_uri", new Member(Type.TEXT, false, "A page that explains the error."));
        members.put("scope", new Member(Type.TEXT, false, "The scopes that the request needs, separated by blanks."));
        members.put(
                "acr_values", new Member(Type.TEXT, false, "The logins of which one is needed, separated by blanks."));
        members.put("max_age", new Member(Type.WHOLE_NUMBER, false, "How long ago the login may be, in seconds."));
        members.put(
                "authorization_details",
                new Member(
                        Type.OBJECTS,
                        false,
                        "Authorization details (RFC 9396) that the request needs, if the application tells them."));
        return members;
    }
}
