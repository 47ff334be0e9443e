package org.resourceprotector.jose;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Set;
import org.resourceprotector.keys.VerificationKey;

/** Key pairs and signatures of an authorization server of the tests. */
public final class Keys {

    public static final KeyPair RSA = RsaKeys.pair(2048, 0);
    public static final KeyPair OTHER_RSA = RsaKeys.pair(2048, 1);
    public static final KeyPair EC = pair("EC", new ECGenParameterSpec("secp256r1"));
    public static final KeyPair EC384 = pair("EC", new ECGenParameterSpec("secp384r1"));
    public static final KeyPair EC521 = pair("EC", new ECGenParameterSpec("secp521r1"));
    public static final KeyPair ED = pair("Ed25519", null);
    public static final byte[] SECRET =
            "a secret that is long enough for HS512, 64 bytes, no less than that!".getBytes(UTF_8);

    private Keys() {}

    public static KeyPair pair(String type, AlgorithmParameterSpec spec) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
            if (spec != null) {
                generator.initialize(spec);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static VerificationKey key(String id, KeyPair pair, String... algorithms) {
        return new VerificationKey(id, pair.getPublic(), Set.of(algorithms));
    }

    /** The pair that the tests use for an algorithm. */
    public static KeyPair pairFor(String algorithm) {
        return switch (algorithm) {
            case "ES256" -> EC;
            case "ES384" -> EC384;
            case "ES512" -> EC521;
            case "EdDSA", "Ed25519" -> ED;
            default -> RSA;
        };
    }

    public static String sign(String signingInput, String algorithm, PrivateKey key) {
        try {
            boolean ed = key.getAlgorithm().startsWith("Ed");
            if (ed || (algorithm.equals("RS256") && key instanceof RSAPrivateKey)) {
                Signature signature = Signature.getInstance(ed ? "Ed25519" : "SHA256withRSA");
                signature.initSign(key);
                signature.update(signingInput.getBytes(UTF_8));
                return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
            }
            JWSSigner signer = key instanceof ECPrivateKey ec ? new ECDSASigner(ec) : new RSASSASigner(key);
            return sign(signingInput, algorithm, signer);
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String mac(String signingInput, String algorithm, byte[] secret) {
        try {
            return sign(signingInput, algorithm, new MACSigner(secret));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String sign(String signingInput, String algorithm, JWSSigner signer) throws JOSEException {
        return signer.sign(new JWSHeader(JWSAlgorithm.parse(algorithm)), signingInput.getBytes(UTF_8))
                .toString();
    }
}
