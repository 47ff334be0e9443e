package org.resourceprotector.testkit;

/**
 * What a {@link TestIssuer} answers over HTTP.
 *
 * @see TestIssuer#uri(IssuerEndpoint)
 */
public enum IssuerEndpoint {
    /** The authorization server metadata of RFC 8414. */
    OAUTH_METADATA("/.well-known/oauth-authorization-server"),
    /** The provider metadata of OpenID Connect Discovery, with the well-known part behind the path of the issuer. */
    OPENID_METADATA("/.well-known/openid-configuration"),
    /** The key set. */
    JWKS("/jwks"),
    /** The token endpoint: client credentials. */
    TOKEN("/token"),
    /** The introspection endpoint of RFC 7662, with the signed answers of RFC 9701. */
    INTROSPECTION("/introspect"),
    /** The revocation endpoint of RFC 7009. */
    REVOCATION("/revoke");

    private final String path;

    IssuerEndpoint(String path) {
        this.path = path;
    }

    /** Where it is below the host, for an issuer whose identifier has this path. */
    String path(String issuerPath) {
        return this == OAUTH_METADATA ? path + issuerPath : issuerPath + path;
    }

    boolean takesForms() {
        return this == TOKEN || this == INTROSPECTION || this == REVOCATION;
    }
}
