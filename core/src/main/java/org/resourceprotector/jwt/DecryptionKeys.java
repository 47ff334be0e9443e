package org.resourceprotector.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEDecrypter;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
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
 * <p>Checks: five parts in strict base64url and a strict JSON header; that {@code alg} is the one that a key is for, and
 * {@code enc} an authenticated encryption of RFC 7518; that {@code cty} says that a JWT is inside; no {@code zip}, no
 * {@code crit}. Does not check what is inside: to decrypt is not to verify, and whoever has the public key can encrypt.
 *
 * <p>A key opens under one algorithm, the one that its {@code alg} names: {@code RSA-OAEP-256}, {@code RSA-OAEP},
 * {@code ECDH-ES}, {@code ECDH-ES+A128KW}, {@code ECDH-ES+A192KW} or {@code ECDH-ES+A256KW}.
 *
 * <p>Immutable, thread-safe. Its {@code toString()} shows no key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516#section-5.2">RFC 7516, section 5.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
public final class DecryptionKeys {

    private static final Set<String> ECDH = Set.of("ECDH-ES", "ECDH-ES+A128KW", "ECDH-ES+A192KW", "ECDH-ES+A256KW");
    private static final Set<String> RSA = Set.of("RSA-OAEP-256", "RSA-OAEP");
    private static final Set<String> ENCRYPTIONS =
            Set.of("A128GCM", "A192GCM", "A256GCM", "A128CBC-HS256", "A192CBC-HS384", "A256CBC-HS512");
    private static final int MOST_KEYS = 8;
    private static final int PARTS = 5;
    private static final int DEEPEST_HEADER = 8;

    private final List<Opener> openers;

    private DecryptionKeys(List<Opener> openers) {
        this.openers = List.copyOf(openers);
    }

    /** What opens with one key under one algorithm. */
    private record Opener(@Nullable String keyId, String algorithm, JWEDecrypter decrypter) {

        boolean fits(Map<String, @Nullable Object> header) {
            Object wanted = header.get("kid");
            return algorithm.equals(header.get("alg")) && (wanted == null || wanted.equals(keyId));
        }
    }

    /**
     * Reads private keys. Several may be there, so that an old one goes on while a new one is introduced.
     *
     * @param json a JWK set with at most 8 private keys, each with its {@code alg}, and a {@code use}, if any, of
     *     {@code enc}; RSA keys have at least 2048 bits
     * @return the keys
     * @throws IllegalArgumentException if it is no such set; the message quotes nothing of it
     */
    public static DecryptionKeys jwkSet(String json) {
        List<Opener> openers = new ArrayList<>();
        try {
            for (JWK key : JWKSet.parse(Objects.requireNonNull(json, "json")).getKeys()) {
                openers.add(opener(key));
            }
        } catch (ParseException | JOSEException | WeakKeyException e) {
            throw new IllegalArgumentException("a decryption key is broken, weak, or not private");
        }
        if (openers.isEmpty() || openers.size() > MOST_KEYS) {
            throw new IllegalArgumentException("one to " + MOST_KEYS + " decryption keys are needed");
        }
        return new DecryptionKeys(openers);
    }

    private static Opener opener(JWK key) throws JOSEException, WeakKeyException {
        if (key.getKeyUse() != null && !KeyUse.ENCRYPTION.equals(key.getKeyUse())) {
            throw new IllegalArgumentException("a decryption key has another use than enc");
        }
        String algorithm = key.getAlgorithm() == null ? "" : key.getAlgorithm().getName();
        if (key instanceof RSAKey rsa && RSA.contains(algorithm) && rsa.isPrivate()) {
            KeyStrength.requireStrong(rsa.toRSAPublicKey());
            return new Opener(key.getKeyID(), algorithm, new RSADecrypter(rsa));
        }
        if (key instanceof ECKey ec && ECDH.contains(algorithm) && ec.isPrivate()) {
            return new Opener(key.getKeyID(), algorithm, new ECDHDecrypter(ec));
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
        Map<String, @Nullable Object> header = header(text);
        if (header == null
                || !(header.get("cty") instanceof String content)
                || !TokenTypes.normalized(content).equals("jwt")
                || !ENCRYPTIONS.contains(String.valueOf(header.get("enc")))
                || header.containsKey("zip")
                || header.containsKey("crit")) {
            return null;
        }
        return openers.stream()
                .filter(opener -> opener.fits(header))
                .map(opener -> opened(text, opener.decrypter()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Map<String, @Nullable Object> header(String text) {
        byte[] characters = text.getBytes(StandardCharsets.ISO_8859_1);
        byte @Nullable [] header = null;
        int parts = 0;
        int from = 0;
        for (int at = 0; at <= characters.length; at++) {
            if (at == characters.length || characters[at] == '.') {
                byte @Nullable [] part = Base64Url.decode(characters, from, at);
                if (part == null) {
                    return null;
                }
                header = parts == 0 ? part : header;
                parts++;
                from = at + 1;
            }
        }
        try {
            return parts == PARTS && header != null
                    ? StrictJson.object(header, new StrictJson.Limits(header.length, DEEPEST_HEADER))
                    : null;
        } catch (MalformedJsonException e) {
            return null;
        }
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
