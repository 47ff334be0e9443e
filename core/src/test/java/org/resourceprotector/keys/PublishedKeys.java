package org.resourceprotector.keys;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.resourceprotector.jose.RsaKeys;

/** Keys as an authorization server publishes them. */
public final class PublishedKeys {

    public static final KeyPair RSA = RsaKeys.pair(2048, 2);
    public static final KeyPair OTHER_RSA = RsaKeys.pair(2048, 3);
    public static final KeyPair SMALL_RSA = RsaKeys.pair(1024, 0);

    private PublishedKeys() {}

    private static KeyPair pair(String algorithm, int size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(size);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Map<String, Object> rsa(String id) {
        return rsa(id, RSA);
    }

    public static Map<String, Object> rsa(String id, KeyPair pair) {
        return new HashMap<>(new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .keyID(id)
                .build()
                .toJSONObject());
    }

    public static Map<String, Object> ec(String id, String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(Curve.parse(curve).getStdName()));
            ECPublicKey key = (ECPublicKey) generator.generateKeyPair().getPublic();
            return new HashMap<>(
                    new ECKey.Builder(Curve.parse(curve), key).keyID(id).build().toJSONObject());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Map<String, Object> ed25519(String id) {
        byte[] encoded = pair("Ed25519", 255).getPublic().getEncoded();
        return ed25519(id, Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
    }

    public static Map<String, Object> ed25519(String id, byte[] point) {
        Map<String, Object> jwk = new HashMap<>();
        jwk.put("kty", "OKP");
        jwk.put("crv", "Ed25519");
        jwk.put("kid", id);
        jwk.put("x", Base64URL.encode(point).toString());
        return jwk;
    }

    public static Map<String, Object> with(Map<String, Object> jwk, String member, Object value) {
        Map<String, Object> changed = new HashMap<>(jwk);
        changed.put(member, value);
        return changed;
    }

    public static Map<String, Object> without(Map<String, Object> jwk, String member) {
        Map<String, Object> changed = new HashMap<>(jwk);
        changed.remove(member);
        return changed;
    }

    public static String json(Object... keys) {
        return JSONObjectUtils.toJSONString(Map.of("keys", List.of(keys)));
    }

    /** The identifiers of a set, in order. */
    public static List<String> ids(KeySet set) {
        return set.keys().stream().map(VerificationKey::id).toList();
    }
}
