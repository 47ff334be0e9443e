package org.resourceprotector.openapi;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A security scheme of a document: how a token is sent, and where it comes from if that is known.
 *
 * @param name the name in {@code components/securitySchemes}
 * @param httpScheme the authentication scheme by its registered name
 * @param description what a caller should know; null for nothing
 * @param server where tokens come from; null if that is not known
 * @param scopes all scopes of the application with their descriptions, for flows
 */
record SchemeDescription(
        String name,
        String httpScheme,
        @Nullable String description,
        @Nullable AuthorizationServer server,
        Map<String, String> scopes) {

    /**
     * Where tokens come from. Either {@code openIdConnectUrl} is there, or one of the others.
     *
     * @param openIdConnectUrl the address of the metadata of the server; null for none
     * @param authorizationUrl the authorization endpoint; null if there is no flow with it
     * @param tokenUrl the token endpoint of that flow
     * @param clientCredentialsUrl the token endpoint for the client credentials flow; null if there is none
     */
    record AuthorizationServer(
            @Nullable String openIdConnectUrl,
            @Nullable String authorizationUrl,
            @Nullable String tokenUrl,
            @Nullable String clientCredentialsUrl) {}

    /** As {@code http} schemes are written. */
    String lowerCaseScheme() {
        return httpScheme.toLowerCase(Locale.ROOT);
    }

    /** Whether the requirements of all versions of OpenAPI may name scopes with it. */
    boolean hasScopes() {
        return server != null;
    }
}
