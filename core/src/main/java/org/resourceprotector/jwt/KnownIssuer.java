package org.resourceprotector.jwt;

import java.time.Instant;

/**
 * An issuer, as one of those whose tokens are told apart and remembered together. When it has left, no token that is
 * remembered of it counts any more.
 *
 * <p>Thread-safe.
 */
final class KnownIssuer {

    private static final long NEVER = Long.MIN_VALUE;

    private final JwtValidator validator;
    private final JwtChecks checks;
    private final boolean configured;
    private volatile boolean left;

    /** In seconds; a lost update is no loss. */
    private volatile long lastUsed;

    /**
     * An issuer.
     *
     * @param configured whether the application named it, so that only the application makes it leave
     */
    KnownIssuer(JwtValidator validator, boolean configured) {
        this.validator = validator;
        this.checks = validator.checks();
        this.configured = configured;
        this.lastUsed = NEVER;
    }

    JwtValidator validator() {
        return validator;
    }

    JwtChecks checks() {
        return checks;
    }

    boolean isConfigured() {
        return configured;
    }

    boolean hasLeft() {
        return left;
    }

    void leave() {
        left = true;
    }

    void used(Instant now) {
        if (!configured && lastUsed != now.getEpochSecond()) {
            lastUsed = now.getEpochSecond();
        }
    }

    /** Whether a token of it was good. */
    boolean wasUsed() {
        return lastUsed != NEVER;
    }

    long lastUsed() {
        return lastUsed;
    }
}
