package org.resourceprotector.introspection;

import java.security.PrivateKey;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.jose.JwsSigner;
import org.resourceprotector.settings.Given;

/**
 * Says who a client is, signed with its private key. Each assertion has an identifier of its own and is good for a minute.
 *
 * <p>Thread-safe. Its {@code toString()} shows no key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523, section 3</a>
 */
final class ClientAssertion {

    static final String TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private static final long GOOD_FOR_SECONDS = 60;

    private final String clientId;
    private final JwsSigner signer;

    ClientAssertion(String clientId, PrivateKey key, String algorithm, @Nullable String keyId) {
        this.clientId = Given.required(clientId, "the client identifier");
        this.signer =
                new JwsSigner(Given.required(key, "the client key"), Given.required(algorithm, "algorithm"), keyId);
    }

    /** The assertion for one call. */
    String to(String audience, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", clientId);
        claims.put("sub", clientId);
        claims.put("aud", audience);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.getEpochSecond() + GOOD_FOR_SECONDS);
        return signer.sign(claims);
    }

    @Override
    public String toString() {
        return "ClientAssertion";
    }
}
