package org.resourceprotector.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** A client's key, and the proofs that it makes. Written by hand, so that nothing of the library under test is in it. */
final class DpopKey {

    private static final int COORDINATE_LENGTH = 32;

    private final KeyPair pair;
    private final String x;
    private final String y;

    private DpopKey(KeyPair pair) {
        this.pair = pair;
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        this.x = coordinate(key.getW().getAffineX());
        this.y = coordinate(key.getW().getAffineY());
    }

    static DpopKey create() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new DpopKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String coordinate(BigInteger value) {
        byte[] padded = new byte[COORDINATE_LENGTH];
        byte[] bytes = value.toByteArray();
        int length = Math.min(bytes.length, COORDINATE_LENGTH);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE_LENGTH - length, length);
        return base64(padded);
    }

    /** The value of {@code cnf.jkt} of a token that is bound to this key. */
    String thumbprint() {
        return hash("{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"}");
    }

    /** A good proof, new each time. */
    String proof(String method, String uri, String token) {
        return proof(method, uri, token, "");
    }

    /** A proof with a nonce. */
    String proof(String method, String uri, String token, String nonce) {
        String header = "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + x
                + "\",\"y\":\"" + y + "\"}}";
        String claims = "{\"jti\":\"" + UUID.randomUUID() + "\",\"htm\":\"" + method + "\",\"htu\":\"" + uri
                + "\",\"iat\":" + Instant.now().getEpochSecond() + ",\"ath\":\"" + hash(token) + "\""
                + (nonce.isEmpty() ? "" : ",\"nonce\":\"" + nonce + "\"") + "}";
        String input = base64(header.getBytes(US_ASCII)) + "." + base64(claims.getBytes(US_ASCII));
        return input + "." + sign(input);
    }

    private String sign(String input) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(pair.getPrivate());
            signature.update(input.getBytes(US_ASCII));
            return base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hash(String text) {
        try {
            return base64(MessageDigest.getInstance("SHA-256").digest(text.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
