package org.resourceprotector.jose;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Signs JWTs of our own with a private key, which may be one of a device that does not show it.
 *
 * <p>Thread-safe. Its {@code toString()} shows no key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-5.1">RFC 7515, section 5.1</a>
 */
public final class JwsSigner {

    private static final Set<String> ALGORITHMS =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519");

    private static final int P521 = 521;

    private final PrivateKey key;
    private final String algorithm;
    private final String header;

    /**
     * Signs once, to see that the key can.
     *
     * @param algorithm RS, PS or ES with 256, 384 or 512, {@code EdDSA} or {@code Ed25519}
     * @param keyId the key identifier; null for none
     * @throws IllegalArgumentException if the key cannot sign with this algorithm
     */
    public JwsSigner(PrivateKey key, String algorithm, @Nullable String keyId) {
        this.key = Objects.requireNonNull(key, "key");
        this.algorithm = Objects.requireNonNull(algorithm, "algorithm");
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("alg", algorithm);
        members.put("typ", "JWT");
        if (keyId != null) {
            members.put("kid", keyId);
        }
        this.header = encoded(members);
        requireThatItSigns();
    }

    /**
     * The algorithm that most servers take for such a key: RS256, the ES of its curve, or EdDSA.
     *
     * @throws IllegalArgumentException if it is not an RSA, EC or Ed25519 key
     */
    public static String suggestedAlgorithm(PrivateKey key) {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "RS256";
            case "EC" -> ecAlgorithm(key);
            case "EdDSA", "Ed25519" -> "EdDSA";
            default -> throw new IllegalArgumentException("a key of this kind needs an algorithm to be named");
        };
    }

    private static String ecAlgorithm(PrivateKey key) {
        return switch (fieldSize(key)) {
            case 256 -> "ES256";
            case 384 -> "ES384";
            case P521 -> "ES512";
            default -> throw new IllegalArgumentException("a key of this kind needs an algorithm to be named");
        };
    }

    private static int fieldSize(PrivateKey key) {
        return key instanceof ECKey ec ? ec.getParams().getCurve().getField().getFieldSize() : 0;
    }

    /**
     * The JWT of these claims, which are written in their order. Throws an
     * {@code IllegalStateException} if the key does not sign any more, as that of a device may not.
     */
    public String sign(Map<String, Object> claims) {
        String input = header + "." + encoded(claims);
        try {
            return input + "." + base64(signature(input.getBytes(US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the private key does not sign any more", e);
        }
    }

    private void requireThatItSigns() {
        if (!ALGORITHMS.contains(algorithm)) {
            throw new IllegalArgumentException("not one of " + ALGORITHMS + ": " + algorithm);
        }
        boolean otherCurve = algorithm.startsWith("ES")
                && fieldSize(key) != 0
                && !ecAlgorithm(key).equals(algorithm);
        if (otherCurve) {
            throw new IllegalArgumentException("the key is one for " + ecAlgorithm(key) + ", not for " + algorithm);
        }
        try {
            signature(new byte[1]);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key does not sign with " + algorithm, e);
        }
    }

    private byte[] signature(byte[] input) throws GeneralSecurityException {
        Signature signature = signature();
        signature.initSign(key);
        if (algorithm.startsWith("PS")) {
            signature.setParameter(pss());
        }
        signature.update(input);
        return signature.sign();
    }

    private Signature signature() throws GeneralSecurityException {
        String bits = algorithm.substring(2);
        return switch (algorithm.substring(0, 2)) {
            case "RS" -> Signature.getInstance("SHA" + bits + "withRSA");
            case "PS" -> Signature.getInstance("RSASSA-PSS");
            case "ES" -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
            default -> Signature.getInstance("Ed25519");
        };
    }

    /** Only when the key is known: it chooses the provider, which alone may get the parameters. */
    private PSSParameterSpec pss() {
        int bits = Integer.parseInt(algorithm.substring(2));
        String hash = "SHA-" + bits;
        return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1);
    }

    private static String encoded(Map<String, Object> members) {
        return base64(StrictJson.text(members).getBytes(UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "JwsSigner[" + algorithm + "]";
    }
}
