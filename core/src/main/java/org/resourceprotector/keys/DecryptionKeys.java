package org.resourceprotector.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.jose.JweDecrypter;
import org.resourceprotector.jose.MalformedJsonException;
import org.resourceprotector.jose.StrictJson;
import org.resourceprotector.jose.UnusableKeyException;
import org.resourceprotector.settings.Given;

/**
 * The private keys of this resource server, for what was encrypted for it.
 *
 * <p>Checks: five parts in strict base64url, each as long as {@code alg} and {@code enc} make it, and a strict JSON header;
 * that {@code alg} is the one that a key is for, and {@code enc} an authenticated encryption of RFC 7518; that {@code cty}
 * says that a JWT is inside; no {@code zip}, no {@code crit}. Does not check what is inside: to decrypt is not to verify,
 * and whoever has the public key can encrypt, also what was signed for somebody else, and again.
 *
 * <p>A key is for one algorithm, the one that its {@code alg} names: {@code RSA-OAEP-256}, {@code RSA-OAEP},
 * {@code ECDH-ES}, {@code ECDH-ES+A128KW}, {@code ECDH-ES+A192KW} or {@code ECDH-ES+A256KW}; a key with a {@code kid} does
 * not decrypt what names another. Decryption costs an operation with a private key, for every caller: give each
 * authorization server a key and a {@code kid} of its own. At most two keys are tried. Always done by the
 * providers of the platform, also if a validator has another one for signatures.
 *
 * <p>Immutable, thread-safe. Its {@code toString()} shows no key.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7516#section-5.2">RFC 7516, section 5.2</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
public final class DecryptionKeys {

    private static final int MAX_KEYS = 8;
    private static final StrictJson.Limits LIMITS = new StrictJson.Limits(64 * 1024, 8);

    private final List<JweDecrypter> decrypters;

    private DecryptionKeys(List<JweDecrypter> decrypters) {
        this.decrypters = List.copyOf(decrypters);
    }

    /**
     * Reads private keys. Several may be there, so that an old one goes on while a new one is introduced.
     *
     * @param json a JWK set with at most 8 private keys, each with its {@code alg}, and a {@code use}, if any, of
     *     {@code enc}; RSA keys have at least 2048 bits; keys of the same {@code alg} have different {@code kid}s
     * @return the keys
     * @throws IllegalArgumentException if it is not such a set; the message quotes nothing of it
     */
    public static DecryptionKeys jwkSet(String json) {
        List<JweDecrypter> decrypters = new ArrayList<>();
        try {
            if (!(StrictJson.object(Given.required(json, "jwkSet"), LIMITS).get("keys") instanceof List<?> keys)) {
                throw new IllegalArgumentException("no JWK set with decryption keys");
            }
            for (Object key : keys) {
                decrypters.add(JweDecrypter.of(members(key)));
            }
        } catch (MalformedJsonException | UnusableKeyException e) {
            throw new IllegalArgumentException("a decryption key is broken, weak, or not private");
        }
        if (decrypters.isEmpty() || decrypters.size() > MAX_KEYS) {
            throw new IllegalArgumentException("one to " + MAX_KEYS + " decryption keys are needed");
        }
        for (JweDecrypter decrypter : decrypters) {
            if (decrypters.stream().filter(decrypter::isLike).count() > 1) {
                throw new IllegalArgumentException(
                        "decryption keys of the same alg need a kid each, and different ones");
            }
        }
        return new DecryptionKeys(decrypters);
    }

    @SuppressWarnings("unchecked") // names in JSON are strings
    private static Map<String, @Nullable Object> members(@Nullable Object key) {
        if (!(key instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("a decryption key is not a JSON object");
        }
        return (Map<String, @Nullable Object>) members;
    }

    /**
     * Decrypts what was encrypted for this resource server.
     *
     * @param text what may be a JWE in its compact form
     * @return what is inside, unverified; empty if it is not a JWE, or none of the keys decrypts it
     */
    public Optional<String> decrypt(String text) {
        return Optional.ofNullable(JweDecrypter.decrypt(decrypters, text));
    }

    /**
     * Whether one of these keys is among others, for the same algorithm, whatever its {@code kid}. Otherwise nothing that
     * these decrypt is what the others do. A token that names a {@code kid} is decrypted by keys of that name, or of none,
     * only.
     *
     * @param others keys that may have been read from another text
     * @return whether both have a key in common
     */
    public boolean shareKeyWith(DecryptionKeys others) {
        return decrypters.stream().anyMatch(own -> others.decrypters.stream().anyMatch(own::hasKeyOf));
    }

    @Override
    public String toString() {
        return "DecryptionKeys[" + decrypters.size() + "]";
    }
}
