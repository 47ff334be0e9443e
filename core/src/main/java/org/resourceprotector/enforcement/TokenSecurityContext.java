package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;

/**
 * The security context of a request that was decided on: its principal is the token, or null for an anonymous caller. A
 * principal that a container had put there before does not count.
 */
record TokenSecurityContext(
        @Nullable AccessToken token,
        boolean isSecure,
        @Nullable String scheme) implements SecurityContext {

    TokenSecurityContext(@Nullable AccessToken token, boolean isSecure) {
        this(token, isSecure, Credentials.BEARER);
    }

    @Override
    public @Nullable Principal getUserPrincipal() {
        return token;
    }

    @Override
    public boolean isUserInRole(String role) {
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
