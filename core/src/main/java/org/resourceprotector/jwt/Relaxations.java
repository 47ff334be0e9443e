package org.resourceprotector.jwt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.resourceprotector.jose.Algorithms;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.signature.TrustedKeys;

/** The part of the builder that makes a validator accept more than RFC 9068 allows. */
abstract sealed class Relaxations permits JwtValidator.Builder {

    private static final Set<String> MAY_BE_MISSING = Set.of("sub", "client_id", "iat", "jti", "nbf");

    final Set<String> types = new HashSet<>();
    final Set<String> missingClaims = new HashSet<>();
    final List<VerificationKey> symmetricKeys = new ArrayList<>();
    boolean missingType;
    boolean audienceFromClientId;
    boolean unencrypted;

    Relaxations() {}

    abstract JwtValidator.Builder self();

    /**
     * Accepts tokens of a further type. They are not told from the issuer's other JWTs by their type any more: one with a
     * claim that only those have, for example {@code nonce}, is refused; see {@link JwtProfile}.
     *
     * @param type a value of {@code typ}, for example {@code JWT}
     * @return this
     * @throws IllegalArgumentException if that is the type of another kind of JWT, for example {@code dpop+jwt}
     */
    public JwtValidator.Builder acceptTyp(String type) {
        types.add(TokenTypes.acceptable(type));
        return self();
    }

    /**
     * Accepts tokens without a {@code typ}, with the same loss as {@link #acceptTyp}.
     *
     * @return this
     */
    public JwtValidator.Builder acceptMissingTyp() {
        missingType = true;
        return self();
    }

    /**
     * Accepts tokens in which some claims are missing. One that is there must be well-formed all the same, and of
     * {@code sub} and the client at least one must be there.
     *
     * @param claims any of {@code sub}, {@code client_id}, {@code iat}, {@code jti}, {@code nbf}
     * @return this
     * @throws IllegalArgumentException if it is another claim; nobody can do without {@code iss}, {@code aud} and
     *     {@code exp}
     */
    public JwtValidator.Builder acceptMissingClaims(String... claims) {
        for (String claim : claims) {
            if (!MAY_BE_MISSING.contains(claim)) {
                throw new IllegalArgumentException("not one of " + MAY_BE_MISSING + ": " + claim);
            }
            missingClaims.add(claim);
        }
        return self();
    }

    /**
     * Where a token has no {@code aud}, accepts one of the audiences as its {@code client_id}: configure the clients whose
     * tokens are good here as audiences.
     *
     * @return this
     */
    public JwtValidator.Builder acceptAudienceFromClientId() {
        audienceFromClientId = true;
        return self();
    }

    /**
     * Accepts tokens that are not encrypted, although there are {@link JwtValidator.Builder#decryptionKeys}.
     *
     * @return this
     */
    public JwtValidator.Builder acceptUnencrypted() {
        unencrypted = true;
        return self();
    }

    /**
     * Accepts tokens that are authenticated with a shared secret. Whoever can check such a token can make one. Can be
     * called several times, for one algorithm at most four times, because no token makes us try more keys.
     *
     * @param key the secret, at least as long as the hash; it is copied
     * @param algorithm {@code HS256}, {@code HS384} or {@code HS512}; the key is good for this one only
     * @return this
     * @throws IllegalArgumentException if the key is too short, it is another algorithm, or there are four keys for it
     */
    public JwtValidator.Builder acceptSymmetricKey(byte[] key, String algorithm) {
        if (!Algorithms.SYMMETRIC.contains(algorithm)) {
            throw new IllegalArgumentException("not one of " + Algorithms.SYMMETRIC + ": " + algorithm);
        }
        if (key.length < Algorithms.keyBytes(algorithm)) {
            throw new IllegalArgumentException(
                    algorithm + " needs a key of at least " + Algorithms.keyBytes(algorithm) + " bytes");
        }
        if (symmetricKeys.stream()
                        .filter(known -> known.algorithms().contains(algorithm))
                        .count()
                >= TrustedKeys.MOST_CANDIDATES) {
            throw new IllegalArgumentException("at most " + TrustedKeys.MOST_CANDIDATES + " keys for " + algorithm
                    + ": a fifth would not be tried");
        }
        SecretKey secret = new SecretKeySpec(key, "HmacSHA" + algorithm.substring(2));
        symmetricKeys.add(new VerificationKey(null, secret, Set.of(algorithm)));
        return self();
    }

    /**
     * Accepts tokens that are authenticated with a shared secret, see {@link #acceptSymmetricKey(byte[], String)}.
     *
     * @param key the secret; must be one that tells its bytes
     * @param algorithm {@code HS256}, {@code HS384} or {@code HS512}
     * @return this
     */
    public JwtValidator.Builder acceptSymmetricKey(SecretKey key, String algorithm) {
        return acceptSymmetricKey(
                Objects.requireNonNull(key.getEncoded(), "the key does not tell its bytes"), algorithm);
    }
}
