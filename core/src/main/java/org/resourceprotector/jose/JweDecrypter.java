package org.resourceprotector.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decrypts with one private key under one algorithm. The only class that knows how the library
 * decrypts.
 *
 * <p>Thread-safe. Its {@code toString()} shows no key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516#section-5.2">RFC 7516, section 5.2</a>
 */
public final class JweDecrypter {

    private static final Set<String> ECDH = Set.of("ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW");
    private static final Set<String> RSA = Set.of("RSA-OAEP-256", "RSA-OAEP");
    private static final Set<KeyOperation> DECRYPTING =
            Set.of(KeyOperation.DECRYPT, KeyOperation.UNWRAP_KEY, KeyOperation.DERIVE_KEY, KeyOperation.DERIVE_BITS);
    private static final int MAX_TRIED = 2;

    private final @Nullable String keyId;
    private final String algorithm;
    private final String thumbprint;
    private final int modulusBits;
    private final JWEDecrypter decrypter;

    private JweDecrypter(JWK key, int modulusBits, JWEDecrypter decrypter) throws JOSEException {
        this.thumbprint = key.computeThumbprint().toString();
        this.keyId = key.getKeyID();
        this.algorithm = key.getAlgorithm().getName();
        this.modulusBits = modulusBits;
        this.decrypter = decrypter;
    }

    /**
     * Reads a private key.
     *
     * @throws IllegalArgumentException if it is for something else
     * @throws UnusableKeyException if it is weak or broken
     */
    public static JweDecrypter of(Map<String, @Nullable Object> jwk) throws UnusableKeyException {
        try {
            return of(parsed(jwk));
        } catch (ParseException | JOSEException e) {
            throw new UnusableKeyException("broken");
        }
    }

    @SuppressWarnings("NullAway") // the library takes JSON null for what is absent
    private static JWK parsed(Map<String, @Nullable Object> jwk) throws ParseException {
        return JWK.parse(jwk);
    }

    private static JweDecrypter of(JWK key) throws JOSEException, UnusableKeyException {
        if ((key.getKeyUse() != null && !KeyUse.ENCRYPTION.equals(key.getKeyUse()))
                || (key.getKeyOperations() != null && Collections.disjoint(key.getKeyOperations(), DECRYPTING))) {
            throw new IllegalArgumentException("a decryption key is for something else, by its use or key_ops");
        }
        String algorithm = key.getAlgorithm() == null ? "" : key.getAlgorithm().getName();
        if (key instanceof RSAKey rsa && RSA.contains(algorithm) && rsa.isPrivate()) {
            KeyStrength.requireStrong(rsa.toRSAPublicKey());
            return new JweDecrypter(key, rsa.toRSAPublicKey().getModulus().bitLength(), new RSADecrypter(rsa));
        }
        if (key instanceof ECKey ec && ECDH.contains(algorithm) && ec.isPrivate()) {
            return new JweDecrypter(key, 0, new ECDHDecrypter(ec));
        }
        throw new IllegalArgumentException(
                "a decryption key is a private key with one of these as its alg: RSA-OAEP-256,"
                        + " RSA-OAEP, ECDH-ES, ECDH-ES+A128KW, ECDH-ES+A192KW, ECDH-ES+A256KW");
    }

    /**
     * Whether a token cannot tell both keys apart: the same algorithm, and the same identifier or
     * one without.
     */
    public boolean isLike(JweDecrypter other) {
        return algorithm.equals(other.algorithm) && (keyId == null || other.keyId == null || keyId.equals(other.keyId));
    }

    /** Whether both have the same key, for the same algorithm. */
    public boolean hasKeyOf(JweDecrypter other) {
        return algorithm.equals(other.algorithm) && thumbprint.equals(other.thumbprint);
    }

    /**
     * What is inside, decrypted with the keys that fit, at most {@value #MAX_TRIED}; null if it is
     * not a JWE, or none of the keys decrypts it.
     */
    public static @Nullable String decrypt(List<JweDecrypter> keys, String text) {
        Jwe jwe = Jwe.parse(text);
        if (jwe == null) {
            return null;
        }
        return keys.stream()
                .filter(key -> key.fits(jwe))
                .limit(MAX_TRIED)
                .map(key -> key.decrypt(text))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private boolean fits(Jwe jwe) {
        String wanted = jwe.keyId();
        return algorithm.equals(jwe.algorithm())
                && (wanted == null || keyId == null || wanted.equals(keyId))
                && jwe.hasLengthsFor(modulusBits);
    }

    private @Nullable String decrypt(String text) {
        try {
            JWEObject jwe = JWEObject.parse(text);
            jwe.decrypt(decrypter);
            return new String(jwe.getPayload().toBytes(), StandardCharsets.ISO_8859_1);
        } catch (ParseException | JOSEException | RuntimeException e) {
            // The reason stays here: it would be an oracle.
            return null;
        }
    }

    @Override
    public String toString() {
        return "JweDecrypter[" + algorithm + "]";
    }
}
