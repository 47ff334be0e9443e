package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.token.AccessToken;

/**
 * The security context of a request that was decided on: its principal is the token, or null for an
 * anonymous caller. A principal that a container had set before does not count. {@link Enforcer}
 * sets it. Immutable, thread-safe.
 *
 * @param token the caller's token; null for an anonymous one
 * @param isSecure whether the request came over TLS
 * @param scheme the scheme under which the token came
 * @param endpoint whose rule the caller has satisfied; null if that is not known
 */
record TokenSecurityContext(
        @Nullable AccessToken token,
        boolean isSecure,
        @Nullable String scheme,
        @Nullable Endpoint endpoint) implements SecurityContext {

    private static final String QUESTION = "org.resourceprotector.endpoint#";

    /** Those that are being asked at this moment. */
    private static final Map<String, Answer> ASKED = new ConcurrentHashMap<>();

    private static final AtomicLong LAST = new AtomicLong();

    TokenSecurityContext(@Nullable AccessToken token, boolean isSecure) {
        this(token, isSecure, Credentials.BEARER, null);
    }

    /** What {@link #endpointOf} is waiting for. */
    private static final class Answer {

        private @Nullable Endpoint endpoint;
    }

    /**
     * Finds out for which endpoint a security context was made; null if it is not one of ours, or
     * nothing was enforced. Runtimes inject proxies, which pass on nothing but the methods of the
     * interface: so the question is asked as a role that nobody has.
     */
    static @Nullable Endpoint endpointOf(SecurityContext security) {
        String question = QUESTION + LAST.incrementAndGet();
        Answer answer = new Answer();
        ASKED.put(question, answer);
        try {
            security.isUserInRole(question);
        } finally {
            ASKED.remove(question);
        }
        return answer.endpoint;
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return token;
    }

    @Override
    public boolean isUserInRole(@Nullable String role) {
        if (role == null) {
            return false;
        }
        Answer answer = role.startsWith(QUESTION) ? ASKED.get(role) : null;
        if (answer != null) {
            answer.endpoint = endpoint;
            return false;
        }
        return token != null && token.roles().contains(role);
    }

    @Override
    public @Nullable String getAuthenticationScheme() {
        return token == null ? null : scheme;
    }

    @Override
    public String toString() {
        return token == null ? "TokenSecurityContext[anonymous]" : "TokenSecurityContext[token]";
    }
}
