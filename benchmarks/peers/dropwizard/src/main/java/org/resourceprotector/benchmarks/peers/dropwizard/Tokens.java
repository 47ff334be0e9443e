package org.resourceprotector.benchmarks.peers.dropwizard;

import io.dropwizard.auth.Authenticator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.resourceprotector.benchmarks.stand.Stand;

/** Verifies tokens with jose4j, which also fetches the keys. Whatever is wrong, there is no user. Thread-safe. */
final class Tokens implements Authenticator<String, User> {

    private final JwtConsumer consumer;

    Tokens(Stand stand) {
        consumer = new JwtConsumerBuilder()
                .setRequireExpirationTime()
                .setRequireSubject()
                .setExpectedIssuer(stand.issuer())
                .setExpectedAudience(stand.audience())
                .setJwsAlgorithmConstraints(
                        ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setVerificationKeyResolver(new HttpsJwksVerificationKeyResolver(
                        new HttpsJwks(stand.jwksUri().toString())))
                .build();
    }

    @Override
    public Optional<User> authenticate(String token) {
        try {
            JwtClaims claims = consumer.processToClaims(token);
            String scope = claims.getStringClaimValue("scope");
            return Optional.of(
                    new User(claims.getSubject(), scope == null ? Set.of() : Set.copyOf(List.of(scope.split(" ")))));
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }
}
