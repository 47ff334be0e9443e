package org.resourceprotector.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the issuer knows of its tokens: opaque ones by their text, JWTs by the signature of a key that is still published.
 * Thread-safe.
 */
final class IssuedTokens {

    private final String issuer;
    private final IssuerKeys keys;
    private final Clock clock;
    private final Map<String, Map<String, @Nullable Object>> opaque = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    IssuedTokens(String issuer, IssuerKeys keys, Clock clock) {
        this.issuer = issuer;
        this.keys = keys;
        this.clock = clock;
    }

    String storeOpaque(Map<String, @Nullable Object> claims) {
        String value = RandomText.ofBytes(32);
        opaque.put(value, new LinkedHashMap<>(claims));
        return value;
    }

    void revoke(String value) {
        revoked.add(value);
    }

    /** The claims of an active token; empty for any other. */
    Optional<Map<String, @Nullable Object>> active(String value) {
        if (revoked.contains(value)) {
            return Optional.empty();
        }
        return Optional.ofNullable(opaque.get(value))
                .or(() -> signed(value))
                .filter(claims -> issuer.equals(claims.get("iss")) && valid(claims));
    }

    private boolean valid(Map<String, @Nullable Object> claims) {
        Instant now = clock.instant();
        boolean begun = !(claims.get("nbf") instanceof Number nbf) || nbf.longValue() <= now.getEpochSecond();
        return begun && (!(claims.get("exp") instanceof Number exp) || now.getEpochSecond() < exp.longValue());
    }

    private Optional<Map<String, @Nullable Object>> signed(String value) {
        String[] parts = value.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            boolean own = Json.read(text(parts[0]))
                    .map(header -> header.get("kid"))
                    .flatMap(kid -> keys.published(String.valueOf(kid)))
                    .filter(key ->
                            key.verifies(input(parts), Base64.getUrlDecoder().decode(parts[2])))
                    .isPresent();
            return own ? Json.read(text(parts[1])) : Optional.empty();
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private static byte[] input(String[] parts) {
        return (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(String part) {
        return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
    }
}
