package org.resourceprotector.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;

/**
 * What is injected as {@code AccessToken}: asks the token of the request at each call, and remembers none, so that it may be
 * injected into beans that serve many requests. Thread-safe.
 */
@ApplicationScoped
@Typed(AccessToken.class)
class TokenOfRequest implements AccessToken {

    private final @Nullable CurrentToken current;

    /** For the proxy. */
    TokenOfRequest() {
        this.current = null;
    }

    @Inject
    TokenOfRequest(CurrentToken current) {
        this.current = current;
    }

    private AccessToken token() {
        return Objects.requireNonNull(current, "the proxy").require(AccessToken.class);
    }

    @Override
    public String getName() {
        return token().getName();
    }

    @Override
    public Set<String> scopes() {
        return token().scopes();
    }

    @Override
    public @Nullable Instant expiresAt() {
        return token().expiresAt();
    }

    @Override
    public @Nullable Instant notBefore() {
        return token().notBefore();
    }

    @Override
    public boolean revoked() {
        return token().revoked();
    }

    @Override
    public @Nullable String subject() {
        return token().subject();
    }

    @Override
    public @Nullable String clientId() {
        return token().clientId();
    }

    @Override
    public @Nullable String issuer() {
        return token().issuer();
    }

    @Override
    public String qualifiedName() {
        return token().qualifiedName();
    }

    @Override
    public Set<String> audience() {
        return token().audience();
    }

    @Override
    public Set<String> roles() {
        return token().roles();
    }

    @Override
    public Set<String> groups() {
        return token().groups();
    }

    @Override
    public Set<String> entitlements() {
        return token().entitlements();
    }

    @Override
    public Map<String, Object> claims() {
        return token().claims();
    }

    @Override
    public @Nullable Confirmation confirmation() {
        return token().confirmation();
    }

    /** Says nothing of the token. */
    @Override
    public String toString() {
        return "the access token of the request";
    }
}
