package org.resourceprotector.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Map;

/** A key pair with the one algorithm that it is used with, and the identifier that it is published under. */
record SigningKey(String id, JwsAlgorithm algorithm, KeyPair pair) {

    private static final int ED25519_BYTES = 32;

    static SigningKey generate(JwsAlgorithm algorithm) {
        return new SigningKey(algorithm + "-" + RandomText.ofBytes(6), algorithm, algorithm.generateKeyPair());
    }

    byte[] sign(byte[] input) {
        return algorithm.sign(pair, input);
    }

    boolean verifies(byte[] input, byte[] signature) {
        return algorithm.verifies(pair, input, signature);
    }

    /** The public key as the members of a JWK. */
    Map<String, Object> publicJwk() {
        return jwk().toJSONObject();
    }

    String thumbprint() {
        try {
            return jwk().computeThumbprint().toString();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("no SHA-256", impossible);
        }
    }

    private JWK jwk() {
        JWSAlgorithm name = JWSAlgorithm.parse(algorithm.name());
        PublicKey key = pair.getPublic();
        return switch (algorithm.family()) {
            case RSA ->
                new RSAKey.Builder((RSAPublicKey) key)
                        .keyID(id)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(name)
                        .build();
            case P256, P384, P521 -> {
                ECPublicKey point = (ECPublicKey) key;
                yield new ECKey.Builder(Curve.forECParameterSpec(point.getParams()), point)
                        .keyID(id)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(name)
                        .build();
            }
            case ED25519 ->
                new OctetKeyPair.Builder(Curve.Ed25519, rawEd25519(key))
                        .keyID(id)
                        .keyUse(KeyUse.SIGNATURE)
                        .algorithm(name)
                        .build();
        };
    }

    /** The X.509 form of an Ed25519 key ends with the 32 bytes that a JWK carries. */
    private static Base64URL rawEd25519(PublicKey key) {
        byte[] encoded = key.getEncoded();
        return Base64URL.encode(Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length));
    }

    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
