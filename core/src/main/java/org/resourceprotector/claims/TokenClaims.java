package org.resourceprotector.claims;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.Confirmation;

/**
 * What every access token says, whoever told it: the registered claims, read by their JSON types.
 * Nothing is checked but the types.
 *
 * @param members all claims by name, without those that are JSON null
 * @param audience {@code aud}; empty if it is absent
 * @param confirmation {@code cnf}; null if the token is not bound
 */
public record TokenClaims(
        Map<String, Object> members,
        @Nullable String subject,
        @Nullable String clientId,
        @Nullable String issuer,
        Set<String> audience,
        ValidityPeriod validity,
        Set<String> scopes,
        Set<String> roles,
        Set<String> groups,
        Set<String> entitlements,
        @Nullable Confirmation confirmation) {

    private static final List<ClaimPath> ENTITLEMENTS = List.of(ClaimPath.of("entitlements"));

    /**
     * The claims to read what servers put into different places. Of {@code clientId} and
     * {@code scopes} the first that is there counts; of the others all do.
     */
    public record Places(
            List<String> clientId, List<ClaimPath> scopes, List<ClaimPath> roles, List<ClaimPath> groups) {}

    /** Reads claims. Refuses a claim of another type. */
    public static TokenClaims of(Claims claims, Places places) throws RejectedException {
        return new TokenClaims(
                CompactClaims.of(claims.members()),
                claims.identifier("sub"),
                common(clientId(claims, places.clientId())),
                common(claims.identifier("iss")),
                CommonValues.of(claims.textOrTexts("aud")),
                ValidityPeriod.of(claims),
                CommonValues.of(claims.scopes(places.scopes())),
                CommonValues.of(claims.authorities(places.roles())),
                CommonValues.of(claims.authorities(places.groups())),
                CommonValues.of(claims.authorities(ENTITLEMENTS)),
                claims.confirmation());
    }

    private static @Nullable String common(@Nullable String text) {
        return text == null ? null : CommonValues.of(text);
    }

    private static @Nullable String clientId(Claims claims, List<String> names) throws RejectedException {
        for (String name : names) {
            String clientId = claims.identifier(name);
            if (clientId != null) {
                return clientId;
            }
        }
        return null;
    }

    /** A string claim; null if it is absent or of another type. */
    public @Nullable String text(String name) {
        return members.get(name) instanceof String text ? text : null;
    }

    @Override
    public String toString() {
        return "[issuer=" + issuer + ", expiresAt=" + validity.expiresAt() + "]";
    }
}
