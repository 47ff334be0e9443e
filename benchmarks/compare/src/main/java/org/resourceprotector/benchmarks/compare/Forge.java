package org.resourceprotector.benchmarks.compare;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Makes access tokens as RFC 9068 wants them, of about 900 characters, good for hours, and any deviation from them that
 * is asked for. Signs natively, because hundreds of thousands are needed. Thread-safe.
 */
final class Forge {

    static final String AUDIENCE = "https://api.example.com";

    private final String issuer;
    private final JWSSigner rsa;
    private final JWSSigner ec;
    private final AtomicInteger next = new AtomicInteger();

    Forge(Issuer issuer) throws JOSEException {
        this.issuer = issuer.identifier();
        this.rsa = signer(issuer.rsa());
        this.ec = new ECDSASigner(issuer.ec());
        this.ec.getJCAContext().setProvider(AmazonCorrettoCryptoProvider.INSTANCE);
    }

    static JWSSigner signer(RSAKey key) throws JOSEException {
        RSASSASigner signer = new RSASSASigner(key);
        signer.getJCAContext().setProvider(AmazonCorrettoCryptoProvider.INSTANCE);
        return signer;
    }

    /** A good token, never seen before. */
    String token(JWSAlgorithm algorithm) throws JOSEException {
        return token(algorithm, header -> {}, claims -> {});
    }

    /** A good token of one of many issuers, whose turn it is. */
    String tokenOfOneOfMany() throws JOSEException {
        String one = issuer + "/tenants/" + next.getAndIncrement() % ServerProcess.Mode.ISSUERS;
        return token(JWSAlgorithm.RS256, header -> {}, claims -> claims.put("iss", one));
    }

    /** A token with a header and claims that were changed. */
    String token(
            JWSAlgorithm algorithm, Consumer<Map<String, Object>> headerChange, Consumer<Map<String, Object>> change)
            throws JOSEException {
        boolean isRsa = algorithm.equals(JWSAlgorithm.RS256);
        Map<String, Object> header = header(algorithm, isRsa ? "rs" : "es");
        headerChange.accept(header);
        Map<String, Object> claims = claims();
        change.accept(claims);
        return signed(encoded(header), encoded(claims), algorithm, isRsa ? rsa : ec);
    }

    /** A token of parts that are encoded already, signed by anybody. */
    static String signed(String header, String payload, JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
        byte[] input = (header + "." + payload).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return header + "." + payload + "." + signer.sign(new JWSHeader.Builder(algorithm).build(), input);
    }

    static Map<String, Object> header(JWSAlgorithm algorithm, String keyId) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", algorithm.getName());
        header.put("typ", new JOSEObjectType("at+jwt").getType());
        header.put("kid", keyId);
        return header;
    }

    static String encoded(Map<String, Object> part) {
        return encoded(JSONObjectUtils.toJSONString(part));
    }

    static String encoded(String json) {
        return Base64URL.encode(json).toString();
    }

    Map<String, Object> claims() {
        long now = Instant.now().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuer);
        claims.put("aud", List.of(AUDIENCE));
        claims.put("sub", "5ba552d67");
        claims.put("client_id", "s6BhdRkqt3");
        claims.put("iat", now);
        claims.put("exp", now + 6 * 3600);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("scope", "profile email orders:read");
        claims.put("roles", List.of("user", "clerk", "auditor"));
        claims.put("name", "Alice Liddell");
        claims.put("locale", "en-GB");
        claims.put("session", "2f1c9f0e-1d4c-4d4c-9a0e-7f6c2e5b8a11");
        claims.put("tenant", "7d5a2c3b-9e8f-4a1b-8c7d-6e5f4a3b2c1d");
        return claims;
    }
}
