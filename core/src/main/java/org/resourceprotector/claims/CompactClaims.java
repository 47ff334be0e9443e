package org.resourceprotector.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token as they are kept: many tokens are, for minutes, and what they have in
 * common is there once.
 *
 * <p>Stateless, thread-safe.
 */
final class CompactClaims {

    /** Claims that many tokens of an issuer share, by RFC 9068, RFC 8693 and well-known servers. */
    private static final Set<String> COMMON = Set.of(
            "iss",
            "aud",
            "client_id",
            "scope",
            "roles",
            "groups",
            "entitlements",
            "acr",
            "amr",
            "azp",
            "typ",
            "locale",
            "scp",
            "realm_access",
            "permissions",
            "cid",
            "ver",
            "tid",
            "token_use");

    private CompactClaims() {}

    /** A copy of the claims that are not JSON null, in no order; unmodifiable. */
    static Map<String, Object> of(Map<String, @Nullable Object> claims) {
        List<Map.Entry<String, Object>> present = new ArrayList<>(claims.size());
        claims.forEach((name, value) -> {
            if (value != null) {
                present.add(Map.entry(CommonValues.of(name), COMMON.contains(name) ? CommonValues.of(value) : value));
            }
        });
        return Map.ofEntries(present.toArray(CompactClaims::entries));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map.Entry<String, Object>[] entries(int count) {
        return new Map.Entry[count];
    }
}
