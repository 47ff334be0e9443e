package org.resourceprotector.fuzz;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/**
 * Two libraries, asked about what we accept. Jose4j knows nothing of ours; nimbus is what ours verifies signatures with, and is
 * independent only in how it reads a JWT and its claims.
 */
public final class Oracles {

    private static final AlgorithmConstraints ASYMMETRIC = new AlgorithmConstraints(
            ConstraintType.PERMIT,
            "RS256",
            "RS384",
            "RS512",
            "PS256",
            "PS384",
            "PS512",
            "ES256",
            "ES384",
            "ES512",
            "EdDSA");

    private Oracles() {}

    /** The claims of a signed JWT as nimbus reads them; throws if either library does not find it signed by the key. */
    public static JWTClaimsSet signedBy(JWK key, String token) {
        jose4j(key, token);
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!jwt.verify(verifier(key))) {
                throw new AssertionError("nimbus finds another signature");
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException | JOSEException e) {
            throw new AssertionError("nimbus refuses what we accept", e);
        }
    }

    /** The claims of a signed JWT as nimbus reads them; throws if none of the keys signed it. */
    public static JWTClaimsSet signedByOneOf(List<JWK> keys, String token) {
        List<AssertionError> refusals = new ArrayList<>();
        for (JWK key : keys) {
            try {
                return signedBy(key, token);
            } catch (AssertionError e) {
                refusals.add(e);
            }
        }
        AssertionError none = new AssertionError("no key of the issuer, as others see it");
        refusals.forEach(none::addSuppressed);
        throw none;
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        return switch (key.getKeyType().getValue()) {
            case "EC" -> new ECDSAVerifier(key.toECKey());
            case "RSA" -> new RSASSAVerifier(key.toRSAKey().toRSAPublicKey());
            default -> throw new AssertionError("no key of ours");
        };
    }

    private static void jose4j(JWK key, String token) {
        try {
            var jws = new org.jose4j.jws.JsonWebSignature();
            jws.setAlgorithmConstraints(ASYMMETRIC);
            jws.setCompactSerialization(token);
            jws.setKey(publicKey(key));
            if (!jws.verifySignature()) {
                throw new AssertionError("jose4j finds another signature");
            }
            new JwtConsumerBuilder()
                    .setSkipAllValidators()
                    .setSkipSignatureVerification()
                    .setDisableRequireSignature()
                    .build()
                    .processToClaims(token);
        } catch (JoseException | InvalidJwtException e) {
            throw new AssertionError("jose4j refuses what we accept", e);
        }
    }

    /** A public key as jose4j reads it. */
    public static java.security.Key publicKey(JWK key) throws JoseException {
        return JsonWebKey.Factory.newJwk(key.toPublicJWK().toJSONString()).getKey();
    }
}
