package org.resourceprotector.claims;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token as they are kept: many tokens are, for minutes, and what they have in common is there once.
 *
 * <p>Stateless, thread-safe.
 */
final class CompactClaims {

    /** Names that many tokens have: those of RFC 7519, RFC 9068 and OpenID Connect, and what well-known servers add. */
    private static final Map<String, String> NAMES = names(
            "iss",
            "sub",
            "aud",
            "exp",
            "nbf",
            "iat",
            "jti",
            "client_id",
            "scope",
            "roles",
            "groups",
            "entitlements",
            "auth_time",
            "acr",
            "amr",
            "cnf",
            "azp",
            "typ",
            "sid",
            "name",
            "given_name",
            "family_name",
            "preferred_username",
            "email",
            "email_verified",
            "locale",
            "scp",
            "realm_access",
            "resource_access",
            "permissions",
            "cid",
            "uid",
            "ver",
            "tid",
            "oid",
            "token_use",
            "username");

    private CompactClaims() {}

    private static Map<String, String> names(String... names) {
        Map<String, String> own = new HashMap<>();
        for (String name : names) {
            own.put(name, name);
        }
        return Map.copyOf(own);
    }

    /**
     * Copies claims.
     *
     * @return those that are not JSON null, in no order; unmodifiable
     */
    static Map<String, Object> of(Map<String, @Nullable Object> claims) {
        List<Map.Entry<String, Object>> present = new ArrayList<>(claims.size());
        claims.forEach((name, value) -> {
            if (value != null) {
                present.add(Map.entry(NAMES.getOrDefault(name, name), value));
            }
        });
        return Map.ofEntries(present.toArray(CompactClaims::entries));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map.Entry<String, Object>[] entries(int count) {
        return new Map.Entry[count];
    }
}
