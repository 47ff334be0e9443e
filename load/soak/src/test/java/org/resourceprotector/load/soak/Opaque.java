package org.resourceprotector.load.soak;

/**
 * A token that only the authorization server understands. Immutable, thread-safe.
 *
 * @param value the token
 * @param audience whom it is for
 * @param scope its scopes
 * @param issuedAt in seconds since the epoch
 * @param expiresAt in seconds since the epoch
 */
record Opaque(String value, String audience, String scope, long issuedAt, long expiresAt) {

    boolean isAlive() {
        return Clockwork.seconds() < expiresAt;
    }

    Lifetime lifetime() {
        return new Lifetime(issuedAt, expiresAt);
    }

    /** What the server says of it. */
    String answer(String issuer) {
        return "{\"active\":true,\"iss\":\"" + issuer + "\",\"sub\":\"alice\",\"client_id\":\"shop\",\"aud\":\""
                + audience
                + "\",\"scope\":\"" + scope + "\",\"token_type\":\"Bearer\",\"iat\":" + issuedAt + ",\"exp\":"
                + expiresAt
                + "}";
    }
}
