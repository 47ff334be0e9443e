package org.resourceprotector.dpop;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;

/** Makes proofs: good by default, and as bad as a test wants them. */
public final class ProofForge {

    public static final String TOKEN = "Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU";
    public static final String URI = "https://rs.example.com/api/p";

    private ProofForge() {}

    /** A good proof for {@code GET} of the URI with the token, by the EC key of the tests. */
    public static TokenForge good() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("typ", "dpop+jwt");
        headers.put("jwk", publicKey("ES256"));
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", "id-1");
        claims.put("htm", "GET");
        claims.put("htu", URI);
        claims.put("iat", TokenForge.SECOND);
        claims.put("ath", hash(TOKEN));
        return new TokenForge(headers, claims, "ES256", Keys.EC);
    }

    /** A good proof under another algorithm, by the key of the tests for it. */
    static TokenForge under(String algorithm) {
        return good().algorithm(algorithm).header("jwk", publicKey(algorithm));
    }

    static Map<String, Object> publicKey(String algorithm) {
        return publicKey(Keys.pairFor(algorithm));
    }

    static Map<String, Object> publicKey(KeyPair pair) {
        return jwk(pair).toJSONObject();
    }

    public static String thumbprint(KeyPair pair) {
        try {
            return jwk(pair).computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JWK jwk(KeyPair pair) {
        if (pair.getPublic() instanceof ECPublicKey ec) {
            return new ECKey.Builder(Curve.forECParameterSpec(ec.getParams()), ec).build();
        }
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return new RSAKey.Builder(rsa).build();
        }
        byte[] encoded = pair.getPublic().getEncoded();
        byte[] point = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(point)).build();
    }

    public static String hash(String token) {
        try {
            return TokenForge.base64(
                    MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
