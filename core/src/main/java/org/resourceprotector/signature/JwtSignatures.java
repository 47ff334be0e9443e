package org.resourceprotector.signature;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.jose.Algorithms;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.log.Quoted;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Checks the signatures of JWTs that are not access tokens, for example of signed introspection
 * answers:
 *
 * <pre>{@code
 * JwtSignatures.of(ISSUER, KeySource.fromIssuer(ISSUER), clock).verify(answer, "token-introspection+jwt", time)
 * }</pre>
 *
 * <p>Checks: three parts in strict base64url and strict JSON; that {@code typ} is the expected one;
 * that {@code alg} is an allowed one and the one that the key is for; the signature. Does not check
 * any claim. Never uses a key or an address that the JWT itself names.
 *
 * <p>Immutable, thread-safe as far as the key source is.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-5.2">RFC 7515, section 5.2</a>
 */
public final class JwtSignatures {

    private final Set<String> algorithms;
    private final KeySelector signers;
    private final @Nullable DecryptionKeys decryptionKeys;

    private JwtSignatures(Set<String> algorithms, KeySelector signers, @Nullable DecryptionKeys decryptionKeys) {
        this.algorithms = algorithms;
        this.signers = signers;
        this.decryptionKeys = decryptionKeys;
    }

    /**
     * Checks the signatures of one issuer. Keys that name another issuer are left out.
     *
     * @param issuer whose signatures these are
     * @param clock tells how many checks a flood of forged JWTs has left for the others
     * @param algorithms the names of the allowed algorithms, as {@code alg} has them; RS, PS and ES
     *     with 256, 384 and 512, and Ed25519 if none is named
     * @throws IllegalArgumentException if a name is unknown, or that of a symmetric algorithm
     */
    public static JwtSignatures of(String issuer, KeySource keys, Clock clock, String... algorithms) {
        Objects.requireNonNull(issuer, "issuer");
        Objects.requireNonNull(keys, "keys");
        Set<String> allowed = algorithms.length == 0 ? Algorithms.ASYMMETRIC : Algorithms.allowList(algorithms);
        return new JwtSignatures(allowed, new KeySelector(keys, List.of(), null, issuer, clock), null);
    }

    /**
     * The same for JWTs that were signed and then encrypted for this resource server. One that is
     * not encrypted is refused.
     */
    public JwtSignatures encryptedFor(DecryptionKeys decryptionKeys) {
        return new JwtSignatures(algorithms, signers, Objects.requireNonNull(decryptionKeys, "decryptionKeys"));
    }

    /**
     * The claims of a JWT whose signature is good, unmodifiable at every depth.
     *
     * @param type the {@code typ} that it must have, for example {@code token-introspection+jwt}
     * @param time the longest that all of it may wait for keys
     * @throws RejectedException if it is not a JWT of that type, or none of the keys signed it; the detail
     *     says which, for the operator
     * @throws org.resourceprotector.token.ValidationUnavailableException if there are no keys that
     *     may still be trusted
     */
    public Map<String, @Nullable Object> verify(String jwt, String type, Duration time) throws RejectedException {
        Jws jws = parsed(jwt);
        Object typ = jws.header("typ");
        if (!(typ instanceof String text) || !Jws.normalizedType(text).equals(Jws.normalizedType(type))) {
            throw new RejectedException(Reason.WRONG_TYPE, "typ is " + Quoted.of(typ) + ", and not " + type);
        }
        if (!algorithms.contains(jws.algorithm())) {
            throw new RejectedException(
                    Reason.WRONG_ALGORITHM,
                    "alg is " + Quoted.of(jws.algorithm()) + ", allowed are "
                            + Quoted.listed(new TreeSet<>(algorithms)));
        }
        for (String name : Jws.NOT_UNDERSTOOD) {
            if (jws.hasHeader(name)) {
                throw new RejectedException(Reason.MALFORMED_TOKEN, "the header has " + name);
            }
        }
        Map<String, @Nullable Object> claims = jws.claims();
        signers.signer(jws, time);
        return claims;
    }

    private Jws parsed(String jwt) throws RejectedException {
        String signed = jwt;
        if (decryptionKeys != null) {
            signed = decryptionKeys
                    .decrypt(jwt)
                    .orElseThrow(() -> new RejectedException(
                            Reason.WRONG_ALGORITHM, "it is not encrypted, or no key of decryptionKeys(...) opens it"));
        }
        Jws jws = Jws.parse(signed);
        if (jws == null) {
            throw new RejectedException(Reason.MALFORMED_TOKEN, Jws.problem(signed));
        }
        return jws;
    }

    @Override
    public String toString() {
        return "JwtSignatures";
    }
}
