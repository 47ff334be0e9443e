package org.resourceprotector.jwt;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.internal.MalformedJsonException;
import org.resourceprotector.internal.StrictJson;

/**
 * The private keys of this resource server, with which it opens what was encrypted for it. The only class that knows how
 * the library decrypts.
 *
 * <p>Checks: five parts in strict base64url, each as long as {@code alg} and {@code enc} make it, and a strict JSON header;
 * that {@code alg} is the one that a key is for, and {@code enc} an authenticated encryption of RFC 7518; that {@code cty}
 * says that a JWT is inside; no {@code zip}, no {@code crit}. Does not check what is inside: to decrypt is not to verify,
 * and whoever has the public key can encrypt, also what was signed for somebody else, and again.
 *
 * <p>A key opens under one algorithm, the one that its {@code alg} names: {@code RSA-OAEP-256}, {@code RSA-OAEP},
 * {@code ECDH-ES}, {@code ECDH-ES+A128KW}, {@code ECDH-ES+A192KW} or {@code ECDH-ES+A256KW}; a key with a {@code kid} does
 * not open what names another. Opening costs an operation with a private key, for everybody who asks: give each
 * authorization server a key and a {@code kid} of its own. At most two keys are tried. Always done by the
 * providers of the platform, also where a validator has another one for signatures.
 *
 * <p>Immutable, thread-safe. Its {@code toString()} shows no key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516#section-5.2">RFC 7516, section 5.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
public final class DecryptionKeys {

    private static final Set<String> ECDH = Set.of("ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW");
    private static final Set<String> RSA = Set.of("RSA-OAEP-256", "RSA-OAEP");
    private static final Set<KeyOperation> OPENING =
            Set.of(KeyOperation.DECRYPT, KeyOperation.UNWRAP_KEY, KeyOperation.DERIVE_KEY, KeyOperation.DERIVE_BITS);
    private static final int MOST_KEYS = 8;
    private static final int MOST_TRIED = 2;
    private static final int LONGEST_SET = 64 * 1024;
    private static final int DEEPEST = 8;

    private final List<Opener> openers;

    private DecryptionKeys(List<Opener> openers) {
        this.openers = List.copyOf(openers);
    }

    /**
     * What opens with one key under one algorithm.
     *
     * @param bits the length of an RSA modulus; 0 where there is none
     */
    private record Opener(@Nullable String keyId, String algorithm, int bits, JWEDecrypter decrypter) {

        boolean fits(CompactJwe jwe) {
            String wanted = jwe.keyId();
            return algorithm.equals(jwe.algorithm())
                    && (wanted == null || keyId == null || wanted.equals(keyId))
                    && jwe.hasLengthsFor(bits);
        }

        /** Whether nobody could tell which of the two is meant. */
        boolean isLike(Opener other) {
            return algorithm.equals(other.algorithm)
                    && (keyId == null || other.keyId == null || keyId.equals(other.keyId));
        }
    }

    /**
     * Reads private keys. Several may be there, so that an old one goes on while a new one is introduced.
     *
     * @param json a JWK set with at most 8 private keys, each with its {@code alg}, and a {@code use}, if any, of
     *     {@code enc}; RSA keys have at least 2048 bits; keys of the same {@code alg} have different {@code kid}s
     * @return the keys
     * @throws IllegalArgumentException if it is no such set; the message quotes nothing of it
     */
    public static DecryptionKeys jwkSet(String json) {
        List<Opener> openers = new ArrayList<>();
        try {
            if (!(StrictJson.object(json, new StrictJson.Limits(LONGEST_SET, DEEPEST))
                            .get("keys")
                    instanceof List<?> keys)) {
                throw new IllegalArgumentException("no JWK set with decryption keys");
            }
            for (Object key : keys) {
                openers.add(opener(parsed(key)));
            }
        } catch (MalformedJsonException | ParseException | JOSEException | WeakKeyException e) {
            throw new IllegalArgumentException("a decryption key is broken, weak, or not private");
        }
        if (openers.isEmpty() || openers.size() > MOST_KEYS) {
            throw new IllegalArgumentException("one to " + MOST_KEYS + " decryption keys are needed");
        }
        for (Opener opener : openers) {
            if (openers.stream().filter(opener::isLike).count() > 1) {
                throw new IllegalArgumentException(
                        "decryption keys of the same alg need a kid each, and different ones");
            }
        }
        return new DecryptionKeys(openers);
    }

    @SuppressWarnings("unchecked") // names in JSON are strings
    private static JWK parsed(@Nullable Object key) throws ParseException {
        if (!(key instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("a decryption key is no JSON object");
        }
        return JWK.parse((Map<String, Object>) members);
    }

    private static Opener opener(JWK key) throws JOSEException, WeakKeyException {
        if ((key.getKeyUse() != null && !KeyUse.ENCRYPTION.equals(key.getKeyUse()))
                || (key.getKeyOperations() != null && Collections.disjoint(key.getKeyOperations(), OPENING))) {
            throw new IllegalArgumentException("a decryption key is for something else, by its use or key_ops");
        }
        String algorithm = key.getAlgorithm() == null ? "" : key.getAlgorithm().getName();
        if (key instanceof RSAKey rsa && RSA.contains(algorithm) && rsa.isPrivate()) {
            KeyStrength.requireStrong(rsa.toRSAPublicKey());
            return new Opener(
                    key.getKeyID(), algorithm, rsa.toRSAPublicKey().getModulus().bitLength(), new RSADecrypter(rsa));
        }
        if (key instanceof ECKey ec && ECDH.contains(algorithm) && ec.isPrivate()) {
            return new Opener(key.getKeyID(), algorithm, 0, new ECDHDecrypter(ec));
        }
        throw new IllegalArgumentException(
                "a decryption key is a private key with one of these as its alg: RSA-OAEP-256,"
                        + " RSA-OAEP, ECDH-ES, ECDH-ES+A128KW, ECDH-ES+A192KW, ECDH-ES+A256KW");
    }

    /**
     * Opens what was encrypted for this resource server.
     *
     * @param text what may be a JWE in its compact form
     * @return what is inside, of which nothing is known yet; null where it is no JWE, or none of the keys opens it
     */
    @Nullable
    String open(String text) {
        CompactJwe jwe = CompactJwe.parse(text);
        if (jwe == null) {
            return null;
        }
        return openers.stream()
                .filter(opener -> opener.fits(jwe))
                .limit(MOST_TRIED)
                .map(opener -> opened(text, opener.decrypter()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String opened(String text, JWEDecrypter decrypter) {
        try {
            JWEObject jwe = JWEObject.parse(text);
            jwe.decrypt(decrypter);
            return new String(jwe.getPayload().toBytes(), StandardCharsets.ISO_8859_1);
        } catch (ParseException | JOSEException | RuntimeException e) {
            // Whatever does not open it, is not for us; why, is nobody's business.
            return null;
        }
    }

    @Override
    public String toString() {
        return "DecryptionKeys[" + openers.size() + "]";
    }
}
