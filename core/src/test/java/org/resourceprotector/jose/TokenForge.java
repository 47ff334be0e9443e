package org.resourceprotector.jose;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes tokens: good by default, and as bad as a test wants them. Immutable; every change is another forge. */
public record TokenForge(Map<String, Object> headers, Map<String, Object> claims, String algorithm, KeyPair pair) {

    public static final String ISSUER = "https://as1.example.com";
    public static final String AUDIENCE = "https://rs.example.com/api";
    public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    public static final long SECOND = NOW.getEpochSecond();

    /** A token as RFC 9068 wants it, signed with the key {@code k1} under RS256. */
    public static TokenForge good() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("typ", "at+jwt");
        headers.put("kid", "k1");
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("aud", AUDIENCE);
        claims.put("sub", "user-1");
        claims.put("client_id", "client-1");
        claims.put("iat", SECOND - 10);
        claims.put("exp", SECOND + 600);
        claims.put("jti", "id-1");
        claims.put("scope", "things:read things:write");
        return new TokenForge(headers, claims, "RS256", Keys.RSA);
    }

    public TokenForge header(String name, Object value) {
        return new TokenForge(with(headers, name, value), claims, algorithm, pair);
    }

    public TokenForge withoutHeader(String name) {
        return new TokenForge(without(headers, name), claims, algorithm, pair);
    }

    public TokenForge claim(String name, Object value) {
        return new TokenForge(headers, with(claims, name, value), algorithm, pair);
    }

    public TokenForge without(String... names) {
        Map<String, Object> fewer = claims;
        for (String name : names) {
            fewer = without(fewer, name);
        }
        return new TokenForge(headers, fewer, algorithm, pair);
    }

    public TokenForge signedBy(KeyPair other) {
        return new TokenForge(headers, claims, algorithm, other);
    }

    /** Under another algorithm, and with the pair of the tests for it. */
    public TokenForge algorithm(String other) {
        return new TokenForge(headers, claims, other, Keys.pairFor(other));
    }

    public String token() {
        return ofParts(headerJson(), payloadJson());
    }

    public String headerJson() {
        return JSONObjectUtils.toJSONString(headers.containsKey("alg") ? headers : with(headers, "alg", algorithm));
    }

    public String payloadJson() {
        return JSONObjectUtils.toJSONString(claims);
    }

    /** A token with just this header and payload, and a good signature over them. */
    public String ofParts(String header, String payload) {
        return ofParts(header.getBytes(UTF_8), payload.getBytes(UTF_8));
    }

    public String ofParts(byte[] header, byte[] payload) {
        return signed(base64(header) + "." + base64(payload));
    }

    public String withPayload(String payload) {
        return ofParts(headerJson(), payload);
    }

    public String withHeader(String header) {
        return ofParts(header, payloadJson());
    }

    /** The good payload with a member more, whatever is there already. */
    public String withMember(String member) {
        return withPayload(payloadJson().replaceFirst("\\{", "{" + member.replace("\\", "\\\\") + ","));
    }

    public String signed(String signingInput) {
        return signingInput + "." + Keys.sign(signingInput, algorithm, pair.getPrivate());
    }

    public String macced(String macAlgorithm, byte[] secret) {
        String input = base64(JSONObjectUtils.toJSONString(with(headers, "alg", macAlgorithm))
                        .getBytes(UTF_8))
                + "." + base64(payloadJson().getBytes(UTF_8));
        return input + "." + Keys.mac(input, macAlgorithm, secret);
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    public static List<String> parts(String token) {
        return List.of(token.split("\\.", -1));
    }

    private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(map);
        copy.put(name, value);
        return copy;
    }

    private static Map<String, Object> without(Map<String, Object> map, String name) {
        Map<String, Object> copy = new LinkedHashMap<>(map);
        copy.remove(name);
        return copy;
    }
}
